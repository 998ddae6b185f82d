#include "document/tex.h"

#include <ctype.h>
#include <string.h>

/* A line that may begin a block of its own: TeX that is not displayed does not go over it. */
static bool begins_block(const char *line, const char *end)
{
    while (line < end && (*line == ' ' || *line == '\t'))
        line++;
    const char *digits = line;
    while (line < end && isdigit((unsigned char)*line))
        line++;
    if (line == end)
        return false;
    return line > digits ? *line == '.' || *line == ')' : strchr("-+*#>|=`~:<", *line) && *line;
}

/* The "$" that closes what begins at `text`, or NULL. */
static const char *closing_one(const char *text, const char *end, bool row)
{
    if (text == end || strchr(" \t\r\n`", *text))
        return NULL;
    for (const char *at = text; at < end; at++) {
        if (*at == '$') {
            bool digit = at + 1 < end && isdigit((unsigned char)at[1]);
            return digit || strchr(" \t\r\n", at[-1]) ? NULL : at;
        }
        if ((*at == '\n' && begins_block(at + 1, end)) || (*at == '|' && row))
            return NULL;
        at += *at == '\\';
    }
    return NULL;
}

/* The "$$" that closes what begins at `text`, or NULL. */
static const char *closing_two(const char *text, const char *end, bool alone)
{
    for (const char *at = text; at + 1 < end; at++) {
        if (at[0] == '$' && at[1] == '$')
            return at;
        if (*at == '\n' && !alone && begins_block(at + 1, end))
            return NULL;
        at += *at == '\\';
    }
    return NULL;
}

size_t tex_size(const char *text, size_t size, char mark)
{
    const char *end = text + size;
    size_t dollars = 0;
    while (dollars < size && text[dollars] == '$')
        dollars++;
    const char *close = dollars == 1   ? closing_one(text + dollars, end, mark == '|')
                        : dollars == 2 ? closing_two(text + dollars, end, mark == '$' || mark == '>')
                                       : NULL;
    return close ? (size_t)(close - text) + dollars : 0;
}

enum status tex_add(const char *text, size_t size, bool quoted, struct buffer *out)
{
    enum status status = STATUS_OK;
    bool first = false;
    for (size_t at = 0; at < size && !status; at++) {
        char byte = text[at];
        first = (first && (byte == ' ' || byte == '>')) || byte == '\n';
        bool mark = ispunct((unsigned char)byte) && byte != '$' && !(first && quoted);
        status = mark ? buffer_print(out, "\\%c", byte) : buffer_add(out, &byte, 1);
    }
    return status;
}
