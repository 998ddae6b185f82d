/* YAML front matter: what stands between "---" at the very start of a Markdown text and the next "---" or "...". */
#ifndef DOCUMENT_FRONT_H
#define DOCUMENT_FRONT_H

#include <stddef.h>

#include "base/status.h"

/* Longer front matter is text. */
#define FRONT_SIZE 16384u

/* More tags than these are left out. */
#define FRONT_TAGS 64u

/* Zero-initialise it; front_free gives its memory back. NULL: not given, or no plain text. */
struct front {
    char *title;
    char *language;             /* of "lang", else "language" */
    char *date;                 /* as written */
    char *tags[FRONT_TAGS + 1]; /* a NULL behind the last; of a list, or of one text with commas */
};

/* *size becomes the bytes it takes of text[0..size); 0: there is none, or what stands there is no YAML mapping, and so is text.
 * Give FRONT_SIZE bytes, or all there are. STATUS_NO_MEMORY. */
enum status front_read(const char *text, size_t *size, struct front *out) MUST_USE;
void front_free(struct front *front);

#endif
