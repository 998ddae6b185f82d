#include "document/effect.h"

#include <string.h>
#include <strings.h>

/* The property's value for what an attribute says, in whatever case. */
static void hint(const char *name, const char *value, struct properties *out)
{
    char lower[16];
    struct property_value read[PROPERTY_MOST];
    size_t size = strlen(value);
    if (size >= sizeof(lower))
        return;
    for (size_t i = 0; i <= size; i++)
        lower[i] = (char)(value[i] >= 'A' && value[i] <= 'Z' ? value[i] | 32 : value[i]);
    if (property_read(name, lower, read))
        properties_set(out, read[0].property, read[0].value);
}

/* type= of a list, in which the case counts: "1", "a", "A", "i", "I", "disc". */
static void hint_numbering(const char *type, struct properties *out)
{
    const char *word = strcmp(type, "a") == 0   ? "lower-alpha"
                       : strcmp(type, "A") == 0 ? "upper-alpha"
                       : strcmp(type, "i") == 0 ? "lower-roman"
                       : strcmp(type, "I") == 0 ? "upper-roman"
                       : strcmp(type, "1") == 0 ? "decimal"
                                                : type;
    hint("list-style-type", word, out);
}

void effect_hints(const struct element *element, const struct attributes *given, struct properties *out)
{
    bool list = element->kind == ELEMENT_LIST || element->kind == ELEMENT_ORDERED;
    if (given->direction && strcasecmp(given->direction, "auto") == 0)
        properties_set(out, PROPERTY_DIRECTION, DIRECTION_AUTO);
    else if (given->direction)
        hint("direction", given->direction, out);
    if (given->align && element_has_edge(element) && element->kind != ELEMENT_TABLE)
        hint("text-align", given->align, out);
    if (given->align && element->kind == ELEMENT_PICTURE)
        hint("float", given->align, out);
    if (given->color && element->kind == ELEMENT_FONT)
        hint("color", given->color, out);
    if (given->type && list)
        hint_numbering(given->type, out);
    if (given->hidden)
        properties_set(out, PROPERTY_DISPLAY, 1);
}

static enum align align_of(int32_t value, enum direction direction)
{
    switch (value) {
    case PROPERTY_CENTER:
        return ALIGN_CENTER;
    case PROPERTY_END:
        return ALIGN_END;
    case PROPERTY_LEFT:
        return direction == DIRECTION_RTL ? ALIGN_END : ALIGN_START;
    case PROPERTY_RIGHT:
        return direction == DIRECTION_RTL ? ALIGN_START : ALIGN_END;
    default:
        return ALIGN_START;
    }
}

void effect_box(struct builder *builder, const struct element *element, const struct properties *properties)
{
    struct state *state = &builder->state;
    state->direction = (uint8_t)properties_value(properties, PROPERTY_DIRECTION, state->direction);
    if (properties_has(properties, PROPERTY_ALIGN))
        state->align =
            (uint8_t)align_of(properties->values[PROPERTY_ALIGN], (enum direction)state->direction);
    if (properties_has(properties, PROPERTY_INDENT)) {
        state->indent_given = true;
        state->indent = (int16_t)properties->values[PROPERTY_INDENT];
    }
    if (properties_has(properties, PROPERTY_SPACE) && state->sink != SINK_CODE)
        state->lines = properties->values[PROPERTY_SPACE] != PROPERTY_COLLAPSE;
    if (!element_has_edge(element) || state->sink != SINK_PARAGRAPH)
        return;
    if (properties_value(properties, PROPERTY_BREAK_BEFORE, 0))
        builder->new_page = true;
    /* Quotes, lists and the page itself have insets of ours. */
    int32_t inset =
        properties_value(properties, PROPERTY_MARGIN, 0) + properties_value(properties, PROPERTY_PADDING, 0);
    if (inset > 0 && (element->kind == ELEMENT_BLOCK || element->kind == ELEMENT_CENTER))
        builder_open(builder, CONTAINER_INSET, (uint32_t)inset);
}

static void switch_bit(struct look *look, uint16_t bit, bool on)
{
    look->style = (uint16_t)(on ? look->style | bit : look->style & ~bit);
}

/* A whole block in italics is not emphasised: marks at each character of it would be in the way. */
static void slant(struct look *look, const struct element *element, bool on)
{
    if (!on)
        look->style &= (uint16_t) ~(STYLE_ITALIC | STYLE_SLANT);
    else
        look->style |= element_has_edge(element) ? STYLE_SLANT : STYLE_ITALIC;
}

void effect_look(struct look *look, const struct look *parent, const struct element *element,
                 const struct properties *properties)
{
    const uint16_t decorations = STYLE_UNDERLINE | STYLE_STRIKE;
    const uint16_t raised = STYLE_SUPERSCRIPT | STYLE_SUBSCRIPT;
    const int32_t *values = properties->values;
    bool root = element->kind == ELEMENT_ROOT;
    if (properties_has(properties, PROPERTY_WEIGHT))
        switch_bit(look, STYLE_BOLD, values[PROPERTY_WEIGHT]);
    if (properties_has(properties, PROPERTY_EMPHASIS)) {
        switch_bit(look, STYLE_EMPHASIS, values[PROPERTY_EMPHASIS]);
        if (!values[PROPERTY_EMPHASIS]) /* nor the marks that <em> has in Han text */
            switch_bit(look, STYLE_ITALIC, false);
    }
    if (properties_has(properties, PROPERTY_SLANT))
        slant(look, element, values[PROPERTY_SLANT]);
    if (properties_has(properties, PROPERTY_COMBINE))
        switch_bit(look, STYLE_COMBINE, values[PROPERTY_COMBINE]);
    if (properties_has(properties, PROPERTY_DECORATION)) {
        /* An element's own decoration can be taken away, that of those around it cannot (CSS Text Decoration 3 §2). */
        if (!values[PROPERTY_DECORATION])
            look->style = (uint16_t)((look->style & ~decorations) | (parent->style & decorations));
        look->style |= (uint16_t)values[PROPERTY_DECORATION];
    }
    if (properties_has(properties, PROPERTY_RAISE) && !element_has_edge(element))
        look->style = (uint16_t)((look->style & ~raised) |
                                 (values[PROPERTY_RAISE] ? values[PROPERTY_RAISE] : parent->style & raised));
    /* How text looks that is neither set apart nor a heading is for the reader to say. */
    if (root || element->kind == ELEMENT_HEADING)
        return;
    if (properties_value(properties, PROPERTY_MONO, 0) != 0)
        switch_bit(look, STYLE_CODE, true);
    int32_t size = properties_value(properties, PROPERTY_SIZE, PROPERTY_SAME);
    if (size != PROPERTY_SAME)
        switch_bit(look, STYLE_SMALL, size == PROPERTY_SMALLER && !(look->style & raised));
    if (properties_has(properties, PROPERTY_COLOR))
        look->color = (uint32_t)values[PROPERTY_COLOR];
}
