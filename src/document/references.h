/* Link reference definitions ("[label]: address", CommonMark §4.7) of a Markdown text that is converted in parts: a part
 * may use what another defines. Labels match with their case folded and their white space collapsed. Titles are not
 * kept: the article has no use for them. */
#ifndef DOCUMENT_REFERENCES_H
#define DOCUMENT_REFERENCES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct references;

/* NULL when out of memory. */
struct references *references_new(void);
void references_free(struct references *references);

/* Takes in the definitions in text[0..size), whole lines; the first definition of a label counts. */
enum status references_gather(struct references *references, const char *text, size_t size) MUST_USE;

/* Appends to `out` the definitions of the labels that text[0..size) uses. *missing becomes true when it seems to use one
 * that was not defined so far. */
enum status references_collect(const struct references *references, const char *text, size_t size,
                               struct buffer *out, bool *missing) MUST_USE;

#endif
