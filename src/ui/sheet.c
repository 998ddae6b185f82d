#include "ui/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>

#include "base/arena.h"
#include "base/limits.h"
#include "layout/visual.h"

#define ELLIPSIS "…"
/* No line of a screen is longer than a fault's sentence or a link's address. */
#define LINE_BYTES (uint32_t) LIMIT_ADDRESS

/* A line's clusters; `clusters` is to be freed. */
struct shaped {
    struct cluster *clusters;
    uint32_t count;
    fixed width;
};

void sheet_open(struct sheet *sheet, const struct metrics *metrics, int32_t width, int32_t height)
{
    *sheet = (struct sheet){.metrics = metrics};
    struct arena *arena = arena_new(MIB(4));
    sheet->page = arena ? arena_alloc(arena, sizeof *sheet->page) : NULL;
    if (!sheet->page) {
        arena_free(arena);
        sheet->status = STATUS_NO_MEMORY;
        return;
    }
    *sheet->page = (struct page){.width = width, .height = height, .arena = arena};
}

void sheet_resume(struct sheet *sheet, const struct metrics *metrics, struct page *page)
{
    /* No room: the first item added copies the page's own ones. */
    *sheet = (struct sheet){.metrics = metrics, .page = page};
}

struct page *sheet_close(struct sheet *sheet)
{
    if (!sheet->status)
        return sheet->page;
    if (sheet->page)
        page_free(sheet->page);
    return sheet->page = NULL;
}

/* Room for one more item behind `count` items of `size` bytes; the array moves within the arena. */
static void *grow(struct sheet *sheet, const void *items, uint32_t count, uint32_t *room, size_t size)
{
    if (count < *room)
        return (void *)items;
    uint32_t more = count < 16 ? 32 : count * 2;
    void *moved = arena_alloc(sheet->page->arena, more * size);
    if (!moved) {
        sheet->status = STATUS_NO_MEMORY;
        return NULL;
    }
    if (count)
        memcpy(moved, items, count * size);
    *room = more;
    return moved;
}

void sheet_keep(struct sheet *sheet, const struct page_rule *rule)
{
    if (sheet->status)
        return;
    struct page *page = sheet->page;
    struct page_rule *rules = grow(sheet, page->rules, page->rule_count, &sheet->rule_room, sizeof *rules);
    if (!rules)
        return;
    rules[page->rule_count++] = *rule;
    page->rules = rules;
}

void sheet_rule(struct sheet *sheet, struct box box, enum ink ink)
{
    sheet_keep(sheet, &(struct page_rule){.box = box, .ink = (uint8_t)ink});
}

void sheet_frame(struct sheet *sheet, struct box box, int32_t thickness, enum ink ink)
{
    sheet_rule(sheet, (struct box){box.x, box.y, box.width, thickness}, ink);
    sheet_rule(sheet, (struct box){box.x, box.y + box.height - thickness, box.width, thickness}, ink);
    sheet_rule(sheet, (struct box){box.x, box.y, thickness, box.height}, ink);
    sheet_rule(sheet, (struct box){box.x + box.width - thickness, box.y, thickness, box.height}, ink);
}

void sheet_link(struct sheet *sheet, struct box box, const struct link *link)
{
    if (sheet->status)
        return;
    struct page *page = sheet->page;
    struct page_link *links = grow(sheet, page->links, page->link_count, &sheet->link_room, sizeof *links);
    if (!links)
        return;
    links[page->link_count++] = (struct page_link){.box = box, .link = link};
    page->links = links;
}

void sheet_picture(struct sheet *sheet, struct box box, const struct picture *picture)
{
    if (sheet->status)
        return;
    struct page *page = sheet->page;
    struct page_picture *pictures =
        grow(sheet, page->pictures, page->picture_count, &sheet->picture_room, sizeof *pictures);
    if (!pictures)
        return;
    pictures[page->picture_count++] = (struct page_picture){.box = box, .picture = picture};
    page->pictures = pictures;
}

void sheet_code(struct sheet *sheet, struct box box, const char *address)
{
    if (sheet->status)
        return;
    struct arena *arena = sheet->page->arena;
    struct picture *picture = arena_alloc(arena, sizeof *picture);
    char *code = arena_copy(arena, address, strlen(address));
    if (!picture || !code) {
        sheet->status = STATUS_NO_MEMORY;
        return;
    }
    *picture = (struct picture){.source = "", .text = "", .code = code};
    sheet_picture(sheet, box, picture);
}

