/* A table of contents and a reading order being gathered, whatever they come from. Private to document/. */
#ifndef DOCUMENT_TOC_H
#define DOCUMENT_TOC_H

#include "base/arena.h"
#include "document/publication.h"

/* What is wrong with it, told by `check`. More than these tell nothing new. */
#define TOC_REMARKS 64u

struct toc_remark {
    const char *name; /* the entry that is at fault */
    char *sentence;   /* owned: the arena may be full */
};

/* Zero-initialise it but for the bundle and the arena, which holds its texts; toc_free gives the rest back. */
struct toc {
    struct bundle *bundle;
    struct arena *arena;
    struct publication_item *items;
    uint32_t *order;  /* entries in reading order, each once */
    uint32_t *places; /* by entry: 1 + its index in `order`, 0: not in it; NULL: the order is empty */
    uint32_t count, room, order_count, order_room;
    uint8_t region; /* enum region of labels that do not say it themselves */
    struct toc_remark remarks[TOC_REMARKS];
    uint32_t remark_count;
};

void toc_free(struct toc *toc);

/* A copy in the arena on one line: white space becomes single spaces, none at the ends. NULL as arena_copy. */
const char *toc_line(struct toc *toc, const char *text, size_t size);

/* Adds an item with the level, region and link of `like`; label[0..size) is copied and put on one line. */
enum status toc_add(struct toc *toc, const struct publication_item *like, const char *label,
                    size_t size) MUST_USE;

/* Fills entry, fragment, address and missing of `item` with where `href`, as written in the entry `from`, leads. */
enum status toc_resolve(struct toc *toc, uint32_t from, const char *href,
                        struct publication_item *item) MUST_USE;

/* Why there was no more of the arena: it is at LIMIT_CONTENTS_MEMORY, or memory is at its end. Fills `fault` and returns its
 * status; `name` is the file that is read. */
enum status toc_explain(const struct arena *arena, const char *name, struct fault *fault);

/* Remembers the sentence of a finding. */
void toc_remark(struct toc *toc, const char *name, const char *sentence);

/* Appends to the reading order; an entry that is in it already, or is no article, is left out. */
enum status toc_order(struct toc *toc, uint32_t entry) MUST_USE;

/* The entry's index in the reading order; UINT32_MAX: it is not in it. */
uint32_t toc_place(const struct toc *toc, uint32_t entry);

#endif
