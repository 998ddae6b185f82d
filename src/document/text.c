#include "document/text.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/grow.h"
#include "base/utf8.h"

#define TAB_COLUMNS 4u
#define NO_BREAK_SPACE 0xA0u
#define IDEOGRAPHIC_SPACE 0x3000u
#define OBJECT 0xFFFCu

bool text_is_space(uint32_t code)
{
    return code == ' ' || code == '\t' || code == '\n' || code == '\f' || code == '\r' ||
           code == NO_BREAK_SPACE;
}

bool text_blank(const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        uint32_t code;
        at += utf8_decode(text + at, size - at, &code);
        if (utf8_counts(code) || code == OBJECT)
            return false;
    }
    return true;
}

static bool same_look(const struct span *span, const struct look *look)
{
    return span->style == look->style && span->region == look->region && span->color == look->color &&
           span->link == look->link;
}

static enum status add_span(struct inline_text *text, const struct span *span)
{
    if (GROW(text->spans, text->span_room, text->span_count + 1))
        return STATUS_NO_MEMORY;
    text->spans[text->span_count++] = *span;
    return STATUS_OK;
}

/* Whether a character that looks so belongs to the last span. */
static bool extends(const struct inline_text *text, const struct span *last, const struct look *look)
{
    return !text->edge && !last->picture && !last->ruby && same_look(last, look);
}

static enum status append(struct inline_text *text, uint32_t code, const struct look *look,
                          const struct picture *picture)
{
    char bytes[4];
    size_t size = utf8_encode(code, bytes);
    struct span *last = text->span_count ? &text->spans[text->span_count - 1] : NULL;
    bool opens = !last || picture || !extends(text, last, look);
    if (opens) {
        struct span span = {.begin = (uint32_t)text->bytes.size,
                            .end = (uint32_t)text->bytes.size,
                            .style = look->style,
                            .region = look->region,
                            .color = look->color,
                            .link = look->link,
                            .picture = picture};
        enum status status = add_span(text, &span);
        if (status)
            return status;
    }
    enum status status = buffer_add(&text->bytes, bytes, size);
    if (status) {
        text->span_count -= opens;
        return status;
    }
    text->spans[text->span_count - 1].end = (uint32_t)text->bytes.size;
    text->last = code;
    text->edge = false;
    return STATUS_OK;
}

/* Marks whose width is ambiguous in UAX #11 but which are full-width next to Han (rule B4): · — ‘ ’ “ ” ‥ … */
static bool full_width_mark(uint32_t code)
{
    return code == 0xB7 || code == 0x2014 || code == 0x2018 || code == 0x2019 || code == 0x201C ||
           code == 0x201D || code == 0x2025 || code == 0x2026;
}

/* East Asian width F, W or H, but not Hangul, which has spaces between its words (CSS Text 3 §4.1.3). */
static bool wide(uint32_t code)
{
    int width = u_getIntPropertyValue((UChar32)code, UCHAR_EAST_ASIAN_WIDTH);
    if (width != U_EA_FULLWIDTH && width != U_EA_WIDE && width != U_EA_HALFWIDTH)
        return false;
    return u_getIntPropertyValue((UChar32)code, UCHAR_HANGUL_SYLLABLE_TYPE) == U_HST_NOT_APPLICABLE;
}

/* True when a line feed between the two is not a space (rule W2). */
static bool joins(uint32_t before, uint32_t after)
{
    bool wide_before = wide(before), wide_after = wide(after);
    return (wide_before && wide_after) || (wide_before && full_width_mark(after)) ||
           (wide_after && full_width_mark(before)) || (full_width_mark(before) && full_width_mark(after));
}

static struct gap *open_gap(struct inline_text *text, const struct look *look)
{
    struct gap *gap = &text->gap;
    if (!gap->space && !gap->no_break && !gap->breaks)
        gap->look = *look;
    return gap;
}

