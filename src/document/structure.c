#include "document/structure.h"

#include <strings.h>

#include "document/attribute.h"
#include "document/grid.h"

static bool flows(const struct handlers *handlers)
{
    return handlers->builder->state.sink == SINK_PARAGRAPH;
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

/* list-style of an item holds for its whole list while nothing of that is published. */
static void mark_items(const struct state *state, const struct properties *properties)
{
    struct container *list = (struct container *)(uintptr_t)state->container->parent;
    if (properties_has(properties, PROPERTY_NUMBERING) && list && !list->first &&
        (list->kind == CONTAINER_LIST || list->kind == CONTAINER_ORDERED))
        list->numbering = (enum numbering)properties->values[PROPERTY_NUMBERING];
}

static void start_item(struct handlers *handlers, const char *const *attributes,
                       const struct properties *properties)
{
    struct frame *list = open_list(handlers);
    if (!flows(handlers))
        return;
    uint32_t number = 0;
    if (!list)
        builder_open(handlers->builder, CONTAINER_LIST, 0);
    else if (list->element->kind == ELEMENT_ORDERED) {
        number = attribute_number(attribute(attributes, "value"), list->number, INT32_MAX);
        list->number = list->reversed ? number - (number > 0) : number + 1;
    }
    builder_open(handlers->builder, CONTAINER_ITEM, number);
    if (!handlers->builder->status)
        mark_items(&handlers->builder->state, properties);
}

static void start_container(struct handlers *handlers, enum container_kind kind,
                            const struct properties *properties)
{
    struct builder *builder = handlers->builder;
    if (!flows(handlers))
        return;
    builder_open(builder, kind, 0);
    if (properties_has(properties, PROPERTY_NUMBERING) && kind != CONTAINER_QUOTE && !builder->status)
        builder->state.container->numbering = (enum numbering)properties->values[PROPERTY_NUMBERING];
}

/* Items of <ol reversed> count down from start=; without it their number is known only at the end, and they count up. */
static void start_ordered(struct handlers *handlers, struct frame *frame, const char *const *attributes,
                          const struct properties *properties)
{
    const char *start = attribute(attributes, "start");
    frame->number = attribute_number(start, 1, INT32_MAX);
    frame->reversed = start && attribute(attributes, "reversed");
    start_container(handlers, CONTAINER_ORDERED, properties);
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
    struct cell form = {.header = frame->element->detail || handlers->in_head_row, .align = state->align};
    form.columns = (uint16_t)attribute_number(attribute(attributes, "colspan"), 1, LIMIT_TABLE_COLUMNS);
    form.rows = (uint16_t)attribute_number(attribute(attributes, "rowspan"), 1, LIMIT_TABLE_ROWS);
    form.columns += form.columns == 0;
    form.rows += form.rows == 0;
    grid_cell(handlers->builder, &form);
    frame->acts = true;
}

/* The open table, when nothing but blocks and styles stands between its open cell and what comes next; NULL: there is none. */
static struct frame *table_around(struct handlers *handlers)
{
    bool cell = false;
    for (size_t i = handlers->depth; i > 0; i--) {
        struct frame *frame = &handlers->frames[i - 1];
        switch (frame->element->kind) {
        case ELEMENT_TABLE:
            return cell && frame->acts ? frame : NULL;
        case ELEMENT_CELL:
            cell = frame->acts;
            break;
        case ELEMENT_LIST:
        case ELEMENT_ORDERED:
        case ELEMENT_ITEM:
        case ELEMENT_QUOTE:
        case ELEMENT_TERM:
        case ELEMENT_DEFINITION:
            if (!cell)
                return NULL;
            break;
        default:
            break;
        }
    }
    return NULL;
}

void structure_unfold(struct handlers *handlers, const struct element *next)
{
    struct builder *builder = handlers->builder;
    bool page = next->kind == ELEMENT_TABLE || next->kind == ELEMENT_PRE ||
                (next->kind == ELEMENT_HEADING && !builder->table.form.header);
    bool grown =
        builder->text.bytes.size > LIMIT_CELL && (next->kind == ELEMENT_BREAK || element_has_edge(next));
    struct frame *table = builder->state.sink == SINK_CELL && (page || grown) ? table_around(handlers) : NULL;
    if (!table)
        return;
    grid_undo(builder);
    for (struct frame *frame = table; frame < handlers->frames + handlers->depth; frame++) {
        frame->acts &= frame->element->kind != ELEMENT_TABLE && frame->element->kind != ELEMENT_CELL;
        if (frame->saved.sink == SINK_CELL)
            frame->saved.sink = SINK_PARAGRAPH;
    }
}

/* align= of a table says how it stands on the page, and so does the alignment around it; text-align is for its cells. */
static void start_table(struct handlers *handlers, struct frame *frame, const char *const *attributes,
                        const struct properties *properties)
{
    struct state *state = &handlers->builder->state;
    const char *given = attribute(attributes, "align");
    enum align align = (enum align)frame->saved.align;
    if (!flows(handlers) || handlers->builder->table.open)
        return;
    if (given)
        align = strcasecmp(given, "center") == 0  ? ALIGN_CENTER
                : strcasecmp(given, "right") == 0 ? ALIGN_END
                                                  : ALIGN_START;
    if (!properties_has(properties, PROPERTY_ALIGN))
        state->align = ALIGN_START;
    grid_table(handlers->builder, align);
    frame->acts = true;
}

void structure_start(struct handlers *handlers, struct frame *frame, const char *const *attributes,
                     const struct properties *properties)
{
    switch (frame->element->kind) {
    case ELEMENT_LIST:
        start_container(handlers, CONTAINER_LIST, properties);
        break;
    case ELEMENT_ORDERED:
        start_ordered(handlers, frame, attributes, properties);
        break;
    case ELEMENT_ITEM:
        start_item(handlers, attributes, properties);
        break;
    case ELEMENT_TERM:
        start_definition(handlers, CONTAINER_TERM);
        break;
    case ELEMENT_DEFINITION:
        start_definition(handlers, CONTAINER_DEFINITION);
        break;
    case ELEMENT_QUOTE:
        start_container(handlers, CONTAINER_QUOTE, properties);
        break;
    case ELEMENT_TABLE:
        start_table(handlers, frame, attributes, properties);
        break;
    case ELEMENT_ROW:
        if (handlers->builder->table.open && flows(handlers))
            grid_row(handlers->builder);
        break;
    case ELEMENT_CELL:
        start_cell(handlers, frame, attributes);
        break;
    default:
        break;
    }
}
