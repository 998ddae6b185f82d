#include "paint/header.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

struct bytes {
    const unsigned char *data;
    size_t size;
};

static uint32_t big16(const unsigned char *at)
{
    return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t big32(const unsigned char *at)
{
    return big16(at) << 16 | big16(at + 2);
}

static uint32_t little16(const unsigned char *at)
{
    return (uint32_t)at[1] << 8 | at[0];
}

static uint32_t little32(const unsigned char *at)
{
    return little16(at + 2) << 16 | little16(at);
}

static bool starts(struct bytes bytes, size_t at, const char *mark, size_t size)
{
    return bytes.size >= at + size && !memcmp(bytes.data + at, mark, size);
}

/* The Exif block of an APP1 segment: TIFF, whose first directory has the orientation as tag 0x0112. */
static uint8_t read_orientation(struct bytes exif)
{
    if (exif.size < 8)
        return 1;
    bool big = exif.data[0] == 'M';
    uint32_t (*read16)(const unsigned char *) = big ? big16 : little16;
    uint32_t directory = big ? big32(exif.data + 4) : little32(exif.data + 4);
    if (directory > exif.size - 2 || directory < 8)
        return 1;
    uint32_t count = read16(exif.data + directory);
    for (uint32_t i = 0; i < count; i++) {
        size_t at = (size_t)directory + 2 + (size_t)i * 12;
        if (at + 12 > exif.size)
            break;
        if (read16(exif.data + at) != 0x0112)
            continue;
        uint32_t value = read16(exif.data + at + 8);
        return value >= 1 && value <= 8 ? (uint8_t)value : 1;
    }
    return 1;
}

/* ITU T.81 §B.1: segments up to the frame header (SOF0 … SOF15 without DHT, JPG and DAC). */
static bool read_jpeg(struct bytes bytes, struct header *out)
{
    out->format = HEADER_JPEG;
    for (size_t at = 2; at + 4 <= bytes.size;) {
        if (bytes.data[at] != 0xFF)
            return false;
        unsigned marker = bytes.data[at + 1];
        if (marker == 0xFF) {
            at++;
            continue;
        }
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
            at += 2;
            continue;
        }
        size_t length = big16(bytes.data + at + 2);
        if (length < 2 || marker == 0xD9 || marker == 0xDA)
            return false;
        bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame) {
            if (at + 9 > bytes.size)
                return false;
            out->height = big16(bytes.data + at + 5);
            out->width = big16(bytes.data + at + 7);
            return true;
        }
        if (marker == 0xE1 && length > 8 && at + 2 + length <= bytes.size &&
            starts(bytes, at + 4, "Exif\0\0", 6))
            out->orientation = read_orientation((struct bytes){bytes.data + at + 10, length - 8});
        at += 2 + length;
    }
    return false;
}

/* GIF89a §18–20: the screen, and the first frame's own size, which may claim to be larger and is allocated as well. */
static bool read_gif(struct bytes bytes, struct header *out)
{
    out->format = HEADER_GIF;
    if (bytes.size < 13)
        return false;
    out->width = little16(bytes.data + 6);
    out->height = little16(bytes.data + 8);
    unsigned flags = bytes.data[10];
    size_t at = 13 + (flags & 0x80 ? 3u << ((flags & 7) + 1) : 0);
    while (at + 2 < bytes.size && bytes.data[at] == 0x21) {
        for (at += 2; at < bytes.size && bytes.data[at]; at += 1u + bytes.data[at])
            ;
        at++;
    }
    if (at + 9 > bytes.size || bytes.data[at] != 0x2C)
        return false;
    return little16(bytes.data + at + 5) <= out->width && little16(bytes.data + at + 7) <= out->height;
}

/* RFC 9649 §2.5–2.7: lossy, lossless and extended files. */
static bool read_webp(struct bytes bytes, struct header *out)
{
    const unsigned char *at = bytes.data + 12;
    out->format = HEADER_WEBP;
    if (bytes.size < 30)
        return false;
    if (!memcmp(at, "VP8X", 4)) {
        out->width = (little16(at + 12) | (uint32_t)at[14] << 16) + 1;
        out->height = (little16(at + 15) | (uint32_t)at[17] << 16) + 1;
    } else if (!memcmp(at, "VP8L", 4)) {
        uint32_t bits = little32(at + 9);
        out->width = (bits & 0x3FFF) + 1;
        out->height = (bits >> 14 & 0x3FFF) + 1;
    } else if (!memcmp(at, "VP8 ", 4)) {
        out->width = little16(at + 14) & 0x3FFF;
        out->height = little16(at + 16) & 0x3FFF;
    } else {
        return false;
    }
    return true;
}

