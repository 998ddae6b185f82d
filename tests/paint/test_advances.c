/* What is remembered of faces is what they would answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/resource.h"
#include "paint/advances.h"

#define ROUNDS 6000

static struct faces *faces;

static int open_faces(void **state)
{
    (void)state;
    struct buffer folder = {0};
    struct fault fault = {0};
    assert_int_equal(resource_path("slipcase/fonts", &folder), 0);
    if (faces_open(folder.data, &faces, &fault))
        fail_msg("%s", fault.sentence);
    buffer_free(&folder);
    return 0;
}

static int close_faces(void **state)
{
    (void)state;
    faces_close(faces);
    return 0;
}

static uint32_t chance(uint32_t most)
{
    static uint32_t state = 1;
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % most;
}

/* Words out of a larger text, so few that they come again, so many that they take each other's places. */
static struct piece any_piece(void)
{
    static const char text[] =
        "AVATAR fi ffi office, 12345678901 To We. “Ty” ‘fl’ — … 10% ——…… fjord ÀÉ 中文。「」";
    static const uint16_t drawn_by[] = {FACE_CJK,       FACE_CJK_BOLD + 3, FACE_LATIN,
                                        FACE_LATIN + 3, FACE_MONO,         FACE_SYMBOLS};
    struct piece piece = {.text = text, .size = sizeof text - 1};
    piece.begin = chance(piece.size);
    while (((unsigned char)text[piece.begin] & 0xC0) == 0x80)
        piece.begin--;
    piece.end = piece.begin + 1 + chance(10);
    if (piece.end > piece.size)
        piece.end = piece.size;
    while (((unsigned char)text[piece.end] & 0xC0) == 0x80)
        piece.end++;
    piece.face = drawn_by[chance(sizeof drawn_by / sizeof *drawn_by)];
    piece.font_size = (uint16_t)(20 + 4 * chance(3));
    return piece;
}

static void remembered_glyphs_are_those_of_the_face(void **state)
{
    (void)state;
    struct advances *old;
    assert_int_equal(advances_new(faces, &old), 0);
    for (int round = 0; round < ROUNDS; round++) {
        struct piece piece = any_piece();
        struct advances *new;
        uint32_t count = 0, fresh_count = 0;
        assert_int_equal(advances_new(faces, &new), 0);
        const struct advance *glyphs = advances_of(old, &piece, &count),
                             *fresh = advances_of(new, &piece, &fresh_count);
        assert_non_null(glyphs);
        assert_non_null(fresh);
        assert_int_equal(count, fresh_count);
        for (uint32_t i = 0; i < count; i++) {
            assert_in_range(glyphs[i].begin, piece.begin, piece.end - 1);
            assert_int_equal(glyphs[i].begin, fresh[i].begin);
            assert_int_equal(glyphs[i].width, fresh[i].width);
        }
        advances_free(new);
    }
    advances_free(old);
}

static void a_face_has_what_it_maps(void **state)
{
    (void)state;
    static const uint16_t asked[] = {FACE_CJK, FACE_CJK + 1, FACE_LATIN, FACE_EMOJI};
    for (int round = 0; round < 40 * ROUNDS; round++) {
        uint16_t face = asked[chance(4)];
        uint32_t code = chance(4) ? 0x4E00 + chance(3000) : chance(0x20000);
        hb_codepoint_t glyph;
        assert_int_equal(faces_has(faces, face, code),
                         hb_font_get_nominal_glyph(faces_shaper(faces, face, 20), code, &glyph) != 0);
    }
    assert_false(faces_has(faces, FACE_BOX, 'a'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(remembered_glyphs_are_those_of_the_face),
        cmocka_unit_test(a_face_has_what_it_maps),
    };
    return cmocka_run_group_tests(tests, open_faces, close_faces);
}
