#include "document/references.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucasemap.h>

#include "base/arena.h"
#include "base/limits.h"
#include "document/map.h"
#include "document/split.h"

#define LABEL_LIMIT 999u /* CommonMark: at most 999 characters */

struct references {
    struct arena *arena;
    struct map map;     /* folded label → definition as a line */
    struct split split; /* fenced code and HTML blocks hold no definitions */
    UCaseMap *folding;
    bool paragraph; /* the last line was text, which a definition cannot interrupt */
};

/* A stretch of text. */
struct slice {
    const char *text;
    size_t size;
};

struct references *references_new(void)
{
    struct references *references = calloc(1, sizeof(*references));
    if (!references)
        return NULL;
    UErrorCode error = U_ZERO_ERROR;
    references->folding = ucasemap_open("", U_FOLD_CASE_DEFAULT, &error);
    references->arena = arena_new(LIMIT_ARTICLE_MEMORY);
    if (references->arena && U_SUCCESS(error))
        return references;
    references_free(references);
    return NULL;
}

void references_free(struct references *references)
{
    if (!references)
        return;
    map_free(&references->map);
    ucasemap_close(references->folding);
    arena_free(references->arena);
    free(references);
}

/* The label that begins at text[0] == '[': *out is what the brackets hold; returns the length with the brackets, or 0. */
static size_t read_label(const char *text, size_t size, struct slice *out)
{
    bool any = false;
    for (size_t at = 1; at < size && at <= LABEL_LIMIT; at++) {
        if (text[at] == ']') {
            *out = (struct slice){text + 1, at - 1};
            return any ? at + 1 : 0;
        }
        if (text[at] == '[' || (text[at] == '\n' && at + 1 < size && text[at + 1] == '\n'))
            return 0;
        any |= !strchr(" \t\n", text[at]) || !text[at];
        if (text[at] == '\\' && at + 1 < size && strchr("[]\\", text[at + 1]))
            at++;
    }
    return 0;
}

/* The label with its white space collapsed and its case folded, in place of what `out` holds. */
static enum status fold(const struct references *references, struct slice label, struct buffer *out)
{
    struct buffer flat = {0};
    enum status status = STATUS_OK;
    for (size_t at = 0; at < label.size && !status; at++) {
        bool space = label.text[at] == ' ' || label.text[at] == '\t' || label.text[at] == '\n';
        if (!space)
            status = buffer_add(&flat, label.text + at, 1);
        else if (flat.size && flat.data[flat.size - 1] != ' ')
            status = buffer_add(&flat, " ", 1);
    }
    flat.size -= flat.size && flat.data[flat.size - 1] == ' ';
    out->size = 0;
    /* Folding makes a character three times as long at most. */
    if (!status)
        status = buffer_reserve(out, flat.size * 3);
    if (!status && flat.size) {
        UErrorCode error = U_ZERO_ERROR;
        int32_t size = ucasemap_utf8FoldCase(references->folding, out->data, (int32_t)(flat.size * 3),
                                             flat.data, (int32_t)flat.size, &error);
        out->size = U_SUCCESS(error) ? (size_t)size : 0;
        out->data[out->size] = '\0';
    }
    buffer_free(&flat);
    return status;
}

static size_t skip_space(const char *text, size_t size, size_t at, bool feed)
{
    while (at < size && (text[at] == ' ' || text[at] == '\t' || (feed && text[at] == '\n'))) {
        feed = feed && text[at] != '\n';
        at++;
    }
    return at;
}

/* The address that begins at `at`, in <…> or not; returns the offset behind it, or 0. */
static size_t read_address(const char *text, size_t size, size_t at, struct slice *out)
{
    size_t begin = at;
    if (at < size && text[at] == '<') {
        while (at < size && text[at] != '>' && text[at] != '\n')
            at++;
        if (at >= size || text[at] != '>')
            return 0;
        at++;
    } else {
        while (at < size && (unsigned char)text[at] > ' ')
            at++;
    }
    *out = (struct slice){text + begin, at - begin};
    return at > begin && out->size <= LIMIT_ADDRESS ? at : 0;
}

/* The offset behind the title that may begin at `at`, in quotes or brackets and with nothing behind it on its line; 0 when
 * there is none. */
static size_t read_title(const char *text, size_t size, size_t at)
{
    if (at >= size || !text[at] || !strchr("\"'(", text[at]))
        return 0;
    char close = text[at] == '(' ? ')' : text[at];
    for (at++; at < size && text[at] != close; at++) {
        if (text[at] == '\n' && at + 1 < size && text[at + 1] == '\n')
            return 0;
        at += text[at] == '\\';
    }
    if (at >= size)
        return 0;
    at = skip_space(text, size, at + 1, false);
    return at >= size || text[at] == '\n' ? at : 0;
}

