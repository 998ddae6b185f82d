/* What was found, best first. Private to search/. */
#ifndef SEARCH_HITS_H
#define SEARCH_HITS_H

#include "search/finder.h"
#include "search/search.h"

struct hit {
    struct search_hit shown; /* its pointers are into what follows */
    int64_t number;          /* of the article, in the order of the list: of equals the first comes first */
    double rank;
    struct buffer title;
    struct snippet snippet;
};

struct hits {
    struct hit *all; /* `room` of them, of which `count` are in use */
    uint32_t count, room;
};

/* Makes an empty list of at most `room`. STATUS_NO_MEMORY. hits_free empties any. */
enum status hits_new(struct hits *hits, uint32_t room) MUST_USE;
void hits_free(struct hits *hits);

/* Adds the article unless `room` better ones are there; one that is there keeps its better rank. Returns its place, or `room`. */
uint32_t hits_add(struct hits *hits, int64_t number, double rank);

/* The place of the article's hit, or `room`. */
uint32_t hits_find(const struct hits *hits, int64_t number);

/* Takes one out. */
void hits_drop(struct hits *hits, uint32_t place);

/* Fills in what the finder has found in the article, and its title; then the hit is settled. STATUS_NO_MEMORY. */
enum status hits_take(struct hit *hit, struct finder *finder, uint32_t entry, const char *title) MUST_USE;

#endif
