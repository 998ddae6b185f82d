/* Tables: columns are sized by their contents between the widest word and the whole text; a table that is too wide is set
 * smaller, and in the end cell under cell. Rows are not cut, unless they are taller than a page (G3). */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "layout/tabular.h"

struct widths {
    int32_t least[LIMIT_TABLE_COLUMNS], most[LIMIT_TABLE_COLUMNS];
};

void tabular_free(struct tabular *table)
{
    if (!table)
        return;
    para_free(&table->para);
    free(table->slices);
    free(table->highest);
    free(table);
}

uint32_t tabular_columns(const struct set *set)
{
    uint32_t count = set->block->table->column_count;
    return count < LIMIT_TABLE_COLUMNS ? count : LIMIT_TABLE_COLUMNS;
}

const struct cell *tabular_cell(const struct set *set, uint32_t row, uint32_t column)
{
    const struct table *table = set->block->table;
    return table->cells[(size_t)row * table->column_count + column];
}

uint32_t tabular_span(const struct set *set, const struct cell *cell, uint32_t column)
{
    uint32_t left = tabular_columns(set) - column;
    return cell->columns < 1 ? 1 : cell->columns < left ? cell->columns : left;
}

enum status tabular_set_cell(struct setter *setter, struct set *set, const struct cell *cell, int32_t width)
{
    struct tabular *table = set->table;
    struct para_spec spec = set_spec(setter, set);
    const struct para_spec *last = &table->para.spec;
    int32_t inner = width - 2 * table->padding;
    spec.measure = FIXED(inner > table->size ? inner : table->size);
    spec.size = table->size;
    spec.pitch = table->pitch;
    spec.unit = table->pitch;
    bool over_several = cell->header && cell->columns > 1 && cell->align == ALIGN_START;
    spec.align = table->stacked ? ALIGN_START : over_several ? ALIGN_CENTER : cell->align;
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
    uint32_t columns = tabular_columns(set);
    memset(widths, 0, sizeof *widths);
    for (uint32_t row = 0; row < set->block->table->row_count; row++) {
        for (uint32_t column = 0; column < columns; column++) {
            const struct cell *cell = tabular_cell(set, row, column);
            if (!cell)
                continue;
            enum status status = tabular_set_cell(setter, set, cell, set->width);
            if (status)
                return status;
            fixed whole, piece;
            para_widths(&table->para, &whole, &piece);
            int32_t span = (int32_t)tabular_span(set, cell, column), em = table->size;
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

/* Shares the line out; false: the columns do not fit. What is over goes first to the columns that need no more than their part of
 * it, so that numbers and names stay whole, and to the others by what they need. */
static bool share_out(struct set *set, const struct widths *widths)
{
    struct tabular *table = set->table;
    int64_t over = set->width, wanted = 0;
    uint32_t columns = tabular_columns(set);
    for (uint32_t i = 0; i < columns; i++) {
        over -= widths->least[i];
        wanted += widths->most[i] - widths->least[i];
    }
    if (over < 0)
        return false;
    int64_t part = columns ? over / columns : 0;
    for (uint32_t i = 0; i < columns; i++) {
        int32_t need = widths->most[i] - widths->least[i];
        if (need <= part) {
            over -= need;
            wanted -= need;
        }
    }
    for (uint32_t i = 0; i < columns; i++) {
        int32_t need = widths->most[i] - widths->least[i];
        table->columns[i] = need <= part || wanted <= over
                                ? widths->most[i]
                                : widths->least[i] + (int32_t)(over * need / wanted);
    }
    return true;
}

/* Where there is hardly room for a character the padding gives way. */
static void set_size(const struct setter *setter, const struct set *set, int32_t percent)
{
    const struct geometry *g = &setter->geometry;
    struct tabular *table = set->table;
    table->size = (uint16_t)(g->em * percent / 100);
    int32_t most = set->width > table->size ? (set->width - table->size) / 2 : 0;
    table->padding = table->size / 2 < most ? table->size / 2 : most;
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
    table->widest = 0;
    for (uint32_t i = 0; i < 3 && table->stacked && !status; i++) {
        set_size(setter, set, scales[i]);
        status = measure_columns(setter, set, widths);
        for (uint32_t column = 0; i == 0 && column < tabular_columns(set); column++)
            table->widest = widths->least[column] > table->widest ? widths->least[column] : table->widest;
        table->stacked = status || !share_out(set, widths);
    }
    free(widths);
    if (table->stacked)
        set_size(setter, set, scales[0]);
    return status;
}

int32_t tabular_width(const struct set *set, const struct cell *cell, uint32_t column)
{
    int32_t width = 0;
    if (set->table->stacked) /* a head that is not lifted has no names before it */
        return set->width - (cell->header && cell == tabular_cell(set, 0, column) ? 0 : set->table->names);
    for (uint32_t i = 0; i < tabular_span(set, cell, column); i++)
        width += set->table->columns[column + i];
    return width;
}

const struct cell *tabular_name(const struct set *set, uint32_t row, uint32_t column)
{
    const struct cell *head = set->table->stacked && row > 0 ? tabular_cell(set, 0, column) : NULL;
    if (!head || !head->header || !head->text.size)
        return NULL;
    for (uint32_t i = 0; i < head->text.span_count; i++)
        if (head->text.spans[i].picture)
            return NULL;
    return head;
}

enum status tabular_set_name(struct setter *setter, struct set *set, const struct text *text)
{
    struct tabular *table = set->table;
    struct para_spec spec = set_spec(setter, set);
    spec.measure = FIXED(table->names ? table->names - table->size / 2 : set->width - 2 * table->padding);
    spec.size = table->names ? table->size : (uint16_t)(table->size * 4 / 5);
    spec.pitch = table->pitch;
    spec.align = ALIGN_START;
    spec.ink = INK_QUIET;
    table->cell = NULL;
    return para_set(setter, &table->para, text, &spec);
}

enum status tabular_name_height(struct setter *setter, struct set *set, const struct cell *name,
                                int32_t *height)
{
    *height = 0;
    if (!name)
        return STATUS_OK;
    struct span span = {.end = name->text.size, .region = set->block->region};
    struct text text = {name->text.bytes, name->text.size, 1, &span};
    enum status status = tabular_set_name(setter, set, &text);
    *height = status ? 0 : (int32_t)set->table->para.line_count * set->table->pitch;
    if (*height > geometry_column(&setter->geometry) / 3)
        *height = 0;
    return status;
}

static bool is_plain(const struct text *text)
{
    for (uint32_t i = 0; i < text->span_count; i++)
        if (text->spans[i].picture || text->spans[i].link)
            return false;
    return true;
}

/* Names stand before the cells where they leave these three fifths of the line, and no word has to be broken. The head is nothing but names where each
 * of its cells is plain text over one cell, so that no text is lost. */
static enum status set_names(struct setter *setter, struct set *set)
{
    struct tabular *table = set->table;
    uint32_t columns = tabular_columns(set);
    fixed most = 0, whole, piece;
    enum status status = STATUS_OK;
    table->lifted = table->stacked && set->block->table->row_count > 1;
    table->names = set->width; /* in their full size, to be measured */
    for (uint32_t column = 0; table->stacked && column < columns && !status; column++) {
        const struct cell *head = tabular_cell(set, 0, column);
        const struct cell *first = table->lifted ? tabular_cell(set, 1, column) : NULL;
        const struct cell *name = tabular_name(set, 1, column);
        int32_t height;
        table->lifted = table->lifted && head && head->header && head->rows == 1 && head->columns == 1 &&
                        first && first->columns == 1 && is_plain(&head->text);
        status = tabular_name_height(setter, set, name, &height);
        if (!name || status)
            continue;
        table->lifted = table->lifted && height;
        para_widths(&table->para, &whole, &piece);
        most = whole > most ? whole : most;
    }
    int32_t names = pixels(most) + table->size;
    bool fits = names <= set->width * 2 / 5 && names + table->widest <= set->width;
    table->names = most && fits ? names : 0;
    /* Over the cells a name may be higher than before them. */
    for (uint32_t column = 0; table->lifted && column < columns && !status; column++) {
        int32_t height = 1;
        status = tabular_name_height(setter, set, tabular_name(set, 1, column), &height);
        table->lifted = height || !tabular_name(set, 1, column);
    }
    return status;
}

int32_t tabular_inset(const struct setter *setter, const struct tabular *table)
{
    return setter->geometry.lines > 4 ? table->size / 4 : 0;
}

/* In a book a table stands in the middle of the column; where paragraphs are not indented, where align= says. */
static void place(const struct setter *setter, struct set *set)
{
    struct tabular *table = set->table;
    uint8_t align = set->block->align;
    table->width = table->stacked ? set->width : 0;
    for (uint32_t i = 0; i < tabular_columns(set) && !table->stacked; i++)
        table->width += table->columns[i];
    int32_t room = set->width - table->width;
    bool middle = align == ALIGN_CENTER || (align == ALIGN_START && setter->indents);
    table->left = set->left + (middle ? room / 2 : (align == ALIGN_END) != set->rtl ? room : 0);
}

enum status tabular_set(struct setter *setter, struct set *set)
{
    if (!set->block->table || !set->block->table->row_count || !set->block->table->column_count)
        return STATUS_OK;
    if (!set->table && !(set->table = calloc(1, sizeof *set->table)))
        return STATUS_NO_MEMORY;
    set->table->cell = NULL;
    enum status status = size_columns(setter, set);
    if (!status)
        status = set_names(setter, set);
    place(setter, set);
    uint32_t columns = tabular_columns(set);
    for (uint32_t row = set->table->lifted; row < set->block->table->row_count && !status; row++) {
        if (!set->table->stacked)
            status = tabular_add_row(setter, set, row, 0, columns);
        for (uint32_t column = 0; set->table->stacked && column < columns && !status; column++)
            status = tabular_add_row(setter, set, row, column, column + 1);
    }
    return status;
}

/* Strips of the head: rows of nothing but heads, each whole, that no cell leaves downwards. */
static uint32_t count_head(const struct set *set)
{
    const struct tabular *table = set->table;
    uint32_t count = 0, down = 0;
    for (; count < set->strip_count && table->slices[count].row == count && tabular_is_head(set, count);
         count++)
        for (uint32_t column = 0; column < tabular_columns(set); column++) {
            const struct cell *cell = tabular_cell(set, count, column);
            down = cell && count + cell->rows > down ? count + cell->rows : down;
        }
    bool whole = count < set->strip_count && table->slices[count].row == count && down <= count;
    return whole ? count : 0;
}

int32_t tabular_head(const struct setter *setter, const struct set *set, uint32_t strip)
{
    uint32_t count = strip && !set->table->stacked ? count_head(set) : 0;
    int32_t height = 0;
    for (uint32_t i = 0; i < count; i++)
        height += set->strips[i].height;
    return strip >= count && height <= geometry_column(&setter->geometry) / 4 ? height : 0;
}

uint64_t tabular_position(const struct set *set, uint32_t strip)
{
    const struct slice *slice = &set->table->slices[strip];
    const struct table *table = set->block->table;
    uint64_t position = set->block->position;
    if (strip == 0) /* with the head that is lifted into it */
        return position;
    size_t before = (size_t)slice->row * table->column_count + (set->table->stacked ? slice->column : 0);
    for (size_t i = 0; i < before; i++)
        if (table->cells[i])
            position += utf8_count(table->cells[i]->text.bytes, table->cells[i]->text.size);
    return position;
}
