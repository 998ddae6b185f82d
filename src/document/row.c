#include "document/row.h"

#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "bundle/link.h"
#include "document/text.h"

#define LABEL_CHARACTERS 8

static bool separates(uint32_t code)
{
    return !utf8_counts(code) || code == '|' || code == 0xFF5C || code == 0xB7 || code == '/' ||
           code == 0x2022 || code == 0x30FB ||
           (code >= 0x80 && u_hasBinaryProperty((UChar32)code, UCHAR_EMOJI)) || code == 0xFE0F ||
           code == 0x200D;
}

/* True when text[0..size) is separators; before the first link also "label:". */
static bool only_separators(const char *text, size_t size, bool label)
{
    size_t characters = 0;
    for (size_t at = 0; at < size;) {
        uint32_t code;
        at += utf8_decode(text + at, size - at, &code);
        if (separates(code))
            continue;
        characters++;
        if (!label || characters > LABEL_CHARACTERS + 1)
            return false;
        if (code == ':' || code == 0xFF1A) {
            characters = 0;
            label = false;
        }
    }
    return characters == 0;
}

/* The span behind the link that begins at `at`. */
static uint32_t past_link(const struct text *text, uint32_t at)
{
    const struct link *link = text->spans[at].link;
    while (at < text->span_count && text->spans[at].link == link)
        at++;
    return at;
}

static bool leads_out(const struct navigation *navigation, const char *href)
{
    if (strncasecmp(href, "http://", 7) != 0 && strncasecmp(href, "https://", 8) != 0)
        return false;
    if (!navigation->bundle)
        return true;
    struct target target;
    struct arena *arena = arena_new(LIMIT_ADDRESS * 8);
    bool outside = !arena || link_resolve(navigation->bundle, navigation->entry, href, arena, &target) ||
                   target.kind == TARGET_OUTSIDE;
    arena_free(arena);
    return outside;
}

enum row row_kind(const struct navigation *navigation, const struct block *block)
{
    bool heading = block->kind == BLOCK_HEADING;
    const struct text *text = &block->text;
    if ((!heading && block->kind != BLOCK_PARAGRAPH) || block->container)
        return ROW_NONE;
    size_t links = 0, outside_of_links = 0;
    const struct link *last = NULL;
    for (uint32_t i = 0; i < text->span_count; i++) {
        const struct span *span = &text->spans[i];
        if (span->picture)
            return ROW_NONE;
        if (span->link) {
            links += span->link != last;
            last = span->link;
            outside_of_links = span->end;
        } else if (i + 1 == text->span_count || text->spans[i + 1].link) {
            size_t begin = links ? outside_of_links : 0;
            if (!only_separators(text->bytes + begin, span->end - begin, links == 0))
                return ROW_NONE;
        }
    }
    if (links >= 2)
        return ROW_LINKS;
    if (links == 0 || !heading || text_blank(text->bytes, text->size))
        return ROW_NONE;
    return leads_out(navigation, last->href) ? ROW_OUTSIDE : ROW_INSIDE;
}

static bool is_item(const struct container *container)
{
    unsigned lists = 0;
    for (; container; container = container->parent) {
        bool list = container->kind == CONTAINER_LIST || container->kind == CONTAINER_ORDERED;
        lists += list;
        if (!list && container->kind != CONTAINER_ITEM && container->kind != CONTAINER_INSET)
            return false;
    }
    return lists <= 1;
}

bool row_single(const struct block *block)
{
    const struct text *text = &block->text;
    const struct link *link = NULL;
    if (block->kind != BLOCK_PARAGRAPH || !is_item(block->container))
        return false;
    for (uint32_t i = 0; i < text->span_count; i++) {
        const struct span *span = &text->spans[i];
        bool blank = !span->link && text_blank(text->bytes + span->begin, span->end - span->begin);
        if (span->picture || (!blank && (!span->link || (link && link != span->link))))
            return false;
        link = blank ? link : span->link;
    }
    return link && *link->href != '#';
}

static uint32_t next_link(const struct text *text, uint32_t at)
{
    while (at < text->span_count && !text->spans[at].link)
        at++;
    return at;
}

bool row_same(const struct block *left, const struct block *right)
{
    uint32_t a = next_link(&left->text, 0), b = next_link(&right->text, 0);
    while (a < left->text.span_count && b < right->text.span_count) {
        if (strcmp(left->text.spans[a].link->href, right->text.spans[b].link->href) != 0)
            return false;
        a = next_link(&left->text, past_link(&left->text, a));
        b = next_link(&right->text, past_link(&right->text, b));
    }
    return a >= left->text.span_count && b >= right->text.span_count;
}

uint32_t row_spans(const struct block *row)
{
    return row->text.span_count * 2;
}

static void add_span(const struct buffer *bytes, size_t begin, const struct span *like,
                     const struct link *link, struct span *out)
{
    *out = (struct span){
        .begin = (uint32_t)begin, .end = (uint32_t)bytes->size, .region = like->region, .link = link};
}

/* A link's label: its spans' text, trimmed, on one line. */
static enum status join_label(const struct text *text, uint32_t at, uint32_t past, struct buffer *bytes)
{
    uint32_t begin = text->spans[at].begin, end = text->spans[past - 1].end;
    while (begin < end && text->bytes[begin] == ' ')
        begin++;
    while (end > begin && text->bytes[end - 1] == ' ')
        end--;
    size_t from = bytes->size;
    enum status status = buffer_add(bytes, text->bytes + begin, end - begin);
    for (size_t i = from; !status && i < bytes->size; i++)
        if (bytes->data[i] == '\n')
            bytes->data[i] = ' ';
    return status;
}

enum status row_join(const struct block *row, struct buffer *bytes, struct span *spans, uint32_t *span_count)
{
    const struct text *text = &row->text;
    for (uint32_t at = next_link(text, 0); at < text->span_count;) {
        uint32_t past = past_link(text, at);
        const struct span *span = &text->spans[at];
        uint32_t label = text->spans[past - 1].end - span->begin;
        size_t begin = bytes->size;
        if (text_blank(text->bytes + span->begin, label) || begin + label + 1 > LIMIT_PARAGRAPH) {
            at = next_link(text, past);
            continue;
        }
        enum status status = begin ? buffer_add(bytes, " ", 1) : STATUS_OK;
        if (!status && begin)
            add_span(bytes, begin, span, NULL, &spans[(*span_count)++]);
        begin = bytes->size;
        if (!status)
            status = join_label(text, at, past, bytes);
        if (status)
            return status;
        add_span(bytes, begin, span, span->link, &spans[(*span_count)++]);
        at = next_link(text, past);
    }
    return STATUS_OK;
}
