/* A font file as FreeType reads it through SDL2_ttf: some hundred bytes for a glyph. Mapped, the kernel would bring in 64 KB
 * around each, and soon the whole face. Private to paint/. */
#ifndef PAINT_FONTFILE_H
#define PAINT_FONTFILE_H

#include <SDL.h>

/* NULL: it cannot be opened, or no memory. SDL_RWclose gives it back. */
SDL_RWops *fontfile_open(const char *path);

#endif
