/* Which blocks of a page are its text, and which only lead elsewhere: blocks pass through here on their way to being
 * published, and some are held back until what follows them is known.
 *
 * - A row is a heading or paragraph outside of lists and quotes that holds only links, white space, separators (| · / •, emoji),
 *   and before the first link perhaps a label of up to 8 characters that ends in a colon. With two links or more it is
 *   navigation; a heading with a single link out of the bundle is so next to such a row before the text begins, and
 *   behind the end of the text.
 * - All navigation before the first paragraph of text is one block, at the place of its first row. Later runs of rows each
 *   become one. A row whose links an earlier row had already is left out.
 * - Headings of one level that are each a single link, two or more in a row, are an index: items of a list.
 * - What stands in <nav> and is two to twelve single links to other pages and nothing else, items of one list or not, is rows too.
 * - Rules are left out at the start, at the end, behind the title, behind another rule and beside navigation. */
#ifndef DOCUMENT_NAVIGATION_H
#define DOCUMENT_NAVIGATION_H

#include "document/publish.h"

/* Rows remembered to find repeated ones. */
#define NAVIGATION_ROWS 64

/* What stands in the <nav> that is open, as long as it may be rows. */
struct menu {
    bool open;
    struct draft *first, *last;
    size_t count;
};

struct navigation {
    struct published *published;
    struct bundle *bundle; /* for telling its own GitHub addresses; NULL: every http(s) address leads out */
    uint32_t entry;
    struct draft *first, *last; /* held */
    size_t held;
    bool body;                /* the first paragraph of text was seen */
    bool after_navigation;    /* the last row resolved was navigation, published or left out */
    struct draft *index_list; /* the last published item of an index, while it can go on */
    const struct draft *rows[NAVIGATION_ROWS];
    size_t row_count;
    struct menu menu;
};

enum status navigation_add(struct navigation *navigation, struct draft *draft) MUST_USE;

/* Around what stands in <nav>. */
enum status navigation_menu(struct navigation *navigation) MUST_USE;
enum status navigation_menu_end(struct navigation *navigation) MUST_USE;

/* The draft added last, if it is still held: it may be given a caption. Else NULL. */
struct draft *navigation_last(const struct navigation *navigation);

/* The text is at its end: publishes what is held. */
enum status navigation_end(struct navigation *navigation) MUST_USE;

#endif
