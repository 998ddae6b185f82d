#include "document/compose.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

/* px: what is narrower stands for a word or a letter. */
#define SMALL_PICTURE 48

/* Gives the draft the names that stand in what it was made of; the others wait for the blocks after it. */
static void claim_names(struct builder *builder, struct draft *draft)
{
    struct anchor_name **cut = &builder->names;
    if (!*cut)
        return;
    uint64_t count = publish_count(&draft->block);
    for (; *cut && ((*cut)->at > count || ((*cut)->at == count && count && (*cut)->after_break));
         cut = &(*cut)->next)
        (*cut)->at -= count;
    draft->names = *cut;
    *cut = NULL;
    for (struct anchor_name *name = draft->names; name; name = name->next)
        name->at -= count && name->at == count;
}

struct draft *compose_block(struct builder *builder, const struct block *form)
{
    if (builder->status)
        return NULL;
    struct draft *draft = arena_alloc(builder->arena, sizeof(*draft));
    if (!draft) {
        builder_keep(builder, STATUS_NO_MEMORY);
        return NULL;
    }
    struct block *block = &draft->block;
    const struct state *state = &builder->state;
    bool text = form->kind == BLOCK_PARAGRAPH || form->kind == BLOCK_HEADING;
    *block = *form;
    block->align = form->kind == BLOCK_TABLE || form->caption ? (uint8_t)builder->table.align : state->align;
    block->region = state->look.region;
    block->direction = state->direction;
    block->indent_given = text && state->indent_given;
    block->indent = block->indent_given ? state->indent : 0;
    block->new_page = builder->new_page;
    builder->new_page = false;
    if (!block->container)
        block->container = state->container;
    if (!block->text.bytes)
        block->text.bytes = "";
    claim_names(builder, draft);
    builder_keep(builder, navigation_add(builder->navigation, draft));
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
        builder_keep(builder, STATUS_NO_MEMORY);
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
    builder_keep(builder, text_copy(text, begin, end, builder->arena, &form.text));
    if (!builder->status && form.text.size)
        compose_block(builder, &form);
}

static void add_figure(struct builder *builder, const struct span *span)
{
    struct block form = {
        .kind = BLOCK_FIGURE, .picture = span->picture, .link = span->link, .text = builder->caption};
    builder->caption = (struct text){0};
    compose_block(builder, &form);
}

bool compose_beside(struct builder *builder, const struct picture *picture)
{
    const struct state *state = &builder->state;
    bool small = picture->width > 0 && picture->width < SMALL_PICTURE;
    if (state->sink != SINK_PARAGRAPH || state->figure || small || in_item(state->container))
        return false;
    if (builder->text.gap.breaks >= 2) /* the paragraph has ended */
        builder_finish(builder);
    compose_block(builder,
                  &(struct block){.kind = BLOCK_FIGURE, .picture = picture, .link = state->look.link});
    return true;
}

/* How many bytes of ideographic spaces a line begins with; two of them begin a paragraph in Chinese plain text. */
static size_t indentation(const char *line, size_t size)
{
    size_t at = 0;
    while (at + 3 <= size && memcmp(line + at, "\xE3\x80\x80", 3) == 0)
        at += 3;
    return at;
}

/* Whether a sentence ends with text[0..size): else what is indented behind it is a line of verse. */
static bool ends_sentence(const char *text, size_t size)
{
    static const char *const ends[] = {"。", "！", "？", "…", "”", "’", "」", "』", "）", "：", "；", "．"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (size >= 3 && !memcmp(text + size - 3, ends[i], 3))
            return true;
    return size > 0 && strchr(".!?:;)\"", text[size - 1]);
}

void compose_lines(struct builder *builder, const struct inline_text *text, size_t begin, size_t end)
{
    /* `begin` moves on to the first of the lines that go into one paragraph. */
    for (size_t at = begin; at < end && !builder->status;) {
        const char *line = text->bytes.data + at, *feed = memchr(line, '\n', end - at);
        size_t past = feed ? (size_t)(feed - text->bytes.data) : end;
        struct lone lone = look_at_line(builder, text, at, past);
        size_t indent = indentation(line, past - at);
        bool paragraph = indent >= 6 && at > 0 && ends_sentence(text->bytes.data, at - 1);
        if (lone.picture || lone.file || paragraph) {
            add_text(builder, text, begin, at, (struct block){.kind = BLOCK_PARAGRAPH});
            begin = paragraph ? at + indent : at;
        }
        if (lone.picture || lone.file)
            begin = past;
        if (lone.picture)
            add_figure(builder, lone.picture);
        else if (lone.file)
            add_text(builder, text, at, past,
                     (struct block){.kind = BLOCK_PARAGRAPH, .container = attachment_item(builder)});
        at = past + 1;
    }
    add_text(builder, text, begin, end, (struct block){.kind = BLOCK_PARAGRAPH});
}

bool compose_awaits_caption(const struct builder *builder)
{
    const struct draft *last = navigation_last(builder->navigation);
    return last && last->block.kind == BLOCK_FIGURE && last->block.text.size == 0 && !builder->status;
}

static void add_caption(struct builder *builder, const struct inline_text *text, size_t size)
{
    struct text caption;
    if (size == 0 || text_blank(text->bytes.data, size))
        return;
    builder_keep(builder, text_copy(text, 0, size, builder->arena, &caption));
    if (builder->status)
        return;
    struct draft *figure = compose_awaits_caption(builder) ? navigation_last(builder->navigation) : NULL;
    if (figure) {
        figure->block.text = caption;
        struct anchor_name *before = figure->names, **end = &figure->names;
        figure->names = NULL;
        claim_names(builder, figure);
        while (*end)
            end = &(*end)->next;
        *end = before;
    } else if (builder->state.figure && !builder->caption.size)
        builder->caption = caption;
    else
        compose_block(builder, &(struct block){
                                   .kind = BLOCK_PARAGRAPH, .text = caption, .caption = builder->table.open});
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

void compose_text(struct builder *builder, size_t size)
{
    switch (builder->state.sink) {
    case SINK_PARAGRAPH:
        compose_lines(builder, &builder->text, 0, size);
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

void compose_figure_end(struct builder *builder)
{
    struct text caption = builder->caption;
    builder->caption = (struct text){0};
    if (caption.size)
        compose_block(builder, &(struct block){.kind = BLOCK_PARAGRAPH, .text = caption});
}
