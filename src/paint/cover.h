/* The picture that stands for a whole bundle on a shelf. */
#ifndef PAINT_COVER_H
#define PAINT_COVER_H

#include "paint/canvas.h"

/* The picture of that entry as large as it fits into width × height, at most twice its own size: a new surface, to be freed
 * with SDL_FreeSurface. NULL when it cannot be shown. */
SDL_Surface *cover_load(struct bundle *bundle, uint32_t entry, int32_t width, int32_t height,
                        enum theme theme) MUST_USE;

#endif
