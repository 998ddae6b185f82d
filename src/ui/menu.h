/* The bar of buttons over the page. Private to ui/. */
#ifndef UI_MENU_H
#define UI_MENU_H

#include "ui/screen.h"

extern const struct screen_kind menu_kind;

/* NULL: no memory. */
struct screen *menu_new(void);

#endif
