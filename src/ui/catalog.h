/* What is in a bundle, as rows: its table of contents, else a folder of it. Private to ui/. */
#ifndef UI_CATALOG_H
#define UI_CATALOG_H

#include "ui/list.h"
#include "ui/listing.h"

/* Titles known at a time: more than rows fit on a screen. */
#define CATALOG_TITLES 128u

struct catalog_title {
    uint32_t entry;
    char *title; /* owned; NULL: this place is free */
};

struct catalog {
    bool table; /* the table of contents; false: `folder` */
    uint32_t count;
    uint32_t looked,
        current;       /* items of the table looked at, and that where the reader is; UINT32_MAX: none */
    uint64_t position; /* of that item in the article */
    struct listing folder;
    char *path;     /* of the folder, to show; owned */
    uint32_t seek;  /* an entry in the row to show first, or ENTRY_NONE */
    bool up;        /* the first row leads to the folder above */
    uint32_t depth; /* folders that the reader went down from the first one */
    char text[256]; /* of the last row */
    char detail[64];
    struct catalog_title titles[CATALOG_TITLES]; /* at [row % CATALOG_TITLES] */
};

/* Needs ui->publication. `folder`: that one, empty or ending in '/'; NULL: the table of contents, else the pages under
 * indexes/, else the folder of the article that is open. On failure catalog_free is still to be called. */
enum status catalog_open(struct ui *ui, struct catalog *catalog, const char *folder) MUST_USE;
void catalog_free(struct catalog *catalog);

/* Reads one piece of the table, or sorts one of the folder; false: all is there. */
bool catalog_more(struct ui *ui, struct catalog *catalog);

/* Looks up one title that is not known yet among the rows [begin, end); false: all are known. */
bool catalog_name(struct ui *ui, struct catalog *catalog, uint32_t begin, uint32_t end);

/* The row to show first: where the reader is or comes from. `count` when there is none. */
uint32_t catalog_focus(const struct catalog *catalog);

/* The row's texts are valid until the next call. */
struct list_row catalog_row(struct ui *ui, struct catalog *catalog, uint32_t index);

/* Goes where the row leads: into a folder (true: the rows are others now), or to an article or an address; then the catalog
 * may be gone. */
bool catalog_choose(struct ui *ui, struct catalog *catalog, uint32_t index) MUST_USE;

/* Out of the folder the reader has gone into; false: that is the first one. */
bool catalog_back(struct ui *ui, struct catalog *catalog) MUST_USE;

#endif
