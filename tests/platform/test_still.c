/* Sleeping until a device speaks. Terminals stand in for keyboards: character devices, too, which can be written to and pulled. */

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include <linux/major.h>

#include "platform/still.h"

/* ms: what counts as asleep until the end, and as woken at once, on whatever machine. */
#define LONG 30000
#define SHORT 50

struct keyboard {
    int hand, device;
};

static struct keyboard plug(void)
{
    struct keyboard keyboard = {.hand = posix_openpt(O_RDWR | O_NOCTTY)};
    assert_true(keyboard.hand >= 0);
    assert_int_equal(grantpt(keyboard.hand), 0);
    assert_int_equal(unlockpt(keyboard.hand), 0);
    keyboard.device = open(ptsname(keyboard.hand), O_RDWR | O_NOCTTY);
    assert_true(keyboard.device >= 0);
    return keyboard;
}

static void unplug(struct keyboard *keyboard)
{
    close(keyboard->hand);
    close(keyboard->device);
}

static void press(const struct keyboard *keyboard)
{
    assert_int_equal(write(keyboard->hand, "\n", 1), 1);
}

/* Whether it slept to the end. */
static bool slept(int32_t ms)
{
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    still_until(UNIX98_PTY_SLAVE_MAJOR, ms);
    clock_gettime(CLOCK_MONOTONIC, &after);
    return (int32_t)((after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000) >=
           ms - 1;
}

static void a_device_that_speaks_wakes(void **state)
{
    struct keyboard one = plug(), other = plug();
    char byte;
    (void)state;
    assert_true(slept(SHORT));
    press(&other);
    assert_false(slept(LONG));
    /* Until it is read. */
    assert_false(slept(LONG));
    assert_int_equal(read(other.device, &byte, 1), 1);
    assert_true(slept(SHORT));
    press(&one);
    assert_false(slept(LONG));
    unplug(&one);
    unplug(&other);
}

static void it_is_found_among_many_files(void **state)
{
    int files[200];
    (void)state;
    for (size_t i = 0; i < 200; i++) {
        files[i] = open("/dev/null", O_RDONLY);
        assert_true(files[i] >= 0);
    }
    struct keyboard keyboard = plug();
    for (size_t i = 0; i < 200; i++)
        close(files[i]);
    assert_true(keyboard.device > 200);
    press(&keyboard);
    assert_false(slept(LONG));
    unplug(&keyboard);
    assert_true(slept(SHORT));
}

/* /dev/zero and a pipe can be read at any time. */
static void other_files_do_not(void **state)
{
    int zero = open("/dev/zero", O_RDONLY), pipes[2];
    (void)state;
    assert_true(zero >= 0);
    assert_int_equal(pipe(pipes), 0);
    assert_int_equal(write(pipes[1], "x", 1), 1);
    assert_true(slept(SHORT));
    close(pipes[0]);
    close(pipes[1]);
    close(zero);
}

static void one_that_was_pulled_is_left_out(void **state)
{
    struct keyboard pulled = plug(), other = plug();
    (void)state;
    close(pulled.hand);
    assert_true(slept(SHORT));
    press(&other);
    assert_false(slept(LONG));
    close(pulled.device);
    unplug(&other);
}

static void no_action(int number)
{
    (void)number;
}

static void a_signal_wakes(void **state)
{
    struct sigaction action = {.sa_handler = no_action, .sa_flags = SA_RESTART};
    struct itimerval timer = {.it_value.tv_usec = SHORT * 1000};
    (void)state;
    assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
    assert_int_equal(setitimer(ITIMER_REAL, &timer, NULL), 0);
    assert_false(slept(LONG));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_device_that_speaks_wakes),
        cmocka_unit_test(it_is_found_among_many_files),
        cmocka_unit_test(other_files_do_not),
        cmocka_unit_test(one_that_was_pulled_is_left_out),
        cmocka_unit_test(a_signal_wakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
