#include "platform/rotate.h"

#include <string.h>

/* Squares of this side stay in a small processor's cache while rows become columns. */
#define TILE 32

static inline uint32_t *row_of(struct pixels pixels, int32_t y)
{
    return (uint32_t *)((unsigned char *)pixels.bytes + (size_t)y * pixels.pitch);
}

struct turn {
    struct pixels from, to;
    int32_t width, height; /* of the picture */
    int rotation;
};

static void turn_tile(const struct turn *turn, int32_t left, int32_t top)
{
    int32_t width = turn->width, height = turn->height;
    int32_t right = left + TILE < width ? left + TILE : width,
            bottom = top + TILE < height ? top + TILE : height;
    for (int32_t y = top; y < bottom; y++) {
        const uint32_t *row = row_of(turn->from, y);
        for (int32_t x = left; x < right; x++) {
            if (turn->rotation == 90)
                row_of(turn->to, x)[height - 1 - y] = row[x];
            else if (turn->rotation == 180)
                row_of(turn->to, height - 1 - y)[width - 1 - x] = row[x];
            else
                row_of(turn->to, width - 1 - x)[y] = row[x];
        }
    }
}

void rotate_picture(struct pixels from, int32_t width, int32_t height, int rotation, struct pixels to)
{
    const struct turn turn = {from, to, width, height, rotation};
    if (!rotation && from.pitch == to.pitch && from.pitch == (size_t)width * 4) {
        /* At once: row by row, a memory that is larger than the caches is read before it is written. */
        memcpy(to.bytes, from.bytes, (size_t)height * to.pitch);
        return;
    }
    if (!rotation) {
        for (int32_t y = 0; y < height; y++)
            memcpy(row_of(to, y), row_of(from, y), (size_t)width * 4);
        return;
    }
    for (int32_t y = 0; y < height; y += TILE) {
        for (int32_t x = 0; x < width; x += TILE)
            turn_tile(&turn, x, y);
    }
}

void rotate_point(int rotation, int32_t width, int32_t height, int32_t *x, int32_t *y)
{
    int32_t px = *x, py = *y;
    switch (rotation) {
    case 90:
        *x = py;
        *y = height - 1 - px;
        break;
    case 180:
        *x = width - 1 - px;
        *y = height - 1 - py;
        break;
    case 270:
        *x = width - 1 - py;
        *y = px;
        break;
    default:
        break;
    }
}
