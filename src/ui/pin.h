/* The number pad in front of the maintenance screen: keys for fingers, digits of a keyboard, or two buttons that move and one that
 * presses. How many digits are there is shown, none of them ever. After 30 seconds without input it leaves by itself. Private
 * to ui/. */
#ifndef UI_PIN_H
#define UI_PIN_H

#include "ui/screen.h"

/* NULL: no memory. ui->host must have pin_fits. */
struct screen *pin_new(struct ui *ui);

#endif
