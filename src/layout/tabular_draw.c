/* Tables onto the page: panels of heads, cells with their names, rules. */
#include "layout/tabular.h"

/* Rows under one cell that stay on a page: a year and its seasons. */
#define TOGETHER 4

/* px from the left of the page of what begins with this column and is `width` px wide. */
static int32_t left_of(const struct set *set, uint32_t column, int32_t width)
{
    const struct tabular *table = set->table;
    int32_t before = 0;
    for (uint32_t i = 0; i < column; i++)
        before += table->columns[i];
    return set->rtl ? table->left + table->width - before - width : table->left + before;
}

/* The name at a cell. Only a lifted head's first ones are the article's text: the others repeat it, and are the page's
 * own copies. Returns the height that is over the cell. */
static int32_t draw_name(struct setter *setter, struct set *set, const struct slice *slice, struct box place,
                         struct drawing *drawing)
{
    struct tabular *table = set->table;
    const struct cell *name = tabular_name(set, slice->row, slice->column);
    if (!name || slice->from > 0)
        return 0;
    bool own = table->lifted && slice->row == 1;
    struct span span = {.end = name->text.size, .region = set->block->region};
    struct text text = {own ? name->text.bytes : drawing_text(drawing, name->text.bytes), name->text.size, 1,
                        &span};
    if (!drawing->status)
        drawing->status = tabular_set_name(setter, set, &text);
    int32_t height = (int32_t)table->para.line_count * table->pitch;
    if (drawing->status || height > geometry_column(&setter->geometry) / 3)
        return 0;
    for (uint32_t i = 0; i < table->para.line_count; i++, place.y += table->pitch)
        para_draw(setter, &table->para, i, place, drawing);
    return table->names ? 0 : height;
}

static void draw_cell(struct setter *setter, struct set *set, const struct slice *slice,
                      const struct cell *cell, struct box place, struct drawing *drawing)
{
    struct tabular *table = set->table;
    if (drawing->status || (drawing->status = tabular_set_cell(setter, set, cell, place.width)))
        return;
    place.x += table->padding;
    for (uint32_t i = slice->from; i < slice->to && i < table->para.line_count; i++) {
        para_draw(setter, &table->para, i, place, drawing);
        place.y += para_height(&table->para, i);
    }
}

/* Cell under cell: the name and, beside or under it, the cell. */
static void draw_stacked(struct setter *setter, struct set *set, const struct slice *slice, struct box row,
                         struct drawing *drawing)
{
    struct tabular *table = set->table;
    const struct cell *cell = tabular_cell(set, slice->row, slice->column);
    if (!cell)
        return;
    if (cell->header)
        drawing_rule(drawing, row, INK_PANEL);
    int32_t width = tabular_width(set, cell, slice->column), names = row.width - width;
    struct box at = {.x = row.x + table->padding, .y = row.y + tabular_inset(setter, table)};
    if (set->rtl && names)
        at.x = row.x + width;
    int32_t over = draw_name(setter, set, slice, at, drawing);
    at.x = set->rtl ? row.x : row.x + names;
    at.y += over;
    at.width = width;
    draw_cell(setter, set, slice, cell, at, drawing);
}

/* The cell at this place, also one that reaches down from a row above; NULL: none. */
static const struct cell *covering(const struct set *set, uint32_t row, uint32_t column)
{
    for (uint32_t above = row + 1; above-- > 0;) {
        const struct cell *cell = tabular_cell(set, above, column);
        if (cell)
            return above + cell->rows > row ? cell : NULL;
    }
    return NULL;
}

static void draw_row(struct setter *setter, struct set *set, const struct slice *slice, struct box row,
                     struct drawing *drawing)
{
    for (uint32_t column = 0; column < tabular_columns(set); column++) {
        const struct cell *own = tabular_cell(set, slice->row, column);
        const struct cell *cell = covering(set, slice->row, column);
        if (!cell)
            continue;
        int32_t width = tabular_width(set, cell, column);
        struct box at = {left_of(set, column, width), row.y, width, row.height};
        if (cell->header)
            drawing_rule(drawing, at, INK_PANEL);
        at.y += tabular_inset(setter, set->table);
        if (own)
            draw_cell(setter, set, slice, own, at, drawing);
    }
}

static bool continues(const struct set *set, uint32_t row, uint32_t column)
{
    return row + 1 < set->block->table->row_count && !tabular_cell(set, row + 1, column) &&
           covering(set, row + 1, column);
}

bool tabular_goes_on(const struct set *set, uint32_t row)
{
    for (uint32_t column = 0; column < tabular_columns(set); column++)
        if (continues(set, row, column) && covering(set, row, column)->rows <= TOGETHER)
            return true;
    return false;
}

/* The rule under a row, left out where a cell goes on below. */
static void draw_end(const struct set *set, uint32_t row, struct box rule, struct drawing *drawing)
{
    uint32_t columns = tabular_columns(set);
    for (uint32_t i = 0, end; i < columns; i = end) {
        for (end = i; end < columns && !continues(set, row, end);)
            end++;
        rule.width = 0;
        for (uint32_t k = i; k < end; k++)
            rule.width += set->table->columns[k];
        rule.x = left_of(set, i, rule.width);
        if (rule.width)
            drawing_rule(drawing, rule, INK_QUIET);
        end += end < columns;
    }
}

bool tabular_is_head(const struct set *set, uint32_t row)
{
    bool head = row < set->block->table->row_count;
    for (uint32_t column = 0; head && column < tabular_columns(set);) {
        const struct cell *cell = covering(set, row, column);
        head = cell && cell->header;
        column += cell ? tabular_span(set, cell, column) : 1;
    }
    return head;
}

/* The thin rules over the first and under every row. */
static void draw_rules(const struct setter *setter, const struct set *set, uint32_t strip, struct box row,
                       struct drawing *drawing)
{
    const struct tabular *table = set->table;
    const struct slice *slice = &table->slices[strip];
    bool table_ends = strip + 1 == set->strip_count;
    bool row_ends = table_ends || table->slices[strip + 1].row != slice->row;
    /* Three stronger rules: over the table, under its head, and at its end. */
    bool strong = table_ends || (tabular_is_head(set, slice->row) && !tabular_is_head(set, slice->row + 1));
    int32_t above = setter->geometry.thin, thin = strong || above < 2 ? above : above / 2;
    struct box rule = {row.x, row.y, row.width, above};
    if (strip == 0)
        drawing_rule(drawing, rule, INK_QUIET);
    rule.y = row.y + row.height - thin;
    rule.height = thin;
    if (row_ends && table->stacked)
        drawing_rule(drawing, rule, INK_QUIET);
    else if (row_ends)
        draw_end(set, slice->row, rule, drawing);
}

void tabular_draw(struct setter *setter, struct set *set, uint32_t strip, int32_t y, struct drawing *drawing)
{
    struct tabular *table = set->table;
    const struct slice *slice = &table->slices[strip];
    struct box row = {table->left, y, table->width, set->strips[strip].height};
    if (table->stacked)
        draw_stacked(setter, set, slice, row, drawing);
    else
        draw_row(setter, set, slice, row, drawing);
    draw_rules(setter, set, strip, row, drawing);
}

void tabular_draw_head(struct setter *setter, struct set *set, int32_t y, struct drawing *drawing)
{
    uint32_t row = set->table->slices[0].row;
    for (uint32_t i = 0; i < set->strip_count && tabular_is_head(set, row + i);
         y += set->strips[i].height, i++)
        tabular_draw(setter, set, i, y, drawing);
}
