/* Where the reading screen is and where it wants to be. Private to the reading screen. */
#ifndef UI_SEEK_H
#define UI_SEEK_H

#include "ui/book.h"
#include "ui/screen.h"

enum want_kind { WANT_NOTHING, WANT_PAGE, WANT_LAST, WANT_POSITION, WANT_SHARE, WANT_ANCHOR };

/* Where the reader wants to be, while that is not known to be on any page found so far. */
struct want {
    enum want_kind kind;
    uint64_t value;  /* page, position or thousandths */
    char *anchor;    /* owned */
    bool last_link;  /* WANT_PAGE: focus that page's last link */
    bool first_link; /* WANT_PAGE: or its first one */
    bool mark;       /* WANT_POSITION: mark the line there */
    bool onward;     /* WANT_PAGE: behind the last one, to the article that comes next */
};

struct reading {
    struct screen screen;
    struct book book;
    uint32_t number;          /* the page shown */
    uint64_t position;        /* kept in sight over changes of size; exact until a page is turned */
    const struct link *focus; /* a link of the page shown, or NULL */
    struct want want;
    bool marked; /* a link led to the position: its line is marked until the next action */
};

/* Where "#id" leads in the article that is open: its position, and whether there is such a place. False for a
 * large article that is not parsed yet. */
bool seek_anchor(struct reading *reading, const char *id, uint64_t *position, bool *found);

/* The block in which the position lies. */
const struct block *seek_block(const struct reading *reading, uint64_t position);

/* Takes the mark off the page shown. */
void seek_unmark(struct ui *ui, struct reading *reading);

/* Sets the place wanted, in place of the one before. */
void seek_want(struct reading *reading, enum want_kind kind, uint64_t value);

/* Goes to the place wanted if it is known: true. */
bool seek_settle(struct ui *ui, struct reading *reading);

/* Goes there now if that takes only a few pages, else in idle time; meanwhile the screen says so. */
void seek_start(struct ui *ui, struct reading *reading);

/* The page after (1) or before (-1); past the last one found, the one that is still to be found. `focus`: on its first or
 * last link, and no further than the article; otherwise past its ends into the article next in reading order. */
void seek_page(struct ui *ui, struct reading *reading, int step, bool focus);

/* Shows a page that is known. */
void seek_show(struct ui *ui, struct reading *reading, uint32_t number);

/* Before the layout or the article goes. */
void seek_forget(struct ui *ui, struct reading *reading);

#endif
