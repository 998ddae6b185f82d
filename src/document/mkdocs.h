/* mkdocs.yml: site_name, theme.language, docs_dir and nav, as MkDocs' user guide describes them ("Configuration", "Configure Pages and
 * Navigation"). Private to document/. */
#ifndef DOCUMENT_MKDOCS_H
#define DOCUMENT_MKDOCS_H

#include "document/package.h"
#include "document/toc.h"

/* An item of nav, in the table's arena. */
struct mkdocs_page {
    struct mkdocs_page *next;
    const char *title; /* NULL: that of the page */
    const char *path;  /* NULL: a heading */
    uint8_t level;
};

struct mkdocs {
    char *folder; /* docs_dir with a '/' at its end, or ""; to be freed. NULL: the file could not be read */
    struct mkdocs_page *pages; /* of nav, not added to the table yet */
};

/* Sets out->title, out->language and *mkdocs. What cannot be read is remarked; fails only without memory. */
enum status mkdocs_read(struct toc *toc, uint32_t entry, struct package *out, struct mkdocs *mkdocs,
                        struct fault *fault) MUST_USE;

/* Adds the next pages to the table and the reading order; those without a title are opened for it, so these are few.
 * *complete becomes true with the last. */
enum status mkdocs_more(struct mkdocs *mkdocs, struct toc *toc, uint32_t entry, bool *complete) MUST_USE;

#endif
