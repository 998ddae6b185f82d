/* A bundle on the shelf: what is shown of it while it is closed. Private to ui/. */
#ifndef UI_VOLUME_H
#define UI_VOLUME_H

#include <SDL.h>

#include "bundle/bundle.h"
#include "bundle/trust.h"
#include "paint/canvas.h"
#include "ui/source.h"

enum volume_state {
    VOLUME_NEW,      /* not looked into yet */
    VOLUME_CHECKING, /* whether it is signed by a trusted key */
    VOLUME_READY,    /* title and the rest are known */
    VOLUME_BROKEN,   /* it cannot be read, or must not be; `reason` says why */
};

/* What tells a file from another one of the same name: device, inode, size and time of the bundle and of its signature. */
struct volume_stamp {
    uint64_t of[8];
};

struct volume {
    char *path;                /* for bundle_open */
    size_t file;               /* bytes of the path that name the file which the library has */
    struct volume_stamp stamp; /* of that file */
    uint32_t source;           /* of volumes.sources */
    bool considered;           /* for being copied by itself */
    bool doubled;  /* it is on a stick, and the same edition stands for it on the shelf (twin.h) */
    bool outdated; /* VOLUME_BROKEN because a higher edition is here */
    char *inner;   /* the entry of the verified bundle that this one is; NULL: the whole */
    struct verification *verification; /* NULL: nothing is verified */
    enum volume_state state;
    char *title, *language, *date, *reason; /* NULL: not known, or it says nothing of it */
    char *id;
    uint64_t edition; /* 0: none */
    uint32_t articles;
    uint32_t cover_entry; /* ENTRY_NONE: it has no cover */
    SDL_Surface *cover;   /* NULL: not drawn, or it has none */
    enum theme cover_theme;
    int32_t cover_width, cover_height; /* px of the room it was drawn for */
};

#define VOLUME_NONE UINT32_MAX

/* Where volumes come from; what struct source says of it. */
struct volume_source {
    char *stick; /* NULL: no stick */
    uint64_t serial;
    bool held, own;
};

/* All of them. Without any there is no shelf. */
struct volumes {
    struct volume *list;
    uint32_t count, room;
    struct volume_source *sources;
    uint32_t source_count;
    uint32_t open;   /* the one that was opened last; VOLUME_NONE: none, or it is not here any more */
    uint32_t wanted; /* chosen before it could be opened: it is as soon as it may; VOLUME_NONE: none */
    bool impatient;  /* the only one is to be opened as soon as it may */
    const struct trust *trust; /* NULL: all may be opened */
    /* Owned; the files stay open, so that what is read is what was verified. */
    struct verification **verifications;
    uint32_t verification_count;
};

void volume_free(struct volume *volume);

/* Empties it; `trust` stays. */
void volumes_free(struct volumes *volumes);

/* What people call the stick that the volume is on; NULL: it is on none. */
const char *volume_stick(const struct volumes *volumes, const struct volume *volume);

/* Whether it may be opened only once it is verified. */
bool volume_needs_check(const struct volumes *volumes, const struct volume *volume);

/* Makes empty places for `more` before the one at `index`; NULL: no memory. */
struct volume *volumes_insert(struct volumes *volumes, uint32_t index, uint32_t more);

/* The room for a cover, in px. */
struct cover_room {
    int32_t width, height;
    enum theme theme;
};

enum volumes_work { VOLUMES_DONE, VOLUMES_BUSY, VOLUMES_CHANGED };

/* The volumes on the screen, and the one that has the focus. */
struct volumes_shown {
    uint32_t begin, end, focus;
};

/* One slice: verifies a MiB of a volume, looks into one that is not known yet, or draws a cover. The one that is wanted comes first, then those
 * that are shown, which are the only ones with covers; the others are known in the end, too, since a newer edition may be among them. A bundle that holds other bundles gives its
 * place to them: shown->focus stays with its volume. VOLUMES_CHANGED: what is shown of some volume is another thing now. */
enum volumes_work volumes_more(struct volumes *volumes, struct volumes_shown *shown,
                               const struct cover_room *room);

/* How much of a VOLUME_CHECKING is verified, in hundredths. */
unsigned volume_percent(const struct volume *volume);

/* What a reader sees of the path: the name of the file or the entry that it is. */
const char *volume_file(const struct volume *volume);

/* Opens it: what was verified, when there is a trust. */
enum status volume_open(const struct volume *volume, struct bundle **out, struct fault *fault) MUST_USE;

/* It turned out that it cannot be read. */
void volume_break(struct volume *volume, const char *reason);

#endif
