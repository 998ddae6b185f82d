#include "layout/chars.h"

#include <unicode/uchar.h>

static enum kind general_mark(uint32_t code)
{
    switch (code) {
    case 0x2018: /* ‘ */
    case 0x201C: /* “ */
        return KIND_OPEN;
    case 0x2019:
    case 0x201D:
        return KIND_CLOSE;
    case 0x2014: /* — */
    case 0x2015:
    case 0x2025: /* ‥ */
    case 0x2026: /* … */
    case 0x22EF: /* ⋯ */
    case 0x2E3A: /* ⸺ */
        return KIND_DASH;
    case 0x2027: /* ‧ */
        return KIND_MIDDOT;
    case 0x203C: /* ‼ */
    case 0x2047:
    case 0x2048:
    case 0x2049:
        return KIND_STOP;
    default:
        return KIND_OTHER;
    }
}

static enum kind cjk_mark(uint32_t code)
{
    switch (code) {
    case 0x3001: /* 、 */
        return KIND_COMMA;
    case 0x3002: /* 。 */
        return KIND_STOP;
    case 0x301D: /* 〝 */
        return KIND_OPEN;
    case 0x301E:
    case 0x301F:
        return KIND_CLOSE;
    case 0x3000:
        return KIND_SPACE;
    default:
        /* 〈〉 … 】 and 〔〕 … 〛 come in pairs, the opening one first. */
        if ((code >= 0x3008 && code <= 0x3011) || (code >= 0x3014 && code <= 0x301B))
            return code % 2 ? KIND_CLOSE : KIND_OPEN;
        return code >= 0x3005 && code <= 0x3007 ? KIND_HAN : KIND_WIDE;
    }
}

static enum kind fullwidth(uint32_t code)
{
    switch (code) {
    case 0xFF08: /* （ */
    case 0xFF3B:
    case 0xFF5B:
    case 0xFF5F:
        return KIND_OPEN;
    case 0xFF09:
    case 0xFF3D:
    case 0xFF5D:
    case 0xFF60:
        return KIND_CLOSE;
    case 0xFF0C: /* ， */
    case 0xFF1A: /* ： */
    case 0xFF1B: /* ； */
        return KIND_COMMA;
    case 0xFF01: /* ！ */
    case 0xFF0E:
    case 0xFF1F: /* ？ */
        return KIND_STOP;
    case 0xFF0F:
        return KIND_SOLIDUS;
    default:
        return code <= 0xFF60 ? KIND_HAN : KIND_OTHER;
    }
}

static enum kind by_properties(uint32_t code)
{
    UChar32 c = (UChar32)code;
    int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    if (width == U_EA_WIDE || width == U_EA_FULLWIDTH)
        return u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) ? KIND_HAN : KIND_WIDE;
    if (u_isUWhiteSpace(c))
        return KIND_SPACE;
    return u_isalnum(c) ? KIND_LATIN : KIND_OTHER;
}

enum kind kind_of(uint32_t code)
{
    if (code >= 0x4E00 && code <= 0x9FFF)
        return KIND_HAN;
    if (code < 0x80) {
        if (code == '\n')
            return KIND_FEED;
        if (code == ' ' || code == '\t')
            return KIND_SPACE;
        if (code == '/')
            return KIND_SOLIDUS;
        bool letter =
            (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
        return letter ? KIND_LATIN : KIND_OTHER;
    }
    if (code == 0xAD)
        return KIND_HYPHEN;
    if (code == 0xB7 || code == 0x30FB)
        return KIND_MIDDOT;
    if ((code >= 0x2010 && code <= 0x2027) || code == 0x203C || (code >= 0x2047 && code <= 0x2049) ||
        code == 0x22EF || code == 0x2E3A)
        return general_mark(code);
    if (code >= 0x3000 && code <= 0x303F)
        return cjk_mark(code);
    if (code <= 0x312F && code >= 0x3041)
        return KIND_HAN;
    if (code >= 0xFF01 && code <= 0xFFEF)
        return fullwidth(code);
    if (code == 0xFFFC)
        return KIND_PICTURE;
    return by_properties(code);
}

bool chars_upright(uint32_t code)
{
    if (code < 0x1100)
        return false;
    enum kind kind = kind_of(code);
    return kind != KIND_LATIN && kind != KIND_OTHER && kind != KIND_SPACE;
}

bool chars_bidi(uint32_t code)
{
    return (code >= 0x590 && code <= 0x8FF) || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || (code >= 0xFB1D && code <= 0xFDFF) ||
           (code >= 0xFE70 && code <= 0xFEFE) || (code >= 0x10800 && code <= 0x10FFF) ||
           (code >= 0x1E800 && code <= 0x1EFFF);
}
