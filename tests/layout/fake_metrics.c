#include "fake_metrics.h"

#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>

#include "base/utf8.h"

#define SENTENCE 0xFDFDu

static bool is_wide(uint32_t code)
{
    int width = u_getIntPropertyValue((UChar32)code, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

static bool depends(uint32_t code)
{
    return code == 0x2018 || code == 0x2019 || code == 0x201C || code == 0x201D || code == 0x2014 ||
           code == 0x2026 || code == 0xB7;
}

static bool joins(uint32_t code)
{
    int8_t type = u_charType((UChar32)code);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || code == 0x200D || code == 0xFE0F;
}

/* The first character from `at` on, in either direction, whose width does not depend on others. */
static bool wide_neighbour(const char *text, uint32_t size, uint32_t at, bool before)
{
    uint32_t code = 'a';
    while (before ? at > 0 : at < size) {
        if (before)
            do
                at--;
            while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80);
        uint32_t length = (uint32_t)utf8_decode(text + at, size - at, &code);
        if (!depends(code))
            return is_wide(code);
        at += before ? 0 : length;
    }
    return false;
}

static enum status shape(void *data, const struct font *font, const char *text, uint32_t size,
                         struct cluster *out, uint32_t *count)
{
    (void)data;
    *count = 0;
    if (font->stance == STANCE_COMBINED) {
        out[(*count)++] = (struct cluster){.end = size, .advance = FIXED(font->size), .face = 1};
        return STATUS_OK;
    }
    for (uint32_t at = 0; at < size;) {
        uint32_t code, length = (uint32_t)utf8_decode(text + at, size - at, &code);
        if (*count && joins(code)) {
            out[*count - 1].end = at + length;
            at += length;
            continue;
        }
        bool wide = is_wide(code);
        if (depends(code))
            wide = wide_neighbour(text, size, at, true) || wide_neighbour(text, size, at + length, false);
        bool upright = font->stance == STANCE_UPRIGHT;
        bool none = code == 0x200B || code == 0x2060 || code == 0xFEFF || code == 0xAD || code == 0x200E ||
                    code == 0x200F;
        fixed advance = none ? 0 : wide || upright ? FIXED(font->size) : FIXED(font->size) / 2;
        if (code == SENTENCE)
            advance = FIXED(font->size) * 6;
        out[(*count)++] = (struct cluster){.begin = at, .end = at + length, .advance = advance, .face = 1};
        at += length;
    }
    return STATUS_OK;
}

static void extent(void *data, const struct font *font, fixed *ascent, fixed *descent)
{
    (void)data;
    *ascent = FIXED(font->size) * 4 / 5;
    *descent = FIXED(font->size) / 5;
}

static bool picture(void *data, const struct article *article, const struct picture *picture, int *width,
                    int *height)
{
    (void)data;
    (void)article;
    for (const char *at = picture->source; *at; at++)
        if (*at >= '0' && *at <= '9' && sscanf(at, "%5dx%5d", width, height) == 2)
            return *width > 0 && *height > 0;
    *width = *height = 120;
    return picture->code != NULL;
}

struct metrics fake_metrics(void)
{
    return (struct metrics){.shape = shape, .extent = extent, .picture = picture};
}
