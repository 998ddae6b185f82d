/* An EPUB's table of contents: the toc <nav> of a navigation document (EPUB 3.3 §7), or the navMap of an NCX (OPF 2.0.1 §2.4.1);
 * which of them shows in the elements. Private to document/. */
#ifndef DOCUMENT_NAV_H
#define DOCUMENT_NAV_H

#include "document/toc.h"

struct nav;

/* `entry` is read piece by piece into `toc`, which must outlive it; a `page` is XHTML, and forgiven what browsers forgive. */
enum status nav_open(struct toc *toc, uint32_t entry, bool page, struct nav **out,
                     struct fault *fault) MUST_USE;
void nav_free(struct nav *nav);

/* One more piece, as xml_more. */
enum status nav_more(struct nav *nav, bool *complete, struct fault *fault) MUST_USE;

#endif
