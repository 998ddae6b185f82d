/* The search screen: what is typed, what is found by it, and the keys. Private to ui/.
 *
 * While a hit is read the screen is kept aside, and Back from there leads to it as it was left. It is gone with its bundle, with
 * whoever used it (ui_reset), and when it is left. */
#ifndef UI_SEARCH_H
#define UI_SEARCH_H

#include "ui/screen.h"

extern const struct screen_kind search_kind;

/* Shows it, or its keys when it is there. Needs ui->bundle. */
void search_show(struct ui *ui);

/* Shows the one from which the hit at this place was opened; false: it is gone. */
bool search_return(struct ui *ui, const struct place *place);

/* Before the bundle is closed. */
void search_forget(struct ui *ui);

#endif
