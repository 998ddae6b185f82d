/* Whether the bundles in some folders have changed, so that the shelf can follow: inotify, and where that cannot tell (network
 * file systems, a kernel without watches to spare, a folder that is not there yet) names, sizes and times, compared every half
 * minute. Folders are watched as deep as library.h looks for bundles. */
#ifndef PLATFORM_WATCH_H
#define PLATFORM_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"

struct watch;

/* A path may be a file: the folder it is in is watched. The paths are copied. STATUS_NO_MEMORY. */
enum status watch_open(const char *const *paths, uint32_t count, struct watch **out,
                       struct fault *fault) MUST_USE;
void watch_close(struct watch *watch);

/* To be called about once a second, with milliseconds that never go back. True: something was renamed, written or deleted, and
 * nothing has been for a second: copying more than one file makes one change. Never waits. */
bool watch_changed(struct watch *watch, uint64_t ms);

#endif
