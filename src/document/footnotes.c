#include "document/footnotes.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/grow.h"
#include "base/limits.h"
#include "document/map.h"
#include "document/notation.h"

struct note {
    const char *id, *text;
    uint64_t origin;
    uint32_t number, uses;
};

struct footnotes {
    struct arena *arena;
    struct map map;           /* id → struct note */
    struct note **references; /* in the text's order */
    uint32_t count, room;
    struct note **numbered;
    uint32_t numbered_count, numbered_room;
};

struct footnotes *footnotes_new(void)
{
    struct footnotes *footnotes = calloc(1, sizeof(*footnotes));
    if (!footnotes)
        return NULL;
    footnotes->arena = arena_new(LIMIT_ARTICLE_MEMORY);
    if (footnotes->arena)
        return footnotes;
    free(footnotes);
    return NULL;
}

void footnotes_free(struct footnotes *footnotes)
{
    if (!footnotes)
        return;
    map_free(&footnotes->map);
    free(footnotes->references);
    free(footnotes->numbered);
    arena_free(footnotes->arena);
    free(footnotes);
}

bool footnotes_present(const char *text, size_t size)
{
    const char *end = text + size, *at = text;
    while ((at = memchr(at, '[', (size_t)(end - at))) != NULL)
        if (++at < end && *at == '^')
            return true;
    return false;
}

static enum status define(struct footnotes *footnotes, const char *text, size_t size, uint64_t origin)
{
    size_t skip, id;
    struct buffer body = {0};
    if (!notation_begins(text, notation_line_size(text, size), &skip, &id))
        return STATUS_OK;
    const char *name = text + skip - id - 2;
    struct note *note = map_find(&footnotes->map, name, id);
    if (note && note->origin != origin)
        return STATUS_OK;
    enum status status = notation_copy(text, size, skip, &body);
    const char *copy = status ? NULL : arena_copy(footnotes->arena, body.data, body.size);
    buffer_free(&body);
    if (copy && note) {
        note->text = copy;
        return STATUS_OK;
    }
    note = copy ? arena_alloc(footnotes->arena, sizeof(*note)) : NULL;
    const char *key = note ? arena_copy(footnotes->arena, name, id) : NULL;
    if (!key)
        return STATUS_NO_MEMORY;
    *note = (struct note){.id = key, .text = copy, .origin = origin};
    return map_set(&footnotes->map, key, id, note);
}

enum status footnotes_gather(struct footnotes *footnotes, const char *text, size_t size, uint64_t origin)
{
    struct notation notation = {.after_blank = true};
    enum status status = STATUS_OK;
    for (size_t at = 0; at < size && !status;) {
        size_t length = notation_line_size(text + at, size - at), skip, id;
        if (notation_line(&notation, text + at, length) == LINE_TEXT &&
            notation_begins(text + at, length, &skip, &id)) {
            size_t whole = notation_size(text + at, size - at);
            status = define(footnotes, text + at, whole, origin + at);
            at += whole;
        } else {
            at += length + 1;
        }
    }
    return status;
}

static enum status push(struct note ***notes, uint32_t count, uint32_t *room, struct note *note)
{
    if (GROW(*notes, *room, count + 1))
        return STATUS_NO_MEMORY;
    (*notes)[count] = note;
    return STATUS_OK;
}

/* The id in an attribute, or in an address: neither Markdown nor HTML reads anything into it. */
static enum status add_id(const char *id, bool address, struct buffer *out)
{
    enum status status = STATUS_OK;
    for (; *id && !status; id++) {
        unsigned char byte = (unsigned char)*id;
        bool plain = byte >= 0x80 || (byte >= '0' && byte <= '9') ||
                     ((byte | 32) >= 'a' && (byte | 32) <= 'z') || byte == '-';
        if (plain)
            status = buffer_add(out, id, 1);
        else
            status = buffer_print(out, address ? "%%%02X" : "&#%u;", byte);
    }
    return status;
}

static enum status refer(struct footnotes *footnotes, struct note *note, struct buffer *out)
{
    enum status status = push(&footnotes->references, footnotes->count, &footnotes->room, note);
    if (status)
        return status;
    if (!note->number) {
        status = push(&footnotes->numbered, footnotes->numbered_count, &footnotes->numbered_room, note);
        if (status)
            return status;
        note->number = (uint32_t)++footnotes->numbered_count;
    }
    footnotes->count++;
    note->uses++;
    status = buffer_print(out, "<sup><a href=\"#fn-");
    if (!status)
        status = add_id(note->id, true, out);
    if (!status)
        status = buffer_print(out, "\" id=\"fnref-");
    if (!status)
        status = add_id(note->id, false, out);
    if (!status && note->uses > 1)
        status = buffer_print(out, "-%u", note->uses);
    return status ? status : buffer_print(out, "\">\\[%u\\]</a></sup>", note->number);
}

