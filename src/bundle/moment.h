/* Dates and times of manifests: ISO 8601 (RFC 3339 with seconds, or also minutes and zone, left out). */
#ifndef BUNDLE_MOMENT_H
#define BUNDLE_MOMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* "2026-11-24", "2026-11-24T08:00", "2026-11-24 08:00:00+08:00", "…Z" as seconds since the epoch; UTC when no zone is given.
 * *day: it is a date alone. Years 1970 to 9999. False: it is none. */
bool moment_read(const char *text, int64_t *seconds, bool *day);

/* "2026-11-24" of a moment, in UTC. */
void moment_write(int64_t seconds, char out[32]);

#endif