static void shape(struct sheet *sheet, const struct font *font, const char *text, uint32_t size,
                  struct shaped *out)
{
    *out = (struct shaped){0};
    if (sheet->status || !size)
        return;
    out->clusters = calloc(size, sizeof *out->clusters);
    if (!out->clusters) {
        sheet->status = STATUS_NO_MEMORY;
        return;
    }
    const struct metrics *metrics = sheet->metrics;
    sheet->status = metrics->shape(metrics->data, font, text, size, out->clusters, &out->count);
    for (uint32_t i = 0; !sheet->status && i < out->count; i++)
        out->width += out->clusters[i].advance;
}

int32_t sheet_line_width(struct sheet *sheet, const struct font *font, const char *text)
{
    struct shaped shaped;
    shape(sheet, font, text, (uint32_t)strnlen(text, LINE_BYTES), &shaped);
    free(shaped.clusters);
    return (shaped.width + FIXED_ONE - 1) / FIXED_ONE;
}

int32_t sheet_line_height(const struct font *font)
{
    return (font->size * 13 + 7) / 8;
}

/* Places shaped text as a run; `text` lives as long as the page. */
static void place(struct sheet *sheet, const struct sheet_style *style, struct box box, const char *text,
                  const struct shaped *shaped)
{
    struct page *page = sheet->page;
    const struct metrics *metrics = sheet->metrics;
    struct run *runs = grow(sheet, page->runs, page->run_count, &sheet->run_room, sizeof *runs);
    struct glyph *glyphs = arena_alloc(page->arena, shaped->count * sizeof *glyphs);
    if (!runs || !glyphs) {
        sheet->status = STATUS_NO_MEMORY;
        return;
    }
    fixed spare = FIXED(box.width) - shaped->width;
    fixed x = FIXED(box.x);
    if (style->align != ALIGN_START)
        x += style->align == ALIGN_CENTER ? spare / 2 : spare;
    fixed ascent, descent;
    metrics->extent(metrics->data, &style->font, &ascent, &descent);
    struct run *run = &runs[page->run_count];
    *run = (struct run){
        .baseline = FIXED(box.y) + (FIXED(box.height) + ascent - descent) / 2,
        .left = x,
        .right = x + shaped->width,
        .text = text,
        .glyphs = glyphs,
        .glyph_count = shaped->count,
        .font = style->font,
        .ink = style->ink,
    };
    run->baseline = (run->baseline + FIXED_ONE / 2) / FIXED_ONE * FIXED_ONE;
    for (uint32_t i = 0; i < shaped->count; i++) {
        const struct cluster *cluster = &shaped->clusters[i];
        glyphs[i] = (struct glyph){.x = x,
                                   .begin = cluster->begin,
                                   .end = cluster->end,
                                   .face = cluster->face,
                                   .mirrored = cluster->mirrored};
        x += cluster->advance;
    }
    page->runs = runs;
    page->run_count++;
}

/* A copy of text in the page's arena that fits into `width` together with an ellipsis. */
static const char *shorten(struct sheet *sheet, const struct sheet_style *style, const char *text,
                           const struct shaped *shaped, fixed width)
{
    struct shaped dots;
    shape(sheet, &style->font, ELLIPSIS, strlen(ELLIPSIS), &dots);
    fixed left = width - dots.width;
    free(dots.clusters);
    uint32_t head = 0, tail = shaped->count;
    fixed tail_width = 0;
    while (style->elide_middle && tail > 0 && tail_width + shaped->clusters[tail - 1].advance <= left / 2)
        tail_width += shaped->clusters[--tail].advance;
    for (left -= tail_width; head < tail && shaped->clusters[head].advance <= left; head++)
        left -= shaped->clusters[head].advance;
    uint32_t head_end = head ? shaped->clusters[head - 1].end : 0;
    uint32_t text_end = shaped->count ? shaped->clusters[shaped->count - 1].end : 0;
    uint32_t tail_begin = tail < shaped->count ? shaped->clusters[tail].begin : text_end;
    size_t size = head_end + strlen(ELLIPSIS) + (text_end - tail_begin);
    char *short_text = arena_alloc(sheet->page->arena, size + 1);
    if (!short_text) {
        sheet->status = STATUS_NO_MEMORY;
        return "";
    }
    snprintf(short_text, size + 1, "%.*s" ELLIPSIS "%.*s", (int)head_end, text, (int)(text_end - tail_begin),
             text + tail_begin);
    return short_text;
}

static void set_line(struct sheet *sheet, const struct sheet_style *style, struct box box, const char *text,
                     uint32_t size)
{
    struct shaped shaped;
    const char *line = arena_copy(sheet->page->arena, text, size);
    if (!line) {
        sheet->status = STATUS_NO_MEMORY;
        return;
    }
    shape(sheet, &style->font, line, size, &shaped);
    if (!sheet->status && shaped.width > FIXED(box.width)) {
        line = shorten(sheet, style, line, &shaped, FIXED(box.width));
        free(shaped.clusters);
        shape(sheet, &style->font, line, (uint32_t)strlen(line), &shaped);
    }
    if (!sheet->status)
        sheet->status = visual_order(line, (uint32_t)strlen(line), shaped.clusters, shaped.count);
    if (!sheet->status && shaped.count)
        place(sheet, style, box, line, &shaped);
    free(shaped.clusters);
}

