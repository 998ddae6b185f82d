/* Game controllers: buttons and sticks → actions; plugged and pulled while the reader runs. Private to platform/. */
#ifndef PLATFORM_PAD_H
#define PLATFORM_PAD_H

#include <stdbool.h>

#include "ui/action.h"

#include <SDL.h>

#define PADS_MOST 4u
#define PAD_AXES 4u /* two sticks */

struct pads {
    struct pad {
        SDL_GameController *controller; /* NULL: none */
        int8_t tilt[PAD_AXES];          /* -1, 0, 1: to where each axis was told to be */
    } list[PADS_MOST];
};

void pads_close(struct pads *pads);

/* What a button means; ACTION_NONE: nothing. */
enum action_kind pads_meaning(uint8_t button);

/* The action of an SDL_CONTROLLER… event; ACTION_NONE when it is none. */
struct action pads_event(struct pads *pads, const SDL_Event *event);

#endif
