#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "paint/atlas.h"
#include "paint/canvas.h"

static struct fonts *fonts;

static int open_fonts(void **state)
{
    (void)state;
    struct fault fault = {0};
    if (fonts_open(NULL, &fonts, &fault))
        fail_msg("%s", fault.sentence);
    return 0;
}

static int close_fonts(void **state)
{
    (void)state;
    fonts_close(fonts);
    return 0;
}

static struct bitmap render(const char *text, uint16_t face, uint16_t size, uint8_t phase)
{
    struct bitmap bitmap;
    struct cluster_look look = {text, (uint32_t)strlen(text), face, size, phase, STANCE_HORIZONTAL};
    assert_int_equal(render_cluster(fonts_faces(fonts), &look, &bitmap), 0);
    return bitmap;
}

static bool same_bitmap(const struct bitmap *one, const struct bitmap *other)
{
    return one->width == other->width && one->height == other->height && one->left == other->left &&
           one->top == other->top &&
           !memcmp(one->bytes, other->bytes, (size_t)one->width * (size_t)one->height);
}

static void f1_regional_forms_differ(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint16_t one, other;
    } PAIRS[] = {
        {"骨", REGION_SC, REGION_TC}, {"骨", REGION_SC, REGION_JP}, {"直", REGION_SC, REGION_JP},
        {"直", REGION_TC, REGION_JP}, {"与", REGION_SC, REGION_JP}, {"角", REGION_SC, REGION_JP},
        {"，", REGION_SC, REGION_TC}, {"，", REGION_TC, REGION_JP}, {"次", REGION_SC, REGION_JP},
        {"骨", REGION_HK, REGION_SC}, {"骨", REGION_KR, REGION_SC}, {"直", REGION_KR, REGION_SC},
        {"角", REGION_KR, REGION_SC}, {"令", REGION_SC, REGION_JP}, {"令", REGION_SC, REGION_KR},
        {"编", REGION_SC, REGION_JP}, {"。", REGION_SC, REGION_TC}, {"。", REGION_SC, REGION_HK},
        {"次", REGION_SC, REGION_KR}, {"次", REGION_SC, REGION_TC},
    };
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        struct bitmap one = render(PAIRS[i].text, FACE_CJK + PAIRS[i].one, 40, 0);
        struct bitmap other = render(PAIRS[i].text, FACE_CJK + PAIRS[i].other, 40, 0);
        if (same_bitmap(&one, &other))
            fail_msg("%s is the same in regions %d and %d", PAIRS[i].text, PAIRS[i].one, PAIRS[i].other);
        free(one.bytes);
        free(other.bytes);
    }
}

/* The coverage that SDL2_ttf gives at a place counted from the pen; 0 outside of its surface. */
static unsigned direct_at(SDL_Surface *surface, int32_t x, int32_t y)
{
    if (x < 0 || y < 0 || x >= surface->w || y >= surface->h)
        return 0;
    return ((uint32_t *)((uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch))[x] >> 24;
}

static void atlas_holds_what_sdl_ttf_draws(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"骨", "，", "の", "A", "j", "鬱", "一", "（"};
    struct faces *faces = fonts_faces(fonts);
    struct atlas *atlas;
    assert_int_equal(atlas_new(faces, &atlas), 0);
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        struct atlas_glyph glyph;
        uint16_t face = FACE_CJK + REGION_JP;
        struct cluster_look look = {TEXTS[i], (uint32_t)strlen(TEXTS[i]), face, 27, 0, STANCE_HORIZONTAL};
        for (int again = 0; again < 2; again++)
            assert_int_equal(atlas_find(atlas, &look, &glyph), 0);
        TTF_Font *font = faces_drawer(faces, face, 27, FACE_DPI);
        SDL_Surface *direct = TTF_RenderUTF8_Blended(font, TEXTS[i], (SDL_Color){255, 255, 255, 255});
        int left = 0;
        assert_int_equal(TTF_SizeUTF8(font, TEXTS[i], &left, NULL), 0);
        int32_t pen = glyph.left < 0 ? -glyph.left : 0, baseline = TTF_FontAscent(font);
        uint64_t sum = 0, direct_sum = 0;
        for (int32_t y = 0; y < glyph.pixels.height; y++) {
            for (int32_t x = 0; x < glyph.pixels.width; x++) {
                unsigned here = glyph.pixels.data[(size_t)y * glyph.pixels.pitch + (size_t)x];
                assert_int_equal(here, direct_at(direct, pen + glyph.left + x, baseline + glyph.top + y));
                sum += here;
            }
        }
        for (int32_t y = 0; y < direct->h; y++) {
            for (int32_t x = 0; x < direct->w; x++)
                direct_sum += direct_at(direct, x, y);
        }
        assert_true(sum > 0);
        assert_int_equal(sum, direct_sum);
        SDL_FreeSurface(direct);
    }
    assert_int_equal(atlas_rendered(atlas), sizeof TEXTS / sizeof *TEXTS);
    atlas_free(atlas);
}

