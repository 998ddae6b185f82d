/* Opening hours, as an administrator writes them:
 *
 *   Mo-Fr 08:00-12:00,13:00-18:00; Sa,Su 10:00-16:00
 *
 * Rules stand apart by ';'. A rule has days (Mo Tu We Th Fr Sa Su, any case, joined by '-' and ','; none: each day) and spans of local
 * time. A span that ends no later than it begins goes on into the next day; 24:00 is the end of a day. No day may be in
 * two rules, so that none can be read as an exception from another. */
#ifndef BASE_HOURS_H
#define BASE_HOURS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"

#define HOURS_DAY (24 * 60)
#define HOURS_WEEK (7 * HOURS_DAY)
#define HOURS_NEVER INT64_MAX

/* A bit for each minute of the week from Monday 00:00. Zero: closed all the time. */
struct hours {
    uint64_t minutes[(HOURS_WEEK + 63) / 64];
};

/* STATUS_INVALID, with a sentence that has the word that is wrong, leaves *out as it was. */
enum status hours_parse(const char *text, struct hours *out, struct fault *fault) MUST_USE;

/* Whether the clock can be believed: false when it reads a time before this program was written. */
bool hours_clock(int64_t wall);

/* Whether it is open at `wall` (seconds since the epoch), in the local time zone (TZ, else /etc/localtime). A clock
 * that cannot be believed closes nothing. */
bool hours_open(const struct hours *hours, int64_t wall);

/* The first moment after `wall` when that changes, over changes to and from summer time too; HOURS_NEVER: it never
 * does. Takes some milliseconds. */
int64_t hours_change(const struct hours *hours, int64_t wall);

#endif
