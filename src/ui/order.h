/* Reading on from one article to the next, in a bundle that says in which order they are read. Private to ui/. */
#ifndef UI_ORDER_H
#define UI_ORDER_H

#include "ui/screen.h"

/* Leads to what comes after the article that is open. */
extern const struct link order_link;

/* Opens the article after the one that is open at its start (`step` 1) or the one before it at its end (-1). False: there
 * is none. One that cannot be opened is told on the screen. */
bool order_go(struct ui *ui, int step) MUST_USE;

/* "Next: TITLE" as the table of contents or the article has it, to be freed; NULL: nothing comes next. */
char *order_label(struct ui *ui);

#endif
