/* The charset of text that does not say it. */
#ifndef DOCUMENT_GUESS_H
#define DOCUMENT_GUESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* As many bytes are looked at, from the first one outside ASCII on: ICU's detector needs 2 to 4 KB of text to be sure. */
#define GUESS_SIZE 8192

/* Whether bytes[0..size), which may end within a character, are UTF-8, also if a few of the sequences are broken: one in
 * sixteen. *long_ones: they hold sequences of three bytes or more, which text in another charset does not have by chance. */
bool guess_utf8(const char *bytes, size_t size, bool *long_ones);

/* *converter: what bytes that are not UTF-8 are most likely in; never NULL after STATUS_OK. `whole`: they do not end within a character. */
enum status guess(const char *bytes, size_t size, bool whole, const char **converter) MUST_USE;

#endif
