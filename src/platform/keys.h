/* Keys of a keyboard, a remote control and of buttons on GPIO lines → actions. Private to platform/.
 *
 * Select and Back are told when they are let go, since held down they mean the menu and the home page: a visitor with four
 * buttons (Left, Right, Enter, Esc) reaches everything. The other keys act at once; only those that move repeat. */
#ifndef PLATFORM_KEYS_H
#define PLATFORM_KEYS_H

#include <stdbool.h>

#include "ui/action.h"

#include <SDL.h>

/* All zero: no key is down. */
struct keys {
    SDL_Keycode down; /* that of Select or Back; 0: neither */
    uint32_t begun;   /* SDL_GetTicks when it went down */
    bool told;        /* that it was held */
};

/* What the key means by itself, whatever it does with being held: ACTION_SELECT for Enter. ACTION_NONE: nothing. */
struct action keys_meaning(const SDL_Keysym *key);

/* The action of an SDL_KEYDOWN or SDL_KEYUP. */
struct action keys_event(struct keys *keys, const SDL_KeyboardEvent *event);

/* Milliseconds until the key that is down means something else; -1: none is down. */
int32_t keys_wait(const struct keys *keys, uint32_t now);

/* What the key that was held for long enough means, or ACTION_NONE. */
struct action keys_due(struct keys *keys, uint32_t now);

#endif
