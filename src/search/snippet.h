/* A piece of a text around what was found in it. */
#ifndef SEARCH_SNIPPET_H
#define SEARCH_SNIPPET_H

#include "base/buffer.h"

#include <stdint.h>

/* Characters (extended grapheme clusters, UAX #29) that are shown, and how many of them stand before what was found. */
#define SNIPPET_LENGTH 60
#define SNIPPET_BEFORE 20

struct snippet {
    struct buffer text;  /* on one line; "…" where the text goes on */
    uint32_t begin, end; /* bytes of it: what was found; equal: nothing */
};

/* Of text[0..size), where begin … end was found. Fills a zeroed snippet. STATUS_NO_MEMORY. */
enum status snippet_make(struct snippet *snippet, const char *text, size_t size, uint32_t begin,
                         uint32_t end) MUST_USE;
void snippet_free(struct snippet *snippet);

#endif
