/* The inner loops: onto 32-bit pixels 0xXXRRGGBB. Clipped to the surface. Private to paint/. */
#ifndef PAINT_BLEND_H
#define PAINT_BLEND_H

#include <SDL.h>
#include <stdint.h>

/* A rectangle of pixels within a larger one; `pitch` in bytes from row to row. */
struct pixels {
    const uint8_t *data;
    uint32_t pitch;
    int32_t width, height;
};

/* Fills with an opaque colour 0xRRGGBB. */
void blend_fill(SDL_Surface *surface, SDL_Rect box, uint32_t color);

/* Puts `color` where the coverage says, a byte a pixel. */
void blend_coverage(SDL_Surface *surface, int32_t x, int32_t y, const struct pixels *coverage,
                    uint32_t color);

/* Puts premultiplied ARGB8888 over what is there. */
void blend_color(SDL_Surface *surface, int32_t x, int32_t y, const struct pixels *picture);

/* Copies opaque ARGB8888. */
void blend_copy(SDL_Surface *surface, int32_t x, int32_t y, const struct pixels *picture);

#endif
