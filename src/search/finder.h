/* Looks for a query in one article, a piece at a time: the text in which most of its words stand, the first one of equals. */
#ifndef SEARCH_FINDER_H
#define SEARCH_FINDER_H

#include "document/article.h"
#include "search/query.h"
#include "search/snippet.h"

struct finder;

/* Opens the article. All must outlive the finder. */
enum status finder_open(struct bundle *bundle, uint32_t entry, const struct query *query,
                        struct tokenizer *tokenizer, struct finder **out, struct fault *fault) MUST_USE;
void finder_close(struct finder *finder);

/* Looks through one piece of some 32 KB; *more is false once there is nothing to be won any more. An article that is damaged ends
 * where it is. */
enum status finder_step(struct finder *finder, bool *more, struct fault *fault) MUST_USE;

struct article *finder_article(const struct finder *finder);

/* A bit for each phrase of the query that was seen so far. */
uint32_t finder_seen(const struct finder *finder);

/* Where the words stand, and what there is around them; when none was seen the article's beginning. What the finder has of the
 * snippet is handed over. */
enum status finder_result(struct finder *finder, uint64_t *position, struct snippet *snippet) MUST_USE;

#endif
