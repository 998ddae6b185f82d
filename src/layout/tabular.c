/* Tables: columns are sized by their contents between the widest word and the whole text; a table that is too wide is set
 * smaller, and in the end cell under cell. Rows are not cut, unless they are taller than a page (G3). */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "layout/grow.h"
#include "layout/set.h"

/* Lines of a row that make one strip; of all its cells, or of one when cell stands under cell. */
struct slice {
    uint32_t row, column;
    uint32_t from, to;
};

struct tabular {
    struct para para; /* of the cell at hand */
    const struct cell
        *cell; /* that one, or NULL: it is another text's; a huge one is not set again for each page */
    struct slice *slices;
    uint32_t slice_room;
    int32_t columns[LIMIT_TABLE_COLUMNS]; /* px, padding included */
    int32_t padding;
    uint16_t size; /* px per em */
    int32_t pitch;
    bool stacked; /* cell under cell */
};

struct widths {
    int32_t least[LIMIT_TABLE_COLUMNS], most[LIMIT_TABLE_COLUMNS];
};

void tabular_free(struct tabular *table)
{
    if (!table)
        return;
    para_free(&table->para);
    free(table->slices);
    free(table);
}

static uint32_t column_count(const struct set *set)
{
    uint32_t count = set->block->table->column_count;
    return count < LIMIT_TABLE_COLUMNS ? count : LIMIT_TABLE_COLUMNS;
}

static const struct cell *cell_at(const struct set *set, uint32_t row, uint32_t column)
{
    const struct table *table = set->block->table;
    return table->cells[(size_t)row * table->column_count + column];
}

/* Columns that a cell takes, within the table. */
static uint32_t span_of(const struct set *set, const struct cell *cell, uint32_t column)
{
    uint32_t left = column_count(set) - column;
    return cell->columns < 1 ? 1 : cell->columns < left ? cell->columns : left;
}

static enum status set_cell(struct setter *setter, struct set *set, const struct cell *cell, int32_t width)
{
    struct tabular *table = set->table;
    struct para_spec spec = set_spec(setter, set);
    const struct para_spec *last = &table->para.spec;
    int32_t inner = width - 2 * table->padding;
    spec.measure = FIXED(inner > table->size ? inner : table->size);
    spec.size = table->size;
    spec.pitch = table->pitch;
    spec.unit = table->pitch;
    spec.align = table->stacked ? ALIGN_START : cell->align;
    spec.bold = cell->header;
    if (table->cell == cell && last->measure == spec.measure && last->size == spec.size &&
        last->align == spec.align)
        return STATUS_OK;
    table->cell = NULL;
    enum status status = para_set(setter, &table->para, &cell->text, &spec);
    table->cell = status ? NULL : cell;
    return status;
}

static int32_t pixels(fixed width)
{
    return width / FIXED_ONE + 1;
}

static enum status measure_columns(struct setter *setter, struct set *set, struct widths *widths)
{
    const struct tabular *table = set->table;
    uint32_t columns = column_count(set);
    memset(widths, 0, sizeof *widths);
    for (uint32_t row = 0; row < set->block->table->row_count; row++) {
        for (uint32_t column = 0; column < columns; column++) {
            const struct cell *cell = cell_at(set, row, column);
            if (!cell)
                continue;
            enum status status = set_cell(setter, set, cell, set->width);
            if (status)
                return status;
            fixed whole, piece;
            para_widths(&table->para, &whole, &piece);
            int32_t span = (int32_t)span_of(set, cell, column), em = table->size;
            int32_t most = pixels(whole), least = pixels(piece);
            /* A column of single characters is not read; a word longer than twelve em may be broken. */
            int32_t few = most < 3 * em ? most : 3 * em;
            least = least > 12 * em ? 12 * em : least < few ? few : least;
            for (int32_t i = 0; i < span; i++) {
                int32_t *m = &widths->most[column + (uint32_t)i], *l = &widths->least[column + (uint32_t)i];
                int32_t part = (most + span - 1) / span + 2 * table->padding;
                *m = part > *m ? part : *m;
                part = (least + span - 1) / span + 2 * table->padding;
                *l = part > *l ? part : *l;
            }
        }
    }
    return STATUS_OK;
}

