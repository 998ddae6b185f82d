#include "layout/geometry.h"

#define MEASURE_CJK 40 /* em: longer lines lose the reader on the way back */
#define MEASURE_LATIN 34
/* A wide screen is set in two columns when each is at least so long, in em; lines that run down may be shorter. */
#define COLUMN_LEAST 24
#define TIER_LEAST 18
#define GUTTER 3 /* em between two columns */

/* One direction of the page. */
struct axis {
    int32_t before, free; /* px of the running title or folio, and what is left between those */
    int32_t margin;
};

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static struct axis across(const struct style *style)
{
    int32_t margin = least(style->width / 18 + style->font_size / 2, style->width / 8);
    return (struct axis){.free = style->width, .margin = margin};
}

static struct axis down(const struct style *style)
{
    int32_t free = style->height - style->top - style->bottom;
    int32_t margin = least(style->height / 40 + style->font_size / 4, free / 12);
    return (struct axis){.before = style->top, .free = free, .margin = margin};
}

static void set_columns(struct geometry *g, const struct axis *line, bool cjk, int32_t column)
{
    int32_t most = cjk ? MEASURE_CJK : MEASURE_LATIN;
    int32_t room = (line->free - 2 * line->margin) / g->em;
    g->columns = room >= 2 * column + GUTTER && room > most ? 2 : 1;
    int32_t measure = g->columns == 2 ? (room - GUTTER) / 2 : room;
    g->measure = least(measure < 2 ? 2 : measure, most) * g->em;
    g->measure = least(g->measure, line->free);
    g->step = g->measure + GUTTER * g->em;
    g->left = line->before + (line->free - g->measure - (g->columns - 1) * g->step) / 2;
}

static void set_grid(struct geometry *g, const struct axis *block)
{
    int32_t available = block->free - 2 * block->margin;
    g->pitch = (g->em * 17 + 5) / 10;
    if (available < g->pitch)
        available = block->free;
    g->pitch = least(g->pitch, available) / 2 * 2;
    if (g->pitch < 2)
        g->pitch = 2;
    g->lines = available / g->pitch > 1 ? available / g->pitch : 1;
    g->top = block->before + (block->free - g->lines * g->pitch) / 2;
}

struct geometry geometry_of(const struct style *style, bool cjk)
{
    struct geometry g = {.em = style->font_size, .thin = style->font_size / 24 + 1};
    struct axis x = across(style), y = down(style);
    set_columns(&g, style->vertical ? &y : &x, cjk, style->vertical ? TIER_LEAST : COLUMN_LEAST);
    set_grid(&g, style->vertical ? &x : &y);
    g.unit = cjk ? g.pitch : g.pitch / 2;
    return g;
}
