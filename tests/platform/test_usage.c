/* Articles opened each day, and who may have the counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "allocation.h"
#include "base/limits.h"
#include "platform/usage.h"

/* 2026-11-24 12:00 in UTC. */
#define NOON 1795521600
#define DAY (24 * 60 * 60)
#define MINUTE (60 * 1000)

static char folder[64];
static struct state *state;

static int set_up(void **context)
{
    (void)context;
    strcpy(folder, "/tmp/slipcase-test-usage-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    setenv("STATE_DIRECTORY", folder, 1);
    unsetenv("RUNTIME_DIRECTORY");
    setenv("TZ", "UTC", 1);
    tzset();
    return state_open(&state, NULL);
}

static int tear_down(void **context)
{
    char command[96];
    (void)context;
    state_close(state);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static char *in_folder(const char *name)
{
    static char paths[4][128];
    static int turn;
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* "": it is not there. */
static const char *text_of(const char *name)
{
    static char text[32768];
    FILE *file = fopen(in_folder(name), "r");
    size_t size = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file)
        fclose(file);
    text[size] = '\0';
    return text;
}

static struct usage *open_usage(const char *key)
{
    struct usage *usage;
    assert_int_equal(usage_open(state, key, &usage, NULL), STATUS_OK);
    return usage;
}

static void test_days(void **context)
{
    struct usage *usage = open_usage(NULL);
    (void)context;
    usage_tell(usage, 0, 0, NOON);
    assert_string_equal(text_of("usage.csv"), "");
    usage_tell(usage, 2, 1000, NOON);
    usage_tell(usage, 3, 2000, NOON + DAY);
    usage_close(usage);
    assert_string_equal(text_of("usage.csv"), "date,articles\n2026-11-24,2\n2026-11-25,1\n");
    /* After a restart on the same day, with a clock that is set back later. */
    usage = open_usage(NULL);
    usage_tell(usage, 5, 0, NOON + DAY);
    usage_tell(usage, 6, 1, NOON - 9 * DAY);
    usage_tell(usage, 7, 2, 0);
    usage_close(usage);
    assert_string_equal(text_of("usage.csv"),
                        "date,articles\n1970-01-01,1\n2026-11-15,1\n2026-11-24,2\n2026-11-25,6\n");
}

static void test_the_day_is_the_local_one(void **context)
{
    struct usage *usage = open_usage(NULL);
    (void)context;
    setenv("TZ", "CST-8", 1);
    tzset();
    usage_tell(usage, 1, 0, NOON + 4 * 60 * 60 - 1);
    usage_tell(usage, 2, 0, NOON + 4 * 60 * 60);
    usage_close(usage);
    assert_string_equal(text_of("usage.csv"), "date,articles\n2026-11-24,1\n2026-11-25,1\n");
}

static void test_written_every_ten_minutes(void **context)
{
    struct usage *usage = open_usage(NULL);
    (void)context;
    usage_tell(usage, 1, MINUTE, NOON);
    assert_non_null(strstr(text_of("usage.csv"), ",1\n"));
    usage_tell(usage, 2, 2 * MINUTE, NOON);
    usage_tell(usage, 2, 11 * MINUTE - 1, NOON);
    assert_non_null(strstr(text_of("usage.csv"), ",1\n"));
    usage_tell(usage, 2, 11 * MINUTE, NOON);
    assert_non_null(strstr(text_of("usage.csv"), ",2\n"));
    /* Nothing new, nothing written. */
    unlink(in_folder("usage.csv"));
    usage_tell(usage, 2, 30 * MINUTE, NOON);
    usage_close(usage);
    assert_string_equal(text_of("usage.csv"), "");
}

static void test_two_years(void **context)
{
    struct usage *usage = open_usage(NULL);
    (void)context;
    for (uint32_t i = 0; i < LIMIT_USAGE_DAYS + 10; i++)
        usage_tell(usage, i + 1, 0, NOON + (int64_t)i * DAY);
    /* Of a clock that was wrong: the oldest day gives way, and is this one then. */
    usage_tell(usage, LIMIT_USAGE_DAYS + 11, 0, 0);
    usage_close(usage);
    const char *text = text_of("usage.csv");
    uint32_t lines = 0;
    assert_true(!strncmp(text, "date,articles\n1970-01-01,1\n2026-12-05,1\n", 40));
    assert_true(strlen(text) < LIMIT_STATE_FILE / 2);
    for (; *text; text++)
        lines += *text == '\n';
    assert_int_equal(lines, LIMIT_USAGE_DAYS + 1);
    /* Read again, and a day more. */
    usage = open_usage(NULL);
    usage_tell(usage, 1, 0, NOON + (int64_t)(LIMIT_USAGE_DAYS + 10) * DAY);
    usage_close(usage);
    assert_true(!strncmp(text_of("usage.csv"), "date,articles\n2026-12-05,1\n", 27));
}

static void test_damaged_counts(void **context)
{
    static const char *const damaged[] = {"date\n",
                                          "date,articles\n2026-11-24\n",
                                          "date,articles\n2026-11-24,1",
                                          "date,articles\n2026-11-24,x\n",
                                          "date,articles\n\n",
                                          "date,articles\n2026-11-24,4294967295\n",
                                          "date,articles\n2026-11-24,1\n2026-11-25,1 1\n"};
    (void)context;
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        put(in_folder("usage.csv.last"), "date,articles\n2026-11-23,4\n");
        put(in_folder("usage.csv"), damaged[i]);
        struct usage *usage = open_usage(NULL);
        usage_tell(usage, 1, 0, NOON);
        usage_close(usage);
        assert_string_equal(text_of("usage.csv"), "date,articles\n2026-11-23,4\n2026-11-24,1\n");
    }
    /* Not more than nine digits can hold, which would not be read again. */
    put(in_folder("usage.csv"), "date,articles\n2026-11-24,999999999\n2026-11-24,5\n");
    struct usage *usage = open_usage(NULL);
    usage_tell(usage, 1, 0, NOON);
    usage_close(usage);
    assert_string_equal(text_of("usage.csv"), "date,articles\n2026-11-24,999999999\n");
}

/* Of "secret\n". */
#define KEY "b9ca583848263ecd9231b1e41791d9a871bee6e2b90677a7450bda11fc786ce0"

static enum status plug(const char *key, const char *content)
{
    struct usage *usage = open_usage(key);
    mkdir(in_folder("sdb1"), 0700);
    unlink(in_folder("sdb1/" USAGE_KEY_FILE));
    if (content)
        put(in_folder("sdb1/" USAGE_KEY_FILE), content);
    usage_tell(usage, 1, 0, NOON);
    enum status status = usage_stick(usage, in_folder("sdb1"), NULL);
    usage_close(usage);
    return status;
}

static void test_the_administrators_stick(void **context)
{
    char wrong[] = KEY;
    struct fault fault;
    (void)context;
    wrong[63] ^= 1;
    mkdir(in_folder("request"), 0700);
    assert_int_equal(plug(KEY, "secret\n"), STATUS_UNSUPPORTED);
    setenv("RUNTIME_DIRECTORY", in_folder("request"), 1);
    assert_int_equal(plug(NULL, "secret\n"), STATUS_NOT_FOUND);
    assert_int_equal(plug(wrong, "secret\n"), STATUS_NOT_FOUND);
    assert_int_equal(plug(KEY, "secret"), STATUS_NOT_FOUND);
    assert_int_equal(plug(KEY, ""), STATUS_NOT_FOUND);
    assert_int_equal(plug(KEY, NULL), STATUS_NOT_FOUND);
    assert_string_equal(text_of("request/" USAGE_REQUEST), "");
    assert_int_equal(plug(KEY, "secret\n"), STATUS_OK);
    assert_string_equal(text_of("request/" USAGE_REQUEST), "sdb1");
    assert_non_null(strstr(text_of("usage.csv"), "2026-11-24,"));
    /* Nothing is written on the stick itself. */
    assert_int_equal(rename(in_folder("sdb1/" USAGE_KEY_FILE), in_folder("key")), 0);
    assert_int_equal(rmdir(in_folder("sdb1")), 0);
    assert_int_equal(mkdir(in_folder("sdb1"), 0700), 0);
    /* What is no file is not waited for, nor is a link followed, nor a long one read to its end. */
    struct usage *usage = open_usage(KEY);
    assert_int_equal(symlink("../key", in_folder("sdb1/" USAGE_KEY_FILE)), 0);
    assert_int_equal(usage_stick(usage, in_folder("sdb1"), &fault), STATUS_NOT_FOUND);
    assert_string_equal(
        fault.sentence,
        "sdb1 has no slipcase-admin.key, or another one than slipcase.conf wants; put it on the stick.");
    unlink(in_folder("sdb1/" USAGE_KEY_FILE));
    assert_int_equal(mkfifo(in_folder("sdb1/" USAGE_KEY_FILE), 0600), 0);
    assert_int_equal(usage_stick(usage, in_folder("sdb1"), NULL), STATUS_NOT_FOUND);
    unlink(in_folder("sdb1/" USAGE_KEY_FILE));
    put(in_folder("sdb1/" USAGE_KEY_FILE), "");
    assert_int_equal(truncate(in_folder("sdb1/" USAGE_KEY_FILE), (off_t)1 << 40), 0);
    assert_int_equal(usage_stick(usage, in_folder("sdb1"), NULL), STATUS_NOT_FOUND);
    usage_close(usage);
}

static void test_memory(void **context)
{
    struct usage *usage;
    (void)context;
    usage = open_usage(KEY);
    usage_tell(usage, 3, 0, NOON);
    usage_close(usage);
    allocation_fail(0);
    usage_close(open_usage(KEY));
    size_t all = allocation_count();
    for (size_t i = 1; i <= all; i++) {
        allocation_fail(i);
        enum status status = usage_open(state, KEY, &usage, NULL);
        allocation_fail(0);
        assert_true(!status || status == STATUS_NO_MEMORY);
        if (!status)
            usage_close(usage);
        /* While it writes. */
        usage = open_usage(KEY);
        allocation_fail(i);
        usage_tell(usage, 1, 0, NOON);
        allocation_fail(0);
        usage_close(usage);
    }
    char text[64];
    snprintf(text, sizeof text, "date,articles\n2026-11-24,%d\n", (int)(3 + all));
    assert_string_equal(text_of("usage.csv"), text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_days, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_day_is_the_local_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_written_every_ten_minutes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_two_years, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_damaged_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_administrators_stick, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
