/* What a folder puts on the shelf. */
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

#include "base/limits.h"
#include "bundle/library.h"

static char folder[64];

static const char *inside(const char *name)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void make_folder(const char *name)
{
    assert_int_equal(mkdir(inside(name), 0700), 0);
}

static void make_file(const char *name)
{
    FILE *file = fopen(inside(name), "w");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
}

/* The paths below the test's folder, a line each. */
static void expect(const char *path, bool shelf, const char *lines)
{
    struct library library = {0};
    struct fault fault = {0};
    char text[4096] = "";
    bool was;
    assert_int_equal(library_add(&library, path, &was, &fault), STATUS_OK);
    size_t length = strlen(folder);
    for (uint32_t i = 0; i < library.count; i++) {
        assert_memory_equal(library.paths[i], folder, length);
        strcat(strcat(text, library.paths[i] + length), "\n");
    }
    assert_string_equal(text, lines);
    assert_int_equal(was, shelf);
    library_free(&library);
}

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/slipcase-library-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    char command[96];
    (void)state;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

static void bundles_below_a_folder(void **state)
{
    (void)state;
    make_file("b.zip");
    make_file("甲.EPUB");
    make_file("b.zip.minisig");
    make_file("notes.md");
    make_file(".hidden.zip");
    make_folder(".Trash");
    make_file(".Trash/old.zip");
    make_folder("more");
    make_file("more/a.epub");
    make_folder("pages");
    make_file("pages/README.md");
    make_file("pages/inner.zip");
    make_folder("pages.zip");
    make_file("pages.zip/c.zip");
    assert_int_equal(symlink("b.zip", inside("link.zip")), 0);
    assert_int_equal(symlink("..", inside("more/up")), 0);
    /* A folder with a home page is a bundle by itself, and what is in it is its own. */
    expect(folder, true, "/b.zip\n/more/a.epub\n/pages\n/pages.zip/c.zip\n/甲.EPUB\n");
    expect(inside("pages"), false, "/pages\n");
    expect(inside("b.zip"), false, "/b.zip\n");
}

static void folder_without_bundles(void **state)
{
    (void)state;
    make_folder("texts");
    make_file("texts/a.md");
    expect(inside("texts"), false, "/texts\n");
    /* Whoever opens it says that it is not there. */
    expect(inside("none"), false, "/none\n");
}

static void too_deep_and_too_many(void **state)
{
    (void)state;
    make_folder("1");
    make_folder("1/2");
    make_folder("1/2/3");
    make_folder("1/2/3/4");
    make_file("1/2/3/4/last.zip");
    make_folder("1/2/3/4/5");
    make_file("1/2/3/4/5/beyond.zip");
    expect(folder, true, "/1/2/3/4/last.zip\n");
    struct library library = {0};
    bool shelf;
    for (unsigned i = 0; i < LIMIT_LIBRARY + 2; i++) {
        char name[32];
        snprintf(name, sizeof name, "%05u.zip", i);
        make_file(name);
    }
    assert_int_equal(library_add(&library, folder, &shelf, NULL), STATUS_OK);
    assert_int_equal(library.count, LIMIT_LIBRARY);
    assert_true(library.cut);
    library_free(&library);
}

/* Somebody's photographs: what lies behind too many of them is not looked for. */
static void a_stick_of_something_else(void **state)
{
    (void)state;
    struct library library = {0};
    assert_int_equal(library_add_folder(&library, folder, NULL), STATUS_OK);
    assert_int_equal(library.count, 0);
    make_file("a.zip");
    make_file("z.zip");
    for (unsigned i = 0; i < LIMIT_LIBRARY_NAMES; i++) {
        char name[32];
        snprintf(name, sizeof name, "p%05u.jpg", i);
        make_file(name);
    }
    assert_int_equal(library_add_folder(&library, folder, NULL), STATUS_OK);
    assert_int_equal(library.count, 1);
    assert_true(library.cut);
    library_free(&library);
}

static void folder_that_may_not_be_read(void **state)
{
    (void)state;
    if (geteuid() == 0)
        print_message("root reads every folder\n");
    if (geteuid() == 0)
        skip();
    make_folder("locked");
    assert_int_equal(chmod(inside("locked"), 0), 0);
    struct library library = {0};
    struct fault fault = {0};
    bool shelf;
    assert_int_equal(library_add(&library, inside("locked"), &shelf, &fault), STATUS_DENIED);
    assert_non_null(strstr(fault.sentence, "locked may not be read"));
    /* Below another one it is passed over. */
    make_file("a.zip");
    expect(folder, true, "/a.zip\n");
    library_free(&library);
    assert_int_equal(chmod(inside("locked"), 0700), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(bundles_below_a_folder, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folder_without_bundles, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_stick_of_something_else, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_deep_and_too_many, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folder_that_may_not_be_read, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
