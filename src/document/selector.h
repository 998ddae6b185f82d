/* Selectors (Selectors 4): types, classes, ids and '*', compounds of them, and the descendant and child combinators. What
 * depends on siblings, other attributes or the reader's doings matches nothing here. */
#ifndef DOCUMENT_SELECTOR_H
#define DOCUMENT_SELECTOR_H

#include "base/arena.h"
#include "document/css.h"
#include "document/path.h"

/* Compounds in one selector and classes in one compound: more do not occur, and longer selectors match nothing. */
#define SELECTOR_COMPOUNDS 8u
#define SELECTOR_CLASSES 4u

struct compound {
    const char *type, *id; /* NULL: any */
    const char *classes[SELECTOR_CLASSES];
    uint8_t class_count;
    bool child; /* what stands to its left is its parent, not any ancestor */
};

struct selector {
    const struct compound *compounds; /* from the right */
    uint32_t count;
    uint32_t specificity; /* ids, classes and types, a byte each */
};

/* Reads one selector of a list into `arena`. STATUS_UNSUPPORTED: it matches nothing. */
enum status selector_parse(struct css_text text, struct arena *arena, struct selector *out) MUST_USE;

/* Whether it matches the innermost element of `path`. *budget goes down by one with each compound compared; false at 0. */
bool selector_matches(const struct selector *selector, const struct path *path, uint32_t *budget);

#endif
