/* Looking without an index: names and the table of contents, then the articles one after another. Private to search/. */
#ifndef SEARCH_SCAN_H
#define SEARCH_SCAN_H

#include "document/roll.h"
#include "search/hits.h"
#include "search/query.h"

struct scan;

/* Reads the table of contents. All must outlive it. */
enum status scan_open(struct bundle *bundle, struct publication *publication, struct tokenizer *tokenizer,
                      struct scan **out, struct fault *fault) MUST_USE;
void scan_close(struct scan *scan);

/* Begins with the first name. The query must outlive the looking. */
void scan_ask(struct scan *scan, const struct query *query);

/* Looks through a slice of the names and the table of contents, and adds what it finds to `hits`, unsettled; *more is false behind the
 * last. STATUS_NO_MEMORY. */
enum status scan_names(struct scan *scan, struct hits *hits, bool *more, struct fault *fault) MUST_USE;

/* Looks through a piece of the next article that is no hit yet; *more is false behind the last, and when `hits` is full.
 * STATUS_NO_MEMORY. */
enum status scan_texts(struct scan *scan, struct hits *hits, bool *more, struct fault *fault) MUST_USE;

/* The entry of an article by its number. */
uint32_t scan_entry(const struct scan *scan, int64_t number);

/* What the article is called (roll.h). */
const char *scan_title(const struct scan *scan, const struct article *article);

#endif
