/* What becomes of an index once all of its records are there. Private to bundle/. */
#ifndef BUNDLE_SETTLE_H
#define BUNDLE_SETTLE_H

#include <stdbool.h>

#include "bundle/index.h"

/* Without sentences: STATUS_NO_MEMORY. */

/* Keeps the name (its place in index->names) and the reason for bundle_refused. */
enum status index_refuse(struct index *index, uint32_t name, enum refusal_reason reason) MUST_USE;

/* Sorts by name, unless it is, and moves what is refused, and all but the last of equal names, out of the records. */
enum status index_settle(struct index *index, bool sorted) MUST_USE;

/* Of sorted records: finds the single top folder, and gives back what was reserved for more. */
void index_trim(struct index *index);

#endif
