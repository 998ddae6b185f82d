/* The page shown and its neighbours, painted ahead: turning a page copies its picture. Private to ui/. */
#ifndef UI_FRAME_H
#define UI_FRAME_H

#include "ui/book.h"

/* Forgets the pages; their article or layout is about to change. */
void frame_clear(struct frame *frame);
void frame_clear_all(struct ui *ui);

/* What was painted of the page is out of date. */
void frame_again(struct frame *frame);

/* Makes the page the one shown, from the frame where it was painted ahead or anew. */
void frame_turn(struct ui *ui, const struct book *book, uint32_t number);

/* Paints the page that is shown, if it is not there already. A page that cannot be made is not tried again until something
 * changes. */
void frame_paint(struct ui *ui, const struct book *book, uint32_t number);

/* Paints one neighbour of page `number`; false: both are painted or not to be had. */
bool frame_paint_ahead(struct ui *ui, const struct book *book, uint32_t number);

#endif
