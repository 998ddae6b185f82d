#include "document/table.h"

#include <stdlib.h>
#include <string.h>

#include "document/text.h"

enum status table_begin(struct table_builder *table)
{
    if (!table->cells) {
        table->cells = calloc((size_t)LIMIT_TABLE_ROWS * LIMIT_TABLE_COLUMNS, sizeof(*table->cells));
        if (!table->cells)
            return STATUS_NO_MEMORY;
    }
    memset(table->taken, 0, sizeof(table->taken));
    table->row_open = false;
    table->row = table->column = table->column_count = 0;
    table->count = 0;
    return STATUS_OK;
}

void table_end_row(struct table_builder *table)
{
    if (!table->row_open)
        return;
    for (size_t i = 0; i < LIMIT_TABLE_COLUMNS; i++)
        table->taken[i] -= table->taken[i] > 0;
    table->row_open = false;
    table->row++;
    table->column = 0;
}

bool table_full(const struct table_builder *table)
{
    return table->row >= LIMIT_TABLE_ROWS;
}

bool table_seek(struct table_builder *table)
{
    while (table->column < LIMIT_TABLE_COLUMNS && table->taken[table->column])
        table->column++;
    return table->column < LIMIT_TABLE_COLUMNS;
}

void table_put(struct table_builder *table, struct cell *cell)
{
    uint32_t free_columns = 0;
    while (table->column + free_columns < LIMIT_TABLE_COLUMNS && !table->taken[table->column + free_columns])
        free_columns++;
    if (cell->columns > free_columns)
        cell->columns = (uint16_t)free_columns;
    if (cell->rows > LIMIT_TABLE_ROWS - table->row)
        cell->rows = (uint16_t)(LIMIT_TABLE_ROWS - table->row);
    table->row_open = true;
    table->cells[(size_t)table->row * LIMIT_TABLE_COLUMNS + table->column] = cell;
    for (uint32_t i = 0; i < cell->columns; i++)
        table->taken[table->column + i] = cell->rows;
    table->column += cell->columns;
    if (table->column > table->column_count)
        table->column_count = table->column;
}

uint32_t table_take_row(struct table_builder *table, const struct cell **out)
{
    const struct cell **row = &table->cells[(size_t)table->row * LIMIT_TABLE_COLUMNS];
    uint32_t count = 0;
    for (uint32_t i = 0; table->row_open && i < LIMIT_TABLE_COLUMNS; i++) {
        if (row[i])
            out[count++] = row[i];
        row[i] = NULL;
    }
    table->row_open = false;
    return count;
}

static bool draws(const struct table_builder *table)
{
    for (size_t i = 0; i < (size_t)table->row * LIMIT_TABLE_COLUMNS; i++)
        if (table->cells[i] && !text_blank(table->cells[i]->text.bytes, table->cells[i]->text.size))
            return true;
    return false;
}

/* Leaves out rows at the end that hold no cell of their own. */
static void drop_empty_rows(struct table_builder *table)
{
    for (; table->row > 0; table->row--)
        for (uint32_t column = 0; column < table->column_count; column++)
            if (table->cells[(size_t)(table->row - 1) * LIMIT_TABLE_COLUMNS + column])
                return;
}

/* Cells do not reach below the last row. */
static void clip_rows(const struct table_builder *table)
{
    for (uint32_t row = 0; row < table->row; row++) {
        for (uint32_t column = 0; column < table->column_count; column++) {
            struct cell *cell =
                (struct cell *)(uintptr_t)table->cells[(size_t)row * LIMIT_TABLE_COLUMNS + column];
            if (cell && cell->rows > table->row - row)
                cell->rows = (uint16_t)(table->row - row);
        }
    }
}

enum status table_finish(struct table_builder *table, struct arena *arena, const struct table **out)
{
    *out = NULL;
    table_end_row(table);
    drop_empty_rows(table);
    enum status status = STATUS_OK;
    if (draws(table)) {
        clip_rows(table);
        struct table *made = arena_alloc(arena, sizeof(*made));
        const struct cell **cells =
            arena_alloc(arena, (size_t)table->row * table->column_count * sizeof(*made->cells));
        if (made && cells) {
            for (uint32_t row = 0; row < table->row; row++)
                memcpy(cells + (size_t)row * table->column_count,
                       table->cells + (size_t)row * LIMIT_TABLE_COLUMNS,
                       table->column_count * sizeof(*cells));
            *made = (struct table){table->row, table->column_count, cells};
            *out = made;
        } else {
            status = STATUS_NO_MEMORY;
        }
    }
    memset(table->cells, 0, (size_t)table->row * LIMIT_TABLE_COLUMNS * sizeof(*table->cells));
    if (!status)
        status = table_begin(table);
    return status;
}

void table_free(struct table_builder *table)
{
    free(table->cells);
    *table = (struct table_builder){0};
}
