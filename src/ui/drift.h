/* Moves the picture about by a few pixels, so slowly that nobody sees it, so that edges which stand in one place all day do not burn
 * into the panel. Private to ui/. */
#ifndef UI_DRIFT_H
#define UI_DRIFT_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

/* px: the farthest from where it belongs. A tap still hits what it is meant for. */
#define DRIFT_MOST 2

/* Zero-initialise. */
struct drift {
    SDL_Point offset; /* px to the right and down */
    SDL_Surface *surface;
};

void drift_free(struct drift *drift);

/* True: at this time (struct ui_time) the picture lies elsewhere than before. It moves by a pixel every few minutes over all
 * places there are, and the same way back. */
bool drift_tick(struct drift *drift, uint64_t ms);

/* The picture in its place, the edge that it leaves in the colour of its corner; owned by the drift. Unless it `changed`
 * since the last call, that is there already. Out of memory: the picture as it is. */
SDL_Surface *drift_picture(struct drift *drift, SDL_Surface *picture, bool changed);

#endif
