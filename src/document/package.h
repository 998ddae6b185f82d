/* The package document of an EPUB 2 or 3 (OPF 2.0.1; EPUB 3.3 §5): what it says of the book. Private to document/. */
#ifndef DOCUMENT_PACKAGE_H
#define DOCUMENT_PACKAGE_H

#include "document/toc.h"

/* Texts are in the table's arena; NULL and ENTRY_NONE: not said. */
struct package {
    const char *title, *language, *date;
    uint32_t cover; /* a picture, or a page that shows it */
    uint32_t nav, ncx;
};

/* Reads the entry: the spine becomes the reading order, but for what is not linear, and entries get the kind that their
 * media type says. Whatever is missing is remarked. What could be read of a broken one is used; fails only without
 * memory. */
enum status package_read(struct toc *toc, uint32_t entry, struct package *out, struct fault *fault) MUST_USE;

#endif
