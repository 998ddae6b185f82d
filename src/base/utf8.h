/* UTF-8 as Unicode 15 §3.9 D92 defines it: shortest form, no surrogates, at most U+10FFFF. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT 0xFFFDu

/* Reads one code point of text[0..size), size > 0, into *code and returns the bytes it takes (1 to 4).
 * An ill-formed sequence gives U+FFFD and its maximal subpart's length, so that a loop always advances. */
static inline size_t utf8_decode(const char *text, size_t size, uint32_t *code);

/* Writes `code` (U+FFFD for what is no scalar value) to `out`, 4 bytes of room; returns the bytes written. */
size_t utf8_encode(uint32_t code, char *out);

/* True when all of text[0..size) is well-formed. */
bool utf8_valid(const char *text, size_t size);

/* The length of text[0..size) without a sequence cut off at its end: where a buffer may be split. */
size_t utf8_whole(const char *text, size_t size);

/* Positions in an article count these: code points that are not white space, format controls that draw nothing
 * (ZWSP, word joiner, BOM) or the object character U+FFFC. */
bool utf8_counts(uint32_t code);

/* The number of code points in text[0..size) for which utf8_counts. */
uint64_t utf8_count(const char *text, size_t size);

/* For utf8_decode: any sequence. */
size_t utf8_decode_any(const char *text, size_t size, uint32_t *code);

/* ASCII and most of what is East Asian at once. */
static inline size_t utf8_decode(const char *text, size_t size, uint32_t *code)
{
    const unsigned char *s = (const unsigned char *)text;
    if (s[0] < 0x80) {
        *code = s[0];
        return 1;
    }
    if (size >= 3 && s[0] > 0xE0 && s[0] < 0xED && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80) {
        *code = (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
        return 3;
    }
    return utf8_decode_any(text, size, code);
}

#endif
