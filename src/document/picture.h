/* <img>: its address and size attributes as an article's picture. */
#ifndef DOCUMENT_PICTURE_H
#define DOCUMENT_PICTURE_H

#include "base/arena.h"
#include "document/article.h"

/* As written; NULL: not given. What a sheet says, as PROPERTY_WIDTH and PROPERTY_HEIGHT, goes before the attributes; 0: nothing. */
struct picture_attributes {
    const char *source, *text, *width, *height;
    int32_t sheet_width, sheet_height;
    size_t room; /* bytes that a file in the address may have */
};

/* *out is NULL for what is no picture to see: without an address, with one that is too long (other than data:), or 0 or 1 px wide or high (these
 * count visitors). `link` is the one around it or NULL: when its address with ".png" behind it is the picture's, the picture is
 * the QR code of that address. */
enum status picture_make(const struct picture_attributes *given, const struct link *link, struct arena *arena,
                         const struct picture **out) MUST_USE;

#endif
