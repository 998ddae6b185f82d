/* All links of one navigation block, for which the page had no room. Private to ui/. */
#ifndef UI_NAVIGATION_H
#define UI_NAVIGATION_H

#include "ui/screen.h"

/* Of the BLOCK_NAVIGATION at `position` of the article that is open, which must stay open. NULL: there is none, or no
 * memory. */
struct screen *navigation_new(struct ui *ui, uint64_t position);

#endif
