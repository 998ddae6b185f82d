#include "document/math.h"

#include <string.h>
#include <strings.h>

#include "document/attribute.h"

#define RAISED (STYLE_SUPERSCRIPT | STYLE_SUBSCRIPT)

/* The <math> that frames[0..depth) end in, when it is shown; else NULL. */
static const struct frame *open_math(const struct handlers *handlers)
{
    for (size_t i = handlers->depth; i > 0; i--) {
        const struct frame *frame = &handlers->frames[i - 1];
        if (frame->element->kind == ELEMENT_MATH)
            return frame->acts ? frame : NULL;
        if (frame->element->kind == ELEMENT_DROP)
            return NULL;
    }
    return NULL;
}

/* Signs that no element holds. */
static void put(struct handlers *handlers, const char *signs)
{
    const struct frame *math = open_math(handlers);
    struct state *state = &handlers->builder->state;
    enum sink sink = state->sink;
    if (!math)
        return;
    state->sink = math->saved.sink;
    builder_characters(handlers->builder, signs, strlen(signs));
    state->sink = sink;
}

/* In another index there is no room for one more. */
static void raise(struct handlers *handlers, uint16_t style)
{
    struct look *look = &handlers->builder->state.look;
    if (look->style & RAISED)
        put(handlers, style == STYLE_SUPERSCRIPT ? "^" : "_");
    else
        look->style |= style;
}

static bool is_row(const struct frame *frame)
{
    return frame->element->kind == ELEMENT_MATH_PART &&
           (frame->element->detail == MATH_ROW || frame->element->detail == MATH_FRACTION);
}

/* What the element around makes of its child number `place`. */
static void start_child(struct handlers *handlers, struct frame *frame, enum math_part around, uint32_t place)
{
    switch (around) {
    case MATH_FRACTION:
        frame->acts = is_row(frame);
        put(handlers, place ? "/" : "");
        put(handlers, frame->acts ? "(" : "");
        break;
    case MATH_ROOT:
        put(handlers, place ? ")" : "(");
        if (place)
            raise(handlers, STYLE_SUPERSCRIPT);
        put(handlers, place ? "1/" : "");
        break;
    case MATH_UNDER:
    case MATH_UNDER_OVER:
        if (place)
            raise(handlers, place == 1 ? STYLE_SUBSCRIPT : STYLE_SUPERSCRIPT);
        break;
    case MATH_OVER:
        if (place)
            raise(handlers, STYLE_SUPERSCRIPT);
        break;
    case MATH_FENCE:
        put(handlers, place ? "," : "");
        break;
    case MATH_TABLE:
        put(handlers, place ? "; " : "");
        break;
    case MATH_TABLE_ROW:
        put(handlers, place ? " " : "");
        break;
    case MATH_ROW:
    case MATH_SQUARE_ROOT:
        break;
    }
}

/* An equation of its own stands in the middle. */
static void start_math(struct handlers *handlers, struct frame *frame, const char *const *attributes)
{
    const char *display = attribute(attributes, "display");
    struct builder *builder = handlers->builder;
    frame->acts = builder->state.sink <= SINK_CELL;
    frame->number = display && strcasecmp(display, "block") == 0;
    if (frame->number && frame->acts) {
        builder_edge(builder);
        builder->state.align = ALIGN_CENTER;
    }
    builder->state.sink = SINK_NOTHING;
}

void math_start(struct handlers *handlers, struct frame *frame, const char *const *attributes)
{
    struct frame *around = frame > handlers->frames && !frame[-1].plain ? frame - 1 : NULL;
    if (around && around->element->kind == ELEMENT_MATH_PART)
        start_child(handlers, frame, (enum math_part)around->element->detail, around->number++);
    const struct frame *math;
    switch (frame->element->kind) {
    case ELEMENT_MATH:
        start_math(handlers, frame, attributes);
        break;
    case ELEMENT_MATH_TOKEN:
        math = open_math(handlers);
        if (math)
            handlers->builder->state.sink = math->saved.sink;
        break;
    case ELEMENT_MATH_PART:
        if (frame->element->detail == MATH_SQUARE_ROOT)
            put(handlers, "√(");
        else if (frame->element->detail == MATH_FENCE)
            put(handlers, "(");
        frame->acts |= frame->element->detail == MATH_SQUARE_ROOT || frame->element->detail == MATH_FENCE;
        break;
    default:
        break;
    }
}

void math_end(struct handlers *handlers, const struct frame *frame)
{
    struct builder *builder = handlers->builder;
    if (frame->element->kind == ELEMENT_MATH_PART) {
        put(handlers, ")");
        return;
    }
    builder->state.sink = frame->saved.sink;
    if (frame->number)
        builder_edge(builder);
}
