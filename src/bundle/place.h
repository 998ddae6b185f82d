/* Where an entry's packed bytes are in its zip: found through the directory and the local header, which must agree.
 * Private to bundle/. */
#ifndef BUNDLE_PLACE_H
#define BUNDLE_PLACE_H

#include "bundle/bundle.h"

struct place {
    uint64_t offset; /* in the zip's medium */
    uint64_t packed, size;
    uint32_t crc;
    uint16_t method; /* one that unpack_knows */
};

/* The first packed bytes, which are read along with the header. */
struct ahead {
    unsigned char *bytes; /* the caller's, `room` of them */
    size_t room;
    size_t size; /* how many came */
};

/* Of a bundle that is a zip. STATUS_CORRUPT when the headers contradict each other, STATUS_UNSUPPORTED for a method
 * that is not read or a password, STATUS_IO. */
enum status place_find(const struct bundle *bundle, uint32_t entry, struct ahead *ahead, struct place *out,
                       struct fault *fault) MUST_USE;

/* The sentences for data that are not what their headers say (STATUS_CORRUPT), and for a method that is not read
 * (STATUS_UNSUPPORTED). */
enum status place_damaged(const char *name, struct fault *fault);
enum status place_not_read(const char *name, const char *method, struct fault *fault);

#endif
