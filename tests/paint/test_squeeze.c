/* Pictures of all kinds come back as they were, wherever they are put. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "paint/squeeze.h"

#define GROUND 0xFF102030u

static uint32_t *row_of(const SDL_Surface *surface, int y)
{
    return (uint32_t *)(void *)((uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch);
}

static SDL_Surface *surface_new(int width, int height)
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_XRGB8888);
    assert_non_null(surface);
    SDL_FillRect(surface, NULL, GROUND);
    return surface;
}

static uint32_t random_next(uint32_t *seed)
{
    return *seed = *seed * 1664525u + 1013904223u;
}

/* Runs of up to `longest` pixels; now and then a row is the one above. */
static void fill(SDL_Surface *surface, uint32_t longest, uint32_t *seed)
{
    for (int y = 0; y < surface->h; y++) {
        uint32_t *row = row_of(surface, y);
        if (y && random_next(seed) >> 30 == 0) {
            memcpy(row, row_of(surface, y - 1), (size_t)surface->w * 4);
            continue;
        }
        for (int x = 0; x < surface->w;) {
            uint32_t color = random_next(seed), run = (random_next(seed) >> 8) % longest + 1;
            for (; run && x < surface->w; run--)
                row[x++] = color;
        }
    }
}

static struct squeezed *squeeze(const SDL_Surface *surface, int rows)
{
    struct squeezed *squeezed = squeeze_new(surface->w);
    assert_non_null(squeezed);
    for (int y = 0; y < surface->h; y += rows) {
        int height = surface->h - y < rows ? surface->h - y : rows;
        SDL_Surface *part = SDL_CreateRGBSurfaceWithFormatFrom(row_of(surface, y), surface->w, height, 32,
                                                               surface->pitch, SDL_PIXELFORMAT_XRGB8888);
        assert_int_equal(squeeze_add(squeezed, part), STATUS_OK);
        SDL_FreeSurface(part);
    }
    squeeze_finish(squeezed);
    return squeezed;
}

static void check(struct squeezed *squeezed, const SDL_Surface *picture, int left, int top)
{
    SDL_Surface *out = surface_new(picture->w, picture->h);
    squeeze_blit(squeezed, out, left, top);
    for (int y = 0; y < out->h; y++) {
        for (int x = 0; x < out->w; x++) {
            int from_x = x - left, from_y = y - top;
            bool inside = from_x >= 0 && from_x < picture->w && from_y >= 0 && from_y < picture->h;
            assert_int_equal(row_of(out, y)[x], inside ? row_of(picture, from_y)[from_x] : GROUND);
        }
    }
    SDL_FreeSurface(out);
}

static void every_picture_comes_back(void **state)
{
    static const uint32_t longest[] = {1, 2, 9, 40, 1000};
    static const int places[][2] = {{0, 0},     {5, 0},   {-5, 0}, {0, 7}, {0, -7},
                                    {-46, -20}, {46, 20}, {47, 0}, {0, 21}};
    uint32_t seed = 1;
    (void)state;
    for (size_t i = 0; i < sizeof longest / sizeof *longest; i++) {
        for (int rows = 1; rows < 30; rows += 7) {
            SDL_Surface *picture = surface_new(47, 21);
            fill(picture, longest[i], &seed);
            struct squeezed *squeezed = squeeze(picture, rows);
            for (size_t k = 0; k < sizeof places / sizeof *places; k++)
                check(squeezed, picture, places[k][0], places[k][1]);
            squeeze_free(squeezed);
            SDL_FreeSurface(picture);
        }
    }
}

static void an_empty_page_takes_next_to_nothing(void **state)
{
    (void)state;
    SDL_Surface *picture = surface_new(1280, 800);
    struct squeezed *squeezed = squeeze(picture, 100);
    assert_in_range(squeeze_bytes(squeezed), 1, 4096);
    squeeze_free(squeezed);
    SDL_FreeSurface(picture);
}

/* One without a run takes a word more for each row. */
static void noise_takes_hardly_more_than_it_did(void **state)
{
    uint32_t seed = 7;
    (void)state;
    SDL_Surface *picture = surface_new(320, 200);
    for (int y = 0; y < picture->h; y++) {
        for (int x = 0; x < picture->w; x++)
            row_of(picture, y)[x] = random_next(&seed);
    }
    struct squeezed *squeezed = squeeze(picture, 100);
    assert_in_range(squeeze_bytes(squeezed), 1, 200 * (320 + 1) * 4 + 1);
    squeeze_free(squeezed);
    SDL_FreeSurface(picture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_picture_comes_back),
        cmocka_unit_test(an_empty_page_takes_next_to_nothing),
        cmocka_unit_test(noise_takes_hardly_more_than_it_did),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
