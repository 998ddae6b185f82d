/* The places visited in this session, for Back and Forward. Places only, no articles. Private to ui/. */
#ifndef UI_HISTORY_H
#define UI_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

/* The oldest place is forgotten when there are more. */
#define HISTORY_PLACES 256u

struct place {
    uint32_t entry;
    uint32_t search;   /* the search screen where this was found, to which Back leads; 0: none */
    uint64_t position; /* code points, see article.h */
};

/* places[at] is the one being read. Zero-initialise: empty. */
struct history {
    struct place places[HISTORY_PLACES];
    uint32_t count, at;
};

/* Goes to a new place; the ones to which Forward led are forgotten. */
void history_visit(struct history *history, struct place place);

/* The place being read is at `position` now. */
void history_move(struct history *history, uint64_t position);

/* Whether there is a place `step` (-1 back, +1 forward) from here; history_step goes there. */
bool history_has(const struct history *history, int step);
bool history_step(struct history *history, int step, struct place *out);

#endif
