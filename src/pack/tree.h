/* The files of a folder that go into a bundle. */
#ifndef PACK_TREE_H
#define PACK_TREE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/fault.h"

struct tree_file {
    char *name;  /* below the folder, as on the disk */
    char *entry; /* the name in the bundle: NFC */
    struct stat about;
};

struct tree {
    struct tree_file *files; /* in the byte order of their entries' names, README.md first */
    size_t count;
    uint32_t room;
    uint32_t skipped;    /* hidden files, links, devices */
    char *first_skipped; /* one of them, for the warning; NULL: none */
};

/* Fills a zeroed tree from `folder`. `target`, unless NULL, is a file that may lie in it and is left out. Empty it with
 * tree_free, also after a failure. STATUS_INVALID names what cannot be an entry's name; no article is STATUS_NOT_FOUND. */
enum status tree_walk(struct tree *tree, const char *folder, const struct stat *target,
                      struct fault *fault) MUST_USE;
void tree_free(struct tree *tree);

/* The length of the folder that all entries are in, with its '/', or 0. */
size_t tree_top(const struct tree *tree);

#endif
