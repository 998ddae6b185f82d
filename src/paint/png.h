/* PNG through libpng. Private to paint/; canvas.h writes them. */
#ifndef PAINT_PNG_H
#define PAINT_PNG_H

#include <SDL.h>
#include <stddef.h>

/* A new ARGB8888 surface, straight alpha. NULL: damaged, past limits.h, or no memory. Unlike SDL2_image's it says nothing
 * on standard error. */
SDL_Surface *png_decode(const void *bytes, size_t size);

#endif
