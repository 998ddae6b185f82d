/* Which face draws a grapheme cluster (rules F1–F4, B4). Private to paint/. */
#ifndef PAINT_CHOOSE_H
#define PAINT_CHOOSE_H

#include "paint/faces.h"

/* Han, kana, Hangul, bopomofo, CJK and full-width marks: what the CJK faces draw. */
bool choose_is_cjk(uint32_t code);

/* Of those, the ones that are 1 em wide in every CJK face. */
static inline bool choose_is_em(uint32_t code)
{
    return (code >= 0x4E00 && code < 0xA000) || (code >= 0x3000 && code < 0x302A) ||
           (code >= 0x3041 && code < 0x3097) || (code >= 0x309B && code < 0x3100) ||
           (code >= 0x3400 && code < 0x4DC0) || (code >= 0xF900 && code < 0xFB00) ||
           (code >= 0xFF01 && code < 0xFF61) || (code >= 0x20000 && code < 0x33480);
}

/* Marks that are Latin or CJK as their neighbours are (rule B4): “ ” ‘ ’ — … · and other ambiguous ones. */
bool choose_is_ambiguous(uint32_t code);

/* A letter or sign that is a cluster alone unless something combines with it, and combines with nothing before it. */
bool choose_is_simple(uint32_t code);

/* The CJK face of the font's region and weight: for one code point of 1 em, where it has it, the face that choose_face gives. */
uint16_t choose_own(const struct font *font);

/* The face for the grapheme cluster text[0..size), or at least for what it begins with. `beside_cjk`: a neighbour is CJK
 * text. */
uint16_t choose_face(struct faces *faces, const struct font *font, const char *text, uint32_t size,
                     bool beside_cjk);

/* How many bytes of text[0..size) the face can draw, up to the first code point that it has not. */
uint32_t choose_covered(struct faces *faces, uint16_t face, const char *text, uint32_t size);

/* The advance of a cluster whose face has FACE_FITTED: whole em for `count` dashes in CJK text; a half or a whole em for
 * what a monospaced face has beyond ASCII. `natural` is its own advance in 1/64 px, `code` its first code point. */
struct fit {
    uint16_t face, font_size;
    uint32_t code, count;
    fixed natural;
};
fixed choose_fitted(const struct fit *fit);

#endif
