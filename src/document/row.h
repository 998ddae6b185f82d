/* What kind of row of links a block is, and what becomes of the links (navigation.h has the rules). */
#ifndef DOCUMENT_ROW_H
#define DOCUMENT_ROW_H

#include "document/navigation.h"

enum row row_kind(const struct navigation *navigation, const struct block *block);

/* Whether the block is one link to another page and nothing else, by itself or as an item of a list that is in no other. */
bool row_single(const struct block *block);

/* Whether the two rows lead to the same places in the same order. */
bool row_same(const struct block *left, const struct block *right);

/* Appends the links of a row to the text of a navigation block that is being made. */
enum status row_join(const struct block *row, struct buffer *bytes, struct span *spans,
                     uint32_t *span_count) MUST_USE;

/* Most spans that row_join adds for the row. */
uint32_t row_spans(const struct block *row);

#endif
