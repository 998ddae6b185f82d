#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"

static void grows_and_stays_terminated(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    for (int i = 0; i < 1000; i++)
        assert_int_equal(buffer_print(&buffer, "%d,", i % 10), STATUS_OK);
    assert_int_equal(buffer.size, 2000);
    assert_int_equal(strlen(buffer.data), 2000);
    buffer_drop(&buffer, 1996);
    assert_string_equal(buffer.data, "8,9,");
    buffer_drop(&buffer, 99);
    assert_string_equal(buffer.data, "");
    buffer_free(&buffer);
    assert_null(buffer.data);
}

static void limit_keeps_the_contents(void **state)
{
    (void)state;
    struct buffer buffer = {.limit = 5};
    assert_int_equal(buffer_add(&buffer, "abc", 3), STATUS_OK);
    assert_int_equal(buffer_add(&buffer, "def", 3), STATUS_LIMIT);
    assert_int_equal(buffer_print(&buffer, "%s", "def"), STATUS_LIMIT);
    assert_string_equal(buffer.data, "abc");
    assert_int_equal(buffer_add(&buffer, "de", 2), STATUS_OK);
    assert_string_equal(buffer.data, "abcde");
    assert_int_equal(buffer_reserve(&buffer, SIZE_MAX), STATUS_LIMIT);
    buffer_free(&buffer);
    assert_int_equal(buffer.limit, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_stays_terminated),
        cmocka_unit_test(limit_keeps_the_contents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
