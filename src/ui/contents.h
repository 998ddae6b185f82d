/* The headings of the article that is open, and what else is in the bundle. Private to ui/. */
#ifndef UI_CONTENTS_H
#define UI_CONTENTS_H

#include "ui/screen.h"

extern const struct screen_kind contents_kind;

/* Needs ui->bundle. `folder`: what is in this folder of the bundle (empty or ending in '/') and nothing else; or NULL. NULL: no
 * memory. */
struct screen *contents_new(struct ui *ui, const char *folder);

#endif
