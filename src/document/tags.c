#include "document/tags.h"

#include <string.h>
#include <strings.h>

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

/* Whether text[0..size), behind "</", is the name of one of the two. */
static bool ends_page(const char *text, size_t size)
{
    return size > 4 && (!strncasecmp(text, "html", 4) || !strncasecmp(text, "body", 4)) &&
           !is_letter(text[4]);
}

void tags_keep_open(struct tags *tags, char *text, size_t size)
{
    size_t last = size; /* behind the last '>' */
    while (last > 0 && text[last - 1] != '>')
        last--;
    for (size_t at = 0; at < last;) {
        while (!tags->begun && at < last && is_space(text[at]))
            at++;
        const char *open = memchr(text + at, '<', last - at);
        if (!open || open > text + at)
            tags->begun = true;
        if (!open)
            break;
        size_t tag = (size_t)(open - text);
        bool end = last - tag > 3 && open[1] == '/' && is_letter(open[2]);
        tags->begun = tags->begun || !end;
        at = tag + 1;
        if (!end || (tags->begun && !ends_page(open + 2, last - tag - 2)))
            continue;
        at = (size_t)((const char *)memchr(open, '>', last - tag) - text) + 1;
        memset(text + tag, ' ', at - tag);
    }
    while (last < size && is_space(text[last]))
        last++;
    tags->begun = tags->begun || last < size;
}
