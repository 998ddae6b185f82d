/* The ways to the maintenance screen of a kiosk, which nobody finds by chance: a tap into each corner, clockwise from the top
 * left, or the buttons for the page before and after held down together. (The key chord is one of keys.c.) Private to
 * platform/. */
#ifndef PLATFORM_GATE_H
#define PLATFORM_GATE_H

#include <stdbool.h>

#include "ui/action.h"

/* All zero: nothing was done. Times are SDL_GetTicks, ms. */
struct gate {
    uint32_t corner; /* the next one, clockwise from the top left */
    uint32_t begun;  /* when the first one was tapped */
    struct gate_button {
        bool down;
        uint32_t since;
    } buttons[2]; /* previous, next */
    bool paired, told;
};

/* A tap at a point of a picture of this size; true: it was the last of the four. */
bool gate_tap(struct gate *gate, const struct action *tap, int32_t width, int32_t height, uint32_t now);

/* A button went down or up that means this; the others do not count. True: both went down together and are down, and this one
 * turns no page. One whose release was never told, of a keyboard that was unplugged, is no pair with one pressed later. */
bool gate_button(struct gate *gate, enum action_kind kind, bool down, uint32_t now);

/* Milliseconds until the two buttons were held for long enough; -1: they are not held. True: now they were. */
int32_t gate_wait(const struct gate *gate, uint32_t now);
bool gate_due(struct gate *gate, uint32_t now);

#endif
