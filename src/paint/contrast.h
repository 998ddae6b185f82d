/* Colours that an article asks for, made readable: WCAG 2.1 relative luminance. Private to paint/. */
#ifndef PAINT_CONTRAST_H
#define PAINT_CONTRAST_H

#include <stdint.h>

#define CONTRAST_LEAST 7.0

/* (lighter + 0.05) : (darker + 0.05) of two colours 0xRRGGBB, 1 … 21. */
double contrast_ratio(uint32_t one, uint32_t other);

/* `color` where it has CONTRAST_LEAST on `ground`; else the nearest lightness of its hue that has; a gray, which has no hue
 * to keep, is `ink` then. */
uint32_t contrast_readable(uint32_t color, uint32_t ground, uint32_t ink);

#endif
