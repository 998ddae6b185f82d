/* Waiting for SDL's events, asleep. Private to platform/. */
#ifndef PLATFORM_EVENTS_H
#define PLATFORM_EVENTS_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

/* The sooner of two limits in ms, of which -1 is none. */
static inline int32_t events_sooner(int32_t one, int32_t other)
{
    return one < 0 ? other : other < 0 ? one : one < other ? one : other;
}

/* The next event that is there; false: none is. */
bool events_poll(SDL_Event *event);

/* The same, waiting for it at most `limit` ms (-1: for ever). `sleeps`: SDL_WaitEvent sleeps with this video driver; with
 * KMSDRM it asks its devices a thousand times a second. */
bool events_wait(bool sleeps, int32_t limit, SDL_Event *event);

#endif
