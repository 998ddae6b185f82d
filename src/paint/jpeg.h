/* JPEG through libjpeg-turbo, scaled down while it is decoded. Private to paint/. */
#ifndef PAINT_JPEG_H
#define PAINT_JPEG_H

#include <SDL.h>
#include <stdbool.h>
#include <stddef.h>

/* A new ARGB8888 surface of at least width × height if the picture is as large, at most 8 times smaller than stored, before
 * Exif orientation. NULL: not decodable, past limits.h, or no memory. *damaged: it breaks off (transparent from there on) or has
 * errors inside. */
SDL_Surface *jpeg_decode(const void *bytes, size_t size, uint32_t width, uint32_t height, bool *damaged);

#endif
