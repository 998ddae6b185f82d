/* The bundles that there are to read, each with its cover, title, language, date and number of articles; one that cannot be
 * read stays there in grey, with the reason. Private to ui/. */
#ifndef UI_SHELF_H
#define UI_SHELF_H

#include "ui/screen.h"

extern const struct screen_kind shelf_kind;

/* NULL: no memory. */
struct screen *shelf_new(struct ui *ui);

#endif
