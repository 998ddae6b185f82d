/* Finds what describes a bundle as a book, and reads its table of contents piece by piece: an EPUB's package, SUMMARY.md,
 * mkdocs.yml, _sidebar.md. Private to document/. */
#ifndef DOCUMENT_GUIDE_H
#define DOCUMENT_GUIDE_H

#include "document/mkdocs.h"
#include "document/package.h"
#include "document/toc.h"

struct guide {
    struct toc toc;
    struct package package; /* what is said of the book, by whichever description */
    struct mkdocs mkdocs;
    bool epub;
    char *folder;            /* where the front page is: "" or with '/' at its end; NULL: not said */
    uint32_t entry;          /* what holds the table, or ENTRY_NONE */
    struct fault fault;      /* why the table ends early */
    bool complete;           /* the table is */
    struct summary *summary; /* while they are being read */
    struct nav *nav;
};

/* Zero-initialise it; guide_free gives its memory back, also after a failure: no memory, or a book that is encrypted as a
 * whole. What cannot be read is remarked in the table. */
enum status guide_open(struct guide *guide, struct bundle *bundle, struct fault *fault) MUST_USE;
void guide_free(struct guide *guide);

/* Reads one more piece of the table; false: all is read. */
bool guide_more(struct guide *guide);

#endif