/* False: the columns do not fit. */
static bool share_out(struct set *set, const struct widths *widths)
{
    struct tabular *table = set->table;
    int64_t least = 0, most = 0, free_width = set->width;
    uint32_t columns = column_count(set);
    for (uint32_t i = 0; i < columns; i++) {
        least += widths->least[i];
        most += widths->most[i];
    }
    if (least > free_width)
        return false;
    for (uint32_t i = 0; i < columns; i++)
        table->columns[i] =
            most <= free_width
                ? widths->most[i]
                : widths->least[i] +
                      (int32_t)((free_width - least) * (widths->most[i] - widths->least[i]) / (most - least));
    return true;
}

static void set_size(const struct setter *setter, struct tabular *table, int32_t percent)
{
    const struct geometry *g = &setter->geometry;
    table->size = (uint16_t)(g->em * percent / 100);
    table->padding = table->size / 2;
    table->pitch = table->size * 3 / 2 < g->pitch ? table->size * 3 / 2 : g->pitch;
}

static enum status size_columns(struct setter *setter, struct set *set)
{
    static const uint8_t scales[] = {95, 82, 70};
    struct tabular *table = set->table;
    struct widths *widths = malloc(sizeof *widths);
    if (!widths)
        return STATUS_NO_MEMORY;
    enum status status = STATUS_OK;
    table->stacked = true;
    for (uint32_t i = 0; i < 3 && table->stacked && !status; i++) {
        set_size(setter, table, scales[i]);
        status = measure_columns(setter, set, widths);
        table->stacked = status || !share_out(set, widths);
    }
    free(widths);
    if (table->stacked)
        set_size(setter, table, scales[0]);
    return status;
}

static int32_t cell_width(const struct set *set, const struct cell *cell, uint32_t column)
{
    if (set->table->stacked)
        return set->width;
    int32_t width = 0;
    for (uint32_t i = 0; i < span_of(set, cell, column); i++)
        width += set->table->columns[column + i];
    return width;
}

/* Height of the lines from … to-1 of the cell at hand. */
static int32_t lines_height(const struct para *para, uint32_t from, uint32_t to)
{
    int32_t height = 0;
    for (uint32_t i = from; i < to && i < para->line_count; i++)
        height += para_height(para, i);
    return height;
}

/* The name of the column, over a cell that stands under others: the first row's, if that is a head of text. */
static const struct cell *heading_of(const struct set *set, uint32_t row, uint32_t column)
{
    const struct cell *head = set->table->stacked && row > 0 ? cell_at(set, 0, column) : NULL;
    if (!head || !head->header || !head->text.size)
        return NULL;
    for (uint32_t i = 0; i < head->text.span_count; i++)
        if (head->text.spans[i].picture)
            return NULL;
    return head;
}

/* Sets the name of the column, small, as the text at hand; `text` has one span. Its height, or 0 when there is none or it
 * would take the page. */
static enum status set_heading_text(struct setter *setter, struct set *set, const struct text *text,
                                    int32_t *height)
{
    struct tabular *table = set->table;
    struct para_spec spec = set_spec(setter, set);
    spec.measure -= FIXED(2 * table->padding);
    spec.size = (uint16_t)(table->size * 4 / 5);
    spec.pitch = table->pitch;
    spec.align = ALIGN_START;
    spec.ink = INK_QUIET;
    table->cell = NULL;
    enum status status = para_set(setter, &table->para, text, &spec);
    *height = status ? 0 : (int32_t)table->para.line_count * table->pitch;
    if (*height > geometry_column(&setter->geometry) / 3)
        *height = 0;
    return status;
}

static enum status heading_height(struct setter *setter, struct set *set, const struct cell *head,
                                  int32_t *height)
{
    *height = 0;
    if (!head)
        return STATUS_OK;
    struct span span = {.end = head->text.size, .region = set->block->region};
    struct text text = {head->text.bytes, head->text.size, 1, &span};
    return set_heading_text(setter, set, &text, height);
}

static int32_t row_inset(const struct setter *setter, const struct tabular *table)
{
    return setter->geometry.lines > 4 ? table->size / 4 : 0;
}

