/* What a picture file says about itself at its start, without decoding it. Private to paint/. */
#ifndef PAINT_HEADER_H
#define PAINT_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum header_format {
    HEADER_UNKNOWN,
    HEADER_PNG,
    HEADER_JPEG,
    HEADER_GIF,
    HEADER_WEBP,
    HEADER_BMP,
    HEADER_SVG,
};

struct header {
    enum header_format format;
    uint32_t width, height; /* in px as stored, before `orientation` */
    uint8_t orientation; /* Exif 2.3 §4.6.4 A, 1 … 8: from 5 on, width and height change places when shown */
};

/* As much of a file as is looked at: a JPEG can have several blocks of metadata before its size. */
#define HEADER_MOST ((size_t)256 * 1024)

/* False when bytes[0..size), the file's start, is no known format or too short to tell. */
bool header_read(const void *bytes, size_t size, struct header *out);

/* As it is shown. */
static inline uint32_t header_width(const struct header *header)
{
    return header->orientation >= 5 ? header->height : header->width;
}
static inline uint32_t header_height(const struct header *header)
{
    return header->orientation >= 5 ? header->width : header->height;
}

/* Whether limits.h allows decoding it: a JPEG is scaled down up to 8 times while decoding, an SVG has no pixels. */
bool header_allowed(const struct header *header);

#endif
