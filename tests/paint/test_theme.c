#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "paint/canvas.h"

/* WCAG 2.1, relative luminance. */
static double luminance(uint32_t color)
{
    static const double SHARES[3] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double part = (color >> (16 - 8 * i) & 0xFF) / 255.0;
        sum += SHARES[i] * (part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(uint32_t one, uint32_t other)
{
    double a = luminance(one), b = luminance(other);
    return ((a > b ? a : b) + 0.05) / ((a > b ? b : a) + 0.05);
}

static void text_has_seven_to_one(void **state)
{
    (void)state;
    static const enum ink INKS[] = {INK_TEXT, INK_QUIET, INK_LINK, INK_HEADING};
    static const enum ink GROUNDS[] = {INK_BACKGROUND, INK_PANEL, INK_MARK};
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        for (size_t i = 0; i < sizeof INKS / sizeof *INKS; i++) {
            for (size_t j = 0; j < sizeof GROUNDS / sizeof *GROUNDS; j++) {
                double got = contrast(theme_color((enum theme)theme, INKS[i]),
                                      theme_color((enum theme)theme, GROUNDS[j]));
                /* On a <mark> only the text itself has to. */
                if (got < 7 && (GROUNDS[j] != INK_MARK || INKS[i] == INK_TEXT))
                    fail_msg("theme %d: ink %d on %d has %.2f:1", theme, INKS[i], GROUNDS[j], got);
            }
        }
    }
}

static void known_contrasts(void **state)
{
    (void)state;
    assert_true(fabs(contrast(0x000000, 0xFFFFFF) - 21) < 1e-9);
    assert_true(fabs(contrast(0x777777, 0xFFFFFF) - 4.48) < 0.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(known_contrasts),
                                       cmocka_unit_test(text_has_seven_to_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
