#include "document/builder.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "document/compose.h"
#include "document/grid.h"

/* The most that one character can add to a text: a gap and four bytes, or a tab's columns. */
#define CHARACTER_ROOM 8
#define TITLE_SIZE KIB(4)

void builder_free(struct builder *builder)
{
    text_free(&builder->text);
    buffer_free(&builder->reading);
    buffer_free(&builder->title);
    buffer_free(&builder->sheet);
    table_free(&builder->table);
}

void builder_keep(struct builder *builder, enum status status)
{
    if (!builder->status)
        builder->status = status;
}

void builder_finish(struct builder *builder)
{
    bool verbatim = builder->text.verbatim;
    compose_text(builder, builder->text.bytes.size);
    text_reset(&builder->text);
    builder->text.verbatim = verbatim;
    builder->counted = (struct counted){0};
    uint64_t before = builder->table.open ? builder->table.count : 0;
    for (struct anchor_name *name = builder->names; name; name = name->next)
        name->at = name->at < before ? name->at : before;
}

/* The text has grown to its limit: what can be cut off becomes a block, or a cell of the next row. */
static void overflow(struct builder *builder)
{
    if (builder->state.sink == SINK_CELL) {
        struct cell form = builder->table.form;
        grid_cell_end(builder);
        grid_row(builder);
        grid_cell(builder, &form);
        return;
    }
    size_t size = text_cut(&builder->text);
    compose_text(builder, size);
    text_drop(&builder->text, size);
    builder->counted = (struct counted){0};
}

/* U+FFFC stands for an object, which is not in the text: one that was typed, or left by a copy from elsewhere, is nothing. */
#define OBJECT_CHARACTER 0xFFFCu

static void put(struct builder *builder, uint32_t code)
{
    struct inline_text *text = &builder->text;
    if (code == OBJECT_CHARACTER)
        return;
    if (code == '\n' && builder->state.lines) {
        text_break(text, &builder->state.look);
        return;
    }
    if (builder->state.sink == SINK_PARAGRAPH && text->gap.breaks >= 2 && !text_is_space(code))
        builder_finish(builder);
    if (text->bytes.size + CHARACTER_ROOM > LIMIT_PARAGRAPH)
        overflow(builder);
    struct look look = builder->state.look;
    if (builder->state.sink == SINK_CODE)
        look.style &= (uint16_t)~STYLE_CODE;
    builder_keep(builder, text_put(text, code, &look));
}

/* The beginning of text[0..size) that needs no look at each character. */
static size_t put_run(struct builder *builder, const char *text, size_t size)
{
    size_t used = builder->text.bytes.size + CHARACTER_ROOM, taken;
    if (builder->state.sink > SINK_CELL || builder->state.sink == SINK_CODE || used >= LIMIT_PARAGRAPH)
        return 0;
    size_t room = LIMIT_PARAGRAPH - used;
    builder_keep(builder,
                 text_put_run(&builder->text, text, size < room ? size : room, &builder->state.look, &taken));
    return taken;
}

/* A title or reading: white space collapses; what is too long is left out. */
static void put_aside(struct builder *builder, struct buffer *buffer, uint32_t code)
{
    char bytes[4];
    bool space = text_is_space(code);
    if (buffer->size >= TITLE_SIZE || (space && (buffer->size == 0 || buffer->data[buffer->size - 1] == ' ')))
        return;
    size_t size = utf8_encode(space ? ' ' : code, bytes);
    builder_keep(builder, buffer_add(buffer, bytes, size));
}

