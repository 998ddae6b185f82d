/* What many write in Markdown that md4c does not know, put so that it does before it sees the text: TeX between dollars, links between
 * notes. Outside of code, tags and addresses only. */
#ifndef DOCUMENT_MARKS_H
#define DOCUMENT_MARKS_H

#include <stdbool.h>

#include "base/buffer.h"

/* True when there may be such in text[0..size); the call below is needed only then. */
bool marks_present(const char *text, size_t size);

/* Appends the text, whole lines, with them. */
enum status marks_apply(const char *text, size_t size, struct buffer *out) MUST_USE;

#endif
