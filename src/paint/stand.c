#include "paint/stand.h"

#include <stdlib.h>
#include <string.h>

enum status stand_turn(struct bitmap *bitmap)
{
    if (!bitmap->bytes)
        return STATUS_OK;
    int32_t width = bitmap->height, height = bitmap->width;
    size_t pixel = bitmap->color ? 4 : 1;
    uint8_t *turned = malloc((size_t)width * (size_t)height * pixel);
    if (!turned)
        return STATUS_NO_MEMORY;
    for (int32_t y = 0; y < height; y++)
        for (int32_t x = 0; x < width; x++)
            memcpy(turned + ((size_t)y * (size_t)width + (size_t)x) * pixel,
                   bitmap->bytes + ((size_t)(width - 1 - x) * (size_t)bitmap->width + (size_t)y) * pixel,
                   pixel);
    free(bitmap->bytes);
    int32_t top = bitmap->left;
    bitmap->left = -(bitmap->top + bitmap->height);
    bitmap->top = top;
    bitmap->width = width;
    bitmap->height = height;
    bitmap->bytes = turned;
    return STATUS_OK;
}

void stand_upright(struct bitmap *bitmap, uint16_t em, fixed advance)
{
    int32_t below = em * 12 / 100;
    bitmap->left += (FIXED(em) - advance) / 2 / FIXED_ONE - below;
    bitmap->top += em - below;
}

void stand_centred(struct bitmap *bitmap, uint16_t em)
{
    bitmap->left = em / 2 - em * 12 / 100 - bitmap->width / 2;
}
