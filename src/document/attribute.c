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

void attribute_read(const char *const *attributes, struct attributes *out)
{
    *out = (struct attributes){0};
    for (; attributes && attributes[0]; attributes += 2) {
        const char *name = attributes[0], *value = attributes[1] ? attributes[1] : "";
        const char **field = strcmp(name, "id") == 0         ? &out->id
                             : strcmp(name, "class") == 0    ? &out->class
                             : strcmp(name, "style") == 0    ? &out->style
                             : strcmp(name, "lang") == 0     ? &out->language
                             : strcmp(name, "xml:lang") == 0 ? &out->language
                             : strcmp(name, "dir") == 0      ? &out->direction
                             : strcmp(name, "align") == 0    ? &out->align
                             : strcmp(name, "color") == 0    ? &out->color
                             : strcmp(name, "type") == 0     ? &out->type
                                                             : NULL;
        if (field && (!*field || name[0] != 'x'))
            *field = value;
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
