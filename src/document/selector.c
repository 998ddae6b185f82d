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

/* The name at *at, copied; escapes are taken by their letter. NULL: none there, or out of memory. */
static const char *read_name(struct css_text text, size_t *at, struct arena *arena, bool lower)
{
    size_t begin = *at;
    while (*at < text.size && is_name(text.bytes[*at]))
        ++*at;
    if (*at == begin)
        return NULL;
    char *name = arena_copy(arena, text.bytes + begin, *at - begin);
    for (char *byte = name; lower && byte && *byte; byte++)
        if (*byte >= 'A' && *byte <= 'Z')
            *byte |= 32;
    return name;
}

/* Reads "type.class#id" at *at; false when something else stands there. */
static bool read_compound(struct css_text text, size_t *at, struct arena *arena, struct selector *selector,
                          struct compound *out)
{
    size_t begin = *at;
    if (*at < text.size && text.bytes[*at] == '*') {
        ++*at;
    } else if (*at < text.size && is_name(text.bytes[*at])) {
        out->type = read_name(text, at, arena, true);
        selector->specificity += 1;
    }
    while (*at < text.size && (text.bytes[*at] == '.' || text.bytes[*at] == '#')) {
        bool class = text.bytes[(*at)++] == '.';
        const char *name = read_name(text, at, arena, false);
        if (!name || (class && out->class_count == SELECTOR_CLASSES) || (!class && out->id))
            return false;
        if (class)
            out->classes[out->class_count++] = name;
        else
            out->id = name;
        selector->specificity += class ? 0x100 : 0x10000;
    }
    return *at > begin;
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
        if (!read_compound(text, &at, arena, out, compound))
            return STATUS_UNSUPPORTED;
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
