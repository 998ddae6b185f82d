/* GitHub's tables need only one dash in a cell of the delimiter row (GFM §4.10); md4c 0.4 wants three. */
#ifndef DOCUMENT_DELIMITER_H
#define DOCUMENT_DELIMITER_H

#include "base/buffer.h"

/* Appends the Markdown text[0..size) with such rows, outside of fenced code and HTML blocks, widened to three dashes. */
enum status delimiter_widen(const char *text, size_t size, struct buffer *out) MUST_USE;

#endif
