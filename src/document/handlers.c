#include "document/handlers.h"

#include <string.h>

#include "document/asides.h"
#include "document/attribute.h"
#include "document/compose.h"
#include "document/effect.h"
#include "document/grid.h"
#include "document/language.h"
#include "document/math.h"
#include "document/point.h"
#include "document/sheets.h"
#include "document/structure.h"

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

/* A reading ends here, or with the next one when its end is left out. */
static void end_reading(struct builder *builder)
{
    struct buffer *reading = &builder->reading;
    while (reading->size && reading->data[reading->size - 1] == ' ')
        reading->size--;
    const char *copy = arena_copy(builder->arena, reading->data ? reading->data : "", reading->size);
    if (copy && reading->size)
        text_ruby_end(&builder->text, copy);
    else if (!copy)
        builder_keep(builder, STATUS_NO_MEMORY);
    reading->size = 0;
}

static void start_reading(struct handlers *handlers, struct frame *frame)
{
    struct state *state = &handlers->builder->state;
    if (state->sink == SINK_READING)
        end_reading(handlers->builder);
    frame->acts = state->sink <= SINK_READING;
    if (frame->acts)
        state->sink = SINK_READING;
}

/* <rtc>: the one reading that a base can have here is the first. */
static void start_readings(struct handlers *handlers, struct frame *frame)
{
    const struct inline_text *text = &handlers->builder->text;
    if (text->base_read < text->base_count || (!text->base_count && !text->ruby_armed))
        start_reading(handlers, frame);
    else
        handlers->builder->state.sink = SINK_NOTHING;
}

/* The marks of <q>: 「」 where the forms of Han characters ask for them, else “”; in each other 『』 and ‘’. */
static void put_quote(struct builder *builder, bool close)
{
    static const char *const marks[2][2][2] = {{{"“", "”"}, {"‘", "’"}}, {{"「", "」"}, {"『", "』"}}};
    uint8_t region = builder->state.look.region;
    bool corner = region == REGION_TC || region == REGION_HK || region == REGION_JP;
    const char *mark = marks[corner][builder->state.quotes % 2 == 0][close];
    builder_characters(builder, mark, strlen(mark));
}

/* A new kind of text: what was gathered so far is already a block. */
static void start_sink(struct handlers *handlers, struct frame *frame, enum sink sink)
{
    if (!flows(handlers))
        return;
    handlers->builder->state.sink = sink;
    handlers->builder->text.verbatim = sink == SINK_CODE;
    handlers->builder->state.lines &= sink != SINK_CODE;
    frame->acts = true;
}

static bool is_caption(const struct handlers *handlers, const struct element *element,
                       const char *const *attributes)
{
    if (element->kind == ELEMENT_CAPTION)
        return true;
    const char *class = element->kind == ELEMENT_BLOCK ? attribute(attributes, "class") : NULL;
    static const char *const names[] = {"caption", "wp-caption-text", "thumbcaption", "gallerytext"};
    for (size_t i = 0; class && i < sizeof(names) / sizeof(names[0]); i++)
        if (attribute_has_word(class, names[i]))
            return compose_awaits_caption(handlers->builder);
    return false;
}

/* <nav>, unless it says that it is a table of contents, a list of pages, an index. */
static void start_menu(struct handlers *handlers, struct frame *frame, const char *const *attributes)
{
    struct builder *builder = handlers->builder;
    const char *type = attribute(attributes, "epub:type"), *role = attribute(attributes, "role");
    frame->acts = !type && !(role && strncmp(role, "doc-", 4) == 0);
    if (frame->acts)
        builder_keep(builder, navigation_menu(builder->navigation));
}

