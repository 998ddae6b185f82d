/* YAML front matter: what stands between "---" at the very start of a Markdown text and the next "---" or "...". Of it only
 * plain or quoted "title: …" and "lang: …" at the start of a line are read. */
#ifndef DOCUMENT_FRONT_H
#define DOCUMENT_FRONT_H

#include <stddef.h>

/* Longer front matter is text. */
#define FRONT_SIZE 16384u

struct front {
    const char *title, *language; /* in the text that was given, not NUL-terminated; NULL: not given */
    size_t title_size, language_size;
};

/* The bytes it takes of text[0..size); 0: there is none. Give FRONT_SIZE bytes, or all there are. */
size_t front_read(const char *text, size_t size, struct front *out);

#endif
