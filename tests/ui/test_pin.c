/* The PIN pad and the lock on it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"
#include "host.h"
#include "ui/lock.h"

#define MINUTE 60000u

static const struct leaf book[] = {{"README.md", "# 井\n\n水。\n"}, {0}};

static void ask(struct desk *desk)
{
    desk_act(desk, ACTION_MAINTENANCE);
    desk_line(desk, "screen pin");
}

static void no_pin_no_way(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    desk_bundle(desk, book);
    desk_act(desk, ACTION_MAINTENANCE);
    desk_line(desk, "screen reading");
    fake_open(&fake, desk);
    fake.host.pin_fits = NULL;
    desk_act(desk, ACTION_MAINTENANCE);
    desk_line(desk, "screen reading");
}

static void with_a_keyboard(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    desk_bundle(desk, book);
    fake_open(&fake, desk);
    ask(desk);
    desk_line(desk, "sentence Type the PIN of this screen, then OK.");
    desk_line(desk, "button OK off");
    type_pin(desk, "471"); /* too short to be tried */
    assert_int_equal(fake.checks, 0);
    desk_line(desk, "entered 3");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entered 2");
    type_pin(desk, "11");
    assert_int_equal(fake.checks, 1);
    desk_line(desk, "screen maintenance");
}

/* Only forwards and press: each key is reached. */
static void with_two_buttons(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    static const uint32_t at[] = {3, 6, 0, 0, 11};
    uint32_t focus = 0;
    desk_bundle(desk, book);
    fake_open(&fake, desk);
    ask(desk);
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        /* There are 13, of which OK does not count before four digits are there. */
        uint32_t count = i < 4 ? 12 : 13;
        for (uint32_t to = i < 4 ? at[i] : 11; focus != to; focus = (focus + 1) % count)
            desk_act(desk, ACTION_FOCUS_NEXT);
        desk_act(desk, ACTION_SELECT);
    }
    desk_text(desk);
    desk_idle(desk);
    desk_line(desk, "screen maintenance");
}

static void it_says_that_it_checks(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    desk_bundle(desk, book);
    fake_open(&fake, desk);
    ask(desk);
    for (int i = 0; i < 4; i++)
        assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_JUMP, .amount = 100}));
    desk_act(desk, ACTION_SELECT);
    /* Idle time before it is drawn does not check: the screen would stand still without a word. */
    for (int i = 0; i < 3; i++)
        assert_true(ui_idle(desk->ui));
    assert_int_equal(fake.checks, 0);
    desk_line(desk, "sentence Checking …");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen pin");
    desk_idle(desk);
    assert_int_equal(fake.checks, 1);
    desk_line(desk, "sentence That is not the PIN. 4 tries are left.");
    desk_line(desk, "entered 0");
}

static void leaves_by_itself(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    desk_bundle(desk, book);
    fake_open(&fake, desk);
    ask(desk);
    pass(desk, 29000);
    assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_JUMP, .amount = 400}));
    pass(desk, 29000);
    desk_line(desk, "entered 1");
    /* The loop's empty turns are no input. */
    desk_act(desk, ACTION_NONE);
    pass(desk, 1000);
    desk_line(desk, "screen reading");
    ask(desk);
    desk_line(desk, "entered 0");
}

static void no_key_leads_elsewhere(void **state)
{
    static const enum action_kind kinds[] = {ACTION_HOME,  ACTION_SHELF,   ACTION_CONTENTS,
                                             ACTION_MENU,  ACTION_FORWARD, ACTION_MAINTENANCE,
                                             ACTION_THEME, ACTION_LARGER};
    struct desk *desk = *state;
    struct fake fake = {0};
    desk_bundle(desk, book);
    fake_open(&fake, desk);
    for (int inside = 0; inside < 2; inside++) {
        ask(desk);
        if (inside)
            type_pin(desk, "4711");
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            desk_act(desk, kinds[i]);
            desk_line(desk, inside ? "screen maintenance" : "screen pin");
        }
        desk_act(desk, ACTION_BACK);
        desk_line(desk, "screen reading");
    }
}

static void five_wrong_tries(struct desk *desk)
{
    char line[96];
    for (int left = 4; left; left--) {
        type_pin(desk, "0000");
        snprintf(line, sizeof line, "sentence That is not the PIN. %d %s left.", left,
                 left > 1 ? "tries are" : "try is");
        desk_line(desk, line);
    }
    type_pin(desk, "0000");
}

