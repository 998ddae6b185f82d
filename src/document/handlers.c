#include "document/handlers.h"

#include <string.h>
#include <strings.h>

#include "document/attribute.h"
#include "document/language.h"
#include "document/picture.h"

static bool flows(const struct handlers *handlers)
{
    return handlers->builder->state.sink == SINK_PARAGRAPH;
}

static void start_link(struct handlers *handlers, const char *const *attributes)
{
    struct builder *builder = handlers->builder;
    const char *href = attribute(attributes, "href"), *name = attribute(attributes, "name");
    if (name && *name && strlen(name) <= LIMIT_ADDRESS)
        builder_name(builder, name);
    if (!href || strlen(href) > LIMIT_ADDRESS)
        return;
    struct link *link = arena_alloc(builder->arena, sizeof(*link));
    const char *copy = arena_copy(builder->arena, href, strlen(href));
    if (link && copy) {
        link->href = copy;
        builder->state.look.link = link;
    } else if (!builder->status) {
        builder->status = STATUS_NO_MEMORY;
    }
}

static void start_picture(struct handlers *handlers, const char *const *attributes)
{
    struct builder *builder = handlers->builder;
    const struct picture_attributes given = {attribute(attributes, "src"), attribute(attributes, "alt"),
                                             attribute(attributes, "width"), attribute(attributes, "height")};
    const struct picture *picture = NULL;
    enum status status = picture_make(&given, builder->state.look.link, builder->arena, &picture);
    if (status && !builder->status)
        builder->status = status;
    if (picture)
        builder_picture(builder, picture);
    else if (given.source && strlen(given.source) > LIMIT_ADDRESS && given.text)
        builder_characters(builder, given.text, strlen(given.text));
}

/* The list that the item of the last frame stands in: the nearest one, unless a quote or cell lies between. */
static struct frame *open_list(struct handlers *handlers)
{
    for (size_t i = handlers->depth - 1; i > 0; i--) {
        struct frame *frame = &handlers->frames[i - 1];
        enum element_kind kind = frame->element->kind;
        if (kind == ELEMENT_LIST || kind == ELEMENT_ORDERED)
            return frame;
        if (kind == ELEMENT_ITEM || kind == ELEMENT_QUOTE || kind == ELEMENT_CELL)
            return NULL;
    }
    return NULL;
}

static void start_item(struct handlers *handlers, const char *const *attributes)
{
    struct frame *list = open_list(handlers);
    if (!flows(handlers))
        return;
    uint32_t number = 0;
    if (!list)
        builder_open(handlers->builder, CONTAINER_LIST, 0);
    else if (list->element->kind == ELEMENT_ORDERED) {
        number = attribute_number(attribute(attributes, "value"), list->number, INT32_MAX);
        list->number = number + 1;
    }
    builder_open(handlers->builder, CONTAINER_ITEM, number);
}

static void start_container(struct handlers *handlers, enum container_kind kind)
{
    if (flows(handlers))
        builder_open(handlers->builder, kind, 0);
}

/* <dt> and <dd> end one another, which libxml2 leaves to us. */
static void start_definition(struct handlers *handlers, enum container_kind kind)
{
    if (!flows(handlers))
        return;
    for (size_t i = handlers->depth - 1; i > 0; i--) {
        const struct frame *frame = &handlers->frames[i - 1];
        if (frame->element->kind == ELEMENT_DEFINITIONS)
            break;
        if (frame->element->kind == ELEMENT_TERM || frame->element->kind == ELEMENT_DEFINITION) {
            handlers->builder->state.container = frame->saved.container;
            break;
        }
    }
    builder_open(handlers->builder, kind, 0);
}

static void start_cell(struct handlers *handlers, struct frame *frame, const char *const *attributes)
{
    struct state *state = &handlers->builder->state;
    if (!handlers->builder->table.open || !flows(handlers))
        return;
    state->align = (uint8_t)attribute_align(attributes, ALIGN_START);
    struct cell form = {.header = frame->element->detail || handlers->in_head_row, .align = state->align};
    form.columns = (uint16_t)attribute_number(attribute(attributes, "colspan"), 1, LIMIT_TABLE_COLUMNS);
    form.rows = (uint16_t)attribute_number(attribute(attributes, "rowspan"), 1, LIMIT_TABLE_ROWS);
    form.columns += form.columns == 0;
    form.rows += form.rows == 0;
    builder_cell(handlers->builder, &form);
    frame->acts = true;
}

