/* The focus that keys move over a page's links, in reading order. Private to the reading screen. */
#ifndef UI_FOCUS_H
#define UI_FOCUS_H

#include "ui/seek.h"

/* The first link on the page (step 1), the last (-1), or the one after or before the focused one. NULL: none. */
const struct link *focus_next(const struct page *page, const struct link *focus, int step);
/* The link under the point, or the nearest one that is no further from it than makes its box `target` px high and wide. NULL:
 * none. */
const struct link *focus_at(const struct page *page, int32_t x, int32_t y, int32_t target);
void focus_set(struct ui *ui, struct reading *reading, const struct link *link);

/* To the next link, or past the page's last one to the next page. */
void focus_move(struct ui *ui, struct reading *reading, int step);

#endif
