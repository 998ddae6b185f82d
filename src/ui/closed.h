/* Outside the opening hours: a dark screen that says when it opens again. Private to ui/. */
#ifndef UI_CLOSED_H
#define UI_CLOSED_H

#include "base/hours.h"
#include "ui/screen.h"

/* Arranged; `hours` outlive it. NULL: no memory. */
struct screen *closed_new(struct ui *ui, const struct hours *hours);

#endif
