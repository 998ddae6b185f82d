/* What SDL2_ttf drew → a byte of coverage a pixel. Private to paint/. */
#ifndef PAINT_COVERAGE_H
#define PAINT_COVERAGE_H

#include "paint/render.h"

/* A surface drawn in white, and where its pen position is. */
struct drawing {
    SDL_Surface *surface; /* ARGB8888, coverage in the alpha */
    int32_t pen, baseline;
};

/* The smallest bitmap of what is visible, of a drawing whose pixels are 1/`across` px wide, moved right by `phase` of those; nothing
 * is left as it is where there is nothing. STATUS_NO_MEMORY. */
enum status coverage_take(const struct drawing *drawing, int32_t across, int32_t phase,
                          struct bitmap *out) MUST_USE;

#endif
