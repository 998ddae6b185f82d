/* One sentence on what happened and what to do. Private to ui/. */
#ifndef UI_MESSAGE_H
#define UI_MESSAGE_H

#include "ui/screen.h"

/* Copies the texts; the headline may be NULL. `instead`: it stands in place of an article that cannot be shown, so that going
 * back leads to the place before it in the history. NULL: no memory. */
struct screen *message_new(const char *headline, const char *sentence, bool instead);

#endif
