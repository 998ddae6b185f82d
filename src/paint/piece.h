/* Which graphemes of a script are one piece, shaped and drawn as a whole: words of joined letters, or syllables (letters after a
 * virama hang together). Of a word longer than 32 graphemes a piece ends where that is not seen, if there is such a place. */
#ifndef PAINT_PIECE_H
#define PAINT_PIECE_H

#include "layout/metrics.h"

/* Where the piece that begins with graphemes[first] ends, behind `first` and at most `last`. The graphemes are of the text (UTF-8, valid). */
uint32_t piece_end(const char *text, const struct cluster *graphemes, uint32_t first, uint32_t last);

#endif
