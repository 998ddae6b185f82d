/* The picture and its points turned by quarter turns. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/rotate.h"

#define WIDTH 37
#define HEIGHT 70

static void point_and_picture_agree(void **state)
{
    static uint32_t picture[HEIGHT][WIDTH], panel[WIDTH * HEIGHT];
    (void)state;
    for (int32_t y = 0; y < HEIGHT; y++) {
        for (int32_t x = 0; x < WIDTH; x++)
            picture[y][x] = (uint32_t)(y * 1000 + x);
    }
    for (int rotation = 0; rotation < 360; rotation += 90) {
        int32_t width = rotation % 180 ? HEIGHT : WIDTH, height = rotation % 180 ? WIDTH : HEIGHT;
        rotate_picture((struct pixels){picture, sizeof *picture}, WIDTH, HEIGHT, rotation,
                       (struct pixels){panel, (size_t)width * 4});
        for (int32_t y = 0; y < height; y++) {
            for (int32_t x = 0; x < width; x++) {
                int32_t px = x, py = y;
                rotate_point(rotation, WIDTH, HEIGHT, &px, &py);
                assert_in_range(px, 0, WIDTH - 1);
                assert_in_range(py, 0, HEIGHT - 1);
                assert_int_equal(panel[y * width + x], picture[py][px]);
            }
        }
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
