/* Rows of a table as strips: whole, or cut where a page has no room for more of their lines (G3). */
#include "base/grow.h"
#include "layout/tabular.h"

static enum status add_slice(struct set *set, struct slice slice, int32_t height, bool keep)
{
    struct tabular *table = set->table;
    enum status status = GROW(table->slices, table->slice_room, set->strip_count + 1ull);
    if (status)
        return status;
    table->slices[set->strip_count] = slice;
    return set_strip(set, height, keep);
}

/* What the cells of a row make of it. */
struct extent {
    uint32_t row, first, end; /* cells first … end-1 */
    int32_t tallest;          /* px of the tallest cell */
    uint32_t lines;           /* of the cell that has most; table->highest holds the height of each */
    bool header;
};

/* The n-th line of a row is as high as the highest n-th line of its cells. */
static enum status measure_row(struct setter *setter, struct set *set, struct extent *out)
{
    struct tabular *table = set->table;
    enum status status = STATUS_OK;
    for (uint32_t column = out->first; column < out->end && !status; column++) {
        const struct cell *cell = tabular_cell(set, out->row, column);
        if (!cell)
            continue;
        status = tabular_set_cell(setter, set, cell, tabular_width(set, cell, column));
        const struct para *para = &table->para;
        if (!status)
            status = GROW(table->highest, table->highest_room, para->line_count);
        if (status)
            break;
        int32_t height = 0;
        out->header |= cell->header;
        for (uint32_t i = 0; i < para->line_count; i++) {
            height += para_height(para, i);
            int32_t before = i < out->lines ? table->highest[i] : table->pitch;
            table->highest[i] = para_height(para, i) > before ? para_height(para, i) : before;
        }
        out->tallest = height > out->tallest ? height : out->tallest;
        out->lines = para->line_count > out->lines ? para->line_count : out->lines;
    }
    return status;
}

/* A row that is taller than a page: as many of its lines to a strip as there is room for. */
static enum status cut_row(struct setter *setter, struct set *set, struct slice at, int32_t over)
{
    const struct tabular *table = set->table;
    int32_t insets = 2 * tabular_inset(setter, table);
    int32_t room = geometry_column(&setter->geometry) - over - insets;
    enum status status = STATUS_OK;
    for (uint32_t end = at.to; at.from < end && !status; at.from = at.to) {
        int32_t height = table->highest[at.from];
        for (at.to = at.from + 1; at.to < end && height + table->highest[at.to] <= room; at.to++)
            height += table->highest[at.to];
        status = add_slice(set, at, height + insets + (at.from ? 0 : over), false);
    }
    return status;
}

enum status tabular_add_row(struct setter *setter, struct set *set, uint32_t row, uint32_t first,
                            uint32_t end)
{
    struct tabular *table = set->table;
    int32_t inset = tabular_inset(setter, table), name;
    struct extent extent = {.row = row, .first = first, .end = end};
    enum status status = tabular_name_height(setter, set, tabular_name(set, row, first), &name);
    if (!status)
        status = measure_row(setter, set, &extent);
    if (status)
        return status;
    int32_t over = table->names ? 0 : name;
    struct slice slice = {row, first, 0, extent.lines};
    if (extent.tallest + 2 * inset > geometry_column(&setter->geometry) - over)
        return cut_row(setter, set, slice, over);
    bool keep = extent.header && row + 1 < set->block->table->row_count && row < 2;
    keep |= !table->stacked && tabular_goes_on(set, row);
    bool lifted = table->lifted && row == 1; /* the article's own name stands here */
    int32_t least = extent.tallest || lifted ? name - over : 0;
    int32_t height = extent.tallest > least ? extent.tallest : least;
    if (!extent.tallest && !lifted && table->stacked)
        return STATUS_OK;
    if (!height && !table->stacked)
        height = table->pitch;
    return add_slice(set, slice, over + height + 2 * inset, keep);
}