void sheet_line(struct sheet *sheet, const struct sheet_style *style, struct box box, const char *text)
{
    if (!sheet->status)
        set_line(sheet, style, box, text, (uint32_t)strnlen(text, LINE_BYTES));
}

/* Where each line of a paragraph ends; `each` gets the line without the space at its end. */
struct lines {
    struct sheet *sheet;
    const struct sheet_style *style;
    struct box box; /* what is left of it */
    int32_t used;   /* px */
    bool measure;   /* only counts the height */
};

/* Sets one line; when the one after it would not fit, all that is left goes into it and is cut there. False: full. */
static bool lines_add(struct lines *lines, const char *text, uint32_t line, uint32_t rest)
{
    int32_t height = sheet_line_height(&lines->style->font);
    bool full = !lines->measure && rest > line && lines->used + 2 * height > lines->box.height;
    if (full)
        line = rest;
    while (line > 0 && text[line - 1] == ' ')
        line--;
    struct box box = {lines->box.x, lines->box.y + lines->used, lines->box.width, height};
    if (!lines->measure && line)
        set_line(lines->sheet, lines->style, box, text, line);
    lines->used += height;
    return !full && !lines->sheet->status;
}

/* The end in bytes of the line that starts at text[begin]. */
static uint32_t line_end(const struct shaped *shaped, UBreakIterator *breaks, uint32_t begin, fixed width)
{
    uint32_t i = 0;
    while (i < shaped->count && shaped->clusters[i].begin < begin)
        i++;
    uint32_t first = i;
    for (fixed used = 0; i < shaped->count; i++) {
        used += shaped->clusters[i].advance;
        if (used > width)
            break;
    }
    if (i == shaped->count)
        return shaped->clusters[shaped->count - 1].end;
    /* The cluster i does not fit: the last opportunity at or before its beginning. */
    int32_t limit = (int32_t)shaped->clusters[i].begin;
    int32_t opportunity = ubrk_isBoundary(breaks, limit) ? limit : ubrk_preceding(breaks, limit);
    if (opportunity > (int32_t)begin)
        return (uint32_t)opportunity;
    return shaped->clusters[i > first ? i - 1 : i].end;
}

/* Breaks text[0..size), one paragraph without '\n'. False: the box is full. */
static bool break_lines(struct lines *lines, const char *text, uint32_t size)
{
    struct shaped shaped;
    UErrorCode error = U_ZERO_ERROR;
    UText *utext = utext_openUTF8(NULL, text, size, &error);
    UBreakIterator *breaks = ubrk_open(UBRK_LINE, "zh@lb=strict", NULL, 0, &error);
    if (breaks)
        ubrk_setUText(breaks, utext, &error);
    shape(lines->sheet, &lines->style->font, text, size, &shaped);
    bool room = true;
    if (U_FAILURE(error) && !lines->sheet->status)
        lines->sheet->status = STATUS_NO_MEMORY;
    for (uint32_t begin = 0; room && !lines->sheet->status && begin < size;) {
        uint32_t end = shaped.count ? line_end(&shaped, breaks, begin, FIXED(lines->box.width)) : size;
        if (end <= begin)
            end = size;
        room = lines_add(lines, text + begin, end - begin, size - begin);
        begin = end;
    }
    free(shaped.clusters);
    ubrk_close(breaks);
    utext_close(utext);
    return room;
}

static int32_t set_paragraph(struct lines *lines, const char *text)
{
    const char *end = text + strnlen(text, LINE_BYTES);
    bool room = !lines->sheet->status;
    while (room && text < end) {
        const char *feed = memchr(text, '\n', (size_t)(end - text));
        const char *line = feed ? feed : end;
        room = line > text ? break_lines(lines, text, (uint32_t)(line - text)) : lines_add(lines, text, 0, 0);
        text = feed ? feed + 1 : end;
    }
    return lines->used;
}

int32_t sheet_paragraph(struct sheet *sheet, const struct sheet_style *style, struct box box,
                        const char *text)
{
    struct lines lines = {.sheet = sheet, .style = style, .box = box};
    return set_paragraph(&lines, text);
}

int32_t sheet_paragraph_height(struct sheet *sheet, const struct sheet_style *style, int32_t width,
                               const char *text)
{
    struct lines lines = {.sheet = sheet, .style = style, .box = {.width = width}, .measure = true};
    return set_paragraph(&lines, text);
}
