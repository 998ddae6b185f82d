#include "document/front.h"

#include <stdbool.h>
#include <string.h>

static size_t trim(const char *line, size_t size)
{
    while (size && strchr(" \t\r", line[size - 1]) && line[size - 1])
        size--;
    return size;
}

/* Whether "key:" begins the line, and what scalar follows it. */
static bool read_scalar(const char *line, size_t size, const char *key, const char **out, size_t *out_size)
{
    size_t at = strlen(key);
    if (*out || size <= at || memcmp(line, key, at) != 0 || line[at] != ':')
        return false;
    at++;
    while (at < size && line[at] == ' ')
        at++;
    size = trim(line, size);
    bool quoted = size > at + 1 && (line[at] == '"' || line[at] == '\'') && line[size - 1] == line[at];
    if (quoted) {
        at++;
        size--;
    }
    /* What is no plain scalar, or holds escapes, is not understood. */
    if (at >= size || (!quoted && strchr("\"'[]{}>|&*!%#@`,?", line[at])) ||
        (quoted && memchr(line + at, '\\', size - at)))
        return false;
    *out = line + at;
    *out_size = size - at;
    return true;
}

/* A line that a mapping can have at its top. */
static bool is_key(const char *line, size_t size)
{
    size_t at = 0;
    while (at < size && line[at] != ':' && line[at] > ' ')
        at++;
    return at > 0 && at < size && line[at] == ':' && (at + 1 == size || line[at + 1] == ' ');
}

size_t front_read(const char *text, size_t size, struct front *out)
{
    bool first = true, keys = false;
    *out = (struct front){0};
    for (size_t at = 0; at < size && at < FRONT_SIZE; first = false) {
        const char *line = text + at, *feed = memchr(line, '\n', size - at);
        size_t length = feed ? (size_t)(feed - line) : size - at, word = trim(line, length);
        bool dashes = word == 3 && memcmp(line, "---", 3) == 0;
        bool ends = dashes || (word == 3 && memcmp(line, "...", 3) == 0);
        at += length + (feed != NULL);
        if (first && !dashes)
            return 0;
        if (first)
            continue;
        if (ends)
            return keys ? at : 0;
        if (!keys && word && *line != '#' && !is_key(line, word))
            return 0;
        keys |= word && *line != '#';
        if (!word && !keys)
            return 0;
        read_scalar(line, word, "title", &out->title, &out->title_size);
        read_scalar(line, word, "lang", &out->language, &out->language_size);
        read_scalar(line, word, "language", &out->language, &out->language_size);
    }
    return 0;
}
