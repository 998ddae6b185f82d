/* Screens put to sleep and woken through the graphics card (VESA DPMS). Private to platform/. */
#ifndef PLATFORM_DPMS_H
#define PLATFORM_DPMS_H

#include <stdbool.h>

#include <SDL.h>

/* For every screen of the card on which the window stands; on desktops, and for what cannot sleep, nothing happens. Nothing may
 * be presented while screens sleep. */
void dpms_set(SDL_Window *window, bool on);

#endif
