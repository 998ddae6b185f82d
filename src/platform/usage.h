/* How many articles are opened each day: a date and a number, and nothing of what was read or by whom. Kept in usage.csv of
 * platform/state.h, for the days of LIMIT_USAGE_DAYS:
 *
 *   date,articles
 *   2026-11-24,57
 *
 * The date is the local one by the machine's clock; one before this program was written means that the clock was not set. */
#ifndef PLATFORM_USAGE_H
#define PLATFORM_USAGE_H

#include <stdint.h>

#include "platform/state.h"

/* The administrator's file at the top of a stick. */
#define USAGE_KEY_FILE "slipcase-admin.key"
/* What is asked of the system (platform/request.h), with the name of the stick's folder: that it copies usage.csv there. */
#define USAGE_REQUEST "export"

struct usage;

/* Goes on where usage.csv ends. `key`: the BLAKE2b-256 of the administrator's file in hex; NULL: there is none. The state outlives
 * it. STATUS_NO_MEMORY. */
enum status usage_open(struct state *state, const char *key, struct usage **out,
                       struct fault *fault) MUST_USE;

/* Writes what is not written yet. */
void usage_close(struct usage *usage);

/* So many articles were opened since usage_open. `ms` is since any moment, `wall` seconds since the epoch (struct ui_time). Written
 * at most every ten minutes: a card is worn by writing, and a power cut costs no more than that. */
void usage_tell(struct usage *usage, uint32_t opened, uint64_t ms, int64_t wall);

/* Looks for the administrator's key on the stick that is mounted in `folder`, and if it is there writes the counts and asks the
 * system to export them. Without: STATUS_NOT_FOUND, with a sentence that is for who asked for the export only. */
enum status usage_stick(struct usage *usage, const char *folder, struct fault *fault) MUST_USE;

#endif
