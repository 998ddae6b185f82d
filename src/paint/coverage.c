#include "paint/coverage.h"

#include <stdbool.h>
#include <stdlib.h>

#include "paint/row.h"

static inline unsigned alpha_of(uint32_t pixel)
{
    return pixel >> 24;
}

/* The smallest rectangle around what is visible; false: nothing is. */
static bool find_ink(const SDL_Surface *surface, SDL_Rect *ink)
{
    int32_t left = surface->w, right = -1, top = surface->h, bottom = -1;
    for (int32_t y = 0; y < surface->h; y++) {
        const uint32_t *row = surface_row(surface, y);
        int32_t first = 0, last = surface->w - 1;
        while (first < surface->w && !alpha_of(row[first]))
            first++;
        if (first == surface->w)
            continue;
        while (last > right && !alpha_of(row[last]))
            last--;
        left = first < left ? first : left;
        right = last > right ? last : right;
        top = y < top ? y : top;
        bottom = y;
    }
    *ink = (SDL_Rect){left, top, right - left + 1, bottom - top + 1};
    return right >= 0;
}

/* Of ink[0..count) the mean of each `across`, the first of which begins `shift` before it. */
static void take_row(const uint32_t *ink, int32_t count, int32_t across, int32_t shift,
                     const struct bitmap *out, uint8_t *bytes)
{
    for (int32_t x = 0; x < out->width; x++) {
        int32_t from = x * across - shift, to = from + across;
        unsigned sum = (unsigned)across / 2;
        for (int32_t at = from < 0 ? 0 : from; at < to && at < count; at++)
            sum += alpha_of(ink[at]);
        bytes[x] = (uint8_t)(sum / (unsigned)across);
    }
}

enum status coverage_take(const struct drawing *drawing, int32_t across, int32_t phase, struct bitmap *out)
{
    SDL_Rect ink;
    if (!find_ink(drawing->surface, &ink))
        return STATUS_OK;
    int32_t from = ink.x - drawing->pen + phase;
    int32_t left = from >= 0 ? from / across : -((-from + across - 1) / across);
    int32_t shift = from - left * across;
    out->left = left;
    out->top = ink.y - drawing->baseline;
    out->width = (shift + ink.w + across - 1) / across;
    out->height = ink.h;
    out->bytes = malloc((size_t)out->width * (size_t)out->height);
    if (!out->bytes)
        return STATUS_NO_MEMORY;
    for (int32_t y = 0; y < ink.h; y++) {
        const uint32_t *row = surface_row(drawing->surface, ink.y + y) + ink.x;
        uint8_t *bytes = out->bytes + (size_t)y * (size_t)out->width;
        if (across > 1)
            take_row(row, ink.w, across, shift, out, bytes);
        else
            for (int32_t x = 0; x < ink.w; x++)
                bytes[x] = (uint8_t)alpha_of(row[x]);
    }
    return STATUS_OK;
}
