/* Every allocation of ours fails once: opening, shaping and painting then say so and give all memory back. The linker puts
 * these in place of malloc and its kin (--wrap); SDL, HarfBuzz and ICU keep their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "allocation.h"
#include "paint/canvas.h"

static enum status shape_and_paint(struct fonts *fonts, SDL_Surface *surface)
{
    static const char TEXT[] = "骨😀Wé\xEE\x80\x80——سلام";
    static const struct picture CODE = {.source = "", .text = "", .code = "https://example.org/"};
    struct cluster clusters[sizeof TEXT];
    struct glyph glyphs[sizeof TEXT];
    struct canvas *canvas = NULL;
    struct fault fault = {0};
    uint32_t count = 0;
    const struct metrics *metrics = fonts_metrics(fonts);
    struct font font = {.size = 20};
    enum status status = metrics->shape(metrics->data, &font, TEXT, sizeof TEXT - 1, clusters, &count);
    if (status)
        return status;
    for (uint32_t i = 0; i < count; i++)
        glyphs[i] =
            (struct glyph){FIXED(20 * (int)i), clusters[i].begin, clusters[i].end, clusters[i].face, false};
    struct run run = {
        .baseline = FIXED(30), .text = TEXT, .glyphs = glyphs, .glyph_count = count, .font = font};
    struct page_picture picture = {.box = {0, 0, 80, 80}, .picture = &CODE};
    struct page page = {
        .width = 100, .height = 100, .runs = &run, .run_count = 1, .pictures = &picture, .picture_count = 1};
    status = canvas_new(fonts, &canvas, &fault);
    if (!status)
        status = canvas_page(canvas, &page, NULL, THEME_NIGHT, surface);
    canvas_free(canvas);
    return status;
}

static enum status everything(SDL_Surface *surface)
{
    struct fonts *fonts = NULL;
    struct fault fault = {0};
    enum status status = fonts_open(NULL, &fonts, &fault);
    if (!status)
        status = shape_and_paint(fonts, surface);
    else
        assert_int_equal(fault.status, status);
    fonts_close(fonts);
    return status;
}

static void each_allocation_fails_once(void **state)
{
    (void)state;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, 100, 100, 32, SDL_PIXELFORMAT_ARGB8888);
    allocation_fail(0);
    assert_int_equal(everything(surface), STATUS_OK);
    size_t total = allocation_count();
    assert_in_range(total, 10, 1000);
    for (size_t i = 1; i <= total; i++) {
        allocation_fail(i);
        enum status status = everything(surface);
        /* A font file whose path cannot be built counts as missing: another face draws, or a box. */
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY || status == STATUS_NOT_FOUND);
        allocation_fail(0);
    }
    SDL_FreeSurface(surface);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_allocation_fails_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
