#include "document/builder.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/utf8.h"

/* The most that one character can add to a text: a gap and four bytes, or a tab's columns. */
#define CHARACTER_ROOM 8
#define TITLE_SIZE KIB(4)

void builder_free(struct builder *builder)
{
    text_free(&builder->text);
    buffer_free(&builder->reading);
    buffer_free(&builder->title);
    table_free(&builder->table);
}

static void keep(struct builder *builder, enum status status)
{
    if (!builder->status)
        builder->status = status;
}

/* Adds a block to the article. `form` holds what is particular to it. */
static struct draft *add(struct builder *builder, const struct block *form)
{
    if (builder->status)
        return NULL;
    struct draft *draft = arena_alloc(builder->arena, sizeof(*draft));
    if (!draft) {
        keep(builder, STATUS_NO_MEMORY);
        return NULL;
    }
    draft->block = *form;
    draft->block.align = builder->state.align;
    draft->block.region = builder->state.look.region;
    if (!draft->block.container)
        draft->block.container = builder->state.container;
    if (!draft->block.text.bytes)
        draft->block.text.bytes = "";
    draft->names = builder->names;
    builder->names = NULL;
    keep(builder, navigation_add(builder->navigation, draft));
    return draft;
}

/* The attachments that the last block is one of, if they stand where we do. */
static const struct container *open_attachments(const struct builder *builder)
{
    const struct draft *last = navigation_last(builder->navigation);
    const struct container *item = last ? last->block.container : NULL;
    if (!item || item->kind != CONTAINER_ITEM || !item->parent ||
        item->parent->kind != CONTAINER_ATTACHMENTS || item->parent->parent != builder->state.container)
        return NULL;
    return item->parent;
}

static const struct container *attachment_item(struct builder *builder)
{
    const struct container *list = open_attachments(builder);
    if (!list) {
        struct container *made = arena_alloc(builder->arena, sizeof(*made));
        if (made) {
            made->kind = CONTAINER_ATTACHMENTS;
            made->parent = builder->state.container;
        }
        list = made;
    }
    struct container *item = list ? arena_alloc(builder->arena, sizeof(*item)) : NULL;
    if (!item) {
        keep(builder, STATUS_NO_MEMORY);
        return NULL;
    }
    item->kind = CONTAINER_ITEM;
    item->parent = list;
    return item;
}

static bool in_item(const struct container *container)
{
    while (container && container->kind != CONTAINER_ITEM)
        container = container->parent;
    return container != NULL;
}

/* Whether the address is that of a file to keep rather than a page to read. */
static bool leads_to_file(const char *href)
{
    static const char *const endings[] = {".pdf",  ".txt", ".doc", ".docx", ".xls", ".xlsx", ".ppt",
                                          ".pptx", ".odt", ".zip", ".epub", ".mp3", ".mp4",  ".csv"};
    size_t size = strcspn(href, "?#");
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        size_t length = strlen(endings[i]);
        if (size > length && strncasecmp(href + size - length, endings[i], length) == 0)
            return true;
    }
    return false;
}

/* A line of a paragraph that is a block of its own: one picture, or one link to a file. Else both are NULL. */
struct lone {
    const struct span *picture;
    const struct link *file;
};

static struct lone look_at_line(const struct builder *builder, const struct inline_text *text, size_t begin,
                                size_t end)
{
    struct lone lone = {0};
    size_t at = text_span_at(text, begin);
    if (at == text->span_count || begin == end)
        return lone;
    const struct span *span = &text->spans[at];
    if (span->picture && span->begin == begin && span->end == end)
        lone.picture = span;
    if (!span->link || in_item(builder->state.container) ||
        text_blank(text->bytes.data + begin, end - begin) || !leads_to_file(span->link->href))
        return lone;
    lone.file = span->link;
    for (; at < text->span_count && text->spans[at].begin < end; at++)
        if (text->spans[at].link != lone.file || text->spans[at].picture)
            lone.file = NULL;
    return lone;
}

static void add_text(struct builder *builder, const struct inline_text *text, size_t begin, size_t end,
                     struct block form)
{
    if (begin >= end || text_blank(text->bytes.data + begin, end - begin))
        return;
    keep(builder, text_copy(text, begin, end, builder->arena, &form.text));
    if (!builder->status && form.text.size)
        add(builder, &form);
}

static void add_figure(struct builder *builder, const struct span *span)
{
    struct block form = {
        .kind = BLOCK_FIGURE, .picture = span->picture, .link = span->link, .text = builder->caption};
    builder->caption = (struct text){0};
    add(builder, &form);
}

