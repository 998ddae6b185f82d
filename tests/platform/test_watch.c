/* Changes in the folders of a library, at a clock of the test's own. */
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

#include "platform/watch.h"

static char folder[64];
static struct watch *watch;
static uint64_t ms;

static void run(const char *command)
{
    char line[512];
    snprintf(line, sizeof line, "cd %s && %s", folder, command);
    assert_int_equal(system(line), 0);
}

static int begin(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/slipcase-watch-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    run("mkdir -p library/one && echo a >library/a.zip && echo b >library/one/b.zip");
    char *path;
    if (asprintf(&path, "%s/library", folder) < 0)
        return -1;
    enum status status = watch_open((const char *const *)&path, 1, &watch, NULL);
    free(path);
    ms = 5000;
    return status;
}

static int end(void **state)
{
    char line[128];
    (void)state;
    watch_close(watch);
    snprintf(line, sizeof line, "rm -r %s", folder);
    return system(line);
}

/* After this many more seconds. */
static bool after(unsigned seconds)
{
    bool changed = false;
    for (; seconds; seconds--) {
        ms += 1000;
        changed |= watch_changed(watch, ms);
    }
    return changed;
}

static void every_change(void **state)
{
    static const char *const commands[] = {
        "echo aa >library/a.zip",
        "echo new >c.part && mv c.part library/c.zip",
        "rm library/c.zip",
        "mv library/a.zip library/one/z.zip",
        "mkdir -p library/new/deeper && echo a >library/new/deeper/n.zip",
        "echo aaa >library/new/deeper/n.zip",
        "echo sig >library/one/b.zip.minisig",
        "mv library/one library/two",
        "echo more >>library/two/b.zip",
        "rm -r library/two",
    };
    (void)state;
    assert_false(after(3));
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        run(commands[i]);
        if (!after(2))
            fail_msg("not seen: %s", commands[i]);
        assert_false(after(2));
    }
}

static void not_before_it_is_quiet(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        run("echo more >>library/a.zip");
        assert_false(after(1));
    }
    assert_true(after(1));
    /* But not for ever. */
    bool changed = false;
    for (int i = 0; i < 40 && !changed; i++) {
        run("echo more >>library/a.zip");
        changed = after(1);
    }
    assert_true(changed);
}

static void a_copy_that_goes_on(void **state)
{
    (void)state;
    char path[128];
    snprintf(path, sizeof path, "%s/library/d.zip", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs("half", file) >= 0 && fflush(file) == 0);
    assert_false(after(5));
    assert_int_equal(fclose(file), 0);
    assert_true(after(2));
}

static void what_is_no_change(void **state)
{
    (void)state;
    run("cat library/a.zip >/dev/null && ls -R library >/dev/null && touch beside");
    run("touch library/x && rm library/x");
    assert_false(after(3));
}

static void a_folder_that_is_not_there_yet(void **state)
{
    struct watch *other;
    char *path;
    (void)state;
    assert_true(asprintf(&path, "%s/later", folder) > 0);
    assert_int_equal(watch_open((const char *const *)&path, 1, &other, NULL), STATUS_OK);
    free(path);
    assert_false(watch_changed(other, 1000));
    run("mkdir later && echo a >later/a.zip");
    assert_false(watch_changed(other, 2000));
    /* Compared every half minute, and watched from then on. */
    assert_true(watch_changed(other, 31000));
    run("echo b >later/b.zip");
    assert_false(watch_changed(other, 32000));
    assert_true(watch_changed(other, 33000));
    watch_close(other);
}

static void one_file(void **state)
{
    struct watch *other;
    char *path;
    (void)state;
    assert_true(asprintf(&path, "%s/library/a.zip", folder) > 0);
    assert_int_equal(watch_open((const char *const *)&path, 1, &other, NULL), STATUS_OK);
    free(path);
    run("echo beside >library/e.zip");
    for (uint64_t at = 1000; at < 5000; at += 1000)
        assert_false(watch_changed(other, at));
    run("echo new >f && mv f library/a.zip");
    assert_false(watch_changed(other, 6000));
    assert_true(watch_changed(other, 7000));
    watch_close(other);
}

/* More folders than are watched: all are still compared. */
static void too_many_folders(void **state)
{
    (void)state;
    run("for i in $(seq 300); do mkdir library/f$i; done");
    assert_true(after(2));
    run("echo a >library/f299/a.zip && echo a >library/f300/a.zip && echo a >library/f99/a.zip");
    assert_true(after(31));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_change, begin, end),
        cmocka_unit_test_setup_teardown(not_before_it_is_quiet, begin, end),
        cmocka_unit_test_setup_teardown(a_copy_that_goes_on, begin, end),
        cmocka_unit_test_setup_teardown(what_is_no_change, begin, end),
        cmocka_unit_test_setup_teardown(a_folder_that_is_not_there_yet, begin, end),
        cmocka_unit_test_setup_teardown(one_file, begin, end),
        cmocka_unit_test_setup_teardown(too_many_folders, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
