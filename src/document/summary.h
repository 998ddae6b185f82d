/* A table of contents that is written as an article: SUMMARY.md of mdBook and GitBook, _sidebar.md of docsify. Its links are
 * the items, nested as its lists are; its headings, and what stands in its lists without a link, are parts. Private to document/. */
#ifndef DOCUMENT_SUMMARY_H
#define DOCUMENT_SUMMARY_H

#include "document/toc.h"

struct summary;

/* Reads the first piece of the article `entry`. */
enum status summary_open(struct bundle *bundle, uint32_t entry, struct summary **out,
                         struct fault *fault) MUST_USE;
void summary_free(struct summary *summary);

/* Adds what the pieces read so far hold, and reads one more. *complete becomes true with the last one. */
enum status summary_more(struct summary *summary, struct toc *toc, bool *complete,
                         struct fault *fault) MUST_USE;

#endif
