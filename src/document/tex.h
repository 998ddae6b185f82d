/* TeX between dollars in a Markdown text, $x_1$ and $$\,dx$$, comes out as it was typed: Markdown would take its backslashes for escapes,
 * its underlines for emphasis. Which dollars are meant is pandoc's rule for tex_math_dollars: what opens has no space behind it, what closes
 * none before it and no digit behind it; $$ may stand on lines of its own; neither goes over a blank line. */
#ifndef DOCUMENT_TEX_H
#define DOCUMENT_TEX_H

#include "base/buffer.h"

/* Appends the Markdown text[0..size) with backslashes before the marks of such TeX, outside of code, tags and addresses. */
enum status tex_keep(const char *text, size_t size, struct buffer *out) MUST_USE;

#endif