static uint64_t ink_of(const struct bitmap *bitmap)
{
    uint64_t ink = 0;
    for (int32_t i = 0; i < bitmap->width * bitmap->height; i++)
        ink += bitmap->bytes[i];
    return ink;
}

/* The middle of the ink in 1/64 px from the pen. */
static double centre_of(const struct bitmap *bitmap)
{
    double sum = 0;
    for (int32_t i = 0; i < bitmap->width * bitmap->height; i++)
        sum += bitmap->bytes[i] * (bitmap->left + i % bitmap->width + 0.5);
    return sum / (double)ink_of(bitmap);
}

static void phases_move_by_quarters(void **state)
{
    (void)state;
    static const char *const LETTERS[] = {"l", "j", "M", "fi"};
    for (size_t i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++) {
        struct bitmap first = render(LETTERS[i], FACE_LATIN + 2, 20, 0);
        for (uint8_t phase = 1; phase < RENDER_PHASES; phase++) {
            struct bitmap moved = render(LETTERS[i], FACE_LATIN + 2, 20, phase);
            double distance = centre_of(&moved) - centre_of(&first);
            assert_true(distance > phase / 4.0 - 0.03 && distance < phase / 4.0 + 0.03);
            assert_int_equal(moved.top, first.top);
            free(moved.bytes);
        }
        free(first.bytes);
    }
}

/* Ink of a cluster must lie where that of its parts does: at the pen, on the baseline. */
static void clusters_stand_where_glyphs_stand(void **state)
{
    (void)state;
    struct bitmap letter = render("e", FACE_LATIN, 40, 0), pair = render("e\xCC\x81", FACE_LATIN, 40, 0);
    assert_int_equal(letter.left, pair.left);
    assert_int_equal(letter.top + letter.height, pair.top + pair.height);
    free(letter.bytes);
    free(pair.bytes);
    letter = render("j", FACE_LATIN + 2, 60, 0);
    pair = render("jj", FACE_LATIN + 2, 60, 0);
    assert_true(letter.left < 0);
    assert_in_range(pair.left - letter.left + 1, 0, 2);
    assert_int_equal(letter.top, pair.top);
    free(letter.bytes);
    free(pair.bytes);
    /* Two marks over Ẩ reach above the face's ascent: nothing is cut, the letter stays on the baseline. */
    letter = render("A", FACE_LATIN, 60, 0);
    pair = render("A\xCC\x82\xCC\x89\xCC\x80\xCC\x80", FACE_LATIN, 60, 0);
    assert_true(pair.top < letter.top);
    assert_in_range(letter.top + letter.height - pair.top - pair.height + 1, 0, 2);
    free(letter.bytes);
    free(pair.bytes);
}

static void f4_bold_is_a_heavier_face(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint16_t regular, bold;
    } FACES[] = {{"国", FACE_CJK, FACE_CJK_BOLD},
                 {"國", FACE_CJK + REGION_KR, FACE_CJK_BOLD + REGION_KR},
                 {"b", FACE_LATIN, FACE_LATIN + 1},
                 {"b", FACE_LATIN + 2, FACE_LATIN + 3},
                 {"b", FACE_MONO, FACE_MONO + 1}};
    for (size_t i = 0; i < sizeof FACES / sizeof *FACES; i++) {
        struct bitmap regular = render(FACES[i].text, FACES[i].regular, 40, 0);
        struct bitmap bold = render(FACES[i].text, FACES[i].bold, 40, 0);
        assert_true(ink_of(&bold) * 10 > ink_of(&regular) * 11);
        free(regular.bytes);
        free(bold.bytes);
    }
}

static void b4_dash_is_one_stroke_across_two_em(void **state)
{
    (void)state;
    struct bitmap dash = render("——", FACE_CJK | FACE_FITTED, 40, 0);
    assert_in_range(dash.width, 72, 80);
    for (int32_t x = 2; x < dash.width - 2; x++) {
        unsigned column = 0;
        for (int32_t y = 0; y < dash.height; y++)
            column += dash.bytes[y * dash.width + x];
        assert_true(column > 0);
    }
    free(dash.bytes);
}

