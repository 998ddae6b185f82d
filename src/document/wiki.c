#include "document/wiki.h"

#include <ctype.h>
#include <string.h>

#include "base/limits.h"
#include "bundle/named.h"
#include "document/attribute.h"
#include "document/picture.h"
#include "document/publish.h"

/* Bytes between the brackets. */
#define INNER_MOST 1024u

static size_t opening(const char *text, size_t size)
{
    size_t bang = size && *text == '!';
    return size > bang + 2 && text[bang] == '[' && text[bang + 1] == '[' ? bang + 2 : 0;
}

/* Where the name ends: at "|" or, in a cell, "\\|". */
static size_t name_size(const char *inner, size_t size)
{
    const char *bar = memchr(inner, '|', size);
    size_t name = bar ? (size_t)(bar - inner) : size;
    return bar && name && bar[-1] == '\\' ? name - 1 : name;
}

/* "[[1]]" is a number in brackets, "[[ -f x ]]" a line of a shell, and no file is called "*a*". */
static bool is_name(const char *name, size_t size)
{
    bool letter = false;
    if (!size || *name == ' ' || name[size - 1] == ' ')
        return false;
    for (size_t at = 0; at < size; at++) {
        if (strchr("*<>`\"", name[at]) && name[at])
            return false;
        letter |= name[at] & 0x80 || isalpha((unsigned char)name[at]);
    }
    return letter;
}

size_t wiki_size(const char *text, size_t size)
{
    size_t begin = opening(text, size), at = begin;
    if (!begin)
        return 0;
    while (at < size && at - begin < INNER_MOST && text[at] != '[' && text[at] != ']' && text[at] != '\n')
        at++;
    if (at + 1 >= size || text[at] != ']' || text[at + 1] != ']' ||
        (at + 2 < size && strchr("([]", text[at + 2]) && text[at + 2]) ||
        !is_name(text + begin, name_size(text + begin, at - begin)))
        return 0;
    return at + 2;
}

static enum status add_value(const char *name, const char *text, size_t size, struct buffer *out)
{
    enum status status = buffer_print(out, " %s=\"", name);
    for (size_t at = 0; at < size && !status; at++)
        status = strchr("\"&<>", text[at]) && text[at] ? buffer_print(out, "&#%d;", text[at])
                                                       : buffer_add(out, text + at, 1);
    return status ? status : buffer_add(out, "\"", 1);
}

enum status wiki_add(const char *text, size_t size, struct buffer *out)
{
    size_t begin = opening(text, size), inner = size - begin - 2, name = name_size(text + begin, inner);
    const char *bar = memchr(text + begin, '|', inner);
    enum status status = buffer_print(out, "<%s%s", WIKI_ELEMENT, *text == '!' ? " embed" : "");
    if (!status)
        status = add_value("to", text + begin, name, out);
    if (!status && bar)
        status = add_value("words", bar + 1, (size_t)(text + begin + inner - bar - 1), out);
    return status ? status : buffer_print(out, "></%s>", WIKI_ELEMENT);
}

/* The entry of "name#heading", and where its heading begins or its end. */
static uint32_t find(const struct handlers *handlers, const char *to, const char **heading)
{
    const struct navigation *navigation = handlers->builder->navigation;
    char name[INNER_MOST + 1];
    size_t size = strcspn(to, "#");
    const char *last = strrchr(to, '#');
    *heading = last ? last + 1 : "";
    if (!navigation->bundle || size > INNER_MOST)
        return ENTRY_NONE;
    if (!size)
        return navigation->entry;
    memcpy(name, to, size);
    name[size] = '\0';
    return bundle_named(navigation->bundle, navigation->entry, name);
}

/* An address that leads there from any article: "/" is the bundle's top. */
static enum status add_address(const struct bundle *bundle, uint32_t entry, const char *heading,
                               struct buffer *out)
{
    const struct text text = {.bytes = heading, .size = (uint32_t)strlen(heading)};
    enum status status = buffer_add(out, "/", 1);
    for (const char *at = bundle_name(bundle, entry); *at && !status; at++)
        status = strchr("%?#\\", *at) ? buffer_print(out, "%%%02X", *at) : buffer_add(out, at, 1);
    if (status || !*heading || *heading == '^') /* Obsidian's mark of a block has no place here */
        return status;
    status = buffer_add(out, "#", 1);
    return status ? status : publish_slug(&text, out);
}

/* "300" and "300x200" are a picture's size, anything else words for it. */
static void add_picture(struct builder *builder, const char *source, const char *words)
{
    bool sized = words && *words && strspn(words, "0123456789x") == strlen(words);
    const struct picture_attributes given = {
        .source = source, .text = sized ? NULL : words, .width = sized ? words : NULL};
    const struct picture *picture = NULL;
    builder_keep(builder, picture_make(&given, builder->state.look.link, builder->arena, &picture));
    if (picture)
        builder_picture(builder, picture);
}

static void add_link(struct builder *builder, const char *address, const char *words)
{
    const struct link *around = builder->state.look.link;
    struct link *link = arena_alloc(builder->arena, sizeof(*link));
    const char *copy = arena_copy(builder->arena, address, strlen(address));
    if (!link || !copy) {
        builder_keep(builder, STATUS_NO_MEMORY);
        return;
    }
    link->href = copy;
    builder->state.look.link = link;
    builder_characters(builder, words, strlen(words));
    builder->state.look.link = around;
}

void wiki_start(struct handlers *handlers, const char *const *attributes)
{
    struct builder *builder = handlers->builder;
    const char *to = attribute(attributes, "to"), *words = attribute(attributes, "words"), *heading;
    struct buffer address = {0};
    if (!to)
        return;
    uint32_t entry = find(handlers, to, &heading);
    const char *shown = words && *words ? words : to + (*to == '#');
    if (entry == ENTRY_NONE && words && (entry = find(handlers, words, &heading)) != ENTRY_NONE)
        shown = to; /* Dendron's order */
    if (entry == ENTRY_NONE) {
        builder_characters(builder, shown, strlen(shown));
        return;
    }
    const struct bundle *bundle = builder->navigation->bundle;
    bool picture = attribute(attributes, "embed") && bundle_kind(bundle, entry) == ENTRY_PICTURE;
    enum status status = add_address(bundle, entry, heading, &address);
    builder_keep(builder, status);
    if (!status && picture)
        add_picture(builder, address.data, words);
    else if (!status)
        add_link(builder, address.data, shown);
    buffer_free(&address);
}
