/* An entry's packed bytes → its own, as they come. Private to bundle/. */
#ifndef BUNDLE_UNPACK_H
#define BUNDLE_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* APPNOTE.TXT 4.4.5. */
enum { METHOD_STORED = 0, METHOD_DEFLATED = 8, METHOD_ZSTD = 93 };

struct unpacker;

bool unpack_knows(unsigned method);

/* The most bytes that one packed byte can become. */
uint64_t unpack_growth(unsigned method);

/* STATUS_NO_MEMORY. `method` is one that unpack_knows. */
enum status unpack_new(unsigned method, struct unpacker **out) MUST_USE;
void unpack_free(struct unpacker *unpacker);

struct unpack_step {
    const void *in; /* what is left of the packed bytes at hand; moved on */
    size_t in_size;
    bool last; /* nothing comes behind this input */
    void *out; /* room to fill; moved on */
    size_t out_size;
    bool ended; /* the packed data are at their own end */
};

/* Unpacks until there is no more room, input or data. STATUS_CORRUPT; STATUS_UNSUPPORTED when a Zstandard frame wants to
 * look back further than LIMIT_ZSTD_WINDOW; STATUS_NO_MEMORY. */
enum status unpack(struct unpacker *unpacker, struct unpack_step *step) MUST_USE;

#endif
