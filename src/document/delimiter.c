#include "document/delimiter.h"

#include <stdbool.h>
#include <string.h>

#include "document/split.h"

/* A row of cells made of dashes, colons and space, with a bar and a dash in it, behind a line that has a bar too. */
static bool is_delimiter_row(const char *line, size_t size)
{
    bool bar = false, dash = false;
    for (size_t at = 0; at < size; at++) {
        if (!line[at] || !strchr("|-: \t", line[at]))
            return false;
        bar |= line[at] == '|';
        dash |= line[at] == '-';
    }
    return bar && dash;
}

static enum status add_row(const char *line, size_t size, struct buffer *out)
{
    enum status status = STATUS_OK;
    for (size_t at = 0; at < size && !status;) {
        size_t run = 0;
        while (at + run < size && line[at + run] == '-')
            run++;
        size_t length = run ? run : 1;
        status = run && run < 3 ? buffer_add(out, "---", 3) : buffer_add(out, line + at, length);
        at += length;
    }
    return status;
}

enum status delimiter_widen(const char *text, size_t size, struct buffer *out)
{
    struct split split = {0};
    bool after_bar = false;
    enum status status = STATUS_OK;
    for (size_t at = 0; at < size && !status;) {
        const char *line = text + at, *end = memchr(line, '\n', size - at);
        size_t length = end ? (size_t)(end - line) : size - at;
        split_line(&split, line, length);
        bool code = !split.list && length >= 4 && !memcmp(line, "    ", 4);
        bool raw = split.fence || split.html || split.markup || code;
        if (!raw && after_bar && is_delimiter_row(line, length))
            status = add_row(line, length, out);
        else
            status = buffer_add(out, line, length);
        if (!status && end)
            status = buffer_add(out, "\n", 1);
        after_bar = !raw && memchr(line, '|', length);
        at += length + (end != NULL);
    }
    return status;
}
