/* Bundles to be searched, for several tests. Failures abort the test. */
#ifndef TESTS_SEARCH_LIBRARY_H
#define TESTS_SEARCH_LIBRARY_H

#include "maker.h"
#include "search/search.h"

/* Adds articles to the maker: 40 of them below `top`, of which number 7 alone is about 孔雀, and all say 河水. */
#define LIBRARY_ARTICLES 40
void library_add(struct maker *maker, const char *top);

/* The index of those, as slipcase-pack makes it. */
struct buffer library_index(const char *top);

/* That of the bundle at `path`. */
struct buffer library_index_of(const char *path);

/* Takes an index over, and returns it after the statements of SQL, which may change the schema, too. */
struct buffer library_altered(struct buffer index, const char *sql);

/* Writes them with `entry` (its data NULL: without) behind them to maker_path(name), which is returned. */
const char *library_write(const char *name, const char *top, const struct maker_entry *entry);

/* Those with an index. */
const char *library_with(const char *name, const struct buffer *index);

/* Searches the bundle at `path`. */
struct library {
    struct bundle *bundle;
    struct publication *publication;
    struct search *search;
};
void library_open(struct library *library, const char *path);
void library_close(struct library *library);

/* Asks, and steps to the end; returns the number of hits. */
uint32_t library_ask(const struct library *library, const char *query, uint32_t limit);

#endif
