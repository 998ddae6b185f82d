/* Rows of a picture of 4 bytes a pixel. */
#ifndef PAINT_ROW_H
#define PAINT_ROW_H

#include <SDL.h>

/* The row `y` from the top, of surface->w pixels. */
static inline uint32_t *surface_row(const SDL_Surface *surface, int32_t y)
{
    return (uint32_t *)(void *)((unsigned char *)surface->pixels + (size_t)y * (size_t)surface->pitch);
}

#endif
