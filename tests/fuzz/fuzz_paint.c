/* Any bytes as an article, set in the real fonts, and its first pages painted. What is true of all pages holds, and the text comes out
 * the same when it is shaped again: what is remembered of a face does not depend on what it was asked before. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "paint/canvas.h"

#define PAGES 3u
#define TEXT_MOST 2048u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct painter {
    struct fonts *fonts;
    struct canvas *canvas;
    uint32_t pages;
};

static void paint(const struct page *page, void *data)
{
    struct painter *painter = data;
    if (painter->pages++ >= PAGES)
        return;
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, page->width, page->height, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!surface || canvas_page(painter->canvas, page, NULL, THEME_DAY, surface))
        abort();
    SDL_FreeSurface(surface);
}

/* The article has no bundle that pictures could be in. */
static bool no_picture(void *data, const struct article *article, const struct picture *picture, int *width,
                       int *height)
{
    (void)data;
    (void)article;
    (void)picture;
    (void)width;
    (void)height;
    return false;
}

static uint32_t shape(const struct metrics *metrics, const struct font *font, const char *text, uint32_t size,
                      struct cluster *out)
{
    uint32_t count, at = 0;
    if (metrics->shape(metrics->data, font, text, size, out, &count))
        abort();
    for (uint32_t i = 0; i < count; i++) {
        if (out[i].begin != at || out[i].end <= at || out[i].advance < 0)
            abort();
        at = out[i].end;
    }
    if (at != size)
        abort();
    return count;
}

static bool same(const struct cluster *a, const struct cluster *b, uint32_t count)
{
    uint32_t i = 0;
    while (i < count && a[i].end == b[i].end && a[i].advance == b[i].advance && a[i].face == b[i].face)
        i++;
    return i == count;
}

/* A text of the article in every font, and once more. */
static void shape_twice(const struct metrics *metrics, const struct text *text)
{
    static struct cluster first[REGION_COUNT * 2][TEXT_MOST], again[TEXT_MOST];
    uint32_t counts[REGION_COUNT * 2];
    if (!text->size || text->size > TEXT_MOST || memchr(text->bytes, '\n', text->size))
        return;
    for (uint32_t i = 0; i < 2 * REGION_COUNT; i++) {
        struct font font = {.size = (uint16_t)(20 + i % 2), .region = (uint8_t)(i / 2), .bold = i % 3 == 0};
        counts[i] = shape(metrics, &font, text->bytes, text->size, first[i]);
    }
    for (uint32_t i = 2 * REGION_COUNT; i-- > 0;) {
        struct font font = {.size = (uint16_t)(20 + i % 2), .region = (uint8_t)(i / 2), .bold = i % 3 == 0};
        if (shape(metrics, &font, text->bytes, text->size, again) != counts[i] ||
            !same(first[i], again, counts[i]))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum entry_kind kinds[] = {ENTRY_MARKDOWN, ENTRY_HTML, ENTRY_TEXT};
    static struct painter painter;
    if (size < 5 || size > 4096)
        return 0;
    if (!painter.fonts &&
        (fonts_open(NULL, &painter.fonts, NULL) || canvas_new(painter.fonts, &painter.canvas, NULL)))
        abort();
    struct style style = {
        .width = 240 + data[0] * 4, .height = 160 + data[1] * 2, .font_size = 12 + data[2] % 40};
    style.top = data[3] % 40;
    style.vertical = data[3] & 0x80;
    struct memory memory = {.bytes = (const char *)data + 5, .size = size - 5};
    struct article *article = check_article(&memory, kinds[data[4] % 3]);
    if (!article)
        return 0;
    painter.pages = 0;
    struct metrics metrics = *fonts_metrics(painter.fonts);
    metrics.picture = no_picture;
    int wrong = check_metrics(article, &style, &metrics, paint, &painter);
    for (const struct block *block = article_first(article); block; block = article_after(block))
        shape_twice(&metrics, &block->text);
    article_close(article);
    if (wrong)
        abort();
    return 0;
}
