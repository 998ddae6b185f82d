/* SDL events → actions: keys.h, touch.h (the mouse as well), pad.h, gate.h together. Private to platform/. */
#ifndef PLATFORM_INPUT_H
#define PLATFORM_INPUT_H

#include <stdbool.h>

#include "platform/gate.h"
#include "platform/keys.h"
#include "platform/pad.h"
#include "platform/touch.h"

struct input {
    int32_t width, height; /* of the picture */
    int rotation;          /* as in window.h */
    bool kiosk;            /* no key leaves the program, and the gate is there */
    bool cursor;
    struct keys keys;
    struct touch touch;
    struct pads pads;
    struct gate gate;
};

void input_open(struct input *input);
void input_close(struct input *input);

/* The action of one event; ACTION_NONE when it is none. */
struct action input_event(struct input *input, const SDL_Event *event);

/* Milliseconds until something is due without an event; -1: nothing is. */
int32_t input_wait(const struct input *input, uint32_t now);

/* What is due, a long press for example, or ACTION_NONE. */
struct action input_due(struct input *input, uint32_t now);

/* Whether the event moves a pointer: then the one after it says all that this one does. */
bool input_moves(const SDL_Event *event);

#endif
