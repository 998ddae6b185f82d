/* One cluster → one small bitmap, by SDL2_ttf. Private to paint/. */
#ifndef PAINT_RENDER_H
#define PAINT_RENDER_H

#include "paint/faces.h"

/* Latin and monospaced letters are drawn at quarters of a pixel, as their advances are; the rest at whole ones. */
#define RENDER_PHASES 4u

struct cluster_look {
    const char *text;
    uint32_t size; /* of the text in bytes */
    uint16_t face; /* of struct cluster */
    uint16_t font_size;
    uint8_t phase;  /* quarters of a pixel along the line, 0 … 3; only where render_has_phases */
    uint8_t stance; /* enum stance */
};

struct bitmap {
    int32_t left, top; /* px of its top left from where the pen stands on the baseline; down is positive */
    int32_t width, height;
    bool color;     /* premultiplied ARGB8888, else a byte of coverage a pixel; no gaps between rows */
    uint8_t *bytes; /* NULL when there is nothing to see */
};

bool render_has_phases(uint16_t face, uint8_t stance);

/* Free bitmap.bytes with free. A cluster that its face cannot draw gives an empty bitmap; fails only without memory. */
enum status render_cluster(struct faces *faces, const struct cluster_look *look, struct bitmap *out) MUST_USE;

#endif
