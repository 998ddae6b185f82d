#include "document/plain.h"

#include <stdint.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/limits.h"
#include "base/utf8.h"

#define LINE_COLUMNS 160
#define WRAP_COLUMNS 50
/* A longer line is cut: a file may be a single one. */
#define LINE_SIZE KIB(32)

static size_t columns_of(const char *line, size_t size)
{
    size_t columns = 0;
    for (size_t at = 0; at < size;) {
        uint32_t code;
        at += utf8_decode(line + at, size - at, &code);
        int width = u_getIntPropertyValue((UChar32)code, UCHAR_EAST_ASIAN_WIDTH);
        columns += width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
    }
    return columns;
}

static void end_paragraph(struct plain *plain)
{
    struct builder *builder = plain->builder;
    if (plain->paragraph.size == 0)
        return;
    bool wrapped =
        plain->longest >= WRAP_COLUMNS && plain->shortest && plain->shortest * 10 >= plain->longest * 7;
    const char *at = plain->paragraph.data, *end = at + plain->paragraph.size;
    while (at < end) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        builder_characters(builder, at, (size_t)(feed - at));
        if (wrapped)
            builder_characters(builder, "\n", 1);
        else
            builder_break(builder);
        at = feed + 1;
    }
    builder_edge(builder);
    plain->paragraph.size = 0;
    plain->longest = plain->shortest = plain->last = 0;
}

/* "1. ", "2) ", "- ", "* " or "• " begins a line that stays one. */
static bool is_item(const char *line, size_t size)
{
    size_t at = 0;
    while (at < size && at < 3 && line[at] >= '0' && line[at] <= '9')
        at++;
    if (at)
        at = at < size && (line[at] == '.' || line[at] == ')') ? at + 1 : size;
    else if (size && (*line == '-' || *line == '*'))
        at = 1;
    else if (size >= 3 && memcmp(line, "\xE2\x80\xA2", 3) == 0)
        at = 3;
    else
        return false;
    return at < size && line[at] == ' ';
}

static enum status add_line(struct plain *plain, const char *line, size_t size)
{
    size_t columns = columns_of(line, size);
    if (text_blank(line, size)) {
        end_paragraph(plain);
        return STATUS_OK;
    }
    bool starts =
        columns > LINE_COLUMNS || (size >= 3 && memcmp(line, "\xE3\x80\x80", 3) == 0) || is_item(line, size);
    if (plain->paragraph.size && (starts || plain->paragraph.size + size > LIMIT_PARAGRAPH))
        end_paragraph(plain);
    if (plain->paragraph.size && (!plain->shortest || plain->last < plain->shortest))
        plain->shortest = plain->last;
    enum status status = buffer_add(&plain->paragraph, line, size);
    if (!status)
        status = buffer_add(&plain->paragraph, "\n", 1);
    if (status)
        return status;
    plain->last = columns;
    plain->longest = columns > plain->longest ? columns : plain->longest;
    if (columns > LINE_COLUMNS)
        end_paragraph(plain);
    return STATUS_OK;
}

/* The bytes of the line at the start of text[0..size) with its line feed, or 0 when its end is not there yet. */
static size_t next_line(const char *text, size_t size, bool last)
{
    const char *feed = memchr(text, '\n', size < LINE_SIZE ? size : LINE_SIZE);
    if (feed)
        return (size_t)(feed - text) + 1;
    if (size >= LINE_SIZE)
        return utf8_whole(text, LINE_SIZE);
    return last ? size : 0;
}

enum status plain_feed(struct plain *plain, const char *text, size_t size, bool last)
{
    enum status status = buffer_add(&plain->rest, text, size);
    size_t at = 0, length;
    while (!status && at < plain->rest.size &&
           (length = next_line(plain->rest.data + at, plain->rest.size - at, last))) {
        const char *line = plain->rest.data + at;
        status = add_line(plain, line, length - (line[length - 1] == '\n'));
        at += length;
    }
    buffer_drop(&plain->rest, at);
    if (status)
        return status;
    if (last)
        end_paragraph(plain);
    return plain->builder->status;
}

void plain_free(struct plain *plain)
{
    buffer_free(&plain->rest);
    buffer_free(&plain->paragraph);
}
