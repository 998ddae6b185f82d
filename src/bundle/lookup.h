/* Finding entries by name: exactly by bisection over the sorted names, whatever the case by a hash. */
#ifndef BUNDLE_LOOKUP_H
#define BUNDLE_LOOKUP_H

#include "bundle/index.h"

/* Makes index->slots, empty, for as many entries. STATUS_NO_MEMORY without a sentence. */
enum status lookup_start(struct index *index, uint32_t count) MUST_USE;

/* Adds the next entry in the order of the names, of which there are no more than lookup_start was told, by the hash of its
 * folded name. */
void lookup_add(struct index *index, uint32_t entry, uint64_t hash);

/* Makes index->slots of all entries anew. STATUS_NO_MEMORY without a sentence. */
enum status lookup_build(struct index *index) MUST_USE;

/* As bundle_find, for a name in NFC. */
uint32_t lookup_find(const struct index *index, const char *name, size_t size);

#endif