static enum status add_slice(struct set *set, struct slice slice, int32_t height, bool keep)
{
    struct tabular *table = set->table;
    enum status status = GROW(table->slices, table->slice_room, set->strip_count + 1ull);
    if (status)
        return status;
    table->slices[set->strip_count] = slice;
    return set_strip(set, height, keep);
}

/* Cells first … end-1 of a row, side by side, as one strip or, when that is taller than a page, several. */
static enum status add_row(struct setter *setter, struct set *set, uint32_t row, uint32_t first, uint32_t end)
{
    struct tabular *table = set->table;
    int32_t inset = row_inset(setter, table), column_height = geometry_column(&setter->geometry);
    uint32_t lines = 0;
    int32_t tallest = 0, highest_line = table->pitch, over;
    bool header = false;
    enum status failed = heading_height(setter, set, heading_of(set, row, first), &over);
    if (failed)
        return failed;
    column_height -= over;
    for (uint32_t column = first; column < end; column++) {
        const struct cell *cell = cell_at(set, row, column);
        if (!cell)
            continue;
        enum status status = set_cell(setter, set, cell, cell_width(set, cell, column));
        if (status)
            return status;
        const struct para *para = &table->para;
        int32_t height = lines_height(para, 0, para->line_count);
        tallest = height > tallest ? height : tallest;
        lines = para->line_count > lines ? para->line_count : lines;
        header |= cell->header;
        for (uint32_t i = 0; i < para->line_count; i++)
            highest_line = para_height(para, i) > highest_line ? para_height(para, i) : highest_line;
    }
    if (tallest + 2 * inset <= column_height) {
        bool keep = header && row + 1 < set->block->table->row_count && row < 2;
        int32_t height = tallest ? tallest : table->stacked ? 0 : table->pitch;
        if (!height)
            return STATUS_OK;
        return add_slice(set, (struct slice){row, first, 0, lines}, over + height + 2 * inset, keep);
    }
    uint32_t step = (uint32_t)((column_height - 2 * inset) / highest_line);
    step = step ? step : 1;
    for (uint32_t from = 0; from < lines; from += step) {
        uint32_t to = lines - from > step ? from + step : lines;
        int32_t height = (int32_t)(to - from) * highest_line + 2 * inset + (from ? 0 : over);
        enum status status = add_slice(set, (struct slice){row, first, from, to}, height, false);
        if (status)
            return status;
    }
    return STATUS_OK;
}

enum status tabular_set(struct setter *setter, struct set *set)
{
    if (!set->block->table || !set->block->table->row_count || !set->block->table->column_count)
        return STATUS_OK;
    if (!set->table && !(set->table = calloc(1, sizeof *set->table)))
        return STATUS_NO_MEMORY;
    set->table->cell = NULL;
    enum status status = size_columns(setter, set);
    uint32_t columns = column_count(set);
    for (uint32_t row = 0; row < set->block->table->row_count && !status; row++) {
        if (!set->table->stacked)
            status = add_row(setter, set, row, 0, columns);
        for (uint32_t column = 0; set->table->stacked && column < columns && !status; column++)
            status = add_row(setter, set, row, column, column + 1);
    }
    return status;
}

int32_t tabular_head(const struct setter *setter, const struct set *set, uint32_t strip)
{
    const struct tabular *table = set->table;
    if (strip == 0 || table->stacked || table->slices[strip].row == 0 || table->slices[1].row == 0 ||
        set->strips[0].height > geometry_column(&setter->geometry) / 4)
        return 0;
    for (uint32_t column = 0; column < column_count(set); column++) {
        const struct cell *cell = cell_at(set, 0, column);
        if (cell && (!cell->header || cell->rows > 1))
            return 0;
    }
    return set->strips[0].height;
}

uint64_t tabular_position(const struct set *set, uint32_t strip)
{
    const struct slice *slice = &set->table->slices[strip];
    const struct table *table = set->block->table;
    uint64_t position = set->block->position;
    size_t before = (size_t)slice->row * table->column_count + (set->table->stacked ? slice->column : 0);
    for (size_t i = 0; i < before; i++)
        if (table->cells[i])
            position += utf8_count(table->cells[i]->text.bytes, table->cells[i]->text.size);
    return position;
}