/* The end of the definition whose address ends at `at`, or 0 when something else follows it. */
static size_t read_end(const char *text, size_t size, size_t at)
{
    size_t same_line = skip_space(text, size, at, false);
    if (same_line < size && text[same_line] != '\n')
        return same_line > at ? read_title(text, size, same_line) : 0;
    size_t title = read_title(text, size, skip_space(text, size, same_line, true));
    return title ? title : same_line;
}

static enum status define(struct references *references, struct slice label, struct slice address)
{
    struct buffer key = {0}, line = {0};
    enum status status = fold(references, label, &key);
    if (!status && key.size && !map_find(&references->map, key.data, key.size)) {
        status = buffer_print(&line, "[%.*s]: %.*s\n", (int)label.size, label.text, (int)address.size,
                              address.text);
        char *kept_key = status ? NULL : arena_copy(references->arena, key.data, key.size);
        char *kept_line = kept_key ? arena_copy(references->arena, line.data, line.size) : NULL;
        if (!status)
            status = kept_line ? map_set(&references->map, kept_key, key.size, kept_line) : STATUS_NO_MEMORY;
    }
    buffer_free(&key);
    buffer_free(&line);
    return status;
}

/* Past the quote signs, list markers and indentation before a line's contents. */
static size_t past_containers(const char *line, size_t size)
{
    size_t at = 0;
    while (at < size && strchr(" \t>-+*", line[at]) && line[at])
        at++;
    return at;
}

/* Reads a definition at text[0] == '['; *length is what it takes, 0 when it is none. */
static enum status gather_one(struct references *references, const char *text, size_t size, size_t *length)
{
    struct slice label, address;
    *length = 0;
    size_t at = read_label(text, size, &label);
    if (at == 0 || at >= size || text[at] != ':' || *label.text == '^')
        return STATUS_OK;
    at = skip_space(text, size, at + 1, true);
    at = read_address(text, size, at, &address);
    if (at)
        *length = read_end(text, size, at);
    return *length ? define(references, label, address) : STATUS_OK;
}

/* Whether a definition may begin in the line whose contents begin at `skip`. */
static bool may_define(const struct references *references, const char *line, size_t size, size_t skip)
{
    const struct split *split = &references->split;
    bool code = !split->list && size >= 4 && memcmp(line, "    ", 4) == 0;
    return !split->fence && !split->html && !references->paragraph && !code && skip < size &&
           line[skip] == '[';
}

enum status references_gather(struct references *references, const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        const char *line = text + at, *end = memchr(line, '\n', size - at);
        size_t length = end ? (size_t)(end - line) : size - at, defined = 0;
        split_line(&references->split, line, length);
        size_t skip = past_containers(line, length);
        if (may_define(references, line, length, skip)) {
            enum status status = gather_one(references, line + skip, size - at - skip, &defined);
            if (status)
                return status;
        }
        bool raw = references->split.fence || references->split.html;
        references->paragraph = !raw && !defined && skip < length && line[skip] != '#';
        at += defined ? skip + defined + 1 : length + 1;
    }
    return STATUS_OK;
}

/* Whether "(…" is what makes a link of the label before it: an address, perhaps <…>, and perhaps a title. */
static bool is_inline(const char *text, size_t size)
{
    size_t at = skip_space(text, size, 1, true), begin = at;
    while (at < size && !strchr(" \t\n)", text[at]))
        at++;
    if (at >= size || text[at] == ')' || text[begin] == '<')
        return true;
    at = skip_space(text, size, at, true);
    return at >= size || (text[at] && strchr("\"'()", text[at]));
}

/* Whether "[label]" at text[at] can be a use: not an inline link, a definition or a task's box. */
static bool may_use(const char *text, size_t size, size_t at, struct slice label)
{
    size_t past = at + label.size + 2;
    if (past < size && text[past] == '(' && is_inline(text + past, size - past))
        return false;
    if (past < size && text[past] == ':')
        return false;
    return !(label.size == 1 && (*label.text == 'x' || *label.text == 'X'));
}

enum status references_collect(const struct references *references, const char *text, size_t size,
                               struct buffer *out, bool *missing)
{
    struct map taken = {0};
    struct buffer key = {0};
    enum status status = STATUS_OK;
    for (const char *open = text; !status && open && (open = memchr(open, '[', size - (size_t)(open - text)));
         open++) {
        struct slice label;
        size_t at = (size_t)(open - text);
        if (!read_label(open, size - at, &label) || *label.text == '^')
            continue; /* a footnote is footnotes.h's matter */
        status = fold(references, label, &key);
        if (status)
            break;
        char *line = map_find(&references->map, key.data, key.size);
        if (!line)
            *missing |= may_use(text, size, at, label);
        else if (!map_find(&taken, line, strlen(line))) {
            status = map_set(&taken, line, strlen(line), line);
            if (!status)
                status = buffer_add(out, line, strlen(line));
        }
    }
    map_free(&taken);
    buffer_free(&key);
    return status;
}