/* How many bytes of ideographic spaces a line begins with; two of them begin a paragraph in Chinese plain text. */
static size_t indentation(const char *line, size_t size)
{
    size_t at = 0;
    while (at + 3 <= size && memcmp(line + at, "\xE3\x80\x80", 3) == 0)
        at += 3;
    return at;
}

/* The text from `begin` to `size` as paragraphs, figures and attachments. */
static void add_lines(struct builder *builder, const struct inline_text *text, size_t begin, size_t size)
{
    /* `begin` moves on to the first of the lines that go into one paragraph. */
    for (size_t at = begin; at < size && !builder->status;) {
        const char *line = text->bytes.data + at, *feed = memchr(line, '\n', size - at);
        size_t end = feed ? (size_t)(feed - text->bytes.data) : size;
        struct lone lone = look_at_line(builder, text, at, end);
        size_t indent = indentation(line, end - at);
        if (lone.picture || lone.file || indent >= 6) {
            add_text(builder, text, begin, at, (struct block){.kind = BLOCK_PARAGRAPH});
            begin = at + indent;
        }
        if (lone.picture || lone.file)
            begin = end;
        if (lone.picture)
            add_figure(builder, lone.picture);
        else if (lone.file)
            add_text(builder, text, at, end,
                     (struct block){.kind = BLOCK_PARAGRAPH, .container = attachment_item(builder)});
        at = end + 1;
    }
    add_text(builder, text, begin, size, (struct block){.kind = BLOCK_PARAGRAPH});
}

bool builder_awaits_caption(const struct builder *builder)
{
    const struct draft *last = navigation_last(builder->navigation);
    return last && last->block.kind == BLOCK_FIGURE && last->block.text.size == 0 && !builder->status;
}

static void add_caption(struct builder *builder, const struct inline_text *text, size_t size)
{
    struct text caption;
    if (size == 0 || text_blank(text->bytes.data, size))
        return;
    keep(builder, text_copy(text, 0, size, builder->arena, &caption));
    if (builder->status)
        return;
    if (builder_awaits_caption(builder))
        navigation_last(builder->navigation)->block.text = caption;
    else if (builder->state.figure && !builder->caption.size)
        builder->caption = caption;
    else
        add(builder, &(struct block){.kind = BLOCK_PARAGRAPH, .text = caption});
}

static void add_heading(struct builder *builder, const struct inline_text *text, size_t size)
{
    struct lone lone = size ? look_at_line(builder, text, 0, size) : (struct lone){0};
    if (lone.picture)
        add_figure(builder, lone.picture);
    else
        add_text(builder, text, 0, size,
                 (struct block){.kind = BLOCK_HEADING, .level = builder->state.level});
}

static void add_code(struct builder *builder, const struct inline_text *text, size_t size)
{
    size_t begin = 0;
    while (size && text->bytes.data[size - 1] == '\n')
        size--;
    while (begin < size && text->bytes.data[begin] == '\n')
        begin++;
    add_text(builder, text, begin, size, (struct block){.kind = BLOCK_CODE});
}

/* The first `size` bytes become blocks of the kind that the sink makes. */
static void add_by_sink(struct builder *builder, size_t size)
{
    switch (builder->state.sink) {
    case SINK_PARAGRAPH:
        add_lines(builder, &builder->text, 0, size);
        break;
    case SINK_HEADING:
        add_heading(builder, &builder->text, size);
        break;
    case SINK_CODE:
        add_code(builder, &builder->text, size);
        break;
    case SINK_CAPTION:
        add_caption(builder, &builder->text, size);
        break;
    default:
        break;
    }
}

void builder_finish(struct builder *builder)
{
    bool verbatim = builder->text.verbatim;
    add_by_sink(builder, builder->text.bytes.size);
    text_reset(&builder->text);
    builder->text.verbatim = verbatim;
}

/* The text has grown to its limit: what can be cut off becomes a block, or a cell of the next row. */
static void overflow(struct builder *builder)
{
    if (builder->state.sink == SINK_CELL) {
        struct cell form = builder->table.form;
        builder_cell_end(builder);
        builder_row(builder);
        builder_cell(builder, &form);
        return;
    }
    size_t size = text_cut(&builder->text);
    add_by_sink(builder, size);
    text_drop(&builder->text, size);
}

static void put(struct builder *builder, uint32_t code)
{
    struct inline_text *text = &builder->text;
    if (builder->state.sink == SINK_PARAGRAPH && text->gap.breaks >= 2 && !text_is_space(code))
        builder_finish(builder);
    if (text->bytes.size + CHARACTER_ROOM > LIMIT_PARAGRAPH)
        overflow(builder);
    struct look look = builder->state.look;
    if (builder->state.sink == SINK_CODE)
        look.style &= (uint16_t)~STYLE_CODE;
    keep(builder, text_put(text, code, &look));
}

