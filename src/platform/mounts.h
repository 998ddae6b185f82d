/* What is mounted in a folder, as /proc/self/mountinfo has it (proc(5)): the truth about which sticks can be read. Private to
 * platform/. */
#ifndef PLATFORM_MOUNTS_H
#define PLATFORM_MOUNTS_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/limits.h"
#include "base/status.h"

struct mount_point {
    char name[NAME_MAX + 1]; /* in the folder */
    uint64_t id;             /* of the mount: another one after a stick was pulled and plugged, most often */
    bool read_only;          /* nobody writes to the file system, through another mount neither */
    uint32_t major, minor;   /* of its device; major 0: it has none of its own */
};

struct mounts {
    struct mount_point list[LIMIT_MEDIA];
    uint32_t count;
};

/* False: the line is of something that is not mounted right in `folder`, which has no '/' at its end. `line` is changed. */
bool mounts_line(char *line, const char *folder, struct mount_point *out);

/* Its device has gone: it was pulled out, and what is left of the mount is what the kernel remembers, which may look like an empty
 * folder. False also where nothing is known of devices. `devices` is /sys/dev/block, but for tests. */
bool mounts_gone(const struct mount_point *point, const char *devices);

/* Of several on one place the one on top counts; those past LIMIT_MEDIA are left out. STATUS_IO: there is no such table. */
enum status mounts_read(const char *folder, struct mounts *out) MUST_USE;

#endif
