/* Looks for articles of a bundle: by title, its pinyin (beijing) or their initials (bjs), and by the words in the text.
 *
 * With the index that slipcase-pack leaves in a bundle the whole of it answers at once. Without one, or with one that is damaged,
 * names and the table of contents answer, then the articles one after another, by the same rules (token.h, query.h).
 *
 * Nothing here waits: search_ask begins, and search_step does a slice of some milliseconds at a time, until it returns false.
 * search_open alone takes as long as it takes to find the index and, without one, to read the table of contents. Not thread-safe.
 *
 *     if (search_open(bundle, publication, &search, &fault) == STATUS_OK &&
 *         search_ask(search, "维基百科", 20, &fault) == STATUS_OK)
 *         while (search_step(search, &fault))
 *             show(search);
 *     search_close(search); */
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include "document/publication.h"

struct search;

/* Where a bundle has its index: below its single top folder, if it has one. */
#define SEARCH_FOLDER ".slipcase"
#define SEARCH_ENTRY SEARCH_FOLDER "/search.db"

/* The most hits that can be asked for: all are held. */
#define SEARCH_MOST 1000u

struct search_hit {
    uint32_t entry;    /* the article; while an index is read ENTRY_NONE until it is settled */
    const char *title; /* "" until it is known */
    bool settled;      /* what follows is known */
    uint64_t position; /* where it stands in the article (article.h); 0 when it is found in the title alone */
    const char *snippet; /* some 60 characters around it, on one line; "" until settled */
    uint32_t begin, end; /* bytes of the snippet: what was found; equal: it is not in the text */
};

/* Both outlive it. An index that cannot be used is no failure: see search_fault. STATUS_NO_MEMORY. */
enum status search_open(struct bundle *bundle, struct publication *publication, struct search **out,
                        struct fault *fault) MUST_USE;
void search_close(struct search *search);

/* Whether the bundle has an index that is used. */
bool search_indexed(const struct search *search);

/* Why the index that the bundle has is not used, a sentence, or (STATUS_IO) that its medium cannot be read; NULL: there is nothing to say.
 * May come while it is asked. */
const struct fault *search_fault(const struct search *search);

/* Begins to look for the best `limit` (1 to SEARCH_MOST) articles; what was found before is forgotten. STATUS_NOT_FOUND: the query has
 * no letter, character or digit to look for. */
enum status search_ask(struct search *search, const char *query, uint32_t limit,
                       struct fault *fault) MUST_USE;

/* Looks on for some milliseconds; false: all is found and settled, or memory gave out (fault->status, else untouched). An article that
 * cannot be read is left aside. */
bool search_step(struct search *search, struct fault *fault);

/* What is found so far, best first: a better one moves the others down. A hit lives until the next search_step or search_ask. */
uint32_t search_count(const struct search *search);
const struct search_hit *search_hit(const struct search *search, uint32_t place);

#endif
