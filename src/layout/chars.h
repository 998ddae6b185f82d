/* What a character is for the rules of typography: B2 and P1 … P3, A1 and J3 all decide by these kinds. */
#ifndef LAYOUT_CHARS_H
#define LAYOUT_CHARS_H

#include <stdbool.h>
#include <stdint.h>

enum kind {
    KIND_OTHER,   /* marks of Latin text, symbols */
    KIND_LATIN,   /* letters and digits of scripts that take a gap beside Han */
    KIND_HAN,     /* ideographs, kana, bopomofo, full-width letters */
    KIND_WIDE,    /* other East Asian wide characters: Hangul, emoji */
    KIND_SPACE,   /* drawn by nothing, dropped at the end of a line */
    KIND_OPEN,    /* full-width opening mark: its left half is blank */
    KIND_CLOSE,   /* closing bracket or quote: its right half is blank */
    KIND_COMMA,   /* ，、；： */
    KIND_STOP,    /* 。．？！ */
    KIND_MIDDOT,  /* · */
    KIND_DASH,    /* — … ⸺ */
    KIND_SOLIDUS, /* never stretched (P3) */
    KIND_HYPHEN,  /* U+00AD: drawn only where a line is broken behind it */
    KIND_PICTURE,
    KIND_FEED, /* a forced break */
};

/* OPEN … DASH are only so when the font draws them full width. */
enum kind kind_of(uint32_t code);

/* Han, kana and the like, which are not slanted for emphasis (F4). */
bool chars_upright(uint32_t code);

/* May need reordering: Hebrew, Arabic and their neighbours, or a bidirectional control. */
bool chars_bidi(uint32_t code);

#endif