/* The bytes at text[0] in which nothing is a reference: an escape, a code span, a tag; at least one. */
static size_t skip_inline(const char *text, size_t size)
{
    if (*text == '\\' && size > 1)
        return 2;
    if (*text == '<' && size > 1 && ((text[1] | 32) >= 'a' || text[1] == '/' || text[1] == '!')) {
        const char *end = memchr(text, '>', size);
        return end ? (size_t)(end - text) + 1 : 1;
    }
    if (*text != '`')
        return 1;
    size_t run = 0;
    while (run < size && text[run] == '`')
        run++;
    for (size_t at = run; at < size;) {
        size_t length = 0;
        while (at + length < size && text[at + length] == '`')
            length++;
        if (length == run)
            return at + length;
        at += length ? length : 1;
    }
    return run;
}

/* One paragraph's worth of text. */
static enum status apply_inline(struct footnotes *footnotes, const char *text, size_t size,
                                struct buffer *out, bool *missing)
{
    enum status status = STATUS_OK;
    for (size_t at = 0; at < size && !status;) {
        size_t id, length = notation_reference(text + at, size - at, &id);
        struct note *note = length ? map_find(&footnotes->map, text + at + 2, id) : NULL;
        *missing |= length && !note;
        if (note) {
            status = refer(footnotes, note, out);
            at += length;
            continue;
        }
        size_t plain = skip_inline(text + at, size - at);
        status = buffer_add(out, text + at, plain);
        at += plain;
    }
    return status;
}

enum status footnotes_apply(struct footnotes *footnotes, const char *text, size_t size, struct buffer *out,
                            bool *missing)
{
    struct notation notation = {.after_blank = true};
    enum status status = STATUS_OK;
    size_t begin = 0; /* of the paragraph that is open */
    for (size_t at = 0; at < size && !status;) {
        size_t length = notation_line_size(text + at, size - at), skip, id;
        enum line line = notation_line(&notation, text + at, length);
        bool note = line == LINE_TEXT && notation_begins(text + at, length, &skip, &id);
        size_t next = at + length + (at + length < size);
        if (line != LINE_TEXT || note) {
            status = apply_inline(footnotes, text + begin, at - begin, out, missing);
            if (note)
                next = at + notation_size(text + at, size - at);
            if (!status)
                status = note ? buffer_add(out, "\n", 1) : buffer_add(out, text + at, next - at);
            begin = next;
        }
        at = next;
    }
    return status ? status : apply_inline(footnotes, text + begin, size - begin, out, missing);
}

size_t footnotes_count(const struct footnotes *footnotes)
{
    return footnotes->count;
}

void footnotes_rewind(struct footnotes *footnotes, size_t count)
{
    while (footnotes->count > count) {
        struct note *note = footnotes->references[--footnotes->count];
        if (--note->uses == 0) {
            note->number = 0;
            footnotes->numbered_count--;
        }
    }
}

const char *footnotes_note(const struct footnotes *footnotes, size_t number)
{
    return number <= footnotes->numbered_count ? footnotes->numbered[number - 1]->text : NULL;
}

enum status footnotes_begin(const struct footnotes *footnotes, size_t number, struct buffer *out)
{
    enum status status = buffer_print(out, "<li id=\"fn-");
    if (!status)
        status = add_id(footnotes->numbered[number - 1]->id, false, out);
    return status ? status : buffer_print(out, "\">\n");
}

enum status footnotes_back(const struct footnotes *footnotes, size_t number, struct buffer *out)
{
    const struct note *note = footnotes->numbered[number - 1];
    enum status status = STATUS_OK;
    for (uint32_t use = 1; use <= note->uses && !status; use++) {
        status = buffer_print(out, " <a href=\"#fnref-");
        if (!status)
            status = add_id(note->id, true, out);
        if (!status)
            status = use > 1 ? buffer_print(out, "-%u\">↩<sup>%u</sup></a>", use, use)
                             : buffer_print(out, "\">↩</a>");
    }
    return status;
}