/* The name over a cell repeats text that stands in the head: it is the page's own copy. Returns its height. */
static int32_t draw_heading(struct setter *setter, struct set *set, const struct cell *head, struct box place,
                            struct drawing *drawing)
{
    int32_t height = 0;
    struct span span = {.end = head->text.size, .region = set->block->region};
    struct text text = {drawing_text(drawing, head->text.bytes), head->text.size, 1, &span};
    if (!drawing->status)
        drawing->status = set_heading_text(setter, set, &text, &height);
    if (drawing->status || !height)
        return 0;
    for (uint32_t i = 0; i < set->table->para.line_count; i++, place.y += set->table->pitch)
        para_draw(setter, &set->table->para, i, place, drawing);
    return height;
}

static void draw_cell(struct setter *setter, struct set *set, const struct slice *slice,
                      const struct cell *cell, struct box place, struct drawing *drawing)
{
    struct tabular *table = set->table;
    const struct cell *head = heading_of(set, slice->row, slice->column);
    int32_t width = place.width;
    place.x += table->padding;
    if (head && slice->from == 0)
        place.y += draw_heading(setter, set, head, place, drawing);
    if (drawing->status || (drawing->status = set_cell(setter, set, cell, width)))
        return;
    for (uint32_t i = slice->from; i < slice->to && i < table->para.line_count; i++) {
        para_draw(setter, &table->para, i, place, drawing);
        place.y += para_height(&table->para, i);
    }
}

static bool continues(const struct set *set, uint32_t row, uint32_t column)
{
    for (uint32_t above = row + 1; above-- > 0;) {
        const struct cell *cell = cell_at(set, above, column);
        if (cell)
            return above + cell->rows > row + 1;
    }
    return false;
}

/* The thin rules over the first and under every row, left out where a cell goes on below. */
static void draw_rules(struct setter *setter, const struct set *set, uint32_t strip, int32_t y,
                       struct drawing *drawing)
{
    const struct tabular *table = set->table;
    const struct slice *slice = &table->slices[strip];
    bool table_ends = strip + 1 == set->strip_count;
    bool row_ends = table_ends || table->slices[strip + 1].row != slice->row;
    const struct cell *first = cell_at(set, slice->row, 0);
    /* Three stronger rules: over the table, under its head, and at its end. */
    bool strong = table_ends || (slice->row == 0 && first && first->header);
    int32_t above = setter->geometry.thin, thin = strong || above < 2 ? above : above / 2;
    int32_t bottom = y + set->strips[strip].height - thin, x = set->left, width = 0;
    for (uint32_t i = 0; i < column_count(set) && !table->stacked; i++)
        width += table->columns[i];
    if (table->stacked)
        width = set->width;
    if (strip == 0)
        drawing_rule(drawing, (struct box){x, y, width, above}, INK_QUIET);
    if (!row_ends)
        return;
    if (table->stacked) {
        drawing_rule(drawing, (struct box){x, bottom, width, thin}, INK_QUIET);
        return;
    }
    int32_t begin = x;
    for (uint32_t i = 0; i < column_count(set); x += table->columns[i], i++) {
        if (!continues(set, slice->row, i))
            continue;
        drawing_rule(drawing, (struct box){begin, bottom, x - begin, thin}, INK_QUIET);
        begin = x + table->columns[i];
    }
    drawing_rule(drawing, (struct box){begin, bottom, x - begin, thin}, INK_QUIET);
}

void tabular_draw(struct setter *setter, struct set *set, uint32_t strip, int32_t y, struct drawing *drawing)
{
    struct tabular *table = set->table;
    const struct slice *slice = &table->slices[strip];
    int32_t x = set->left, height = set->strips[strip].height, inset = row_inset(setter, table);
    uint32_t end = table->stacked ? slice->column + 1 : column_count(set);
    for (uint32_t column = table->stacked ? slice->column : 0; column < end; column++) {
        const struct cell *cell = cell_at(set, slice->row, column);
        if (cell && cell->header)
            drawing_rule(drawing, (struct box){x, y, cell_width(set, cell, column), height}, INK_PANEL);
        if (cell)
            draw_cell(setter, set, slice, cell, (struct box){x, y + inset, cell_width(set, cell, column), 0},
                      drawing);
        x += table->stacked ? 0 : table->columns[column];
    }
    draw_rules(setter, set, strip, y, drawing);
}
