#include "document/sheets.h"

#include <string.h>
#include <strings.h>

#include "document/attribute.h"

void sheets_link(struct handlers *handlers, const char *const *attributes)
{
    const struct navigation *navigation = handlers->builder->navigation;
    const char *rel = attribute(attributes, "rel"), *href = attribute(attributes, "href"),
               *media = attribute(attributes, "media");
    if (!rel || !href || !navigation->bundle || !attribute_has_word(rel, "stylesheet") ||
        attribute_has_word(rel, "alternate") ||
        (media && !css_media((struct css_text){media, strlen(media)})))
        return;
    builder_keep(handlers->builder,
                 cascade_link(&handlers->cascade, navigation->bundle, navigation->entry, href));
}

void sheets_start(struct handlers *handlers, struct frame *frame, const char *const *attributes)
{
    struct state *state = &handlers->builder->state;
    const char *type = attribute(attributes, "type"), *media = attribute(attributes, "media");
    frame->acts = state->sink <= SINK_CELL && (!type || !*type || strcasecmp(type, "text/css") == 0) &&
                  (!media || css_media((struct css_text){media, strlen(media)}));
    state->sink = frame->acts ? SINK_SHEET : SINK_NOTHING;
}

void sheets_end(struct handlers *handlers)
{
    struct buffer *sheet = &handlers->builder->sheet;
    if (sheet->size)
        builder_keep(handlers->builder,
                     cascade_add(&handlers->cascade, (struct css_text){sheet->data, sheet->size}));
    sheet->size = 0;
}
