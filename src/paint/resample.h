/* Pictures scaled to their place. Private to paint/. */
#ifndef PAINT_RESAMPLE_H
#define PAINT_RESAMPLE_H

#include <stdint.h>

#include "base/status.h"

/* Scales premultiplied ARGB8888 `in` (pitch in bytes) to width × height at `out` (no gaps between its rows): averages
 * over areas when it shrinks, blends between neighbours when it grows. Sides are at least 1. */
struct resample {
    const uint8_t *in;
    uint32_t in_pitch, in_width, in_height;
    uint32_t *out;
    uint32_t width, height;
};

enum status resample(const struct resample *job) MUST_USE;

#endif
