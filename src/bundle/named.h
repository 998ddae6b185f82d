/* Entries by their file names alone, as notes name each other. */
#ifndef BUNDLE_NAMED_H
#define BUNDLE_NAMED_H

#include "bundle/bundle.h"

/* The entry whose file is called `name`, whatever the case, with ".md" or without: in the folder of the entry `from`; of a name with '/'
 * from there or from the top; else, of those anywhere, the one with the shortest path. The first call looks at each name, and
 * keeps 8 to 16 bytes for each. ENTRY_NONE: there is none, or no memory to find it. */
uint32_t bundle_named(struct bundle *bundle, uint32_t from, const char *name);

#endif
