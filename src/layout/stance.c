#include "layout/stance.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

#define JOINER 0x200Du
/* Marks in a row through which a neighbour is looked for. */
#define MARKS_MOST 8u

static uint32_t code_at(const char *text, uint32_t size, uint32_t at, uint32_t *length)
{
    uint32_t code;
    *length = (uint32_t)utf8_decode(text + at, size - at, &code);
    return code;
}

static uint32_t step_back(const char *text, uint32_t at)
{
    do
        at--;
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80);
    return at;
}

/* Marks that Chinese and Latin have in common. */
static bool is_shared(uint32_t code)
{
    switch (code) {
    case 0xB7:   /* · */
    case 0x2014: /* — */
    case 0x2015:
    case 0x2018: /* ‘ */
    case 0x2019:
    case 0x201C: /* “ */
    case 0x201D:
    case 0x2025: /* ‥ */
    case 0x2026: /* … */
    case 0x2027:
    case 0x22EF: /* ⋯ */
        return true;
    default:
        return false;
    }
}

/* Upright or in a form of its own for vertical lines, which East Asian fonts have for their brackets, too. */
static bool is_upright(uint32_t code)
{
    if (code < 0x80)
        return false;
    return u_getIntPropertyValue((UChar32)code, UCHAR_VERTICAL_ORIENTATION) != U_VO_ROTATED;
}

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static bool is_letter(uint32_t code)
{
    return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
}

enum beside { BESIDE_NOTHING, BESIDE_UPRIGHT, BESIDE_TURNED };

/* What stands before or from `at` on, beyond one space and shared marks. */
static enum beside beside(const char *text, uint32_t size, uint32_t at, bool before)
{
    for (uint32_t i = 0; i < MARKS_MOST && (before ? at > 0 : at < size); i++) {
        uint32_t length, from = before ? step_back(text, at) : at;
        uint32_t code = code_at(text, size, from, &length);
        at = before ? from : at + length;
        if (code == '\n')
            return BESIDE_NOTHING;
        if (code == ' ' || is_shared(code))
            continue;
        return is_upright(code) ? BESIDE_UPRIGHT : BESIDE_TURNED;
    }
    return BESIDE_NOTHING;
}

static bool among_upright(const char *text, uint32_t size, uint32_t begin, uint32_t end)
{
    enum beside before = beside(text, size, begin, true), after = beside(text, size, end, false);
    return before != BESIDE_TURNED && after != BESIDE_TURNED && (before || after);
}

/* Short numbers, a lone letter and pairs like !? of ASCII. */
static enum stance stance_of_latin(const char *text, uint32_t size, uint32_t at, uint32_t *end)
{
    uint32_t stop = at, code = (unsigned char)text[at];
    bool digit = is_digit(code), mark = code == '!' || code == '?';
    if (digit || mark)
        while (stop < size &&
               (digit ? is_digit((unsigned char)text[stop]) : text[stop] == '!' || text[stop] == '?'))
            stop++;
    else if (is_letter(code))
        stop = at + 1;
    uint32_t count = stop - at;
    bool fits = digit ? count <= 3 : mark ? count == 2 : count == 1;
    if (!count || !fits || !among_upright(text, size, at, stop))
        return STANCE_SIDEWAYS;
    *end = stop;
    return count == 1 ? STANCE_UPRIGHT : STANCE_COMBINED;
}

enum stance stance_at(const char *text, uint32_t size, uint32_t at, uint32_t *end)
{
    uint32_t length, code = code_at(text, size, at, &length);
    enum stance stance;
    *end = at + length;
    if (code < 0x80)
        stance = stance_of_latin(text, size, at, end);
    else if (is_shared(code))
        stance = beside(text, size, at, true) == BESIDE_UPRIGHT ||
                         beside(text, size, *end, false) == BESIDE_UPRIGHT
                     ? STANCE_UPRIGHT
                     : STANCE_SIDEWAYS;
    else
        stance = is_upright(code) ? STANCE_UPRIGHT : STANCE_SIDEWAYS;
    /* Marks stay with their letter, and what a joiner joins stays together. */
    while (*end < size) {
        bool joined = code == JOINER;
        code = code_at(text, size, *end, &length);
        if (code < 0x300 ||
            !(joined || u_hasBinaryProperty((UChar32)code, UCHAR_GRAPHEME_EXTEND) || code == JOINER))
            break;
        *end += length;
    }
    return stance;
}
