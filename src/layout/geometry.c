#include "layout/geometry.h"

#define MEASURE_CJK 40 /* em: longer lines lose the reader on the way back */
#define MEASURE_LATIN 34

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

struct geometry geometry_of(const struct style *style, bool cjk)
{
    struct geometry g = {.width = style->width, .height = style->height, .em = style->font_size};
    int32_t margin = least(style->width / 18 + g.em / 2, style->width / 8);
    int32_t columns = (style->width - 2 * margin) / g.em;
    if (columns < 2)
        columns = 2;
    g.measure = least(columns, cjk ? MEASURE_CJK : MEASURE_LATIN) * g.em;
    g.measure = least(g.measure, style->width);
    g.left = (style->width - g.measure) / 2;

    int32_t free_height = style->height - style->top - style->bottom;
    int32_t vertical = least(style->height / 40 + g.em / 4, free_height / 12);
    int32_t available = free_height - 2 * vertical;
    g.pitch = (g.em * 17 + 5) / 10;
    if (available < g.pitch)
        available = free_height;
    g.pitch = least(g.pitch, available) / 2 * 2;
    if (g.pitch < 2)
        g.pitch = 2;
    g.lines = available / g.pitch > 1 ? available / g.pitch : 1;
    g.top = style->top + (free_height - g.lines * g.pitch) / 2;
    g.unit = cjk ? g.pitch : g.pitch / 2;
    g.thin = g.em / 24 + 1;
    return g;
}
