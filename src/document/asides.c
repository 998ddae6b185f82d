#include "document/asides.h"

#include <string.h>

#include "document/attribute.h"

/* An event is its letter, then texts with a NUL behind each: the element's name and its attributes, with an empty name behind
 * the last; or characters. */
enum { EVENT_START = 'S', EVENT_END = 'E', EVENT_TEXT = 'T' };

/* What an element says it is; most say nothing. */
struct semantics {
    const char *types, *roles;
};

static struct semantics read_semantics(const char *const *attributes)
{
    return (struct semantics){attribute(attributes, "epub:type"), attribute(attributes, "role")};
}

static bool has(const struct semantics *semantics, const char *type, const char *role)
{
    return (semantics->types && attribute_has_word(semantics->types, type)) ||
           (semantics->roles && attribute_has_word(semantics->roles, role));
}

bool asides_refers(const char *const *attributes)
{
    struct semantics semantics = read_semantics(attributes);
    return has(&semantics, "noteref", "doc-noteref");
}

static bool is_collection(const struct semantics *semantics)
{
    return has(semantics, "footnotes", "doc-footnotes") || has(semantics, "endnotes", "doc-endnotes") ||
           has(semantics, "rearnotes", "doc-endnotes");
}

static bool is_note(const char *name, const struct semantics *semantics)
{
    if (strcmp(name, "aside") == 0 &&
        (has(semantics, "endnote", "doc-endnote") || has(semantics, "rearnote", "doc-endnote")))
        return true;
    return strcmp(name, "li") != 0 && has(semantics, "footnote", "doc-footnote");
}

static void add(struct asides *asides, struct builder *builder, const char *text, size_t size)
{
    if (!builder->status)
        builder_keep(builder, buffer_add(&asides->events, text, size));
}

static void add_text(struct asides *asides, struct builder *builder, const char *text)
{
    add(asides, builder, text, strlen(text) + 1);
}

static void add_event(struct asides *asides, struct builder *builder, char letter, const char *name)
{
    add(asides, builder, &letter, 1);
    add_text(asides, builder, name);
}

bool asides_start(struct asides *asides, struct builder *builder, const char *name,
                  const char *const *attributes)
{
    asides->collection += asides->collection > 0;
    if (!asides->open) {
        struct semantics semantics = read_semantics(attributes);
        if (asides->collection || (!semantics.types && !semantics.roles))
            return false;
        asides->collection = is_collection(&semantics);
        if (asides->collection || asides->events.size > LIMIT_NOTES || !is_note(name, &semantics))
            return false;
    }
    asides->open++;
    add_event(asides, builder, EVENT_START, name);
    for (; attributes && attributes[0]; attributes += 2) {
        add_text(asides, builder, attributes[0]);
        add_text(asides, builder, attributes[1] ? attributes[1] : "");
    }
    add_text(asides, builder, "");
    return true;
}

bool asides_end(struct asides *asides, struct builder *builder, const char *name)
{
    asides->collection -= asides->collection > 0;
    if (!asides->open)
        return false;
    asides->open--;
    add_event(asides, builder, EVENT_END, name);
    return true;
}

bool asides_characters(struct asides *asides, struct builder *builder, const char *text, size_t size)
{
    if (!asides->open)
        return false;
    add(asides, builder, &(char){EVENT_TEXT}, 1);
    add(asides, builder, text, size);
    add(asides, builder, "", 1);
    return true;
}

/* The text at `*at`, which moves behind it. */
static const char *take(const struct buffer *events, size_t *at)
{
    const char *text = events->data + *at;
    *at += strlen(text) + 1;
    return text;
}

static void release_start(const struct buffer *events, size_t *at, struct handlers *handlers)
{
    const char *attributes[2 * ASIDES_ATTRIBUTES + 1], *name = take(events, at), *word;
    size_t count = 0;
    while (*(word = take(events, at))) {
        const char *value = take(events, at);
        if (count + 2 >= sizeof attributes / sizeof attributes[0])
            continue;
        attributes[count++] = word;
        attributes[count++] = value;
    }
    attributes[count] = NULL;
    handlers_start(handlers, name, count ? attributes : NULL);
}

void asides_release(struct asides *asides, struct handlers *handlers)
{
    const struct buffer *events = &asides->events;
    struct builder *builder = handlers->builder;
    if (!events->size || builder->status)
        return;
    builder_edge(builder);
    if (navigation_last(builder->navigation)) {
        handlers_start(handlers, "hr", NULL);
        handlers_end(handlers, "hr");
    }
    handlers_start(handlers, "small", NULL);
    for (size_t at = 0; at < events->size && !builder->status;) {
        char letter = events->data[at++];
        if (letter == EVENT_START) {
            release_start(events, &at, handlers);
        } else if (letter == EVENT_END) {
            handlers_end(handlers, take(events, &at));
        } else {
            const char *text = take(events, &at);
            builder_characters(builder, text, strlen(text));
        }
    }
    handlers_end(handlers, "small");
    buffer_free(&asides->events);
    *asides = (struct asides){0};
}
