/* The bytes that a zip lies in: a file, a part of one (a zip stored in a zip), or what such a part inflates to. Read with
 * pread, never mapped: a pulled stick would be SIGBUS. Private to bundle/. */
#ifndef BUNDLE_MEDIUM_H
#define BUNDLE_MEDIUM_H

#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

struct medium;
struct place;

/* The `size` bytes of the open file. Takes `fd` over, also when it fails: STATUS_NO_MEMORY. */
enum status medium_new(int fd, uint64_t size, struct medium **out, struct fault *fault) MUST_USE;

/* What an entry of a zip in `outer` unpacks to, as bytes of its own: `outer` may be freed before it. `name` is the
 * entry's and `path` the outer zip's, for the sentences. Deflated data are unpacked once from end to end, which
 * compares their CRC (stored ones are not: what is in them has a CRC of its own). STATUS_CORRUPT; STATUS_LIMIT past
 * LIMIT_INNER_BUNDLE or _GROWTH; STATUS_UNSUPPORTED for Zstandard, which cannot be entered in its middle, and when `outer` is
 * inflated itself. */
enum status medium_within(struct medium *outer, const struct place *place, const char *path, const char *name,
                          struct medium **out, struct fault *fault) MUST_USE;
void medium_free(struct medium *medium);

/* In bytes, when it was opened. */
uint64_t medium_size(const struct medium *medium);

/* Reads exactly `size` bytes. STATUS_IO when the system refuses, the file has become shorter or is another one by now. */
enum status medium_read(struct medium *medium, const char *path, uint64_t offset, void *bytes, size_t size,
                        struct fault *fault) MUST_USE;

#endif
