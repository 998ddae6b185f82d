/* The articles of a bundle as rows: the links of its summary, else the pages under indexes/, else all articles by name.
 * Private to ui/. */
#ifndef UI_CATALOG_H
#define UI_CATALOG_H

#include "ui/list.h"

/* Titles known at a time: more than rows fit on a screen. */
#define CATALOG_TITLES 128u

struct catalog_title {
    uint32_t entry;
    char *title; /* owned; NULL: this place is free */
};

/* A link or heading of the summary. */
struct catalog_link {
    const char *label, *href; /* href NULL: a heading */
    uint32_t entry;           /* ENTRY_NONE: out of the bundle, missing, or a heading */
    uint8_t level, region;
};

struct catalog {
    uint32_t count, room;
    uint32_t *entries;          /* without a summary: the articles */
    struct catalog_link *links; /* with a summary */
    struct arena *arena;        /* owns the links' texts */
    struct article *summary;    /* while it is being read */
    const struct block *last;   /* of the summary, looked at */
    uint32_t summary_entry;
    struct catalog_title titles[CATALOG_TITLES]; /* at [row % CATALOG_TITLES] */
};

/* Needs ui->bundle. On failure catalog_free is still to be called. */
enum status catalog_open(struct ui *ui, struct catalog *entries) MUST_USE;
void catalog_free(struct catalog *entries);

/* Reads one piece of the summary; false: all is read. */
bool catalog_more(struct ui *ui, struct catalog *entries);

/* Looks up one title that is not known yet among the rows [begin, end); false: all are known. */
bool catalog_name(struct ui *ui, struct catalog *entries, uint32_t begin, uint32_t end);

/* The row of the article that is open; `count` when it has none. */
uint32_t catalog_current(struct ui *ui, const struct catalog *entries);
struct list_row catalog_row(struct ui *ui, const struct catalog *entries, uint32_t index);

/* Opens what the row leads to. The catalog may be gone afterwards. */
void catalog_choose(struct ui *ui, struct catalog *entries, uint32_t index);

#endif
