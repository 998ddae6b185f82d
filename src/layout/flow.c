#include "layout/flow.h"

#include <stdlib.h>

#include "base/grow.h"

/* A column being filled. */
struct filling {
    struct flow *flow;
    int32_t column;
    uint32_t first;             /* its first placement */
    const struct block *before; /* the block above, or NULL at the top */
    int32_t y;
    bool kept;         /* the strip above must not be the last one */
    uint32_t weight;   /* lines since the last heading */
    bool heading;      /* there is one */
    uint32_t best;     /* placements before the last place where the column may end, or `first` */
    struct place stop; /* that place */
};

void flow_close(struct flow *flow)
{
    for (uint32_t i = 0; i < FLOW_SETS; i++)
        set_free(&flow->sets[i]);
    free(flow->placements);
    setter_close(&flow->setter);
}

/* Gives back what was not asked for lately, as far as there is too much. */
static void forget(struct flow *flow)
{
    for (;;) {
        struct set *oldest = NULL;
        uint64_t atoms = 0;
        for (uint32_t i = 0; i < FLOW_SETS; i++) {
            struct set *set = &flow->sets[i];
            atoms += set->para.atom_room;
            if (set->para.atom_room && set->used != flow->clock && (!oldest || set->used < oldest->used))
                oldest = set;
        }
        if (atoms <= FLOW_ATOMS || !oldest)
            return;
        set_free(oldest);
        *oldest = (struct set){0};
    }
}

enum status flow_set(struct flow *flow, const struct block *block, struct set **out)
{
    struct set *oldest = &flow->sets[0];
    flow->clock++;
    for (uint32_t i = 0; i < FLOW_SETS; i++) {
        struct set *set = &flow->sets[i];
        if (set->block == block) {
            set->used = flow->clock;
            *out = set;
            return STATUS_OK;
        }
        if (set->used < oldest->used)
            oldest = set;
    }
    oldest->used = flow->clock;
    *out = oldest;
    enum status status = set_block(&flow->setter, oldest, block);
    forget(flow);
    return status;
}

static enum status first_block(struct flow *flow, const struct block **out, struct fault *fault)
{
    struct source *source = &flow->source;
    while (!(*out = source->first(source->data)) && !source->complete(source->data)) {
        enum status status = source->more(source->data, fault);
        if (status)
            return status;
    }
    return STATUS_OK;
}

static enum status next_block(struct flow *flow, const struct block **block, struct fault *fault)
{
    struct source *source = &flow->source;
    const struct block *next;
    while (!(next = article_after(*block)) && !source->complete(source->data)) {
        enum status status = source->more(source->data, fault);
        if (status)
            return status;
    }
    *block = next;
    return STATUS_OK;
}

enum status flow_seek(struct flow *flow, struct place *place, struct fault *fault)
{
    enum status status = STATUS_OK;
    if (!place->block)
        status = first_block(flow, &place->block, fault);
    while (place->block && !status) {
        struct set *set;
        status = flow_set(flow, place->block, &set);
        if (status)
            return fault_no_memory(fault);
        if (place->strip < set->strip_count)
            break;
        place->strip = 0;
        status = next_block(flow, &place->block, fault);
    }
    return status;
}

/* Where the next block begins: on the grid again, also when the one above ended beside it. */
static int32_t next_top(const struct setter *setter, const struct filling *filling, const struct block *block)
{
    const struct geometry *g = &setter->geometry;
    int32_t gap = set_gap(setter, filling->before, block);
    if (gap < g->unit)
        return geometry_align(g, filling->y) + gap;
    return geometry_align(g, filling->y + gap - g->unit / 2);
}

/* The column has no good place to end: it does before the strip, which would reach to `bottom`. Of a table that has only its head there,
 * all of it goes on, unless the column has nothing else or the next one would not hold it with the strip either. */
static void end_anyhow(struct filling *filling, const struct set *set, uint32_t strip, int32_t bottom)
{
    const struct flow *flow = filling->flow;
    uint32_t count = flow->placement_count, table = count;
    while (table > filling->first && flow->placements[table - 1].place.block == set->block)
        table--;
    bool only_head = set->block->kind == BLOCK_TABLE && filling->kept && table > filling->first &&
                     table < count && flow->placements[table].place.strip == 0;
    if (only_head && bottom - flow->placements[table].y <= geometry_column(&flow->setter.geometry)) {
        count = table;
        strip = 0;
    }
    filling->best = count;
    filling->stop = (struct place){set->block, strip};
}

