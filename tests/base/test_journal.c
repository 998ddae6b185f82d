/* What of a log is kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"

#define DAY (24ull * 60 * 60 * 1000)

static void newest_first(void **state)
{
    static struct journal journal;
    (void)state;
    assert_null(journal_line(&journal, 0, 0));
    journal_add(&journal, 1000, 50, "one");
    journal_add(&journal, 2000, 10, "two"); /* the clock was set meanwhile */
    assert_string_equal(journal_line(&journal, 3000, 0)->text, "two");
    assert_int_equal(journal_line(&journal, 3000, 0)->wall, 10);
    assert_string_equal(journal_line(&journal, 3000, 1)->text, "one");
    assert_null(journal_line(&journal, 3000, 2));
}

static void repeated(void **state)
{
    static struct journal journal;
    (void)state;
    journal_add(&journal, 1, 1, "one");
    for (uint64_t i = 0; i < 2 * LIMIT_LOG_LINES; i++)
        journal_add(&journal, 2 + i, 2, "two");
    assert_int_equal(journal_line(&journal, 9, 0)->ms, 1 + 2 * LIMIT_LOG_LINES);
    assert_string_equal(journal_line(&journal, 9, 1)->text, "one");
    assert_null(journal_line(&journal, 9, 2));
}

static void a_day(void **state)
{
    static struct journal journal;
    (void)state;
    journal_add(&journal, 1000, 0, "old");
    journal_add(&journal, 1000 + DAY, 0, "new");
    assert_string_equal(journal_line(&journal, 1000 + DAY, 1)->text, "old");
    assert_null(journal_line(&journal, 1001 + DAY, 1));
    assert_non_null(journal_line(&journal, 1001 + DAY, 0));
}

static void limits(void **state)
{
    static struct journal journal;
    char text[3 * LIMIT_LOG_LINE + 1] = "";
    (void)state;
    for (unsigned i = 0; i < LIMIT_LOG_LINES + 1; i++) {
        snprintf(text, sizeof text, "%u", i);
        journal_add(&journal, i, 0, text);
    }
    assert_string_equal(journal_line(&journal, 0, LIMIT_LOG_LINES - 1)->text, "1");
    assert_null(journal_line(&journal, 0, LIMIT_LOG_LINES));
    for (size_t i = 0; i < LIMIT_LOG_LINE; i++)
        memcpy(text + 3 * i, "书", 4);
    journal_add(&journal, 0, 0, text);
    assert_int_equal(strlen(journal_line(&journal, 0, 0)->text), (LIMIT_LOG_LINE - 1) / 3 * 3);
}

static void the_log_keeps_one(void **state)
{
    (void)state;
    log_warning("%s is full.", "/srv");
    assert_string_equal(journal_line(log_journal(), 0, 0)->text, "/srv is full.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newest_first), cmocka_unit_test(repeated),          cmocka_unit_test(a_day),
        cmocka_unit_test(limits),       cmocka_unit_test(the_log_keeps_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
