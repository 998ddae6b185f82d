/* Fingers on the panel, and the mouse's button as one of them, → taps, drags, swipes, pinches. Private to platform/.
 *
 * One finger: a tap, or from half the slack on a drag, which ends as a swipe, or as nothing when the finger came back. Two:
 * a pinch; no action is told for the rest of that touch. A finger of which nothing is heard for 10 s is taken as lost: a panel
 * that is unplugged never tells of a lifted one. */
#ifndef PLATFORM_TOUCH_H
#define PLATFORM_TOUCH_H

#include <stdbool.h>

#include "ui/action.h"

#include <SDL.h>

#define TOUCH_FINGERS 2u

/* Where a finger is, in px of the picture, and when (SDL_GetTicks). */
struct contact {
    SDL_TouchID panel;
    SDL_FingerID finger;
    int32_t x, y;
    uint32_t time;
};

enum touch_state {
    TOUCH_NONE,
    TOUCH_PRESS,
    TOUCH_DRAG,
    TOUCH_PINCH,
    TOUCH_SPENT, /* nothing more is meant until all fingers are lifted */
};

/* All zero: no finger. */
struct touch {
    enum touch_state state;
    struct contact fingers[TOUCH_FINGERS];
    uint32_t count;
    int32_t slack;  /* px a finger may move and still be a tap */
    int32_t x, y;   /* where the first finger went down */
    uint32_t begun; /* and when */
    int32_t far;    /* px: the farthest it was from there, along one side */
    int32_t apart;  /* px between the two fingers when the last pinch was told */
};

/* `slack` is what holds for this touch, when it is the first finger. */
struct action touch_down(struct touch *touch, const struct contact *contact, int32_t slack);
struct action touch_move(struct touch *touch, const struct contact *contact);
struct action touch_up(struct touch *touch, const struct contact *contact);

/* Milliseconds until touch_due has something to tell; -1: nothing is to come. */
int32_t touch_wait(const struct touch *touch, uint32_t now);

/* The long press that is due, or the end of a drag whose finger is lost; else ACTION_NONE. */
struct action touch_due(struct touch *touch, uint32_t now);

#endif
