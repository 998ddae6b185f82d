/* Footnotes of EPUBs (EPUB Structural Semantics "footnote", DPUB-ARIA "doc-footnote"): what is marked as one is taken out of the
 * flow and comes at the article's end, under a rule and in small type, as Markdown's do. Collections ("footnotes", "endnotes")
 * and items of lists stay where they are. Private to document/. */
#ifndef DOCUMENT_ASIDES_H
#define DOCUMENT_ASIDES_H

#include "document/handlers.h"

/* Attributes of one element that are kept. */
#define ASIDES_ATTRIBUTES 32

/* Zero-initialise it; buffer_free gives `events` back. */
struct asides {
    struct buffer events;
    unsigned open;       /* elements of the note that is being kept */
    unsigned collection; /* elements of the collection that is open */
};

/* The events of the parser; true: they are kept for later, and must not be handled. A failure is kept in `builder`. */
bool asides_start(struct asides *asides, struct builder *builder, const char *name,
                  const char *const *attributes);
bool asides_end(struct asides *asides, struct builder *builder, const char *name);
bool asides_characters(struct asides *asides, struct builder *builder, const char *text, size_t size);

/* Hands what was kept to the handlers. */
void asides_release(struct asides *asides, struct handlers *handlers);

/* Whether the element is a reference to a note. */
bool asides_refers(const char *const *attributes);

#endif
