/* The sentence for whoever was reading on a stick when it was pulled out, over the shelf. Private to ui/. */
#ifndef UI_PULLED_H
#define UI_PULLED_H

#include "ui/screen.h"

/* Stays until the next action, or for ten seconds. NULL: no memory. */
struct screen *pulled_new(struct ui *ui, const char *stick);

#endif