/* A new kind of text: what was gathered so far is already a block. */
static void start_sink(struct handlers *handlers, struct frame *frame, enum sink sink)
{
    if (!flows(handlers))
        return;
    handlers->builder->state.sink = sink;
    handlers->builder->text.verbatim = sink == SINK_CODE;
    frame->acts = true;
}

static void start_table(struct handlers *handlers, struct frame *frame)
{
    if (!flows(handlers) || handlers->builder->table.open)
        return;
    handlers->builder->state.align = ALIGN_START;
    builder_table(handlers->builder);
    frame->acts = true;
}

static bool is_caption(const struct handlers *handlers, const struct element *element,
                       const char *const *attributes)
{
    if (element->kind == ELEMENT_CAPTION)
        return true;
    const char *class = element->kind == ELEMENT_BLOCK ? attribute(attributes, "class") : NULL;
    return class && (attribute_has_word(class, "caption") || attribute_has_word(class, "wp-caption-text")) &&
           builder_awaits_caption(handlers->builder);
}

/* Elements at whose start and end a paragraph ends. */
static bool has_edge(const struct element *element)
{
    switch (element->kind) {
    case ELEMENT_INLINE:
    case ELEMENT_BREAK:
    case ELEMENT_DROP:
    case ELEMENT_INPUT:
    case ELEMENT_LINK:
    case ELEMENT_PICTURE:
    case ELEMENT_READING:
    case ELEMENT_RUBY:
    case ELEMENT_STYLE:
    case ELEMENT_TITLE:
    case ELEMENT_WORD_BREAK:
        return false;
    default:
        return true;
    }
}

/* The element is nothing but a point in the text; true when it was one. */
static bool start_point(struct handlers *handlers, const struct element *element,
                        const char *const *attributes)
{
    struct builder *builder = handlers->builder;
    const char *type;
    switch (element->kind) {
    case ELEMENT_BREAK:
        builder_break(builder);
        return true;
    case ELEMENT_RULE:
        builder_rule(builder);
        return true;
    case ELEMENT_PICTURE:
        start_picture(handlers, attributes);
        return true;
    case ELEMENT_WORD_BREAK:
        builder_characters(builder, "\xE2\x80\x8B", 3);
        return true;
    case ELEMENT_INPUT:
        type = attribute(attributes, "type");
        if (type && strcasecmp(type, "checkbox") == 0 && builder->state.container &&
            builder->state.container->kind == CONTAINER_ITEM)
            builder->state.container->task = attribute(attributes, "checked") ? TASK_DONE : TASK_OPEN;
        return true;
    default:
        return false;
    }
}

/* Lists, quotes and tables: what other blocks stand in. */
static void start_structure(struct handlers *handlers, struct frame *frame, const char *const *attributes)
{
    switch (frame->element->kind) {
    case ELEMENT_LIST:
        start_container(handlers, CONTAINER_LIST);
        break;
    case ELEMENT_ORDERED:
        frame->number = attribute_number(attribute(attributes, "start"), 1, INT32_MAX);
        start_container(handlers, CONTAINER_ORDERED);
        break;
    case ELEMENT_ITEM:
        start_item(handlers, attributes);
        break;
    case ELEMENT_TERM:
        start_definition(handlers, CONTAINER_TERM);
        break;
    case ELEMENT_DEFINITION:
        start_definition(handlers, CONTAINER_DEFINITION);
        break;
    case ELEMENT_QUOTE:
        start_container(handlers, CONTAINER_QUOTE);
        break;
    case ELEMENT_TABLE:
        start_table(handlers, frame);
        break;
    case ELEMENT_ROW:
        if (handlers->builder->table.open && flows(handlers))
            builder_row(handlers->builder);
        break;
    case ELEMENT_CELL:
        start_cell(handlers, frame, attributes);
        break;
    default:
        break;
    }
}

