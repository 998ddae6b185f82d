/* One folder of a bundle as rows: the folders in it that hold articles, its README or index, its other articles, each in the
 * reader's collation. Entries are in byte order of their names, so a folder is a range of them, found by bisection.
 *
 * A folder may hold all of a bundle's articles, so the work is done in slices: listing_more. Until it returns false the rows are
 * not in order and not to be shown. 12 bytes a row are kept; up to 100 more are needed while sorting. Private to ui/. */
#ifndef UI_LISTING_H
#define UI_LISTING_H

#include "bundle/bundle.h"
#include "ui/collation.h"

struct listing_item {
    uint32_t entry;    /* the article, or the first entry in the folder */
    uint32_t articles; /* 0: an article; else how many are in the folder and those below it */
    uint32_t key;      /* while sorting */
};

/* Where a section of the index begins: of the folders, or of the articles when there are more of them. */
struct listing_section {
    char label[8];
    uint32_t row;
};

struct sorting;

struct listing {
    const struct bundle *bundle;
    char *path; /* owned: "" or "folder/folder/" */
    size_t size;
    struct listing_item *items;
    uint32_t count, room;
    uint32_t at, end; /* entries still to be looked at */
    uint32_t branch; /* length of the name with '/' of the folder being counted, and what is in it; 0: none */
    struct listing_item counted;
    struct sorting *sorting; /* NULL: the rows are in order */
    struct listing_section sections[COLLATION_SECTIONS];
    uint32_t section_count;
};

/* Opens the folder path[0..size), which is empty or ends in '/', in the order of the language. On failure listing_free is
 * still to be called. */
enum status listing_open(const struct bundle *bundle, const char *path, size_t size, const char *language,
                         struct listing *out) MUST_USE;
void listing_free(struct listing *folder);

/* One slice of work; false: the rows are in order. Without memory for sorting they stay in byte order. */
bool listing_more(struct listing *folder);

/* The name in this folder, without an article's ending; *size bytes of it. */
const char *listing_name(const struct listing *folder, const struct listing_item *item, size_t *size);

/* Whether the entry is the row's article or lies in its folder. */
bool listing_holds(const struct listing *folder, const struct listing_item *item, uint32_t entry);

#endif
