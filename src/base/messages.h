/* Translated text for the user: _() marks and translates, N_() only marks. gettext, domain "slipcase". */
#ifndef BASE_MESSAGES_H
#define BASE_MESSAGES_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text

/* Takes the language from the environment and binds the text domain. Call once, first in main. Messages come as UTF-8
 * whatever the locale's charset. */
void messages_open(void);

#endif
