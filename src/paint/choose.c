#include "paint/choose.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

#define VARIATION_TEXT 0xFE0Eu
#define VARIATION_EMOJI 0xFE0Fu
#define JOINER 0x200Du
#define KEYCAP 0x20E3u
#define EM_DASH 0x2014u

bool choose_is_cjk(uint32_t code)
{
    if (code < 0x1100)
        return false;
    return code < 0x1200 || (code >= 0x2E80 && code < 0x4DC0) || (code >= 0x4E00 && code < 0xA000) ||
           (code >= 0xA960 && code < 0xA980) || (code >= 0xAC00 && code < 0xD800) ||
           (code >= 0xF900 && code < 0xFB00) || (code >= 0xFE30 && code < 0xFE50) ||
           (code >= 0xFF00 && code < 0xFFF0) || (code >= 0x1B000 && code < 0x1B170) ||
           (code >= 0x20000 && code < 0x33480);
}

bool choose_is_ambiguous(uint32_t code)
{
    if (code != 0xB7 && (code < 0x2010 || code >= 0x2C00))
        return false;
    return u_getIntPropertyValue((UChar32)code, UCHAR_EAST_ASIAN_WIDTH) == U_EA_AMBIGUOUS;
}

bool choose_is_simple(uint32_t code)
{
    return choose_is_em(code) || (code >= 0x20 && code < 0x7F) ||
           (code >= 0xA0 && code < 0x300 && code != 0xAD) || (code >= 0x370 && code < 0x483) ||
           (code >= 0x2010 && code < 0x2028) || (code >= 0xAC00 && code < 0xD7A4);
}