static void start_effect(struct handlers *handlers, struct frame *frame, const char *const *attributes)
{
    struct state *state = &handlers->builder->state;
    switch (frame->element->kind) {
    case ELEMENT_STYLE:
        state->look.style |= frame->element->detail;
        break;
    case ELEMENT_SUMMARY:
        state->look.style |= STYLE_BOLD;
        break;
    case ELEMENT_CENTER:
        state->align = ALIGN_CENTER;
        break;
    case ELEMENT_LINK:
        start_link(handlers, attributes);
        break;
    case ELEMENT_HEADING:
        state->level = (uint8_t)frame->element->detail;
        start_sink(handlers, frame, SINK_HEADING);
        break;
    case ELEMENT_PRE:
        start_sink(handlers, frame, SINK_CODE);
        break;
    case ELEMENT_FIGURE:
        state->figure += flows(handlers);
        frame->acts = flows(handlers);
        break;
    case ELEMENT_RUBY:
        text_ruby_begin(&handlers->builder->text);
        break;
    case ELEMENT_READING:
        frame->acts = state->sink <= SINK_CELL;
        if (frame->acts)
            state->sink = SINK_READING;
        break;
    case ELEMENT_TITLE:
        frame->acts = state->sink == SINK_PARAGRAPH;
        state->sink = frame->acts && !handlers->builder->title.size ? SINK_TITLE : SINK_NOTHING;
        break;
    case ELEMENT_DROP:
        state->sink = SINK_NOTHING;
        break;
    default:
        start_structure(handlers, frame, attributes);
    }
}

static void take_language(struct handlers *handlers, const char *name, const char *const *attributes)
{
    struct builder *builder = handlers->builder;
    const char *tag = attribute(attributes, "lang");
    if (!tag)
        tag = attribute(attributes, "xml:lang");
    if (!tag || !*tag || strlen(tag) > 64)
        return;
    builder->state.look.region = (uint8_t)language_region(tag, builder->state.look.region);
    if (strcmp(name, "html") == 0 && !handlers->language)
        handlers->language = arena_copy(builder->arena, tag, strlen(tag));
}

void handlers_start(struct handlers *handlers, const char *name, const char *const *attributes)
{
    struct builder *builder = handlers->builder;
    const struct element *element = element_find(name);
    const char *id = attribute(attributes, "id");
    if (builder->status)
        return;
    if (has_edge(element))
        builder_edge(builder);
    if (strcmp(name, "thead") == 0)
        handlers->in_head_row = true;
    else if (strcmp(name, "tbody") == 0)
        handlers->in_head_row = false;
    if (id && *id && strlen(id) <= LIMIT_ADDRESS)
        builder_name(builder, id);
    bool point = start_point(handlers, element, attributes);
    bool plain = point || (element->kind == ELEMENT_INLINE && !attribute(attributes, "lang"));
    if (plain || handlers->depth == LIMIT_NESTING) {
        if (handlers->depth)
            handlers->frames[handlers->depth - 1].plain++;
        return;
    }
    struct frame *frame = &handlers->frames[handlers->depth++];
    *frame = (struct frame){.element = element, .saved = builder->state};
    take_language(handlers, name, attributes);
    if (has_edge(element))
        builder->state.align = (uint8_t)attribute_align(attributes, (enum align)builder->state.align);
    if (is_caption(handlers, element, attributes))
        start_sink(handlers, frame, SINK_CAPTION);
    else
        start_effect(handlers, frame, attributes);
}

/* What the end of an element does while its state still stands. */
static void end_effect(struct handlers *handlers, const struct frame *frame)
{
    struct builder *builder = handlers->builder;
    switch (frame->element->kind) {
    case ELEMENT_CELL:
        builder_cell_end(builder);
        break;
    case ELEMENT_TABLE:
        builder_table_end(builder);
        break;
    case ELEMENT_FIGURE:
        builder_figure_end(builder);
        break;
    case ELEMENT_READING: {
        struct buffer *reading = &builder->reading;
        while (reading->size && reading->data[reading->size - 1] == ' ')
            reading->size--;
        const char *copy = arena_copy(builder->arena, reading->data ? reading->data : "", reading->size);
        if (copy && reading->size)
            text_ruby_end(&builder->text, copy);
        else if (!copy)
            builder->status = STATUS_NO_MEMORY;
        reading->size = 0;
        break;
    }
    case ELEMENT_TITLE:
        break;
    default: /* a sink */
        builder_finish(builder);
        builder->text.verbatim = false;
    }
}

void handlers_end(struct handlers *handlers, const char *name)
{
    struct builder *builder = handlers->builder;
    if (builder->status || handlers->depth == 0)
        return;
    struct frame *frame = &handlers->frames[handlers->depth - 1];
    if (frame->plain) {
        frame->plain--;
        if (has_edge(element_find(name)))
            builder_edge(builder);
        return;
    }
    if (has_edge(frame->element) && !frame->acts)
        builder_edge(builder);
    else if (frame->element->kind == ELEMENT_FIGURE || frame->element->kind == ELEMENT_TABLE)
        builder_edge(builder);
    if (frame->acts)
        end_effect(handlers, frame);
    builder->state = frame->saved;
    handlers->depth--;
}
