/* The picture and its points turned by quarter turns. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/rotate.h"

#define WIDTH 37
#define HEIGHT 70

#define GAP 3 /* pixels behind a row */

/* The rows of picture and panel lie one behind the other, or have a gap behind each, which stays as it is. */
static void check(int rotation, size_t from_gap, size_t to_gap)
{
    static uint32_t picture[HEIGHT * (WIDTH + GAP)], panel[HEIGHT * (HEIGHT + GAP)];
    const size_t from_pitch = WIDTH + from_gap;
    for (size_t i = 0; i < sizeof panel / sizeof *panel; i++)
        panel[i] = UINT32_MAX;
    for (size_t y = 0; y < HEIGHT; y++) {
        for (size_t x = 0; x < from_pitch; x++)
            picture[y * from_pitch + x] = (uint32_t)(y * 1000 + x);
    }
    int32_t width = rotation % 180 ? HEIGHT : WIDTH, height = rotation % 180 ? WIDTH : HEIGHT;
    const size_t to_pitch = (size_t)width + to_gap;
    rotate_picture((struct pixels){picture, from_pitch * 4}, WIDTH, HEIGHT, rotation,
                   (struct pixels){panel, to_pitch * 4});
    for (int32_t y = 0; y < height; y++) {
        for (int32_t x = 0; x < width; x++) {
            int32_t px = x, py = y;
            rotate_point(rotation, WIDTH, HEIGHT, &px, &py);
            assert_in_range(px, 0, WIDTH - 1);
            assert_in_range(py, 0, HEIGHT - 1);
            assert_int_equal(panel[(size_t)y * to_pitch + (size_t)x],
                             picture[(size_t)py * from_pitch + (size_t)px]);
        }
        for (size_t x = (size_t)width; x < to_pitch; x++)
            assert_int_equal(panel[(size_t)y * to_pitch + x], UINT32_MAX);
    }
}

static void point_and_picture_agree(void **state)
{
    (void)state;
    for (int rotation = 0; rotation < 360; rotation += 90) {
        check(rotation, 0, 0);
        check(rotation, GAP, 0);
        check(rotation, 0, GAP);
        check(rotation, GAP, GAP);
    }
}

static void clockwise(void **state)
{
    uint32_t picture[2][2] = {{1, 2}, {3, 4}}, panel[2][2];
    (void)state;
    rotate_picture((struct pixels){picture, 8}, 2, 2, 90, (struct pixels){panel, 8});
    assert_int_equal(panel[0][0], 3);
    assert_int_equal(panel[0][1], 1);
    assert_int_equal(panel[1][0], 4);
    assert_int_equal(panel[1][1], 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(point_and_picture_agree),
        cmocka_unit_test(clockwise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
