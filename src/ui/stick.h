/* Sticks that come and go while somebody reads: a quiet line on the page for one that is here, a sentence for one that was
 * pulled out with what was read on it, and the line on the shelf that says whether one may be pulled out. Private to ui/. */
#ifndef UI_STICK_H
#define UI_STICK_H

#include "ui/screen.h"

/* Leads from the line on the page to the shelf. */
extern const struct link stick_link;

/* Takes the line off the page when it has been there for long enough. Once a second. */
void stick_tick(struct ui *ui);

/* What the shelf says of the sticks that are there; "" when there is none. Translated. */
const char *stick_advice(const struct ui *ui);

/* What it says has changed. */
void stick_tell(struct ui *ui);

#endif
