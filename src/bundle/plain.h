/* Names that need no decoding: nearly all of them, seen without asking ICU. */
#ifndef BUNDLE_PLAIN_H
#define BUNDLE_PLAIN_H

#include <stdbool.h>

#include "bundle/zip.h"

/* A sound name that stands before another one, which often starts like it: what they share needs no second look. */
struct name_before {
    const char *text; /* with a NUL */
    size_t size;
    size_t shared; /* out: bytes at the start that are the same, as far as that was looked at */
};

/* True for names that name_decode (names.h) would leave as they are: printable ASCII and caseless Chinese, Japanese or Korean
 * characters in UTF-8. False only means that name_decode has to look. The name's own last '/' is no blemish. */
bool name_is_plain(const struct zip_header *header, struct name_before *before);

#endif
