/* Lengths in sheets, as whole hundredths. */
#ifndef DOCUMENT_LENGTH_H
#define DOCUMENT_LENGTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A decimal number times 100; returns the bytes read, 0 when there is none. `text` is NUL-terminated. */
size_t length_number(const char *text, int32_t *out);

/* word[0..size) in hundredths of an em of body text: 16 px are 1 em (CSS Values 4 §6). Held within 20 em either way, beyond
 * which the text would be off a small screen. False for percentages, which have nothing to refer to, and for what is no length. */
bool length_read(const char *word, size_t size, int32_t *out);

#endif
