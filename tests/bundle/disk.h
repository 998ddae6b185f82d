/* A disk that fails, a process that is killed, and a power cut, at any call that changes the disk: the linker
 * puts these in the place of our objects' calls (--wrap, CMakeLists.txt).
 *
 * The power cut keeps only what a disk must have by then: of a file that was written and not synced a part, or nothing; and of the
 * names that were changed since their folder was synced the first few, in the order in which they were changed. */
#ifndef TESTS_BUNDLE_DISK_H
#define TESTS_BUNDLE_DISK_H

#include <stdbool.h>

enum disk_event {
    DISK_SOUND,
    DISK_FAILS, /* this call, with `error` */
    DISK_DEAD,  /* this and all that follow */
    DISK_KILL,  /* the process ends within the call */
    DISK_CUT,   /* and so does the power */
};

/* Counts from 0 again; the event comes at call number `moment`. `trash`, an empty folder beside the files, is for DISK_CUT, and
 * `seed` says what is lost. */
void disk_begin(enum disk_event event, long moment, int error, const char *trash, unsigned seed);
void disk_end(void);
long disk_calls(void);

/* From the read number `moment` on those of files whose path holds `part` fail with ENODEV: the stick was pulled. */
void disk_pull(const char *part, long moment);

#define DISK_KILLED 9 /* the exit status */

#endif