/* A title or reading: white space collapses; what is too long is left out. */
static void put_aside(struct builder *builder, struct buffer *buffer, uint32_t code)
{
    char bytes[4];
    bool space = text_is_space(code);
    if (buffer->size >= TITLE_SIZE || (space && (buffer->size == 0 || buffer->data[buffer->size - 1] == ' ')))
        return;
    size_t size = utf8_encode(space ? ' ' : code, bytes);
    keep(builder, buffer_add(buffer, bytes, size));
}

void builder_characters(struct builder *builder, const char *text, size_t size)
{
    for (size_t at = 0; at < size && !builder->status;) {
        uint32_t code;
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
        add(builder, &(struct block){.kind = BLOCK_RULE});
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
    keep(builder, text_put_picture(&builder->text, picture, &builder->state.look));
    if (alone)
        builder_finish(builder);
}

void builder_name(struct builder *builder, const char *name)
{
    struct anchor_name *made = arena_alloc(builder->arena, sizeof(*made));
    char *copy = arena_copy(builder->arena, name, strlen(name));
    if (!made || !copy) {
        keep(builder, STATUS_NO_MEMORY);
        return;
    }
    *made = (struct anchor_name){copy, builder->names};
    builder->names = made;
}

void builder_open(struct builder *builder, enum container_kind kind, uint32_t number)
{
    struct container *container = arena_alloc(builder->arena, sizeof(*container));
    if (!container) {
        keep(builder, STATUS_NO_MEMORY);
        return;
    }
    container->parent = builder->state.container;
    container->kind = kind;
    container->number = number;
    builder->state.container = container;
}

void builder_figure_end(struct builder *builder)
{
    struct text caption = builder->caption;
    builder->caption = (struct text){0};
    if (caption.size)
        add(builder, &(struct block){.kind = BLOCK_PARAGRAPH, .text = caption});
}

void builder_table(struct builder *builder)
{
    keep(builder, table_begin(&builder->table));
    builder->table.open = !builder->status;
}

/* A table of one cell only sets its contents apart: its lines are paragraphs. */
static void add_table(struct builder *builder, const struct table *table)
{
    if (table->row_count == 1 && table->column_count == 1 && table->cells[0]) {
        struct text text = table->cells[0]->text;
        struct inline_text lines = {.bytes = {.data = (char *)(uintptr_t)text.bytes, .size = text.size},
                                    .spans = (struct span *)(uintptr_t)text.spans,
                                    .span_count = text.span_count};
        for (size_t at = 0; at < text.size;) {
            const char *feed = memchr(text.bytes + at, '\n', text.size - at);
            size_t end = feed ? (size_t)(feed - text.bytes) : text.size;
            add_lines(builder, &lines, at, end);
            at = end + 1;
        }
        return;
    }
    add(builder, &(struct block){.kind = BLOCK_TABLE, .table = table});
}

static void flush_table(struct builder *builder)
{
    const struct table *table = NULL;
    if (!builder->status)
        keep(builder, table_finish(&builder->table, builder->arena, &table));
    if (!builder->status && table)
        add_table(builder, table);
}

void builder_table_end(struct builder *builder)
{
    flush_table(builder);
    builder->table.open = false;
}

void builder_row(struct builder *builder)
{
    table_end_row(&builder->table);
    if (table_full(&builder->table))
        flush_table(builder);
}

void builder_cell(struct builder *builder, const struct cell *form)
{
    if (builder->status)
        return;
    while (!builder->status && !table_seek(&builder->table)) {
        builder->table.row_open = true; /* a row that is full, or filled by cells from above */
        builder_row(builder);
    }
    builder->table.form = *form;
    builder->state.sink = SINK_CELL;
}

void builder_cell_end(struct builder *builder)
{
    struct cell *cell = builder->status ? NULL : arena_alloc(builder->arena, sizeof(*cell));
    if (!cell) {
        keep(builder, STATUS_NO_MEMORY);
        return;
    }
    *cell = builder->table.form;
    keep(builder, text_copy(&builder->text, 0, builder->text.bytes.size, builder->arena, &cell->text));
    text_reset(&builder->text);
    if (!builder->status)
        table_put(&builder->table, cell);
}

void builder_end(struct builder *builder)
{
    if (!builder->status)
        builder_finish(builder);
    struct draft *last = navigation_last(builder->navigation);
    if (last && builder->names) {
        struct anchor_name **end = &builder->names;
        while (*end)
            end = &(*end)->next;
        *end = last->names;
        last->names = builder->names;
    }
    builder->names = NULL;
    if (!builder->status)
        keep(builder, navigation_end(builder->navigation));
}
