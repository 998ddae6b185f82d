/* How well a title fits what is asked. Private to search/. */
#ifndef SEARCH_RANK_H
#define SEARCH_RANK_H

#include "search/query.h"

/* Ranks, best first; what is found in the text alone has less than RANK_WORDS. */
#define RANK_TITLE 8000.0         /* the title is what is asked */
#define RANK_PINYIN 7000.0        /* its pinyin or initials are */
#define RANK_TITLE_BEGINS 6000.0  /* the title begins with it */
#define RANK_PINYIN_BEGINS 5000.0 /* its pinyin or initials do */
#define RANK_WORDS 1000.0         /* all phrases stand in it */

/* Raises *rank to what the title gives, if that is more; *found: which phrases stand in it (struct trail). STATUS_NO_MEMORY. */
enum status rank_title(const struct query *query, struct tokenizer *tokenizer, const char *title,
                       double *rank, uint32_t *found) MUST_USE;

#endif