/* Writes what the gap comes to before `next`. A gap at a link's edge stands outside of the link. */
static enum status close_gap(struct inline_text *text, uint32_t next, const struct look *look)
{
    struct gap gap = text->gap;
    text->gap = (struct gap){0};
    if ((!gap.space && !gap.no_break && !gap.breaks) || text->bytes.size == 0)
        return STATUS_OK;
    gap.look.style &= look->style;
    if (gap.look.link != look->link)
        gap.look.link = NULL;
    if (gap.breaks)
        return append(text, '\n', &gap.look, NULL);
    if (gap.no_break == 1 && !gap.space)
        return append(text, NO_BREAK_SPACE, &gap.look, NULL);
    if (!gap.no_break && gap.feed && joins(text->last, next))
        return STATUS_OK;
    return append(text, ' ', &gap.look, NULL);
}

static void arm_ruby(struct inline_text *text)
{
    if (text->ruby_armed) {
        text->ruby = text->bytes.size;
        text->ruby_armed = false;
        text->edge = true;
    }
}

static enum status put_verbatim(struct inline_text *text, uint32_t code, const struct look *look)
{
    if (code == '\r')
        return STATUS_OK;
    if (code != '\t') {
        text->column = code == '\n' ? 0 : text->column + 1;
        return append(text, code, look, NULL);
    }
    do {
        enum status status = append(text, ' ', look, NULL);
        if (status)
            return status;
    } while (++text->column % TAB_COLUMNS);
    return STATUS_OK;
}

enum status text_put(struct inline_text *text, uint32_t code, const struct look *look)
{
    if (text->verbatim)
        return put_verbatim(text, code, look);
    if (text_is_space(code)) {
        struct gap *gap = open_gap(text, look);
        if (code == NO_BREAK_SPACE) {
            gap->no_break += gap->no_break < 2;
        } else {
            gap->space = true;
            gap->feed |= code == '\n';
        }
        return STATUS_OK;
    }
    if (code == IDEOGRAPHIC_SPACE && text->bytes.size == 0)
        return STATUS_OK;
    enum status status = close_gap(text, code, look);
    if (status)
        return status;
    arm_ruby(text);
    return append(text, code, look, NULL);
}

/* Visible characters that are nothing but themselves: no white space, no object, nothing ill-formed. */
static bool plain(uint32_t code)
{
    return (code > NO_BREAK_SPACE && code < 0xFFF0) || (code > ' ' && code < 0x7F);
}

enum status text_put_run(struct inline_text *text, const char *bytes, size_t size, const struct look *look,
                         size_t *taken)
{
    struct span *span = text->span_count ? &text->spans[text->span_count - 1] : NULL;
    const struct gap *gap = &text->gap;
    *taken = 0;
    if (!span || text->verbatim || gap->space || gap->no_break || gap->breaks || text->ruby_armed ||
        !extends(text, span, look))
        return STATUS_OK;
    uint32_t code, last = text->last;
    for (size_t at = 0; at < size; *taken = at, last = code) {
        at += utf8_decode(bytes + at, size - at, &code);
        if (!plain(code))
            break;
    }
    enum status status = buffer_add(&text->bytes, bytes, *taken);
    if (status)
        return status;
    span->end = (uint32_t)text->bytes.size;
    text->last = last;
    return STATUS_OK;
}

enum status text_put_picture(struct inline_text *text, const struct picture *picture, const struct look *look)
{
    enum status status = close_gap(text, OBJECT, look);
    return status ? status : append(text, OBJECT, look, picture);
}

void text_break(struct inline_text *text, const struct look *look)
{
    struct gap *gap = open_gap(text, look);
    gap->breaks += gap->breaks < 2;
}

void text_block_edge(struct inline_text *text, const struct look *look)
{
    if (text->bytes.size && !text->gap.breaks)
        text_break(text, look);
}

void text_ruby_begin(struct inline_text *text)
{
    text->ruby_armed = true;
    text->base_count = text->base_read = 0;
}

/* White space between the parts of a ruby is nothing (HTML §4.5.10). */
static void drop_space(struct inline_text *text)
{
    if (!text->gap.breaks)
        text->gap = (struct gap){0};
}

void text_ruby_base(struct inline_text *text)
{
    if (text->base_read == text->base_count)
        text->base_count = text->base_read = 0;
    else
        drop_space(text);
    if (text->base_count < TEXT_BASES)
        text->bases[text->base_count++] = text->bytes.size;
    text->edge = true;
}

