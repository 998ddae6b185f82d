#include "document/notation.h"

#include <string.h>

#define ID_LIMIT 200u

size_t notation_line_size(const char *text, size_t size)
{
    const char *end = memchr(text, '\n', size);
    return end ? (size_t)(end - text) : size;
}

static size_t columns_of(const char *line, size_t size)
{
    size_t columns = 0;
    for (size_t at = 0; at < size && (line[at] == ' ' || line[at] == '\t'); at++)
        columns += line[at] == '\t' ? 4 - columns % 4 : 1;
    return columns;
}

static bool is_blank(const char *line, size_t size)
{
    size_t at = 0;
    while (at < size && (line[at] == ' ' || line[at] == '\t' || line[at] == '\r'))
        at++;
    return at == size;
}

/* A line that opens, closes or stands in fenced code. */
static bool in_fence(struct notation *notation, const char *line, size_t size)
{
    size_t at = 0, length = 0;
    while (at < size && line[at] && strchr(" \t>-+*0123456789.)", line[at]))
        at++;
    char mark = at < size ? line[at] : '\0';
    while ((mark == '`' || mark == '~') && at + length < size && line[at + length] == mark)
        length++;
    if (notation->fence) {
        if (mark == notation->fence && length >= notation->fence_length &&
            is_blank(line + at + length, size - at - length))
            notation->fence = '\0';
        return true;
    }
    if (length < 3 || (mark == '`' && memchr(line + at + length, '`', size - at - length)))
        return false;
    notation->fence = mark;
    notation->fence_length = length;
    return true;
}

enum line notation_line(struct notation *notation, const char *line, size_t size)
{
    bool html = notation->split.html, after_blank = notation->after_blank;
    split_line(&notation->split, line, size);
    html |= notation->split.html || notation->split.markup;
    notation->after_blank = is_blank(line, size);
    if (html)
        return LINE_RAW;
    if (in_fence(notation, line, size))
        return LINE_RAW;
    if (notation->after_blank)
        return LINE_BLANK;
    if (after_blank && !notation->split.list && columns_of(line, size) >= 4) {
        notation->after_blank = true; /* the next line may be code as well */
        return LINE_RAW;
    }
    return LINE_TEXT;
}

size_t notation_reference(const char *text, size_t size, size_t *id)
{
    size_t at = 2;
    if (size < 4 || text[0] != '[' || text[1] != '^')
        return 0;
    while (at < size && at - 2 <= ID_LIMIT && text[at] != ']') {
        if ((unsigned char)text[at] <= ' ' || text[at] == '[')
            return 0;
        at++;
    }
    *id = at - 2;
    return at < size && text[at] == ']' && at > 2 ? at + 1 : 0;
}

bool notation_begins(const char *line, size_t size, size_t *skip, size_t *id)
{
    size_t indent = strspn(line, " ");
    if (indent > 3 || indent >= size)
        return false;
    size_t length = notation_reference(line + indent, size - indent, id);
    *skip = indent + length + 1;
    return length && indent + length < size && line[indent + length] == ':';
}

/* Whether the line goes on with a paragraph above it although it is not indented (CommonMark's laziness). */
static bool is_lazy(const char *line, size_t size)
{
    size_t skip, id;
    return !notation_begins(line, size, &skip, &id) && !strchr("#>`~|<-+*=", *line) &&
           !(*line >= '0' && *line <= '9');
}

size_t notation_size(const char *text, size_t size)
{
    size_t at = notation_line_size(text, size), end;
    bool blank = false;
    at += at < size;
    for (end = at; at < size;) {
        const char *line = text + at;
        size_t length = notation_line_size(line, size - at);
        bool empty = is_blank(line, length);
        if (!empty && columns_of(line, length) < 4 && (blank || !is_lazy(line, length)))
            break;
        blank = empty;
        at += length + (at + length < size);
        if (!empty)
            end = at;
    }
    return end;
}

enum status notation_copy(const char *text, size_t size, size_t skip, struct buffer *out)
{
    enum status status = STATUS_OK;
    for (size_t at = 0; at < size && !status;) {
        size_t length = notation_line_size(text + at, size - at), from = at ? 0 : skip;
        for (size_t columns = 0; at && from < length && columns < 4; from++) {
            if (text[at + from] != ' ' && text[at + from] != '\t')
                break;
            columns += text[at + from] == '\t' ? 4 : 1;
        }
        while (!at && from < length && (text[from] == ' ' || text[from] == '\t'))
            from++;
        status = buffer_add(out, text + at + from, length - from);
        if (!status)
            status = buffer_add(out, "\n", 1);
        at += length + 1;
    }
    return status;
}
