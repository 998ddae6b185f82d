/* Encoded pictures for the tests. Free the buffers. */
#ifndef TESTS_PAINT_PICTURES_H
#define TESTS_PAINT_PICTURES_H

#include <SDL.h>
#include <stdint.h>

#include "base/buffer.h"

/* ARGB8888: the left half red, the right half blue, a green band on the top quarter. */
SDL_Surface *pictures_pattern(int width, int height);

struct buffer pictures_jpeg(SDL_Surface *surface, int progressive);
struct buffer pictures_bmp(SDL_Surface *surface);
struct buffer pictures_png(SDL_Surface *surface);

/* A PNG of a few bytes that claims this size. */
struct buffer pictures_png_claim(uint32_t width, uint32_t height);

/* The JPEG with an Exif block of this orientation put in. */
struct buffer pictures_turned(const struct buffer *jpeg, unsigned orientation);

#endif
