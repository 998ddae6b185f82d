/* Back and forward over more places than are kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ui/history.h"

static void back_and_forward(void **state)
{
    struct history history = {0};
    struct place place;
    (void)state;
    assert_false(history_step(&history, -1, &place));
    assert_false(history_step(&history, 1, &place));
    history_visit(&history, (struct place){.entry = 1});
    history_move(&history, 100);
    history_visit(&history, (struct place){.entry = 2});
    history_visit(&history, (struct place){.entry = 3});
    assert_true(history_step(&history, -1, &place));
    assert_int_equal(place.entry, 2);
    assert_true(history_step(&history, -1, &place));
    assert_int_equal(place.entry, 1);
    assert_int_equal(place.position, 100);
    assert_false(history_step(&history, -1, &place));
    assert_true(history_step(&history, 1, &place));
    assert_int_equal(place.entry, 2);
    /* Somewhere new: forward is gone. */
    history_visit(&history, (struct place){.entry = 9});
    assert_false(history_has(&history, 1));
    assert_true(history_step(&history, -1, &place));
    assert_int_equal(place.entry, 2);
}

static void oldest_is_forgotten(void **state)
{
    struct history history = {0};
    struct place place = {0};
    (void)state;
    for (uint32_t i = 0; i < HISTORY_PLACES + 10; i++)
        history_visit(&history, (struct place){.entry = i});
    uint32_t steps = 0;
    while (history_step(&history, -1, &place))
        steps++;
    assert_int_equal(steps, HISTORY_PLACES - 1);
    assert_int_equal(place.entry, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(back_and_forward),
        cmocka_unit_test(oldest_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
