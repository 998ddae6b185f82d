/* A picture kept small: a page of text takes a tenth of its pixels, and getting it back costs what copying it would. */
#ifndef PAINT_SQUEEZE_H
#define PAINT_SQUEEZE_H

#include <SDL.h>

#include "base/status.h"

struct squeezed;

/* Of `width` pixels across and without a row yet. NULL: no memory. */
struct squeezed *squeeze_new(int32_t width);
void squeeze_free(struct squeezed *squeezed);

/* Adds rows of that width below, of 4 bytes a pixel. */
enum status squeeze_add(struct squeezed *squeezed, const SDL_Surface *rows) MUST_USE;

/* Gives back what was kept in reserve for more rows. */
void squeeze_finish(struct squeezed *squeezed);

/* Copies the picture into a surface of 4 bytes a pixel, its top left to x, y; what lies outside is left out. */
void squeeze_blit(struct squeezed *squeezed, SDL_Surface *surface, int32_t x, int32_t y);

/* Bytes that it takes. */
size_t squeeze_bytes(const struct squeezed *squeezed);

#endif
