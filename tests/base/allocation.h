/* Every allocation of ours fails once: the linker puts these in place of malloc and its kin (--wrap) in a test that links
 * the target `failing-allocation`; shared libraries keep their own. */
#ifndef TESTS_BASE_ALLOCATION_H
#define TESTS_BASE_ALLOCATION_H

#include <stddef.h>

/* Counts from 0 again; the `number`-th allocation from here on (from 1) fails, for 0 none does. */
void allocation_fail(size_t number);

/* Allocations since then. */
size_t allocation_count(void);

#endif
