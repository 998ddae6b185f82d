/* Finding entries by name: exactly by bisection over the sorted names, whatever the case by a hash. */
#ifndef BUNDLE_LOOKUP_H
#define BUNDLE_LOOKUP_H

#include "bundle/index.h"

/* Makes index->slots once the records are sorted. STATUS_NO_MEMORY without a sentence. */
enum status lookup_build(struct index *index) MUST_USE;

/* As bundle_find, for a name in NFC. */
uint32_t lookup_find(const struct index *index, const char *name, size_t size);

#endif
