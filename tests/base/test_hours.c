/* Opening hours: what may be written, what is wrong with the rest, and when it opens, over midnight and summer time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/hours.h"

static void set_zone(const char *zone)
{
    setenv("TZ", zone, 1);
    tzset();
}

/* "2026-11-24 08:00" of the local time; `summer` decides in the hour that there is twice. */
static int64_t at(const char *text, int summer)
{
    struct tm tm = {.tm_isdst = summer};
    assert_int_equal(
        sscanf(text, "%d-%d-%d %d:%d", &tm.tm_year, &tm.tm_mon, &tm.tm_mday, &tm.tm_hour, &tm.tm_min), 5);
    tm.tm_year -= 1900;
    tm.tm_mon--;
    return (int64_t)mktime(&tm);
}

static struct hours parsed(const char *text)
{
    struct hours hours = {{0}};
    struct fault fault = {0};
    if (hours_parse(text, &hours, &fault))
        fail_msg("“%s”: %s", text, fault.sentence);
    return hours;
}

static bool is_open(const char *hours, const char *time)
{
    struct hours week = parsed(hours);
    return hours_open(&week, at(time, -1));
}

/* The next change, as local time. */
static const char *change(const char *hours, int64_t wall)
{
    static char text[64];
    struct hours week = parsed(hours);
    time_t moment = (time_t)hours_change(&week, wall);
    struct tm tm;
    if ((int64_t)moment == HOURS_NEVER)
        return "never";
    assert_non_null(localtime_r(&moment, &tm));
    assert_true(strftime(text, sizeof text, "%a %m-%d %H:%M", &tm) > 0);
    return text;
}

/* 2026-11-24 is a Tuesday. */
static void days_and_spans(void **state)
{
    static const char usual[] = "Mo-Fr 08:00-12:00,13:00-20:00; Sa,Su 10:00-16:00";
    (void)state;
    set_zone("Asia/Shanghai");
    assert_false(is_open(usual, "2026-11-24 07:59"));
    assert_true(is_open(usual, "2026-11-24 08:00"));
    assert_true(is_open(usual, "2026-11-24 11:59"));
    assert_false(is_open(usual, "2026-11-24 12:00"));
    assert_true(is_open(usual, "2026-11-24 19:59"));
    assert_false(is_open(usual, "2026-11-24 20:00"));
    assert_false(is_open(usual, "2026-11-28 09:59"));
    assert_true(is_open(usual, "2026-11-29 15:59"));
    assert_string_equal(change(usual, at("2026-11-24 12:30", -1)), "Tue 11-24 13:00");
    assert_string_equal(change(usual, at("2026-11-24 13:30", -1)), "Tue 11-24 20:00");
    assert_string_equal(change(usual, at("2026-11-27 21:00", -1)), "Sat 11-28 10:00");
    assert_string_equal(change(usual, at("2026-11-29 16:00", -1)), "Mon 11-30 08:00");
    /* However it is written. */
    assert_true(is_open("  sa-mo\t9:00 - 10:00 ;", "2026-11-23 09:30"));
    assert_false(is_open("sa-mo 9:00-10:00", "2026-11-24 09:30"));
    assert_true(is_open("Mo,We-Th,Su 9:00-10:00", "2026-11-26 09:30"));
    assert_true(is_open("09:00-10:00", "2026-11-24 09:30"));
    /* Once a week, and all the time. */
    assert_string_equal(change("Tu 08:00-08:01", at("2026-11-24 08:01", -1)), "Tue 12-01 08:00");
    assert_string_equal(change("00:00-24:00", at("2026-11-24 08:01", -1)), "never");
}

static void over_midnight(void **state)
{
    static const char late[] = "Fr,Sa 22:00-02:00; Su 20:00-24:00";
    (void)state;
    set_zone("Asia/Shanghai");
    assert_true(is_open(late, "2026-11-27 23:59"));
    assert_true(is_open(late, "2026-11-28 01:59"));
    assert_false(is_open(late, "2026-11-28 02:00"));
    assert_true(is_open(late, "2026-11-29 00:30"));
    assert_true(is_open(late, "2026-11-29 23:59"));
    assert_false(is_open(late, "2026-11-30 00:00"));
    /* From the last day of the week into the first. */
    assert_true(is_open("Su 23:00-01:00", "2026-11-30 00:59"));
    assert_string_equal(change(late, at("2026-11-27 23:00", -1)), "Sat 11-28 02:00");
}

