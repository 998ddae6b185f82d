#include "document/point.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "document/attribute.h"
#include "document/compose.h"
#include "document/data.h"
#include "document/picture.h"
#include "document/sheets.h"
#include "document/wiki.h"

/* NULL: nothing to see. */
static const struct picture *make_picture(struct builder *builder, struct picture_attributes given)
{
    const struct picture *picture = NULL;
    given.room = LIMIT_ENCLOSED - builder->enclosed;
    builder_keep(builder, picture_make(&given, builder->state.look.link, builder->arena, &picture));
    if (picture && picture->enclosed)
        builder->enclosed += picture->enclosed->size;
    return picture;
}

/* Pages that load their pictures late keep the address elsewhere, and an empty picture in its place. */
static const char *source_of(const char *const *attributes)
{
    const char *source = attribute(attributes, "src"), *late = attribute(attributes, "data-src");
    if (!late)
        late = attribute(attributes, "data-original");
    return late && *late && (!source || !*source || data_is(source)) ? late : source;
}

static void start_picture(struct handlers *handlers, const char *const *attributes,
                          const struct properties *properties)
{
    struct builder *builder = handlers->builder;
    const struct picture_attributes given = {.source = source_of(attributes),
                                             .text = attribute(attributes, "alt"),
                                             .width = attribute(attributes, "width"),
                                             .height = attribute(attributes, "height"),
                                             .sheet_width = properties_value(properties, PROPERTY_WIDTH, 0),
                                             .sheet_height =
                                                 properties_value(properties, PROPERTY_HEIGHT, 0)};
    const struct picture *picture = make_picture(builder, given);
    bool beside =
        picture && properties_value(properties, PROPERTY_FLOAT, 0) && compose_beside(builder, picture);
    if (picture && !beside)
        builder_picture(builder, picture);
    else if (!picture && given.source && strlen(given.source) > LIMIT_ADDRESS && given.text)
        builder_characters(builder, given.text, strlen(given.text));
}

/* The first picture in a drawing, such as a cover is written in, stands where the drawing does, in its own size. */
static void start_image(struct handlers *handlers, const char *const *attributes)
{
    struct builder *builder = handlers->builder;
    struct frame *drawing = handlers->depth ? &handlers->frames[handlers->depth - 1] : NULL;
    while (drawing > handlers->frames && drawing->element->kind != ELEMENT_DRAWING)
        drawing--;
    if (!drawing || drawing->element->kind != ELEMENT_DRAWING || drawing->number)
        return;
    drawing->number = 1;
    const char *source = attribute(attributes, "xlink:href");
    const struct picture_attributes given = {.source = source ? source : attribute(attributes, "href")};
    const struct picture *picture = make_picture(builder, given);
    enum sink sink = builder->state.sink;
    builder->state.sink = drawing->saved.sink;
    if (picture)
        builder_picture(builder, picture);
    builder->state.sink = sink;
}

bool point_start(struct handlers *handlers, const struct element *element, const char *const *attributes,
                 const struct properties *properties)
{
    struct builder *builder = handlers->builder;
    const char *type;
    switch (element->kind) {
    case ELEMENT_BREAK:
        builder_break(builder);
        return true;
    case ELEMENT_RULE:
        builder->new_page |= properties_value(properties, PROPERTY_BREAK_BEFORE, 0);
        builder_rule(builder);
        builder->new_page |= properties_value(properties, PROPERTY_BREAK_AFTER, 0);
        return true;
    case ELEMENT_PICTURE:
        start_picture(handlers, attributes, properties);
        return true;
    case ELEMENT_IMAGE:
        start_image(handlers, attributes);
        return true;
    case ELEMENT_WIKI:
        wiki_start(handlers, attributes);
        return true;
    case ELEMENT_WORD_BREAK:
        builder_characters(builder, "\xE2\x80\x8B", 3);
        return true;
    case ELEMENT_SHEET_LINK:
        sheets_link(handlers, attributes);
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