static void wrong_tries_lock(void **state)
{
    static const unsigned minutes[] = {5, 10, 20, 40, 60, 60};
    struct desk *desk = *state;
    struct fake fake = {0};
    char line[128];
    desk_bundle(desk, book);
    fake_open(&fake, desk);
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
        ask(desk);
        five_wrong_tries(desk);
        snprintf(line, sizeof line, "sentence Too many wrong tries. Wait %u:00, then try again.", minutes[i]);
        desk_line(desk, line);
        desk_line(desk, "button 1 off");
        /* It counts down, and nothing can be typed. */
        pass(desk, 1000);
        snprintf(line, sizeof line, "sentence Too many wrong tries. Wait %u:59, then try again.",
                 minutes[i] - 1);
        desk_line(desk, line);
        uint32_t checks = fake.checks;
        type_pin(desk, "4711");
        assert_int_equal(fake.checks, checks);
        pass(desk, 31000);
        pass(desk, minutes[i] * MINUTE - 32000 - 1000);
        ask(desk);
        desk_line(desk, "sentence Too many wrong tries. Wait 0:01, then try again.");
        pass(desk, 1000);
        desk_line(desk, "button 1");
        desk_act(desk, ACTION_BACK);
        desk_line(desk, "screen reading");
    }
    ask(desk);
    type_pin(desk, "4711");
    desk_line(desk, "screen maintenance");
    desk_act(desk, ACTION_BACK);
    /* The right one forgives all. */
    ask(desk);
    five_wrong_tries(desk);
    desk_line(desk, "sentence Too many wrong tries. Wait 5:00, then try again.");
}

/* A new program on the same machine. */
static void start_again(struct desk *desk, struct fake *fake)
{
    desk_size(desk, 1280, 800);
    ui_open(desk->ui, desk->path);
    fake_open(fake, desk);
}

static void a_restart_keeps_it(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    desk_bundle(desk, book);
    fake_open(&fake, desk);
    ask(desk);
    type_pin(desk, "0000");
    type_pin(desk, "0000");
    start_again(desk, &fake);
    ask(desk);
    type_pin(desk, "0000");
    desk_line(desk, "sentence That is not the PIN. 2 tries are left.");
    type_pin(desk, "0000");
    type_pin(desk, "0000");
    pass(desk, 100000); /* of 300 seconds, the third minute has begun */
    start_again(desk, &fake);
    ask(desk);
    desk_begins(desk, "sentence Too many wrong tries. Wait 3:");
    /* The try counts before it is checked. */
    pass(desk, 5 * MINUTE);
    ask(desk);
    for (int i = 0; i < 4; i++)
        type_pin(desk, "0000");
    for (int i = 0; i < 4; i++)
        assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_JUMP, .amount = 100}));
    desk_act(desk, ACTION_SELECT);
    desk_text(desk);
    desk_idle(desk);
    start_again(desk, &fake);
    ask(desk);
    desk_line(desk, "sentence Too many wrong tries. Wait 10:00, then try again.");
}

static void without_a_place_to_keep_it(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {.forgets = true};
    desk_bundle(desk, book);
    fake_open(&fake, desk);
    ask(desk);
    five_wrong_tries(desk);
    desk_begins(desk, "sentence Too many wrong tries.");
    start_again(desk, &fake);
    ask(desk);
    type_pin(desk, "4711");
    desk_line(desk, "screen maintenance");
}

static void what_was_kept_and_is_none(void **state)
{
    static const char *const texts[] = {"",
                                        "x",
                                        "wrong 1 rounds 1 seconds 3601\n",
                                        "wrong 5 rounds 0 seconds 0\n",
                                        "wrong 0 rounds 6 seconds 0\n",
                                        "wrong 0 rounds 0 seconds 0",
                                        "wrong -1 rounds 0 seconds 0\n"};
    struct lock lock = {0};
    char text[HOST_LOCK];
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        lock_read(&lock, texts[i]);
        assert_int_equal(lock_seconds(&lock), 300);
    }
    lock_read(&lock, "wrong 4 rounds 5 seconds 3600\n");
    lock_write(&lock, text);
    assert_string_equal(text, "wrong 4 rounds 5 seconds 3600\n");
    lock_pass(&lock, 50);
    /* The clock that is never set goes back all the same: nothing is won. */
    lock_pass(&lock, 10);
    assert_int_equal(lock_seconds(&lock), 3600);
}

static void on_every_screen(void **state)
{
    static const int32_t sizes[][2] = {{1280, 800}, {800, 1280}, {480, 320},
                                       {320, 480},  {480, 800},  {3840, 2160}};
    struct desk *desk = *state;
    struct fake fake = {0};
    desk_write(desk, book);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        int32_t width = sizes[i][0], height = sizes[i][1];
        bool wide = width > height;
        desk_size(desk, width, height);
        ui_open(desk->ui, desk->path);
        fake_open(&fake, desk);
        ask(desk);
        /* The key 5 is in the middle of the pad's second row. */
        int32_t x = wide ? width * 7 / 10 : width / 2, y = wide ? height * 3 / 8 : height / 2;
        desk_tap(desk, x, y);
        desk_line(desk, "entered 1");
        desk_tap(desk, x, y);
        desk_line(desk, "entered 2");
        desk_tap(desk, wide ? width / 5 : width / 2, height - height / 30);
        desk_line(desk, "screen reading");
    }
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_pin_no_way, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(with_a_keyboard, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(with_two_buttons, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(it_says_that_it_checks, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(leaves_by_itself, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(no_key_leads_elsewhere, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(wrong_tries_lock, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_restart_keeps_it, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(without_a_place_to_keep_it, desk_open, desk_close),
        cmocka_unit_test(what_was_kept_and_is_none),
        cmocka_unit_test_setup_teardown(on_every_screen, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
