/* One file's bytes into another on its own medium, and read back from there. Private to bundle/.
 *
 * What is counted as copied was handed to the disk, a MiB behind, so that no step waits for hundreds of them. Once all are
 * copied the file is synced and its pages are dropped from memory: what is read back is what the medium holds. */
#ifndef BUNDLE_COPYING_H
#define BUNDLE_COPYING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"

struct copying;

/* Opens `source` (no link) and makes the file `name` in the open folder, with all of its room taken on the disk where that can be done. The
 * sentences call the folder the library, and the bundle by its file's name. STATUS_NOT_FOUND, _DENIED, _IO: the source cannot be opened; STATUS_LIMIT: no room;
 * STATUS_IO; STATUS_NO_MEMORY. */
enum status copying_open(const char *source, int folder, const char *name, struct copying **out,
                         struct fault *fault) MUST_USE;
void copying_close(struct copying *copying); /* the file stays */

/* Copies a quarter of a MiB. *done: all are on the medium. STATUS_IO: the source cannot be read, has changed meanwhile, or the
 * file cannot be written; STATUS_LIMIT: no room. */
enum status copying_step(struct copying *copying, bool *done, struct fault *fault) MUST_USE;

/* Then reads as many of them back. *done: they are those that were read from the source. STATUS_CORRUPT: they are not. */
enum status copying_check(struct copying *copying, bool *done, struct fault *fault) MUST_USE;

/* In bytes. */
uint64_t copying_size(const struct copying *copying);
uint64_t copying_copied(const struct copying *copying);
uint64_t copying_checked(const struct copying *copying);

#endif
