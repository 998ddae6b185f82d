/* What lies in a folder, and in those below it. Private to bundle/.
 *
 * Symbolic links are not followed, hidden files and folders and Finder's "__MACOSX" are not looked at. The nearest come
 * first: a folder's own files before those of the folders in it. */
#ifndef BUNDLE_WALK_H
#define BUNDLE_WALK_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/fault.h"

enum item_kind {
    ITEM_FILE,
    ITEM_FOLDER,
    ITEM_SPECIAL, /* a link, a device, a pipe */
    ITEM_DENIED,  /* a folder that may not be read, or a file in it */
    ITEM_DEEP,    /* a folder below LIMIT_FOLDER_DEPTH */
};

struct item {
    uint64_t size; /* of a file, in bytes */
    uint32_t name; /* offset in `names`: its path below the top, as the system has it */
    uint8_t kind;  /* enum item_kind */
    uint8_t depth; /* 0: the top itself */
};

struct walk {
    int top;          /* borrowed */
    const char *path; /* the top's, for the sentences */
    const char
        *article; /* the name of one in the top: only it, and the pictures and style sheets around it within
                          * LIMIT_BESIDE_*, are looked for. NULL: everything is. */
    struct buffer names;
    struct item *items;
    uint32_t count, room, looked_at;
};

/* Fills a walk of which `top`, `path` and `article` are set and the rest is zero. STATUS_IO; STATUS_DENIED; STATUS_LIMIT past
 * LIMIT_FOLDER_FILES or _NAMES. Empty it with walk_free, also after a failure. */
enum status walk_all(struct walk *walk, struct fault *fault) MUST_USE;
void walk_free(struct walk *walk);

static inline const char *walk_name(const struct walk *walk, uint32_t item)
{
    return walk->names.data + walk->items[item].name;
}

/* openat for a path below `top` of which no part may be a symbolic link; -1 and errno. */
int walk_open(int top, const char *name, int flags);

#endif
