/* Translated text for the user: _() marks and translates, N_() only marks. gettext, domain "slipcase". */
#ifndef BASE_MESSAGES_H
#define BASE_MESSAGES_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text

/* Takes the language from the environment and binds the text domain. Call once, first in main. Messages come as UTF-8
 * whatever the locale's charset. */
void messages_open(void);

/* The BCP 47 tags of the languages that the messages come in; NULL ends them. */
extern const char *const messages_languages[];

/* From now on they come in this one of those, whatever the environment says. Texts that were asked for before stay valid. */
void messages_choose(const char *language);

#endif
