/* A picture's way onto the panel: rotated, uploaded once. Private to platform/. */
#ifndef PLATFORM_PRESENT_H
#define PLATFORM_PRESENT_H

#include <stdbool.h>
#include <stdint.h>

#include <SDL.h>

/* All zero: there is no window. */
struct present {
    SDL_Window *window;     /* borrowed */
    SDL_Renderer *renderer; /* NULL: the window's surface is drawn to instead */
    SDL_Texture *texture;   /* the panel's size */
    int32_t width, height;  /* of the panel */
    bool twice;             /* the driver shows a frame when the next one comes: the first must come twice */
};

void present_open(struct present *present, SDL_Window *window);
void present_close(struct present *present);

/* The panel's size is another one, or the driver lost what it was given. */
void present_reset(struct present *present, int32_t width, int32_t height);

/* Shows the picture, or with NULL black. One that is not of the panel's size is left out: they differ for a moment after a
 * change of size. False: it could not be shown (SDL_GetError). */
bool present_show(struct present *present, SDL_Surface *picture, int rotation);

#endif
