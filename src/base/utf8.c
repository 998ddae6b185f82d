#include "base/utf8.h"

static bool is_tail(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

size_t utf8_decode_any(const char *text, size_t size, uint32_t *code)
{
    const unsigned char *s = (const unsigned char *)text;
    unsigned char lead = s[0];
    if (lead < 0x80) {
        *code = lead;
        return 1;
    }
    *code = UTF8_REPLACEMENT;
    if (lead < 0xC2 || lead > 0xF4)
        return 1;
    /* The second byte's range is narrower for four leads: that rules out overlong forms, surrogates and > 10FFFF. */
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (size < 2 || s[1] < low || s[1] > high)
        return 1;
    if (lead < 0xE0) {
        *code = (uint32_t)(lead & 0x1F) << 6 | (s[1] & 0x3F);
        return 2;
    }
    if (size < 3 || !is_tail(s[2]))
        return 2;
    if (lead < 0xF0) {
        *code = (uint32_t)(lead & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
        return 3;
    }
    if (size < 4 || !is_tail(s[3]))
        return 3;
    *code = (uint32_t)(lead & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 | (uint32_t)(s[2] & 0x3F) << 6 |
            (s[3] & 0x3F);
    return 4;
}

size_t utf8_encode(uint32_t code, char *out)
{
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        code = UTF8_REPLACEMENT;
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

bool utf8_valid(const char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        if ((unsigned char)text[i] < 0x80) {
            i++;
            continue;
        }
        uint32_t code;
        size_t length = utf8_decode(text + i, size - i, &code);
        /* A real U+FFFD is three bytes; the stand-in for an error may be too, but never starts with EF BF BD. */
        if (code == UTF8_REPLACEMENT &&
            !(length == 3 && (unsigned char)text[i] == 0xEF && (unsigned char)text[i + 1] == 0xBF))
            return false;
        i += length;
    }
    return true;
}

size_t utf8_whole(const char *text, size_t size)
{
    size_t back = 0;
    while (back < 3 && back < size && is_tail((unsigned char)text[size - 1 - back]))
        back++;
    if (back == size)
        return size;
    unsigned char lead = (unsigned char)text[size - 1 - back];
    size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return need > back + 1 ? size - 1 - back : size;
}

bool utf8_counts(uint32_t code)
{
    /* Nearly all of a Chinese text. */
    if (code > 0x3000 && code < 0xFEFF)
        return true;
    if (code <= 0x20 || (code >= 0x7F && code <= 0xA0))
        return false;
    return !((code >= 0x2000 && code <= 0x200B) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
             code == 0x205F || code == 0x2060 || code == 0x3000 || code == 0xFEFF || code == 0xFFFC ||
             code == 0x1680 || code == 0xAD);
}

uint64_t utf8_count(const char *text, size_t size)
{
    uint64_t count = 0;
    for (size_t i = 0; i < size;) {
        uint32_t code;
        i += utf8_decode(text + i, size - i, &code);
        count += utf8_counts(code);
    }
    return count;
}
