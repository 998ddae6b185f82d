/* Rule F2: nothing draws nothing. Samples of every Unicode block are shaped and drawn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "paint/faces.h"
#include "paint/fonts.h"
#include "paint/render.h"

#define SIZE 20u
/* The first ones of each block, then one in so many. */
#define FIRST_ONES 6u
#define STRIDE 53u

static struct fonts *fonts;
static struct cluster clusters[256];
static uint32_t count;

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

static uint32_t encode(uint32_t code, char *text)
{
    uint32_t size = 0;
    U8_APPEND_UNSAFE(text, size, code);
    return size;
}

static void shape(const struct font *font, const char *text, uint32_t size)
{
    const struct metrics *metrics = fonts_metrics(fonts);
    assert_true(size < sizeof clusters / sizeof *clusters);
    assert_int_equal(metrics->shape(metrics->data, font, text, size, clusters, &count), 0);
}

/* Whether anything of the shaped text is to be seen. */
static bool draws(const struct font *font, const char *text)
{
    bool seen = false;
    for (uint32_t i = 0; i < count; i++) {
        struct bitmap bitmap;
        struct cluster_look look = {.text = text + clusters[i].begin,
                                    .size = clusters[i].end - clusters[i].begin,
                                    .face = clusters[i].face,
                                    .font_size = font->size,
                                    .stance = font->stance};
        assert_int_equal(render_cluster(fonts_faces(fonts), &look, &bitmap), 0);
        if (font->stance == STANCE_COMBINED)
            assert_in_range(bitmap.width, 0, 2 * SIZE); /* signs may reach out of their em */
        for (int32_t at = 0; at < bitmap.width * bitmap.height * (bitmap.color ? 4 : 1) && !seen; at++)
            seen = bitmap.bytes[at] > 0;
        free(bitmap.bytes);
    }
    return seen;
}

static bool may_be_blank(uint32_t code)
{
    return u_isUWhiteSpace((UChar32)code) || u_charType((UChar32)code) == U_CONTROL_CHAR ||
           u_hasBinaryProperty((UChar32)code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
           code == 0x2800 /* braille without dots */;
}

static void try_block(uint32_t first, uint32_t last, uint8_t stance)
{
    char text[4];
    const struct font font = {.size = SIZE, .stance = stance};
    for (uint32_t code = first; code <= last; code += code - first < FIRST_ONES ? 1 : STRIDE) {
        if (may_be_blank(code) || (code >= 0xD800 && code < 0xE000) || code == 0xFFFC)
            continue;
        shape(&font, text, encode(code, text));
        if (!draws(&font, text))
            fail_msg("U+%04X draws nothing, by face %d", code, clusters[0].face);
    }
}

static void try_all_blocks(uint8_t stance)
{
    uint32_t first = 0;
    for (uint32_t code = 1; code <= 0x110000; code += 16) {
        uint32_t here = code & ~15u;
        if (here < 0x110000 && ublock_getCode((UChar32)here) == ublock_getCode((UChar32)first))
            continue;
        if (ublock_getCode((UChar32)first) == UBLOCK_NO_BLOCK)
            try_block(first, first, stance);
        else
            try_block(first, here - 1, stance);
        first = here;
    }
}

static void f2_every_block_is_seen(void **state)
{
    (void)state;
    try_all_blocks(STANCE_HORIZONTAL);
}

static void f2_every_block_is_seen_in_vertical_lines(void **state)
{
    (void)state;
    try_all_blocks(STANCE_UPRIGHT);
    try_all_blocks(STANCE_SIDEWAYS);
    try_all_blocks(STANCE_COMBINED);
}

/* A mark that no face has with its letter, or at all. */
static void f2_marks_are_seen_on_any_letter(void **state)
{
    (void)state;
    static const uint32_t LETTERS[] = {'a', 0x4E2D, 0x3042, 0x41F, 0x628, 0x915, 0x2211, 0x1F600};
    static const uint32_t MARKS[] = {0x301, 0x302A, 0x3099, 0x64E, 0x93C, 0x16B30, 0x1E8D0, 0x11F00};
    const struct font font = {.size = SIZE};
    char text[8];
    for (size_t i = 0; i < 64; i++) {
        uint32_t size = encode(LETTERS[i / 8], text);
        size += encode(MARKS[i % 8], text + size);
        shape(&font, text, size);
        bool box = count > 1 || clusters[0].face == FACE_BOX;
        uint16_t face = clusters[0].face;
        bool whole = face < FACE_COUNT && faces_has(fonts_faces(fonts), face, MARKS[i % 8]) &&
                     faces_has(fonts_faces(fonts), face, LETTERS[i / 8]);
        if (!box && !whole)
            fail_msg("U+%04X U+%04X: face %d has not both", LETTERS[i / 8], MARKS[i % 8], face);
        assert_true(draws(&font, text));
    }
}

/* Joiners and selectors alone, and what else is ignorable, take no room. */
static void f2_ignorable_ones_are_blank(void **state)
{
    (void)state;
    static const uint32_t CODES[] = {0x200D, 0x200C, 0xFE0F, 0xFE0E, 0xE0100, 0x2060, 0xFEFF, 0x34F};
    const struct font font = {.size = SIZE};
    char text[4];
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++) {
        shape(&font, text, encode(CODES[i], text));
        assert_int_equal(count, 1);
        assert_int_equal(clusters[0].advance, 0);
        assert_false(draws(&font, text));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(f2_every_block_is_seen),
        cmocka_unit_test(f2_every_block_is_seen_in_vertical_lines),
        cmocka_unit_test(f2_marks_are_seen_on_any_letter),
        cmocka_unit_test(f2_ignorable_ones_are_blank),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
