#include "bundle/inifile.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <ini.h>

#include "base/buffer.h"

/* As many bytes of a line that is no setting as are repeated to the person who wrote it. */
#define SHOWN 40
/* inih keeps this much of a section's or key's name. */
#define NAME_SIZE 64

struct reader {
    enum status (*each)(void *data, const struct inifile_line *line);
    void *data;
    enum status status;
    const char *next, *end;   /* lines not begun yet */
    const char *piece, *stop; /* what is left of the line at hand */
    unsigned number;          /* of the line at hand */
    unsigned key_number;      /* of the line of the key at hand */
    char section[NAME_SIZE], key[NAME_SIZE];
    struct buffer value;
    bool pending; /* a key is complete but for what may come behind it */
};

static void hand_over(struct reader *reader)
{
    if (!reader->pending || reader->status)
        return;
    reader->pending = false;
    struct inifile_line line = {.number = reader->key_number,
                                .section = reader->section,
                                .key = reader->key,
                                .value = reader->value.data ? reader->value.data : ""};
    reader->status = reader->each(reader->data, &line);
}

static void report_line(struct reader *reader)
{
    char shown[SHOWN + 1];
    size_t size = (size_t)(reader->stop - reader->piece);
    snprintf(shown, sizeof shown, "%.*s", (int)(size < SHOWN ? size : SHOWN), reader->piece);
    struct inifile_line line = {.number = reader->number, .section = reader->section, .value = shown};
    reader->status = reader->each(reader->data, &line);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The next line without the white space around it and without a comment; false at the end. */
static bool begin_line(struct reader *reader)
{
    if (reader->next == reader->end)
        return false;
    const char *line = reader->next, *feed = memchr(line, '\n', (size_t)(reader->end - line));
    const char *stop = feed ? feed : reader->end;
    reader->next = feed ? feed + 1 : reader->end;
    const char *nul = memchr(line, '\0', (size_t)(stop - line));
    stop = nul ? nul : stop;
    while (line < stop && is_space(*line))
        line++;
    for (const char *at = line; at < stop; at++) {
        if ((*at == ';' && (at == line || is_space(at[-1]))) || (*at == '#' && at == line))
            stop = at;
    }
    while (stop > line && is_space(stop[-1]))
        stop--;
    reader->number++;
    reader->piece = line;
    reader->stop = stop;
    return true;
}

/* Where the piece of at most `room` bytes ends: not beside white space, which inih takes away, nor before what it takes for a comment. */
static size_t piece_size(const struct reader *reader, size_t room)
{
    size_t size = (size_t)(reader->stop - reader->piece);
    if (size <= room)
        return size;
    for (size_t cut = room; cut > 1; cut--) {
        if (!is_space(reader->piece[cut]) && !is_space(reader->piece[cut - 1]) &&
            !strchr(";#", reader->piece[cut]))
            return cut;
    }
    return room;
}

/* inih's fgets. A long line comes as several, those behind the first indented: the value goes on. */
static char *read_piece(char *out, int room, void *data)
{
    struct reader *reader = data;
    size_t indent = reader->piece < reader->stop;
    while (!indent) {
        hand_over(reader);
        if (reader->status || !begin_line(reader))
            return NULL;
        size_t size = (size_t)(reader->stop - reader->piece);
        bool section = size && *reader->piece == '[' && size < NAME_SIZE && reader->stop[-1] == ']';
        if (size && (section || memchr(reader->piece, '=', size < NAME_SIZE ? size : NAME_SIZE)))
            break;
        if (size)
            report_line(reader);
        reader->piece = reader->stop;
    }
    size_t size = piece_size(reader, (size_t)room - 3);
    snprintf(out, (size_t)room, "%s%.*s\n", indent ? " " : "", (int)size, reader->piece);
    reader->piece += size;
    return out;
}

static int take_value(void *data, const char *section, const char *key, const char *value)
{
    struct reader *reader = data;
    if (!reader->pending) {
        snprintf(reader->section, sizeof reader->section, "%s", section);
        snprintf(reader->key, sizeof reader->key, "%s", key);
        reader->key_number = reader->number;
        reader->value.size = 0;
        reader->pending = true;
    }
    if (!reader->status)
        reader->status = buffer_add(&reader->value, value, strlen(value));
    return 1;
}

enum status inifile_read(const char *text, size_t size,
                         enum status (*each)(void *data, const struct inifile_line *line), void *data)
{
    struct reader reader = {.each = each, .data = data, .next = text, .end = text + size};
    if (size >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3))
        reader.next += 3;
    reader.piece = reader.stop = reader.next;
    ini_parse_stream(read_piece, &reader, take_value, &reader);
    hand_over(&reader);
    buffer_free(&reader.value);
    return reader.status;
}
