/* Plain text → builder, line by line.
 *
 * Paragraphs are parted by blank lines, and begin with a line that starts with an ideographic space or like a list's
 * item, or that is longer than 160 columns (such a file has its paragraphs as lines). The lines of a paragraph are
 * joined when they look hard-wrapped: the longest has 50 columns or more, and all but the last at least seven tenths of
 * that. Otherwise (verse, e-mail) each stays a line. A wide character counts as two columns. */
#ifndef DOCUMENT_PLAIN_H
#define DOCUMENT_PLAIN_H

#include "document/builder.h"

struct plain {
    struct builder *builder;
    struct buffer rest;      /* a line not ended yet */
    struct buffer paragraph; /* the lines of the open one, each with its line feed */
    /* Columns: of the longest line, of the shortest but the last (0: none), of the last. */
    size_t longest, shortest, last;
};

/* Feeds the next piece of text. */
enum status plain_feed(struct plain *plain, const char *text, size_t size, bool last) MUST_USE;
void plain_free(struct plain *plain);

#endif
