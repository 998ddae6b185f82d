#include "document/grid.h"

#include <string.h>

#include "base/utf8.h"
#include "document/compose.h"

void grid_table(struct builder *builder, enum align align)
{
    builder_keep(builder, table_begin(&builder->table));
    builder->table.open = !builder->status;
    builder->table.align = align;
}

/* Lines as paragraphs. */
static void add_lines(struct builder *builder, const struct inline_text *text)
{
    for (size_t at = 0; at < text->bytes.size;) {
        const char *feed = memchr(text->bytes.data + at, '\n', text->bytes.size - at);
        size_t end = feed ? (size_t)(feed - text->bytes.data) : text->bytes.size;
        compose_lines(builder, text, at, end);
        at = end + 1;
    }
}

static void add_cell(struct builder *builder, const struct cell *cell)
{
    const struct text *text = &cell->text;
    struct inline_text lines = {.bytes = {.data = (char *)(uintptr_t)text->bytes, .size = text->size},
                                .spans = (struct span *)(uintptr_t)text->spans,
                                .span_count = text->span_count};
    uint8_t align = builder->state.align;
    builder->state.align = cell->align;
    add_lines(builder, &lines);
    builder->state.align = align;
}

/* A table of one cell only sets its contents apart. */
static void add_table(struct builder *builder, const struct table *table)
{
    if (table->row_count == 1 && table->column_count == 1 && table->cells[0])
        add_cell(builder, table->cells[0]);
    else
        compose_block(builder, &(struct block){.kind = BLOCK_TABLE, .table = table});
}

static void flush_table(struct builder *builder)
{
    const struct table *table = NULL;
    if (!builder->status)
        builder_keep(builder, table_finish(&builder->table, builder->arena, &table));
    if (!builder->status && table)
        add_table(builder, table);
}

void grid_table_end(struct builder *builder)
{
    flush_table(builder);
    builder->table.open = false;
}

void grid_row(struct builder *builder)
{
    table_end_row(&builder->table);
    if (table_full(&builder->table))
        flush_table(builder);
}

void grid_cell(struct builder *builder, const struct cell *form)
{
    if (builder->status)
        return;
    while (!builder->status && !table_seek(&builder->table)) {
        builder->table.row_open = true; /* a row that is full, or filled by cells from above */
        grid_row(builder);
    }
    builder->table.form = *form;
    builder->state.sink = SINK_CELL;
}

void grid_cell_end(struct builder *builder)
{
    struct cell *cell = builder->status ? NULL : arena_alloc(builder->arena, sizeof(*cell));
    if (!cell) {
        builder_keep(builder, STATUS_NO_MEMORY);
        return;
    }
    *cell = builder->table.form;
    builder_keep(builder,
                 text_copy(&builder->text, 0, builder->text.bytes.size, builder->arena, &cell->text));
    text_reset(&builder->text);
    if (builder->status)
        return;
    builder->counted = (struct counted){0};
    builder->table.count += utf8_count(cell->text.bytes, cell->text.size);
    table_put(&builder->table, cell);
}

void grid_undo(struct builder *builder)
{
    const struct cell *row[LIMIT_TABLE_COLUMNS];
    uint32_t count = table_take_row(&builder->table, row);
    builder->state.sink = SINK_PARAGRAPH;
    flush_table(builder);
    builder->table.open = false;
    for (uint32_t i = 0; i < count && !builder->status; i++)
        add_cell(builder, row[i]);
    if (!builder->status)
        add_lines(builder, &builder->text);
    text_reset(&builder->text);
    builder->counted = (struct counted){0};
}
