/* Makes the index of a bundle's articles (database.h).
 *
 * The same bundle gives the same bytes with the same version of SQLite. Articles that cannot be read are in it by their titles. Memory
 * does not grow with the bundle, beyond one article's text: LIMIT_INDEXING_MEMORY. */
#ifndef SEARCH_WRITER_H
#define SEARCH_WRITER_H

#include "bundle/bundle.h"

/* Writes the file `target`, which is not there yet, with others beside it meanwhile: TARGET.raw, and SQLite's -journal of either.
 * After a failure, STATUS_IO or STATUS_NO_MEMORY, none is there. */
enum status writer_make(struct bundle *bundle, const char *target, struct fault *fault) MUST_USE;

#endif
