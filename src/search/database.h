/* A bundle's index, as writer.h makes it: an SQLite database in its entry SEARCH_ENTRY (search.h), read where it lies.
 *
 * Nothing in it is trusted: a database whose form is another one is refused before anything is asked, and one that turns out to be
 * damaged fails with a sentence; what it says is a hint which the article itself confirms (finder.h). SQLite has at most
 * LIMIT_SEARCH_MEMORY, writes nothing, and reads only this entry. */
#ifndef SEARCH_DATABASE_H
#define SEARCH_DATABASE_H

#include "bundle/bundle.h"
#include "search/query.h"

struct database;

/* STATUS_NOT_FOUND, without a sentence: the bundle has none. STATUS_CORRUPT: it is none of ours, or damaged; STATUS_INVALID: it is of
 * other articles than these. Both must outlive it. */
enum status database_open(struct bundle *bundle, struct tokenizer *tokenizer, struct database **out,
                          struct fault *fault) MUST_USE;
void database_close(struct database *database);

/* An article by its number, with its rank: the higher the better. */
typedef enum status database_each(void *data, int64_t article, double rank);

/* Begins to look for the query, and gives the articles whose title, or its pinyin or their initials, are what is asked or begin with
 * it, at most `most` of each kind. The query must outlive the looking. */
enum status database_ask(struct database *database, const struct query *query, uint32_t most,
                         database_each *each, void *data, struct fault *fault) MUST_USE;

/* Gives the next articles in which all words stand, at most `most` and of one part, in no order; *more is false behind the last part. */
enum status database_step(struct database *database, uint32_t most, database_each *each, void *data,
                          bool *more, struct fault *fault) MUST_USE;

/* The article's entry in the bundle, and its title, appended to `title`: of a long one the beginning (LIMIT_SEARCH_TITLE). ENTRY_NONE: the
 * bundle has no such article. */
enum status database_article(struct database *database, int64_t article, uint32_t *entry,
                             struct buffer *title, struct fault *fault) MUST_USE;

/* For audit.h: its own questions to the database, of which each begins with database_allow (it may read as much as one question may),
 * and after database_unhurried takes as long as it takes. What they turn out to be: the sentence for a database that is damaged or
 * cannot be read, and for one of other articles. */
struct sqlite3 *database_sqlite(struct database *database);
uint32_t database_parts(const struct database *database);
void database_unhurried(struct database *database);
void database_allow(struct database *database);
enum status database_damaged(const struct database *database, struct fault *fault);
enum status database_of_others(const struct database *database, struct fault *fault);

/* What the index says of the articles as a whole, to be compared with the bundle's own: how many, and their bytes. */
struct stamp {
    uint64_t articles, bytes;
};
struct stamp database_stamp(const struct bundle *bundle);

#endif
