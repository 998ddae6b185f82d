/* data: addresses (RFC 2397): a picture's file that stands in its address, as saved pages and exported notes have it. */
#ifndef DOCUMENT_DATA_H
#define DOCUMENT_DATA_H

#include "base/arena.h"
#include "document/article.h"

bool data_is(const char *address);

/* The address without the file: "data:image/png". In the arena; NULL: no memory. */
const char *data_kind(const char *address, struct arena *arena);

/* What an address for which data_is decodes to, in base64 or in %XX. *out is NULL when it is none, has nothing in it or more than
 * `room` bytes. Whether it is a picture is not looked at. */
enum status data_decode(const char *address, size_t room, struct arena *arena,
                        const struct enclosed **out) MUST_USE;

#endif
