/* What holds the graphemes of other scripts together, so that they are measured and drawn as one. Private to paint/. */
#ifndef PAINT_JOIN_H
#define PAINT_JOIN_H

#include <stdbool.h>
#include <stdint.h>

/* Whether letters of this script join along the line, so that a word is drawn whole. Its digits do not, and run to the
 * right also in Arabic. */
bool join_is_cursive(uint32_t code);

/* Whether a cursive letter joins the one that follows it. */
bool join_reaches_out(uint32_t code);

/* Whether two graphemes, one that ends with `last` and one that begins with `next`, are of one syllable. UAX #29 parts the
 * vowel signs of Myanmar from their letters. */
bool join_is_syllable(uint32_t last, uint32_t next);

#endif
