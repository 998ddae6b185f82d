#include "document/selector.h"

#include <string.h>

#include "document/attribute.h"

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

static bool is_name(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '-' || byte == '_' || (unsigned char)byte >= 0x80;
}

/* The name at *at, copied. STATUS_UNSUPPORTED: there is none. */
static enum status read_name(struct css_text text, size_t *at, struct arena *arena, const char **out)
{
    size_t begin = *at;
    while (*at < text.size && is_name(text.bytes[*at]))
        ++*at;
    if (*at == begin)
        return STATUS_UNSUPPORTED;
    *out = arena_copy(arena, text.bytes + begin, *at - begin);
    return *out ? STATUS_OK : STATUS_NO_MEMORY;
}

/* A type in lower case, as elements are named. */
static enum status read_type(struct css_text text, size_t *at, struct arena *arena, const char **out)
{
    enum status status = read_name(text, at, arena, out);
    for (char *byte = status ? NULL : (char *)(uintptr_t)*out; byte && *byte; byte++)
        if (*byte >= 'A' && *byte <= 'Z')
            *byte |= 32;
    return status;
}

/* Reads "type.class#id" at *at; STATUS_UNSUPPORTED when something else stands there. */
static enum status read_compound(struct css_text text, size_t *at, struct arena *arena,
                                 struct selector *selector, struct compound *out)
{
    size_t begin = *at;
    enum status status = STATUS_OK;
    if (*at < text.size && text.bytes[*at] == '*') {
        ++*at;
    } else if (*at < text.size && is_name(text.bytes[*at])) {
        status = read_type(text, at, arena, &out->type);
        selector->specificity += 1;
    }
    while (!status && *at < text.size && (text.bytes[*at] == '.' || text.bytes[*at] == '#')) {
        const char *name;
        bool class = text.bytes[(*at)++] == '.';
        if ((class && out->class_count == SELECTOR_CLASSES) || (!class && out->id))
            return STATUS_UNSUPPORTED;
        status = read_name(text, at, arena, &name);
        if (!status && class)
            out->classes[out->class_count++] = name;
        else if (!status)
            out->id = name;
        selector->specificity += class ? 0x100 : 0x10000;
    }
    return status ? status : *at > begin ? STATUS_OK : STATUS_UNSUPPORTED;
}

/* Past the white space and '>' at *at. */
static bool read_combinator(struct css_text text, size_t *at, bool *child)
{
    size_t begin = *at;
    *child = false;
    while (*at < text.size && (is_space(text.bytes[*at]) || (text.bytes[*at] == '>' && !*child)))
        *child |= text.bytes[(*at)++] == '>';
    return *at > begin && *at < text.size;
}

enum status selector_parse(struct css_text text, struct arena *arena, struct selector *out)
{
    struct compound compounds[SELECTOR_COMPOUNDS];
    *out = (struct selector){0};
    size_t at = 0;
    bool child = false;
    do {
        if (out->count == SELECTOR_COMPOUNDS)
            return STATUS_UNSUPPORTED;
        struct compound *compound = &compounds[out->count];
        *compound = (struct compound){.child = child};
        enum status status = read_compound(text, &at, arena, out, compound);
        if (status)
            return status;
        out->count++;
    } while (read_combinator(text, &at, &child));
    if (at < text.size || child)
        return STATUS_UNSUPPORTED;
    struct compound *kept = arena_alloc(arena, out->count * sizeof(*kept));
    if (!kept)
        return STATUS_NO_MEMORY;
    for (uint32_t i = 0; i < out->count; i++)
        kept[i] = compounds[out->count - 1 - i];
    out->compounds = kept;
    return STATUS_OK;
}

static bool compound_matches(const struct compound *compound, const struct path *path, size_t at)
{
    const struct path_element *element = &path->elements[at];
    const char *words = path->words.data;
    if (compound->type && strcmp(compound->type, element->name) != 0)
        return false;
    if (compound->id && (!element->id || strcmp(compound->id, words + element->id) != 0))
        return false;
    for (uint8_t i = 0; i < compound->class_count; i++)
        if (!element->class || !attribute_has_word(words + element->class, compound->classes[i]))
            return false;
    return true;
}

bool selector_matches(const struct selector *selector, const struct path *path, uint32_t *budget)
{
    size_t places[SELECTOR_COMPOUNDS]; /* where each compound so far matches */
    size_t at = path->depth - 1;
    if (path->depth == 0 || path->depth > LIMIT_NESTING)
        return false;
    for (uint32_t i = 0; *budget;) {
        --*budget;
        bool matches = compound_matches(&selector->compounds[i], path, at);
        if (matches && i + 1 == selector->count)
            return true;
        if (matches && at > 0) {
            places[i++] = at--;
            continue;
        }
        /* Elsewhere for this one, else for the nearest to its right that may stand further out. */
        for (;;) {
            bool fixed = i == 0 || selector->compounds[i - 1].child;
            if (!matches && !fixed && at > 0) {
                at--;
                break;
            }
            if (i == 0)
                return false;
            at = places[--i];
            matches = false;
        }
    }
    return false;
}
