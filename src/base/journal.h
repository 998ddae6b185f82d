/* The lines of a log of the last day, the newest LIMIT_LOG_LINES of them, in memory only. A value of fixed size: a line about memory
 * that ran out finds its place. Zero-initialise. */
#ifndef BASE_JOURNAL_H
#define BASE_JOURNAL_H

#include <stdint.h>

#include "base/limits.h"

struct journal_line {
    uint64_t ms;  /* CLOCK_MONOTONIC */
    int64_t wall; /* seconds since the epoch, UTC, as the clock was then */
    char text[LIMIT_LOG_LINE];
};

struct journal {
    struct journal_line lines[LIMIT_LOG_LINES]; /* a ring */
    uint32_t next, count;
};

/* Adds a line, cut at a character's edge when it is too long. One that only repeats the last one takes its place, so that what fails each
 * second does not push all else out. */
void journal_add(struct journal *journal, uint64_t ms, int64_t wall, const char *text);

/* The line `back` lines before the newest one (0); NULL: there is none in the day before `ms`. Valid until the next journal_add. */
const struct journal_line *journal_line(const struct journal *journal, uint64_t ms, uint32_t back);

#endif
