/* SDL events → actions: keys, mouse, touch, game controllers. Private to platform/. */
#ifndef PLATFORM_INPUT_H
#define PLATFORM_INPUT_H

#include <stdbool.h>

#include "base/status.h"
#include "ui/action.h"

#include <SDL.h>

#define INPUT_CONTROLLERS 4u

/* A pointer (mouse button or finger) that is down. */
struct press {
    bool down, told; /* told: the long press was already given */
    SDL_FingerID finger;
    int32_t x, y;   /* where it went down, px of the picture */
    int32_t slack;  /* px it may move and still be a tap */
    uint32_t begun; /* SDL_GetTicks when it went down */
    bool strayed;   /* moved too far to become a long press */
};

struct input {
    int32_t width, height; /* of the picture */
    int rotation;          /* as in window.h */
    bool kiosk;
    struct press press;
    SDL_GameController *controllers[INPUT_CONTROLLERS];
    bool cursor;
};

void input_open(struct input *input);
void input_close(struct input *input);

/* The action of one event; ACTION_NONE when it is none. */
struct action input_event(struct input *input, const SDL_Event *event);

/* Milliseconds until a pointer that is down becomes a long press; -1: none is down. */
int32_t input_wait(const struct input *input, uint32_t now);

/* The long press that is due, or ACTION_NONE. */
struct action input_due(struct input *input, uint32_t now);

#endif
