/* The glyphs of short texts and how wide they are, by HarfBuzz; those of words and numbers that come again and again are
 * remembered. Private to paint/. */
#ifndef PAINT_ADVANCES_H
#define PAINT_ADVANCES_H

#include "paint/faces.h"

struct advances;

enum status advances_new(struct faces *faces, struct advances **out) MUST_USE;
void advances_free(struct advances *advances);

struct advance {
    uint32_t begin; /* byte of the piece's text where the cluster begins that the glyph belongs to */
    fixed width;
};

/* What is to be shaped in one face: bytes begin … end-1 of text[0..size); the rest is what it stands between. */
struct piece {
    const char *text;
    uint32_t size, begin, end;
    uint16_t face, font_size; /* without FACE_FITTED; px per em */
};

/* The piece's glyphs, in logical order, *count of them. Valid until the next call; NULL: no memory, or no such face. */
const struct advance *advances_of(struct advances *advances, const struct piece *piece, uint32_t *count);

#endif
