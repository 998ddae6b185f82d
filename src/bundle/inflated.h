/* Deflate data that can be read from any place. Private to bundle/.
 *
 * The state of the inflater is kept at some places, as zlib's manual says of inflateCopy; reading starts from the nearest
 * before. Each is 40 KB, and there are at most LIMIT_ACCESS_POINTS. */
#ifndef BUNDLE_INFLATED_H
#define BUNDLE_INFLATED_H

#include "bundle/medium.h"

struct inflated;
struct place;

/* Unpacks all of `packed`, which it takes over, also when it fails, to compare size and CRC with the entry's:
 * STATUS_CORRUPT without a sentence when they differ. */
enum status inflated_open(struct medium *packed, const struct place *place, const char *path,
                          struct inflated **out, struct fault *fault) MUST_USE;
void inflated_free(struct inflated *inflated);

/* As medium_read. Reading on from where the last read ended does not go back. */
enum status inflated_read(struct inflated *inflated, const char *path, uint64_t offset, void *bytes,
                          size_t size, struct fault *fault) MUST_USE;

#endif
