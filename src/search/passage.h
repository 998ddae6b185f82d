/* The texts of an article, one after another: paragraphs, headings, captions, code, the cells of tables. No phrase goes on from one
 * into the next. */
#ifndef SEARCH_PASSAGE_H
#define SEARCH_PASSAGE_H

#include "document/article.h"

struct passage {
    const struct block *block; /* NULL: before the first */
    uint32_t cell;             /* of its table: the next one; row * column_count + column */
    const struct text *text;
    uint64_t position; /* of the text's beginning: code points that utf8_counts before it */
    uint64_t after;    /* the same for its end */
};

/* Zero-initialise a passage, and this moves it to the next text that is not empty. False: there is none among what is parsed so far;
 * after article_more it can be called again. */
bool passage_next(const struct article *article, struct passage *passage);

/* Appends all of them, as far as the article can be read, with TOKEN_BREAK between two. STATUS_NO_MEMORY. */
enum status passage_all(struct article *article, struct buffer *out) MUST_USE;

#endif
