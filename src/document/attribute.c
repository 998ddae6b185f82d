#include "document/attribute.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *attribute(const char *const *attributes, const char *name)
{
    for (; attributes && attributes[0]; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1] ? attributes[1] : "";
    return NULL;
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

enum align attribute_align(const char *const *attributes, enum align otherwise)
{
    static const struct {
        const char *word;
        enum align align;
    } words[] = {{"left", ALIGN_START},    {"start", ALIGN_START}, {"justify", ALIGN_START},
                 {"center", ALIGN_CENTER}, {"right", ALIGN_END},   {"end", ALIGN_END}};
    const char *value = attribute(attributes, "align"), *style = attribute(attributes, "style");
    const char *property = style ? strstr(style, "text-align") : NULL;
    if (property) {
        property += strlen("text-align");
        value = property + strspn(property, ": \t\n");
    }
    for (size_t i = 0; value && i < sizeof(words) / sizeof(words[0]); i++)
        if (strncasecmp(value, words[i].word, strlen(words[i].word)) == 0)
            return words[i].align;
    return otherwise;
}
