#include "paint/blend.h"

#include <stdbool.h>
#include <string.h>

/* What is left of a rectangle at x, y inside the surface. */
struct clip {
    int32_t from_x, from_y, to_x, to_y; /* within the rectangle */
};

static bool clip_to(const SDL_Surface *surface, int32_t x, int32_t y, const struct pixels *pixels,
                    struct clip *clip)
{
    int64_t right = (int64_t)surface->w - x, bottom = (int64_t)surface->h - y;
    clip->from_x = x < 0 ? (x == INT32_MIN ? INT32_MAX : -x) : 0;
    clip->from_y = y < 0 ? (y == INT32_MIN ? INT32_MAX : -y) : 0;
    clip->to_x = pixels->width < right ? pixels->width : (int32_t)right;
    clip->to_y = pixels->height < bottom ? pixels->height : (int32_t)bottom;
    return clip->from_x < clip->to_x && clip->from_y < clip->to_y;
}

static uint32_t *surface_row(SDL_Surface *surface, int32_t y)
{
    return (uint32_t *)((uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch);
}

void blend_fill(SDL_Surface *surface, SDL_Rect box, uint32_t color)
{
    SDL_FillRect(surface, &box, 0xFF000000u | color);
}

/* (under × (255 − cover) + over × cover) / 255, two channels in one multiplication; cover is widened to 0 … 256. */
static inline uint32_t mix(uint32_t under, uint32_t over, uint32_t cover)
{
    uint32_t share = cover + (cover >> 7);
    uint32_t odd = (((over & 0xFF00FF) * share + (under & 0xFF00FF) * (256 - share)) >> 8) & 0xFF00FF;
    uint32_t even = (((over & 0x00FF00) * share + (under & 0x00FF00) * (256 - share)) >> 8) & 0x00FF00;
    return 0xFF000000u | odd | even;
}

static void cover_row(uint32_t *out, const uint8_t *cover, int32_t count, uint32_t color)
{
    for (int32_t i = 0; i < count; i++) {
        uint32_t share = cover[i];
        if (share == 255)
            out[i] = color;
        else if (share)
            out[i] = mix(out[i], color, share);
    }
}

void blend_coverage(SDL_Surface *surface, int32_t x, int32_t y, const struct pixels *coverage, uint32_t color)
{
    struct clip clip;
    if (!clip_to(surface, x, y, coverage, &clip))
        return;
    for (int32_t row = clip.from_y; row < clip.to_y; row++)
        cover_row(surface_row(surface, y + row) + x + clip.from_x,
                  coverage->data + (size_t)row * coverage->pitch + clip.from_x, clip.to_x - clip.from_x,
                  0xFF000000u | color);
}

/* Premultiplied: over + under × (1 − alpha). */
static inline uint32_t put_over(uint32_t under, uint32_t over)
{
    uint32_t alpha = over >> 24;
    uint32_t rest = 256 - (alpha + (alpha >> 7));
    uint32_t odd = (((under & 0xFF00FF) * rest) >> 8) & 0xFF00FF;
    uint32_t even = (((under & 0x00FF00) * rest) >> 8) & 0x00FF00;
    return 0xFF000000u | ((over & 0xFFFFFF) + (odd | even));
}

void blend_color(SDL_Surface *surface, int32_t x, int32_t y, const struct pixels *picture)
{
    struct clip clip;
    if (!clip_to(surface, x, y, picture, &clip))
        return;
    for (int32_t row = clip.from_y; row < clip.to_y; row++) {
        uint32_t *out = surface_row(surface, y + row) + x;
        const uint32_t *in = (const uint32_t *)(picture->data + (size_t)row * picture->pitch);
        for (int32_t i = clip.from_x; i < clip.to_x; i++)
            out[i] = put_over(out[i], in[i]);
    }
}

void blend_copy(SDL_Surface *surface, int32_t x, int32_t y, const struct pixels *picture)
{
    struct clip clip;
    if (!clip_to(surface, x, y, picture, &clip))
        return;
    for (int32_t row = clip.from_y; row < clip.to_y; row++)
        memcpy(surface_row(surface, y + row) + x + clip.from_x,
               picture->data + (size_t)row * picture->pitch + (size_t)clip.from_x * 4,
               (size_t)(clip.to_x - clip.from_x) * 4);
}
