#include "document/attribute.h"

#include <stdlib.h>
#include <string.h>

const char *attribute(const char *const *attributes, const char *name)
{
    for (; attributes && attributes[0]; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1] ? attributes[1] : "";
    return NULL;
}

/* The field that an attribute goes into, or NULL. Most attributes are none of these, which their first letter tells. */
static const char **field_of(struct attributes *out, const char *name)
{
    switch (name[0]) {
    case 'a':
        return strcmp(name, "align") == 0 ? &out->align : NULL;
    case 'c':
        return strcmp(name, "class") == 0 ? &out->class : strcmp(name, "color") == 0 ? &out->color : NULL;
    case 'd':
        return strcmp(name, "dir") == 0 ? &out->direction : NULL;
    case 'i':
        return strcmp(name, "id") == 0 ? &out->id : NULL;
    case 'l':
        return strcmp(name, "lang") == 0 ? &out->language : NULL;
    case 's':
        return strcmp(name, "style") == 0 ? &out->style : NULL;
    case 't':
        return strcmp(name, "type") == 0 ? &out->type : NULL;
    case 'x':
        return strcmp(name, "xml:lang") == 0 && !out->language ? &out->language : NULL;
    default:
        return NULL;
    }
}

void attribute_read(const char *const *attributes, struct attributes *out)
{
    *out = (struct attributes){0};
    for (; attributes && attributes[0]; attributes += 2) {
        const char *name = attributes[0];
        const char **field = field_of(out, name);
        if (field)
            *field = attributes[1] ? attributes[1] : "";
        else if (name[0] == 'h')
            out->hidden |= strcmp(name, "hidden") == 0;
    }
    out->any = out->direction || out->align || out->color || out->type || out->hidden;
}

bool attribute_has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; at && *at;) {
        at += strspn(at, " \t\n");
        size_t size = strcspn(at, " \t\n");
        if (size == length && strncmp(at, word, size) == 0)
            return true;
        at += size;
    }
    return false;
}

uint32_t attribute_number(const char *value, uint32_t otherwise, uint32_t limit)
{
    char *end;
    if (!value)
        return otherwise;
    long number = strtol(value, &end, 10);
    if (end == value || number < 0)
        return otherwise;
    return (unsigned long)number > limit ? limit : (uint32_t)number;
}
