#include "document/tags.h"

#include <stdbool.h>
#include <string.h>

#define ATTRIBUTES 256u

static bool is_letter(char byte)
{
    return (byte | 32) >= 'a' && (byte | 32) <= 'z';
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\f';
}

size_t tags_whole(const char *text, size_t size)
{
    for (size_t at = size; at > 0; at--) {
        if (text[at - 1] == '>')
            return size;
        if (text[at - 1] == '<')
            return at - 1;
    }
    return size;
}

void tags_thin(struct tags *tags, char *text, size_t size)
{
    for (size_t at = 0; at < size; at++) {
        char byte = text[at];
        if (tags->words == 0 && tags->before != '<') {
            const char *open = memchr(text + at, '<', size - at);
            at = open ? (size_t)(open - text) : size - 1;
            tags->before = text[at];
            continue;
        }
        if (tags->words == 0) {
            tags->words = is_letter(byte);
            tags->before = byte;
            continue;
        }
        if (tags->quote) {
            if (byte == tags->quote)
                tags->quote = 0;
        } else if (byte == '>') {
            tags->words = 0;
        } else if ((byte == '"' || byte == '\'') && tags->before == '=') {
            tags->quote = byte;
        } else if (!is_space(byte) && (is_space(tags->before) || tags->before == '/' || tags->before == '"' ||
                                       tags->before == '\'')) {
            tags->words++;
        }
        if (tags->words > ATTRIBUTES)
            text[at] = ' ';
        if (!is_space(byte) || tags->before != '=')
            tags->before = byte;
    }
}
