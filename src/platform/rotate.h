/* Turning the picture on the panel by quarter turns, and points on the panel back. Neither the display controllers of small
 * boards nor SDL's renderers do this everywhere. Private to platform/. */
#ifndef PLATFORM_ROTATE_H
#define PLATFORM_ROTATE_H

#include <stddef.h>
#include <stdint.h>

/* The rotation is 0, 90, 180 or 270 degrees clockwise throughout. */

/* Copies a picture of width × height pixels of 4 bytes; pitches in bytes. `to` has room for it turned. */
struct pixels {
    void *bytes;
    size_t pitch;
};
void rotate_picture(struct pixels from, int32_t width, int32_t height, int rotation, struct pixels to);

/* Where a point of the panel is on a picture of width × height. */
void rotate_point(int rotation, int32_t width, int32_t height, int32_t *x, int32_t *y);

#endif
