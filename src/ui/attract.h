/* The pictures that invite a reader while nobody is there: covers with their titles, and the first pages of the articles that a bundle
 * names (attract= of manifest.h), or else of its home page. One bundle is open for it at a time. Private to ui/. */
#ifndef UI_ATTRACT_H
#define UI_ATTRACT_H

#include "ui/screen.h"

extern const struct screen_kind attract_kind;

/* The picture to come. Zero: the first one. */
struct attract_cursor {
    uint32_t volume; /* on the shelf */
    uint32_t item;   /* of its pictures */
};

/* The picture at the cursor, which goes on to the next; arranged. NULL: it is not to be had (a bundle that is broken, gone, not looked into
 * yet), and the cursor is past it. */
struct screen *attract_new(struct ui *ui, struct attract_cursor *cursor);

/* What a picture shows. */
struct attract_choice {
    char *path;     /* of the volume, owned; NULL: of the bundle that is open */
    uint32_t entry; /* the article; ENTRY_NONE: the cover */
};

/* Takes it out of the screen, which is to be freed. */
struct attract_choice attract_take(struct screen *screen);

/* Opens what was touched, and frees it. A failure is told as on the shelf. */
void attract_follow(struct ui *ui, struct attract_choice *choice);

#endif
