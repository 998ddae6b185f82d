/* PNG through libpng. Private to paint/. */
#ifndef PAINT_PNG_H
#define PAINT_PNG_H

#include <SDL.h>
#include <stddef.h>

#include "base/fault.h"

/* A new ARGB8888 surface, straight alpha. NULL: damaged, past limits.h, or no memory. Unlike SDL2_image's it says nothing
 * on standard error. */
SDL_Surface *png_decode(const void *bytes, size_t size);

/* A picture that comes some rows at a time, from the top. */
struct png_picture {
    int32_t width, height;
    /* The rows from `top` down, as many as the surface has, valid until the next call; NULL: no memory. */
    SDL_Surface *(*rows)(void *data, int32_t top);
    void *data;
};

/* By temporary file and rename; "-" is standard output. */
enum status png_write(const struct png_picture *picture, const char *path, struct fault *fault) MUST_USE;

#endif
