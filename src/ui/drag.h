/* The page follows the finger: it moves with a drag, and its neighbour, painted ahead, comes in beside it. The picture of that is
 * two copies, no painting. Private to ui/. */
#ifndef UI_DRAG_H
#define UI_DRAG_H

#include "ui/book.h"

/* Goes on with the drag, or begins it. Without memory for its picture the page stays where it is. */
void drag_move(struct ui *ui, const struct action *action);

/* The page is where it belongs again. */
void drag_end(struct ui *ui);

/* How the page follows the pages' order when this action is a whole swipe: 1 onward, -1 back, 0 not at all. */
int drag_step(const struct ui *ui, const struct action *action, bool leftward);

/* Makes the picture of the page `number` and its neighbour, when there is a drag. */
void drag_draw(struct ui *ui, const struct book *book, uint32_t number);

#endif