/* The spans over the bytes begin … end, at whose edges spans end, become one. */
static void join_spans(struct inline_text *text, size_t begin, size_t end, const char *reading)
{
    size_t first = text_span_at(text, begin), past = first;
    while (past < text->span_count && text->spans[past].begin < end)
        past++;
    if (first == past)
        return;
    text->spans[first].end = text->spans[past - 1].end;
    text->spans[first].ruby = reading;
    memmove(text->spans + first + 1, text->spans + past, (text->span_count - past) * sizeof(*text->spans));
    text->span_count -= past - first - 1;
}

void text_ruby_end(struct inline_text *text, const char *reading)
{
    if (text->base_read < text->base_count) {
        drop_space(text);
        size_t begin = text->bases[text->base_read++];
        bool last = text->base_read == text->base_count;
        join_spans(text, begin, last ? text->bytes.size : text->bases[text->base_read], reading);
    } else if (!text->ruby_armed && text->base_count == 0) {
        drop_space(text);
        join_spans(text, text->ruby, text->bytes.size, reading);
    }
    if (text->base_count == 0)
        text->ruby_armed = true;
    text->edge = true;
}

size_t text_span_at(const struct inline_text *text, size_t at)
{
    size_t low = 0, high = text->span_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text->spans[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool trims(const struct inline_text *text, size_t at)
{
    return text->bytes.data[at] == ' ' || text->bytes.data[at] == '\n';
}

enum status text_copy(const struct inline_text *text, size_t begin, size_t end, struct arena *arena,
                      struct text *out)
{
    *out = (struct text){.bytes = ""};
    while (!text->verbatim && begin < end && trims(text, begin))
        begin++;
    while (!text->verbatim && end > begin && trims(text, end - 1))
        end--;
    if (begin >= end)
        return STATUS_OK;
    size_t first = text_span_at(text, begin), past = text_span_at(text, end - 1) + 1;
    const char *bytes = arena_copy(arena, text->bytes.data + begin, end - begin);
    struct span *spans = arena_alloc(arena, (past - first) * sizeof(*spans));
    if (!bytes || !spans)
        return STATUS_NO_MEMORY;
    for (size_t i = first; i < past; i++) {
        struct span *span = &spans[i - first];
        *span = text->spans[i];
        span->begin = span->begin > begin ? span->begin - (uint32_t)begin : 0;
        span->end = (span->end < end ? span->end : (uint32_t)end) - (uint32_t)begin;
    }
    *out = (struct text){bytes, (uint32_t)(end - begin), (uint32_t)(past - first), spans};
    return STATUS_OK;
}

static bool ends_sentence(uint32_t code)
{
    return code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == '.' || code == '!' || code == '?';
}

size_t text_cut(const struct inline_text *text)
{
    const char *bytes = text->bytes.data;
    size_t size = text->bytes.size, sentence = 0, word = 0, character = size;
    for (size_t at = 0; at < size;) {
        uint32_t code, next = 0;
        at += utf8_decode(bytes + at, size - at, &code);
        if (at < size / 2)
            continue;
        if (at < size)
            utf8_decode(bytes + at, size - at, &next);
        if (code == '\n' || (ends_sentence(code) && (code >= 0x80 || next == ' ')))
            sentence = at;
        if (code == ' ' || wide(code))
            word = at;
    }
    if (text->verbatim)
        return sentence ? sentence : character;
    return sentence ? sentence : word ? word : character;
}

void text_drop(struct inline_text *text, size_t size)
{
    size_t kept = 0;
    for (size_t i = 0; i < text->span_count; i++) {
        struct span span = text->spans[i];
        if (span.end <= size)
            continue;
        span.begin = span.begin > size ? span.begin - (uint32_t)size : 0;
        span.end -= (uint32_t)size;
        text->spans[kept++] = span;
    }
    text->span_count = kept;
    text->ruby = text->ruby > size ? text->ruby - size : 0;
    text->base_count = text->base_read = 0;
    buffer_drop(&text->bytes, size);
}

void text_reset(struct inline_text *text)
{
    text->bytes.size = 0;
    text->span_count = 0;
    text->gap = (struct gap){0};
    text->last = 0;
    text->column = 0;
    text->verbatim = text->edge = text->ruby_armed = false;
    text->ruby = 0;
    text->base_count = text->base_read = 0;
}

void text_free(struct inline_text *text)
{
    buffer_free(&text->bytes);
    free(text->spans);
    *text = (struct inline_text){0};
}
