/* A small file is the old one or the new one, whichever call fails. The calls are replaced for the objects of this program (linker
 * option --wrap). */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/replace.h"

ssize_t __real_write(int fd, const void *bytes, size_t size);
int __real_fsync(int fd);
int __real_renameat(int from, const char *old, int to, const char *new);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);
int __wrap_fsync(int fd);
int __wrap_renameat(int from, const char *old, int to, const char *new);

static long until_failure = -1; /* calls that still succeed; negative: all do */

static bool fails(void)
{
    if (until_failure < 0 || until_failure-- > 0)
        return false;
    errno = ENOSPC;
    return true;
}

/* Gives less than was asked for, as a write may. */
ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    return fails() ? -1 : __real_write(fd, bytes, size > 3 ? 3 : size);
}

int __wrap_fsync(int fd)
{
    return fails() ? -1 : __real_fsync(fd);
}

int __wrap_renameat(int from, const char *old, int to, const char *new)
{
    return fails() ? -1 : __real_renameat(from, old, to, new);
}

static char folder[] = "/tmp/slipcase-replace-XXXXXX", path[64], fresh[64];

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/slipcase-replace-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/state", folder);
    snprintf(fresh, sizeof fresh, "%s/.state.part", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    until_failure = -1;
    unlink(path);
    return chmod(folder, 0700) || rmdir(folder);
}

static const char *content(void)
{
    static char text[64];
    FILE *file = fopen(path, "rb");
    if (!file)
        return "";
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static void old_or_new(void **state)
{
    (void)state;
    struct fault fault;
    assert_int_equal(replace_file(path, "old", 3, NULL), STATUS_OK);
    assert_string_equal(content(), "old");
    for (long number = 0;; number++) {
        until_failure = number;
        enum status status = replace_file(path, "the new one", 11, &fault);
        bool reached = until_failure < 0;
        until_failure = -1;
        assert_int_equal(access(fresh, F_OK), -1);
        if (!reached) {
            assert_int_equal(status, STATUS_OK);
            /* Four writes, two fsyncs, a rename. */
            assert_int_equal(number, 7);
            break;
        }
        assert_int_equal(status, STATUS_IO);
        assert_non_null(strstr(fault.sentence, path));
        assert_non_null(strstr(fault.sentence, "No space left on device"));
        assert_string_equal(content(), number < 6 ? "old" : "the new one");
    }
    assert_string_equal(content(), "the new one");
    assert_int_equal(replace_file(path, "", 0, NULL), STATUS_OK);
    assert_string_equal(content(), "");
}

static void what_a_crash_left(void **state)
{
    (void)state;
    FILE *file = fopen(fresh, "wb");
    assert_non_null(file);
    fputs("much longer than what comes now", file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(replace_file(path, "new", 3, NULL), STATUS_OK);
    assert_string_equal(content(), "new");
    /* A link in the temporary file's place is not followed. */
    assert_int_equal(symlink(path, fresh), 0);
    assert_int_equal(replace_file(path, "other", 5, NULL), STATUS_IO);
    assert_string_equal(content(), "new");
}

static void where_nothing_can_be_written(void **state)
{
    (void)state;
    struct fault fault;
    assert_int_equal(replace_file("/proc/slipcase", "x", 1, &fault), STATUS_IO);
    assert_int_equal(replace_file("/nowhere/at/all", "x", 1, &fault), STATUS_IO);
    if (geteuid() == 0) {
        print_message("skipped: root may write into a read-only folder\n");
        return;
    }
    assert_int_equal(chmod(folder, 0500), 0);
    assert_int_equal(replace_file(path, "x", 1, &fault), STATUS_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(old_or_new, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_a_crash_left, set_up, tear_down),
        cmocka_unit_test_setup_teardown(where_nothing_can_be_written, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