/* Puts the strip into the column. False: there is no room, and the column ends (`stop` says where). */
static bool place_strip(struct filling *filling, const struct set *set, uint32_t strip, enum status *status)
{
    struct flow *flow = filling->flow;
    const struct geometry *g = &flow->setter.geometry;
    int32_t y = filling->y;
    if (filling->before && filling->before != set->block)
        y = next_top(&flow->setter, filling, set->block);
    uint32_t count = flow->placement_count;
    bool any = count > filling->first;
    int32_t head = !any && set->block->kind == BLOCK_TABLE ? tabular_head(&flow->setter, set, strip) : 0;
    if (head && head + set->strips[strip].height <= geometry_column(g))
        y += head;
    else
        head = 0;
    bool free_end = !filling->kept && (!filling->heading || filling->weight >= 2);
    if (any && free_end) {
        filling->best = count;
        filling->stop = (struct place){set->block, strip};
    }
    int32_t bottom = y + set->strips[strip].height,
            free_bottom = geometry_column(g) - set->strips[strip].after;
    if (bottom > free_bottom && y + set->strips[strip].least <= free_bottom)
        bottom = free_bottom;
    if (any && bottom > geometry_column(g)) {
        if (filling->best == filling->first)
            end_anyhow(filling, set, strip, bottom);
        return false;
    }
    *status = GROW(flow->placements, flow->placement_room, count + 1ull);
    if (*status)
        return false;
    flow->placements[flow->placement_count++] =
        (struct placement){{set->block, strip}, filling->column, y, bottom, head};
    filling->y = bottom;
    filling->kept = set->strips[strip].keep;
    filling->before = set->block;
    bool heading = set->block->kind == BLOCK_HEADING;
    filling->heading |= heading;
    filling->weight = heading ? 0 : filling->weight + set_weight(set);
    return true;
}

static enum status fill_column(struct filling *filling, struct place from, struct place *next,
                               struct fault *fault)
{
    struct flow *flow = filling->flow;
    enum status status = flow_seek(flow, &from, fault);
    while (!status && from.block) {
        struct set *set;
        if (from.block->new_page && from.strip == 0 && flow->placement_count > filling->first) {
            *next = from;
            return STATUS_OK;
        }
        if (flow_set(flow, from.block, &set))
            return fault_no_memory(fault);
        for (uint32_t i = from.strip; i < set->strip_count; i++) {
            if (place_strip(filling, set, i, &status))
                continue;
            if (status)
                return fault_no_memory(fault);
            flow->placement_count = filling->best;
            *next = filling->stop;
            return STATUS_OK;
        }
        from.strip = 0;
        status = next_block(flow, &from.block, fault);
    }
    *next = (struct place){0};
    return status;
}

enum status flow_fill(struct flow *flow, struct place from, struct place *next, struct fault *fault)
{
    enum status status = STATUS_OK;
    flow->placement_count = 0;
    *next = from;
    for (int32_t column = 0; column < flow->setter.geometry.columns && !status; column++) {
        bool page_ends = !next->block || (next->block->new_page && next->strip == 0);
        if (column > 0 && page_ends)
            break;
        uint32_t first = flow->placement_count;
        struct filling filling = {.flow = flow, .column = column, .first = first, .best = first};
        status = fill_column(&filling, *next, next, fault);
    }
    return status;
}

/* The containers that two blocks have in common. */
static const struct container *common(const struct container *a, const struct container *b)
{
    for (; a; a = a->parent)
        for (const struct container *c = b; c; c = c->parent)
            if (c == a)
                return a;
    return NULL;
}

void flow_draw(struct flow *flow, struct drawing *drawing)
{
    int32_t top = flow->setter.geometry.top;
    for (uint32_t i = 0; i < flow->placement_count && !drawing->status; i++) {
        const struct placement *placement = &flow->placements[i], *above = placement - (i > 0);
        const struct block *block = placement->place.block;
        struct set *set;
        drawing->status = flow_set(flow, block, &set);
        if (drawing->status)
            return;
        int32_t y = top + placement->y;
        drawing->shift = placement->column * flow->setter.geometry.step;
        struct box bar = {.y = y, .height = placement->bottom - placement->y};
        indent_draw_bars(&flow->setter, block->container, set->rtl, bar, drawing);
        /* Bars of quotes go through between the paragraphs of a quote. */
        if (i > 0 && above->column == placement->column && above->bottom < placement->y) {
            bar = (struct box){.y = top + above->bottom, .height = placement->y - above->bottom};
            indent_draw_bars(&flow->setter, common(above->place.block->container, block->container), set->rtl,
                             bar, drawing);
        }
        if (placement->head) {
            drawing->repeats = true;
            tabular_draw_head(&flow->setter, set, y - placement->head, drawing);
            drawing->repeats = false;
        }
        struct spot spot = {placement->place.strip, y, placement->bottom - placement->y};
        set_draw(&flow->setter, set, &spot, drawing);
    }
}
