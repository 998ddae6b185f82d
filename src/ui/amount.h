/* How much is copied and how long it still takes, in words of the reader's language. Private to ui/. */
#ifndef UI_AMOUNT_H
#define UI_AMOUNT_H

#include <stddef.h>
#include <stdint.h>

/* "340 MB" of bytes, in decimal units as on the packages of sticks; three digits of it. */
void amount_bytes(uint64_t bytes, char *out, size_t size);

/* The latest seconds of something that goes on; zero-initialise. */
#define AMOUNT_WINDOW 10u
struct pace {
    struct {
        uint64_t ms, done;
    } points[AMOUNT_WINDOW];
    uint32_t count;
};

/* Notes that `done` of it was done at `ms`; at most once a second it is kept. */
void pace_note(struct pace *pace, uint64_t ms, uint64_t done);

/* Seconds that `left` takes at the pace of the latest seconds; 0: not known yet. */
uint64_t pace_left(const struct pace *pace, uint64_t left);

/* "About 3 minutes left": in steps of ten seconds, then of minutes. */
void amount_time(uint64_t seconds, char *out, size_t size);

#endif
