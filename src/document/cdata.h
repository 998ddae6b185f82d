/* What XHTML has and an HTML parser does not know: CDATA sections become escaped text, and the internal subset of a document
 * type (its own entities with it) goes away. */
#ifndef DOCUMENT_CDATA_H
#define DOCUMENT_CDATA_H

#include <stdbool.h>

#include "base/buffer.h"

enum cdata_place { CDATA_OUTSIDE, CDATA_SECTION, CDATA_DOCTYPE, CDATA_SUBSET, CDATA_SUBSET_END };

/* Zero-initialise it. */
struct cdata {
    enum cdata_place place;
    unsigned brackets; /* CDATA_SECTION: "]" held back, as the section may end here */
    bool begun;        /* past the first element */
};

/* Whether the next text[0..size), whole tags as tags_whole cuts them, has anything to change. */
bool cdata_present(struct cdata *cdata, const char *text, size_t size);

/* Appends it changed to `out`. */
enum status cdata_apply(struct cdata *cdata, const char *text, size_t size, struct buffer *out) MUST_USE;

#endif
