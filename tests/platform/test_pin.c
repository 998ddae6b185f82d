/* The PIN's hash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "platform/pin.h"

/* Of 4711, with the least that libsodium allows, so that checking it takes no time. */
#define CHEAP "$argon2id$v=19$m=8,t=1,p=1$OrKb8pM9rujwVZOR8TVdCg$mmlCv9up03nUEn0obozA1YPhCrIOs/sf+sPw/zSu6Ik"

static void which_are_pins(void **state)
{
    static const char *const valid[] = {"0000", "4711", "123456789012"};
    static const char *const invalid[] = {"", "123", "1234567890123", "12 4", "12a4", "-1234", "１２３４"};
    (void)state;
    for (size_t i = 0; i < sizeof valid / sizeof *valid; i++)
        assert_true(pin_valid(valid[i]));
    for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++)
        assert_false(pin_valid(invalid[i]));
}

static void which_are_hashes(void **state)
{
    static const char *const invalid[] = {
        "",       "4711", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$AAAA", "$2y$10$abcdefghijklmnopqrstuv",
        CHEAP "$"};
    char longer[2 * PIN_HASH];
    (void)state;
    assert_true(pin_is_hash(CHEAP));
    for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++)
        assert_false(pin_is_hash(invalid[i]));
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_false(pin_is_hash(longer));
}

static void only_the_right_one_fits(void **state)
{
    char hash[PIN_HASH];
    (void)state;
    assert_true(pin_fits(CHEAP, "4711"));
    assert_false(pin_fits(CHEAP, "4712"));
    assert_false(pin_fits(CHEAP, "47110"));
    assert_false(pin_fits(CHEAP, ""));
    assert_false(pin_fits("4711", "4711"));
    assert_int_equal(pin_hash("123456789012", hash, NULL), STATUS_OK);
    assert_true(pin_is_hash(hash));
    assert_true(pin_fits(hash, "123456789012"));
    assert_false(pin_fits(hash, "123456789013"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(which_are_pins),
        cmocka_unit_test(which_are_hashes),
        cmocka_unit_test(only_the_right_one_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
