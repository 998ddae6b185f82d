/* The headings of an article as far as it is parsed. Private to ui/. */
#ifndef UI_OUTLINE_H
#define UI_OUTLINE_H

#include "document/article.h"

/* Zero-initialise. The blocks belong to the article, which must stay open. */
struct outline {
    const struct block **headings;
    uint32_t count, room;
    uint32_t current;         /* 1 + the last heading at or before the position; 0: none */
    uint8_t level;            /* the least one, to which the others are indented */
    const struct block *last; /* looked at */
};

/* Adds the headings that were parsed since; `article` may be NULL. Without memory the outline stays as it is. */
void outline_more(struct outline *outline, const struct article *article, uint64_t position);
void outline_free(struct outline *outline);

#endif