void builder_characters(struct builder *builder, const char *text, size_t size)
{
    if (builder->state.sink == SINK_SHEET) {
        size_t room = LIMIT_SHEETS - builder->sheet.size;
        builder_keep(builder, buffer_add(&builder->sheet, text, size < room ? size : room));
        return;
    }
    for (size_t at = 0; at < size && !builder->status;) {
        uint32_t code;
        at += put_run(builder, text + at, size - at);
        if (at == size)
            break;
        at += utf8_decode(text + at, size - at, &code);
        switch (builder->state.sink) {
        case SINK_NOTHING:
            return;
        case SINK_TITLE:
            put_aside(builder, &builder->title, code);
            break;
        case SINK_READING:
            put_aside(builder, &builder->reading, code);
            break;
        default:
            put(builder, code);
        }
    }
}

void builder_break(struct builder *builder)
{
    if (builder->state.sink == SINK_CODE)
        put(builder, '\n');
    else if (builder->state.sink <= SINK_CELL)
        text_break(&builder->text, &builder->state.look);
}

void builder_edge(struct builder *builder)
{
    if (builder->state.sink == SINK_PARAGRAPH)
        builder_finish(builder);
    else if (builder->state.sink <= SINK_CELL && builder->state.sink != SINK_CODE)
        text_block_edge(&builder->text, &builder->state.look);
}

void builder_rule(struct builder *builder)
{
    builder_edge(builder);
    if (builder->state.sink == SINK_PARAGRAPH)
        compose_block(builder, &(struct block){.kind = BLOCK_RULE});
}

void builder_picture(struct builder *builder, const struct picture *picture)
{
    enum sink sink = builder->state.sink;
    if (sink > SINK_CELL || sink == SINK_CODE || builder->status)
        return;
    bool alone = sink == SINK_PARAGRAPH && builder->state.figure;
    if (alone || (sink == SINK_PARAGRAPH && builder->text.gap.breaks >= 2))
        builder_finish(builder);
    if (builder->text.bytes.size + CHARACTER_ROOM > LIMIT_PARAGRAPH)
        overflow(builder);
    builder_keep(builder, text_put_picture(&builder->text, picture, &builder->state.look));
    if (alone)
        builder_finish(builder);
}

/* Code points since the last block was made. */
static uint64_t count_pending(struct builder *builder)
{
    struct counted *counted = &builder->counted;
    const struct buffer *bytes = &builder->text.bytes;
    if (counted->bytes < bytes->size) {
        counted->count += utf8_count(bytes->data + counted->bytes, bytes->size - counted->bytes);
        counted->bytes = bytes->size;
    }
    return counted->count + (builder->table.open ? builder->table.count : 0);
}

void builder_name(struct builder *builder, const char *name)
{
    const struct inline_text *text = &builder->text;
    if (builder->state.sink == SINK_PARAGRAPH && text->gap.breaks >= 2)
        builder_finish(builder);
    struct anchor_name *made = arena_alloc(builder->arena, sizeof(*made));
    char *copy = arena_copy(builder->arena, name, strlen(name));
    if (!made || !copy) {
        builder_keep(builder, STATUS_NO_MEMORY);
        return;
    }
    bool cell = builder->table.open && text->bytes.size == 0;
    *made = (struct anchor_name){copy, builder->names, count_pending(builder),
                                 text->gap.breaks || text->last == '\n' || cell};
    builder->names = made;
}

void builder_open(struct builder *builder, enum container_kind kind, uint32_t number)
{
    struct container *container = arena_alloc(builder->arena, sizeof(*container));
    if (!container) {
        builder_keep(builder, STATUS_NO_MEMORY);
        return;
    }
    container->parent = builder->state.container;
    container->kind = kind;
    container->number = number;
    builder->state.container = container;
}

void builder_end(struct builder *builder)
{
    if (!builder->status)
        builder_finish(builder);
    struct draft *last = navigation_last(builder->navigation);
    if (last && builder->names) {
        uint64_t count = publish_count(&last->block);
        struct anchor_name **end = &builder->names;
        for (; *end; end = &(*end)->next)
            (*end)->at = count ? count - 1 : 0;
        *end = last->names;
        last->names = builder->names;
    }
    builder->names = NULL;
    if (!builder->status)
        builder_keep(builder, navigation_end(builder->navigation));
}