static void start_effect(struct handlers *handlers, struct frame *frame, const char *const *attributes,
                         const struct properties *properties)
{
    struct state *state = &handlers->builder->state;
    switch (frame->element->kind) {
    case ELEMENT_STYLE:
        state->look.style |= frame->element->detail;
        break;
    case ELEMENT_SUMMARY:
        state->look.style |= STYLE_BOLD;
        break;
    case ELEMENT_BLOCK:
        if (properties_value(properties, PROPERTY_SPACE, 0) == PROPERTY_VERBATIM &&
            properties_value(properties, PROPERTY_MONO, 0))
            start_sink(handlers, frame, SINK_CODE);
        break;
    case ELEMENT_LINK:
        start_link(handlers, attributes);
        if (state->look.link && asides_refers(attributes))
            state->look.style |= STYLE_SUPERSCRIPT;
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
    case ELEMENT_NAV:
        start_menu(handlers, frame, attributes);
        break;
    case ELEMENT_RUBY:
        text_ruby_begin(&handlers->builder->text);
        break;
    case ELEMENT_READING:
        start_reading(handlers, frame);
        break;
    case ELEMENT_READINGS:
        start_readings(handlers, frame);
        break;
    case ELEMENT_BASE:
        text_ruby_base(&handlers->builder->text);
        break;
    case ELEMENT_QUOTATION:
        frame->acts = state->sink <= SINK_CELL;
        state->quotes++;
        if (frame->acts)
            put_quote(handlers->builder, false);
        break;
    case ELEMENT_SHEET:
        sheets_start(handlers, frame, attributes);
        break;
    case ELEMENT_TITLE:
        frame->acts = state->sink == SINK_PARAGRAPH;
        state->sink = frame->acts && !handlers->builder->title.size ? SINK_TITLE : SINK_NOTHING;
        break;
    case ELEMENT_DRAWING:
    case ELEMENT_DROP:
        state->sink = SINK_NOTHING;
        break;
    default:
        structure_start(handlers, frame, attributes, properties);
    }
}

static void take_language(struct handlers *handlers, const char *name, const char *tag)
{
    struct builder *builder = handlers->builder;
    if (!tag || !*tag || strlen(tag) > 64)
        return;
    builder->state.look.region = (uint8_t)language_region(tag, builder->state.look.region);
    if (strcmp(name, "html") == 0 && !handlers->language) {
        handlers->language = arena_copy(builder->arena, tag, strlen(tag));
        builder_keep(builder, handlers->language ? STATUS_OK : STATUS_NO_MEMORY);
    }
}

/* What is not shown. A note that waits to pop up has nowhere to do so on a page, and is shown where it stands. */
static bool is_hidden(const char *const *attributes, const struct properties *properties)
{
    if (!properties_value(properties, PROPERTY_DISPLAY, 0) &&
        !properties_value(properties, PROPERTY_VISIBILITY, 0))
        return false;
    const char *type = attribute(attributes, "epub:type"), *role = attribute(attributes, "role");
    return !(type && (strstr(type, "footnote") || strstr(type, "endnote") || strstr(type, "rearnote"))) &&
           !(role && (strcmp(role, "doc-footnote") == 0 || strcmp(role, "doc-endnote") == 0));
}

/* What CSS says of the page as a whole. */
static void take_page(struct handlers *handlers, const struct element *element, const char *name,
                      const struct properties *properties)
{
    bool root = element->kind == ELEMENT_ROOT;
    if (root && properties_has(properties, PROPERTY_VERTICAL))
        handlers->vertical = properties->values[PROPERTY_VERTICAL];
    if ((root || strcmp(name, "p") == 0) && properties_has(properties, PROPERTY_HANGING))
        handlers->hanging = properties->values[PROPERTY_HANGING];
}

static void compute(struct handlers *handlers, const struct element *element, const struct attributes *given,
                    struct properties *out)
{
    out->given = 0;
    if (given->any)
        effect_hints(element, given, out);
    cascade_compute(&handlers->cascade, given->style, out);
}

/* <html> begins before the sheets in <head> are read: what they say of it is made up for when <body> begins. */
static void dress_root(struct handlers *handlers)
{
    struct path *path = &handlers->cascade.path;
    struct properties properties = {.given = 0};
    const struct element *root = element_find("html");
    size_t depth = path->depth;
    if (depth < 2 || strcmp(path->elements[0].name, "html") != 0)
        return;
    path->depth = 1;
    cascade_compute(&handlers->cascade, NULL, &properties);
    path->depth = depth;
    if (!properties.given)
        return;
    take_page(handlers, root, "html", &properties);
    effect_box(handlers->builder, root, &properties);
    struct look parent = handlers->builder->state.look;
    effect_look(&handlers->builder->state.look, &parent, root, &properties);
}