static void what_is_wrong(void **state)
{
    static const struct {
        const char *text, *word;
    } cases[] = {
        {"", "is no day"},
        {"always", "“always” is no day"},
        {"Mo", "“” is no time"},
        {"Mo-Fr", "“” is no time"},
        {"Mo- 08:00-20:00", "“08:00” is no day"},
        {"Mon 08:00-20:00", "“Mon” is no day"},
        {"Mo,Xy 08:00-20:00", "“Xy” is no day"},
        {"周一 08:00-20:00", "“周一” is no day"},
        {"Mo 8-20", "“8” is no time"},
        {"Mo 08:00", "“” is no time"},
        {"Mo 08:00-", "“” is no time"},
        {"Mo 08:60-20:00", "“08:60” is no time"},
        {"Mo 08:00-24:01", "“24:01” is no time"},
        {"Mo 08:00-25:00", "“25:00” is no time"},
        {"Mo 08:000-20:00", "“08:000” is no time"},
        {"Mo 08：00-20:00", "“08：00” is no time"},
        {"Mo 08:00-20:00 Tu 08:00-20:00", "“Tu” is no time"},
        {"Mo 08:00-20:00,", "“” is no time"},
        {"Mo 08:00-08:00", "begins and ends at 08:00"},
        {"Mo-Su 08:00-20:00; Su 10:00-16:00", "“Su” names a day"},
        {";", "“;” is no day"},
        {"Mo 99999999999999999999999999:00-20:00", "is no time"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hours hours = parsed("Mo 08:00-09:00"), before = hours;
        struct fault fault = {0};
        assert_int_equal(hours_parse(cases[i].text, &hours, &fault), STATUS_INVALID);
        if (!strstr(fault.sentence, cases[i].word))
            fail_msg("“%s”: %s", cases[i].text, fault.sentence);
        assert_memory_equal(&hours, &before, sizeof hours);
        assert_int_equal(hours_parse(cases[i].text, &hours, NULL), STATUS_INVALID);
    }
}

/* Berlin: on 2026-03-29 02:00 becomes 03:00, on 2026-10-25 03:00 becomes 02:00. */
static void summer_time(void **state)
{
    (void)state;
    set_zone("Europe/Berlin");
    assert_string_equal(change("08:00-20:00", at("2026-03-28 20:00", -1)), "Sun 03-29 08:00");
    assert_int_equal(at("2026-03-29 08:00", -1) - at("2026-03-28 20:00", -1), 11 * 3600);
    assert_string_equal(change("08:00-20:00", at("2026-10-24 20:00", -1)), "Sun 10-25 08:00");
    assert_int_equal(at("2026-10-25 08:00", -1) - at("2026-10-24 20:00", -1), 13 * 3600);
    /* An opening that falls into the hour that is left out comes with the next one; one that is wholly in it not at all. */
    assert_string_equal(change("02:30-05:00", at("2026-03-28 06:00", -1)), "Sun 03-29 03:00");
    assert_string_equal(change("02:00-03:00", at("2026-03-28 06:00", -1)), "Mon 03-30 02:00");
    /* What is open in the hour that comes twice is so both times. */
    struct hours night = parsed("02:00-02:30");
    assert_true(hours_open(&night, at("2026-10-25 02:10", 1)));
    assert_false(hours_open(&night, at("2026-10-25 02:40", 1)));
    assert_true(hours_open(&night, at("2026-10-25 02:10", 0)));
    assert_int_equal(hours_change(&night, at("2026-10-25 02:10", 1)), at("2026-10-25 02:30", 1));
    assert_int_equal(hours_change(&night, at("2026-10-25 02:40", 1)), at("2026-10-25 02:00", 0));
}

/* A board without a battery wakes up in 1970: that closes nothing. */
static void wrong_clock(void **state)
{
    struct hours hours = parsed("Mo 08:00-09:00");
    (void)state;
    set_zone("Asia/Shanghai");
    assert_false(hours_clock(0));
    assert_true(hours_clock(at("2026-11-24 08:00", -1)));
    assert_true(hours_open(&hours, 0));
    assert_true(hours_open(&hours, at("2020-11-24 08:00", -1)));
    assert_false(hours_open(&hours, at("2026-11-24 08:00", -1)));
    assert_true(hours_open(&hours, INT64_MIN));
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_and_spans), cmocka_unit_test(over_midnight), cmocka_unit_test(what_is_wrong),
        cmocka_unit_test(summer_time),    cmocka_unit_test(wrong_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
