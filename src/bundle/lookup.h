/* Finding entries by name, by bisection over the sorted names: exactly, then whatever the case. Private to bundle/. */
#ifndef BUNDLE_LOOKUP_H
#define BUNDLE_LOOKUP_H

#include "bundle/index.h"

/* As bundle_find, for a name in NFC. Of names that differ only in case, the first. */
uint32_t lookup_find(const struct index *index, const char *name, size_t size);

#endif