static void start_frame(struct handlers *handlers, const struct element *element,
                        const char *const *attributes, const struct properties *properties)
{
    struct builder *builder = handlers->builder;
    struct frame *frame = &handlers->frames[handlers->depth - 1];
    frame->break_after = properties_value(properties, PROPERTY_BREAK_AFTER, 0) && element_has_edge(element);
    if (element->kind == ELEMENT_CENTER)
        builder->state.align = ALIGN_CENTER;
    if (properties->given)
        effect_box(builder, element, properties);
    math_start(handlers, frame, attributes);
    if (is_caption(handlers, element, attributes))
        start_sink(handlers, frame, SINK_CAPTION);
    else
        start_effect(handlers, frame, attributes, properties);
    if (properties->given)
        effect_look(&builder->state.look, &frame->saved.look, element, properties);
}

void handlers_start(struct handlers *handlers, const char *name, const char *const *attributes)
{
    struct builder *builder = handlers->builder;
    if (builder->status)
        return;
    const struct element *element = element_find(name);
    struct attributes given;
    struct properties properties;
    attribute_read(attributes, &given);
    builder_keep(builder, path_push(&handlers->cascade.path, name, given.class, given.id));
    compute(handlers, element, &given, &properties);
    structure_unfold(handlers, element);
    if (element_has_edge(element))
        builder_edge(builder);
    if (strcmp(name, "thead") == 0)
        handlers->in_head_row = true;
    else if (strcmp(name, "tbody") == 0)
        handlers->in_head_row = false;
    if (given.id && *given.id && strlen(given.id) <= LIMIT_ADDRESS)
        builder_name(builder, given.id);
    bool hidden = properties.given && is_hidden(attributes, &properties);
    bool point = !hidden && point_start(handlers, element, attributes, &properties);
    bool plain = point || (element->kind == ELEMENT_INLINE && !given.language && !properties.given);
    if (plain || handlers->depth == LIMIT_NESTING) {
        if (handlers->depth)
            handlers->frames[handlers->depth - 1].plain++;
        return;
    }
    handlers->frames[handlers->depth++] = (struct frame){.element = element, .saved = builder->state};
    take_language(handlers, name, given.language);
    if (element->kind == ELEMENT_ROOT && strcmp(name, "body") == 0)
        dress_root(handlers);
    take_page(handlers, element, name, &properties);
    if (hidden)
        builder->state.sink = SINK_NOTHING;
    else
        start_frame(handlers, element, attributes, &properties);
}

/* What the end of an element does while its state still stands. */
static void end_effect(struct handlers *handlers, const struct frame *frame)
{
    struct builder *builder = handlers->builder;
    switch (frame->element->kind) {
    case ELEMENT_CELL:
        grid_cell_end(builder);
        break;
    case ELEMENT_TABLE:
        grid_table_end(builder);
        break;
    case ELEMENT_FIGURE:
        compose_figure_end(builder);
        break;
    case ELEMENT_MATH:
    case ELEMENT_MATH_PART:
        math_end(handlers, frame);
        break;
    case ELEMENT_NAV:
        builder_keep(builder, navigation_menu_end(builder->navigation));
        break;
    case ELEMENT_READING:
    case ELEMENT_READINGS:
        end_reading(builder);
        break;
    case ELEMENT_QUOTATION:
        put_quote(builder, true);
        break;
    case ELEMENT_SHEET:
        sheets_end(handlers);
        break;
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
    path_pop(&handlers->cascade.path);
    if (builder->status || handlers->depth == 0)
        return;
    struct frame *frame = &handlers->frames[handlers->depth - 1];
    if (frame->plain) {
        frame->plain--;
        if (element_has_edge(element_find(name)))
            builder_edge(builder);
        return;
    }
    enum element_kind kind = frame->element->kind;
    bool gathers = kind == ELEMENT_FIGURE || kind == ELEMENT_NAV || kind == ELEMENT_TABLE;
    if (element_has_edge(frame->element) && (!frame->acts || gathers))
        builder_edge(builder);
    if (frame->acts)
        end_effect(handlers, frame);
    builder->new_page |= frame->break_after;
    builder->state = frame->saved;
    handlers->depth--;
}

void handlers_free(struct handlers *handlers)
{
    cascade_free(&handlers->cascade);
}
