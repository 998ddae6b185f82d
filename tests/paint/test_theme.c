#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "paint/canvas.h"
#include "paint/contrast.h"

static void text_has_seven_to_one(void **state)
{
    (void)state;
    static const enum ink INKS[] = {INK_TEXT, INK_QUIET, INK_LINK, INK_HEADING};
    static const enum ink GROUNDS[] = {INK_BACKGROUND, INK_PANEL, INK_MARK};
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        for (size_t i = 0; i < sizeof INKS / sizeof *INKS; i++) {
            for (size_t j = 0; j < sizeof GROUNDS / sizeof *GROUNDS; j++) {
                double got = contrast_ratio(theme_color((enum theme)theme, INKS[i]),
                                            theme_color((enum theme)theme, GROUNDS[j]));
                if (got < CONTRAST_LEAST)
                    fail_msg("theme %d: ink %d on %d has %.2f:1", theme, INKS[i], GROUNDS[j], got);
            }
        }
    }
}

static void known_contrasts(void **state)
{
    (void)state;
    assert_true(fabs(contrast_ratio(0x000000, 0xFFFFFF) - 21) < 1e-9);
    assert_true(fabs(contrast_ratio(0x777777, 0xFFFFFF) - 4.48) < 0.01);
}

/* Which channel is the largest and which the smallest, when they are not the same. */
static void extremes(uint32_t color, int *least, int *most)
{
    *least = *most = 0;
    for (int i = 1; i < 3; i++) {
        unsigned part = color >> 8 * i & 0xFF;
        *least = part < (color >> 8 * *least & 0xFF) ? i : *least;
        *most = part > (color >> 8 * *most & 0xFF) ? i : *most;
    }
}

static void any_colour_becomes_readable(void **state)
{
    (void)state;
    static const enum ink GROUNDS[] = {INK_BACKGROUND, INK_PANEL, INK_MARK};
    for (unsigned at = 0; at < THEME_COUNT * 3 * 6 * 6 * 6; at++) {
        enum theme theme = (enum theme)(at % THEME_COUNT);
        uint32_t ground = theme_color(theme, GROUNDS[at / THEME_COUNT % 3]),
                 ink = theme_color(theme, INK_TEXT);
        unsigned cube = at / THEME_COUNT / 3;
        uint32_t color = cube % 6 * 51 << 16 | cube / 6 % 6 * 51 << 8 | cube / 36 * 51;
        uint32_t got = contrast_readable(color, ground, ink);
        if (contrast_ratio(got, ground) < CONTRAST_LEAST)
            fail_msg("%06X on %06X became %06X", color, ground, got);
        if (contrast_ratio(color, ground) >= CONTRAST_LEAST) {
            assert_int_equal(got, color);
        } else if (got != ink) {
            int least, most, got_least, got_most;
            extremes(color, &least, &most);
            extremes(got, &got_least, &got_most);
            unsigned spread = (color >> 8 * most & 0xFF) - (color >> 8 * least & 0xFF);
            assert_true(spread > 0);
            assert_true((got >> 8 * most & 0xFF) == (got >> 8 * got_most & 0xFF));
            assert_true((got >> 8 * least & 0xFF) == (got >> 8 * got_least & 0xFF));
            /* No further than it takes. */
            assert_in_range((unsigned)(contrast_ratio(got, ground) * 100), 700, 740);
        }
    }
}

static void known_colours(void **state)
{
    (void)state;
    assert_int_equal(contrast_readable(0xFF8B0000, 0xFFFFFF, 0x1C1B19), 0x8B0000);
    assert_int_equal(contrast_readable(0xFF808080, 0xFFFFFF, 0x1C1B19), 0x1C1B19);
    assert_int_equal(contrast_readable(0xFF000000, 0x16171A, 0xD9D5CC), 0xD9D5CC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_contrasts), cmocka_unit_test(any_colour_becomes_readable),
        cmocka_unit_test(known_colours), cmocka_unit_test(text_has_seven_to_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
