/* The window or the whole screen, and the devices that make actions. Real: SDL (X11, Wayland, KMSDRM). The fake for tests is
 * SDL's dummy driver with synthetic events. */
#ifndef PLATFORM_WINDOW_H
#define PLATFORM_WINDOW_H

#include <stdbool.h>

#include "base/fault.h"
#include "ui/action.h"

#include <SDL.h>

struct window;

struct window_options {
    const char *title;
    int32_t width, height;             /* 0: 1280×800 on a desktop (X11, Wayland), else the whole screen */
    int rotation;                      /* 0, 90, 180, 270 degrees clockwise: of the picture on the panel */
    int32_t panel_width, panel_height; /* mm; 0: what the panel says of itself */
    bool kiosk;                        /* whole screen, and no key leaves the program; SIGTERM still does */
    const char *sysfs;                 /* where the kernel tells of screens; NULL: /sys */
};

/* A kiosk waits 30 s for its screen. Title and sysfs outlive the window. */

enum status window_open(const struct window_options *options, struct window **out,
                        struct fault *fault) MUST_USE;
void window_close(struct window *window);

/* Size of the picture to be shown (after rotation). */
void window_size(const struct window *window, int32_t *width, int32_t *height);

/* px of 9 mm on the panel, the least that a finger hits; 0: the panel's size is not known. */
int32_t window_target(const struct window *window);

/* The picture's size on the panel in mm; 0: not known. */
void window_millimetres(const struct window *window, int32_t *width, int32_t *height);

/* Shows the picture: rotated, uploaded once. While the window is dark, or its screen is pulled, nothing happens. */
enum status window_show(struct window *window, SDL_Surface *picture, struct fault *fault) MUST_USE;

/* Makes the screen black and puts it to sleep where it can, or wakes it. Input goes on; after waking *exposed is set. */
void window_dark(struct window *window, bool dark);

/* The next action: waits for one, asleep at 0 % CPU, at most `limit` ms (-1: for ever; 0: not at all), and gives ACTION_NONE
 * when none came. *resized is set when window_size or
 * window_target changed, also by another screen that was plugged; *exposed when the picture must be shown again. */
struct action window_next(struct window *window, int32_t limit, bool *resized, bool *exposed);

#endif