static bool is_ignorable(uint32_t code)
{
    if (u_hasBinaryProperty((UChar32)code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
        return true;
    int8_t type = u_charType((UChar32)code);
    return type == U_CONTROL_CHAR || type == U_LINE_SEPARATOR || type == U_PARAGRAPH_SEPARATOR;
}

/* UTS #51 §2: a sequence asks for colour by its parts, a single code point by its default presentation. */
static bool asks_for_emoji(const char *text, uint32_t size)
{
    uint32_t base, code;
    uint32_t at = (uint32_t)utf8_decode(text, size, &base);
    if (base < 0x80 && at == size)
        return false;
    bool emoji = u_hasBinaryProperty((UChar32)base, UCHAR_EMOJI_PRESENTATION);
    while (at < size) {
        at += (uint32_t)utf8_decode(text + at, size - at, &code);
        if (code == VARIATION_TEXT)
            return false;
        if (code == VARIATION_EMOJI || code == JOINER || code == KEYCAP ||
            u_hasBinaryProperty((UChar32)code, UCHAR_EMOJI_MODIFIER))
            emoji = true;
    }
    return emoji && u_hasBinaryProperty((UChar32)base, UCHAR_EMOJI);
}

uint32_t choose_covered(struct faces *faces, uint16_t face, const char *text, uint32_t size)
{
    for (uint32_t at = 0; at < size;) {
        uint32_t code;
        uint32_t length = (uint32_t)utf8_decode(text + at, size - at, &code);
        if (!is_ignorable(code) && !faces_has(faces, face & (uint16_t)~FACE_FITTED, code))
            return at;
        at += length;
    }
    return size;
}

static bool covers(struct faces *faces, uint16_t face, const char *text, uint32_t size)
{
    return choose_covered(faces, face, text, size) == size;
}

static bool is_blank(const char *text, uint32_t size)
{
    for (uint32_t at = 0; at < size;) {
        uint32_t code;
        at += (uint32_t)utf8_decode(text + at, size - at, &code);
        if (!is_ignorable(code))
            return false;
    }
    return true;
}

uint16_t choose_own(const struct font *font)
{
    uint16_t region = font->region < REGION_COUNT ? font->region : REGION_SC;
    return (font->bold ? FACE_CJK_BOLD : FACE_CJK) + region;
}

/* Stands for the face of the character's script until it is needed. */
#define FACE_SCRIPT_OF 0x7FFF

#define CHAIN_MOST (3 * REGION_COUNT + 12)

struct chain {
    uint16_t faces[CHAIN_MOST];
    uint32_t count;
};

static void chain_add(struct chain *chain, int face)
{
    chain->faces[chain->count++] = (uint16_t)face;
}

static void chain_cjk(struct chain *chain, const struct font *font)
{
    uint16_t weight = font->bold ? FACE_CJK_BOLD : FACE_CJK, own = choose_own(font);
    chain_add(chain, own);
    for (int other = 0; other < REGION_COUNT; other++)
        chain_add(chain, weight + other);
    if (font->bold) {
        chain_add(chain, own - FACE_CJK_BOLD + FACE_CJK);
        for (int other = 0; other < REGION_COUNT; other++)
            chain_add(chain, FACE_CJK + other);
    }
    chain_add(chain, FACE_CJK_REST);
}

static bool is_drawing(uint32_t code)
{
    return code >= 0x2500 && code < 0x25A0;
}

static void chain_latin(struct chain *chain, const struct font *font, uint32_t base)
{
    /* A frame's strokes lose half their thickness when they are fitted, so they come from the bold face. */
    if (font->mono)
        chain_add(chain, FACE_MONO + (font->bold || is_drawing(base) ? 1 : 0));
    chain_add(chain, FACE_LATIN + (font->bold ? 1 : 0) + (font->italic ? 2 : 0));
    chain_add(chain, FACE_LATIN);
}

/* The quotes of the JP face are as narrow as Latin ones by default; between Han they take a whole em. */
static bool is_quote(uint32_t code)
{
    return code >= 0x2018 && code <= 0x201D && code != 0x201A && code != 0x201B;
}

static struct chain chain_for(const struct font *font, uint32_t base, bool cjk)
{
    struct chain chain = {.count = 0};
    if (!cjk)
        chain_latin(&chain, font, base);
    else if (font->region == REGION_JP && is_quote(base))
        chain_add(&chain, (font->bold ? FACE_CJK_BOLD : FACE_CJK) + REGION_SC);
    chain_cjk(&chain, font);
    if (cjk)
        chain_latin(&chain, font, base);
    chain_add(&chain, FACE_SYMBOLS);
    chain_add(&chain, FACE_SYMBOLS2);
    chain_add(&chain, FACE_MATH);
    chain_add(&chain, FACE_SCRIPT_OF);
    chain_add(&chain, FACE_EMOJI);
    return chain;
}

static uint16_t marked(uint16_t face, uint32_t base, bool alone, bool cjk)
{
    bool dash = cjk && base == EM_DASH && face < FACE_CJK_REST;
    bool column = alone && base >= 0x80 && (face == FACE_MONO || face == FACE_MONO + 1);
    return dash || column ? face | FACE_FITTED : face;
}

fixed choose_fitted(const struct fit *fit)
{
    fixed em = FIXED(fit->font_size);
    if ((fit->face & ~FACE_FITTED) < FACE_CJK_REST)
        return em * (fixed)fit->count;
    return is_drawing(fit->code) || fit->natural <= em * 3 / 4 ? em / 2 : em;
}

static uint16_t find_face(struct faces *faces, const struct font *font, const char *text, uint32_t size,
                          bool beside_cjk)
{
    uint32_t base;
    uint32_t length = (uint32_t)utf8_decode(text, size, &base);
    /* Korean sets these marks as Latin does; a frame drawn in code keeps to its columns. */
    bool either = beside_cjk && font->region != REGION_KR && !(font->mono && is_drawing(base));
    bool cjk = choose_is_cjk(base) || (either && choose_is_ambiguous(base));
    if (cjk && length == size && !is_quote(base)) {
        uint16_t face = choose_own(font);
        if (faces_has(faces, face, base) && (choose_is_em(base) || !asks_for_emoji(text, size)))
            return marked(face, base, true, true);
    }
    if (is_blank(text, size))
        return FACE_BLANK;
    if (asks_for_emoji(text, size) && faces_has(faces, FACE_EMOJI, base))
        return FACE_EMOJI;
    struct chain chain = chain_for(font, base, cjk);
    for (uint32_t i = 0; i < chain.count; i++) {
        if (chain.faces[i] == FACE_SCRIPT_OF)
            chain.faces[i] = faces_script(base); /* slow, and hardly ever reached */
        if (covers(faces, chain.faces[i], text, size))
            return marked(chain.faces[i], base, length == size, cjk);
    }
    /* No face has the marks as well: the letter is shown, and they after it. */
    for (uint32_t i = 0; i < chain.count && length < size; i++) {
        if (faces_has(faces, chain.faces[i], base))
            return chain.faces[i];
    }
    return FACE_BOX;
}

uint16_t choose_face(struct faces *faces, const struct font *font, const char *text, uint32_t size,
                     bool beside_cjk)
{
    uint16_t face = find_face(faces, font, text, size, beside_cjk);
    if (!font->bold || face < FACE_SCRIPTS || face >= FACE_SCRIPTS_BOLD)
        return face;
    uint16_t bold = face + FACE_SCRIPTS_BOLD - FACE_SCRIPTS;
    return covers(faces, bold, text, size) ? bold : face;
}