static void f3_emoji_take_an_em_of_colour(void **state)
{
    (void)state;
    static const char *const SEQUENCES[] = {"😀", "👩🏽‍🚀", "🇹🇼"};
    for (size_t i = 0; i < sizeof SEQUENCES / sizeof *SEQUENCES; i++) {
        struct bitmap emoji = render(SEQUENCES[i], FACE_EMOJI, 24, 0);
        assert_true(emoji.color);
        assert_int_equal(emoji.width, 24);
        assert_in_range(emoji.height, 20, 24);
        const uint32_t *pixels = (const uint32_t *)emoji.bytes;
        bool coloured = false;
        for (int32_t at = 0; at < emoji.width * emoji.height; at++) {
            uint32_t alpha = pixels[at] >> 24, red = pixels[at] >> 16 & 0xFF, blue = pixels[at] & 0xFF;
            assert_true(red <= alpha && blue <= alpha);
            coloured |= red > blue + 40;
        }
        assert_true(coloured);
        free(emoji.bytes);
    }
}

static void f2_box_shows_its_number(void **state)
{
    (void)state;
    struct bitmap one = render("\xEE\x80\x80", FACE_BOX, 40, 0);
    struct bitmap other = render("\xEE\x80\x81", FACE_BOX, 40, 0);
    assert_int_equal(one.width, other.width);
    assert_false(same_bitmap(&one, &other));
    free(one.bytes);
    free(other.bytes);
}

static void joined_letters_differ_from_single_ones(void **state)
{
    (void)state;
    uint16_t face = faces_script(0x628); /* ب */
    struct bitmap letter = render("ب", face, 60, 0), pair = render("بب", face, 60, 0);
    /* Joined, two are narrower than twice one. */
    assert_true(letter.bytes && pair.bytes);
    assert_true(pair.width * 10 < letter.width * 19);
    free(letter.bytes);
    free(pair.bytes);
}

static void write_han(uint32_t code, char *text)
{
    text[0] = (char)(0xE0 | code >> 12);
    text[1] = (char)(0x80 | (code >> 6 & 0x3F));
    text[2] = (char)(0x80 | (code & 0x3F));
}

static void full_atlas_forgets_the_oldest(void **state)
{
    (void)state;
    struct atlas *atlas;
    struct atlas_glyph glyph;
    char text[3];
    struct cluster_look look = {text, 3, FACE_CJK, 90, 0, STANCE_HORIZONTAL};
    assert_int_equal(atlas_new(fonts_faces(fonts), &atlas), 0);
    for (uint32_t i = 0; i < 1500; i++) {
        struct bitmap fresh;
        write_han(0x4E00 + i, text);
        assert_int_equal(atlas_find(atlas, &look, &glyph), 0);
        assert_int_equal(render_cluster(fonts_faces(fonts), &look, &fresh), 0);
        for (int32_t y = 0; y < fresh.height; y++)
            assert_memory_equal(glyph.pixels.data + (size_t)y * glyph.pixels.pitch,
                                fresh.bytes + (size_t)y * (size_t)fresh.width, (size_t)fresh.width);
        free(fresh.bytes);
    }
    assert_true(atlas_bytes(atlas) <= 4u << 20);
    /* The last ones are still there, the first ones are drawn again. */
    uint64_t rendered = atlas_rendered(atlas);
    assert_int_equal(atlas_find(atlas, &look, &glyph), 0);
    assert_int_equal(atlas_rendered(atlas), rendered);
    write_han(0x4E00, text);
    assert_int_equal(atlas_find(atlas, &look, &glyph), 0);
    assert_int_equal(atlas_rendered(atlas), rendered + 1);
    atlas_free(atlas);
}

static void too_wide_for_a_sheet_is_drawn_too(void **state)
{
    (void)state;
    struct atlas *atlas;
    struct atlas_glyph glyph;
    char text[65];
    for (size_t i = 0; i < 32; i++)
        memcpy(text + 2 * i, "س", 2);
    struct cluster_look look = {text, 64, faces_script(0x633), 96, 0, STANCE_HORIZONTAL};
    assert_int_equal(atlas_new(fonts_faces(fonts), &atlas), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(atlas_find(atlas, &look, &glyph), 0);
        assert_true(glyph.pixels.width > (int32_t)ATLAS_COVERAGE_SIDE);
    }
    atlas_free(atlas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(f1_regional_forms_differ),
        cmocka_unit_test(atlas_holds_what_sdl_ttf_draws),
        cmocka_unit_test(phases_move_by_quarters),
        cmocka_unit_test(clusters_stand_where_glyphs_stand),
        cmocka_unit_test(f4_bold_is_a_heavier_face),
        cmocka_unit_test(b4_dash_is_one_stroke_across_two_em),
        cmocka_unit_test(f3_emoji_take_an_em_of_colour),
        cmocka_unit_test(f2_box_shows_its_number),
        cmocka_unit_test(joined_letters_differ_from_single_ones),
        cmocka_unit_test(full_atlas_forgets_the_oldest),
        cmocka_unit_test(too_wide_for_a_sheet_is_drawn_too),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
