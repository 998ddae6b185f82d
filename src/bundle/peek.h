/* An entry's bytes at any place of it, without those before: for what is a file with an order of its own, such as a database.
 * Not thread-safe. */
#ifndef BUNDLE_PEEK_H
#define BUNDLE_PEEK_H

#include "bundle/bundle.h"

struct peek;

/* A stored entry, or a folder's file, is read where it lies; its CRC is not compared. A deflated one is unpacked once here, which
 * compares it, and then from the nearest of its access points (LIMIT_ACCESS_POINTS) each time. STATUS_UNSUPPORTED for Zstandard,
 * and for a deflated entry of a bundle that is deflated itself in another one. `bundle` must outlive it. */
enum status peek_open(struct bundle *bundle, uint32_t entry, struct peek **out, struct fault *fault) MUST_USE;
void peek_close(struct peek *peek);

/* In bytes, as the directory says. */
uint64_t peek_size(const struct peek *peek);

/* Reads exactly `size` bytes; STATUS_CORRUPT past the end, STATUS_IO when the medium cannot be read. */
enum status peek_read(struct peek *peek, uint64_t offset, void *bytes, size_t size,
                      struct fault *fault) MUST_USE;

#endif
