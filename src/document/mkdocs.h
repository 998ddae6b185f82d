/* mkdocs.yml: site_name, docs_dir and nav, as MkDocs' user guide describes them ("Configuration", "Configure Pages and
 * Navigation"). Private to document/. */
#ifndef DOCUMENT_MKDOCS_H
#define DOCUMENT_MKDOCS_H

#include "document/package.h"
#include "document/toc.h"

/* Adds nav to the table and the reading order, and sets out->title; *folder (to be freed) becomes docs_dir with a '/' at its end,
 * or "". What cannot be read is remarked, and *folder then NULL; fails only without memory. */
enum status mkdocs_read(struct toc *toc, uint32_t entry, struct package *out, char **folder,
                        struct fault *fault) MUST_USE;

#endif
