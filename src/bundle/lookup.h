/* Finding entries by name, by bisection over the sorted names: exactly, then whatever the case. Private to bundle/. */
#ifndef BUNDLE_LOOKUP_H
#define BUNDLE_LOOKUP_H

#include "bundle/index.h"

/* Of the entries *low … *high − 1, whose names (top folder included) share their first `at` bytes, leaves those that go on with
 * text[0..size). */
void lookup_narrow(const struct index *index, size_t at, const char *text, size_t size, uint32_t *low,
                   uint32_t *high);

/* As bundle_find, for a name in NFC. Of names that differ only in case, the first. */
uint32_t lookup_find(const struct index *index, const char *name, size_t size);

#endif
