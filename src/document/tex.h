/* TeX between dollars in a Markdown text, $x_1$ and $$\,dx$$, comes out as it was typed: Markdown would take its backslashes for escapes,
 * its underlines for emphasis. Which dollars are meant is pandoc's rule for tex_math_dollars: what opens has no space behind it, what closes
 * none before it and no digit behind it; $$ may stand on lines of its own; neither goes over a blank line. */
#ifndef DOCUMENT_TEX_H
#define DOCUMENT_TEX_H

#include <stdbool.h>

#include "base/buffer.h"

/* Bytes of the TeX and its dollars with which text[0..size) begins, the rest of a paragraph; 0: the dollar is one. `mark` is what the line
 * begins with in which it stands: TeX stays in its cell of a row. */
size_t tex_size(const char *text, size_t size, char mark);

/* Appends it, each mark behind a backslash but for those that begin the lines of a quote. */
enum status tex_add(const char *text, size_t size, bool quoted, struct buffer *out) MUST_USE;

#endif