static bool read_bmp(struct bytes bytes, struct header *out)
{
    out->format = HEADER_BMP;
    if (bytes.size < 26)
        return false;
    if (little32(bytes.data + 14) == 12) { /* BITMAPCOREHEADER */
        out->width = little16(bytes.data + 18);
        out->height = little16(bytes.data + 20);
        return true;
    }
    uint32_t height = little32(bytes.data + 22);
    out->width = little32(bytes.data + 18);
    out->height = height > INT32_MAX ? 0u - height : height; /* negative: rows from the top */
    return true;
}

/* The value of an attribute of the tag at `tag`, which ends at `end`; NULL: not given. */
static const char *attribute(const char *tag, const char *end, const char *name)
{
    size_t size = strlen(name);
    for (const char *at = tag; at + size + 3 < end; at++) {
        if ((at[0] != ' ' && at[0] != '\n' && at[0] != '\t' && at[0] != '\r') ||
            memcmp(at + 1, name, size) != 0)
            continue;
        const char *value = at + 1 + size;
        while (value < end && (*value == ' ' || *value == '='))
            value++;
        if (value + 1 < end && (*value == '"' || *value == '\''))
            return value + 1;
    }
    return NULL;
}

/* A length in px; 0 for none, a share or another unit than the px that nearly all files use. */
static double svg_length(const char *value)
{
    char *rest;
    if (!value)
        return 0;
    double length = strtod(value, &rest);
    return length > 0 && length < 1e9 && *rest != '%' ? length : 0;
}

/* SVG 1.1 §7.2: width and height, else the viewBox. The text is copied, so that it ends in NUL for strtod. */
static bool read_svg(struct bytes bytes, struct header *out)
{
    char text[4096];
    size_t size = bytes.size < sizeof text - 1 ? bytes.size : sizeof text - 1;
    memcpy(text, bytes.data, size);
    text[size] = '\0';
    const char *tag = strstr(text, "<svg");
    const char *end = tag ? strchr(tag, '>') : NULL;
    if (!end)
        return false;
    double width = svg_length(attribute(tag, end, "width"));
    double height = svg_length(attribute(tag, end, "height"));
    const char *box = attribute(tag, end, "viewBox");
    double sides[4] = {0};
    for (int i = 0; i < 4 && box; i++) {
        char *rest;
        sides[i] = strtod(box, &rest);
        box = rest == box ? NULL : rest + strspn(rest, " ,");
    }
    bool boxed = sides[2] > 0 && sides[3] > 0 && sides[2] < 1e9 && sides[3] < 1e9;
    if (boxed && width <= 0)
        width = height > 0 ? height * sides[2] / sides[3] : sides[2];
    if (boxed && height <= 0)
        height = width * sides[3] / sides[2];
    if (width < 1 || height < 1 || width > 1e9 || height > 1e9)
        return false;
    *out = (struct header){HEADER_SVG, (uint32_t)(width + 0.5), (uint32_t)(height + 0.5), 1};
    return true;
}

bool header_read(const void *data, size_t size, struct header *out)
{
    struct bytes bytes = {data, size};
    *out = (struct header){.orientation = 1};
    bool read = false;
    if (starts(bytes, 0, "\x89PNG\r\n\x1a\n", 8)) {
        out->format = HEADER_PNG;
        read = starts(bytes, 12, "IHDR", 4) && size >= 24;
        if (read) {
            out->width = big32(bytes.data + 16);
            out->height = big32(bytes.data + 20);
        }
    } else if (starts(bytes, 0, "\xFF\xD8\xFF", 3)) {
        read = read_jpeg(bytes, out);
    } else if (starts(bytes, 0, "GIF87a", 6) || starts(bytes, 0, "GIF89a", 6)) {
        read = read_gif(bytes, out);
    } else if (starts(bytes, 0, "RIFF", 4) && starts(bytes, 8, "WEBP", 4)) {
        read = read_webp(bytes, out);
    } else if (starts(bytes, 0, "BM", 2)) {
        read = read_bmp(bytes, out);
    } else {
        read = read_svg(bytes, out);
    }
    return read && out->width > 0 && out->height > 0;
}

bool header_allowed(const struct header *header)
{
    uint64_t pixels = (uint64_t)header->width * header->height;
    if (header->width > LIMIT_PICTURE_SIDE || header->height > LIMIT_PICTURE_SIDE)
        return false;
    if (header->format == HEADER_SVG)
        return true;
    return pixels <= (header->format == HEADER_JPEG ? LIMIT_PICTURE_PIXELS * 64ull : LIMIT_PICTURE_PIXELS);
}
