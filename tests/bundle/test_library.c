/* What a folder puts on the shelf. */
#include <dirent.h>
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
static uint64_t names_read, files_asked;

struct dirent64 *__real_readdir64(DIR *stream);
struct dirent64 *__wrap_readdir64(DIR *stream);
int __real_lstat64(const char *path, struct stat64 *about);
int __wrap_lstat64(const char *path, struct stat64 *about);

struct dirent64 *__wrap_readdir64(DIR *stream)
{
    names_read++;
    return __real_readdir64(stream);
}

int __wrap_lstat64(const char *path, struct stat64 *about)
{
    files_asked++;
    return __real_lstat64(path, about);
}

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

static void look(struct library *library, const char *path, const char *lines)
{
    struct fault fault = {0};
    char text[4096] = "";
    size_t used = 0;
    library_free(library);
    assert_int_equal(library_add_folder(library, path, &fault), STATUS_OK);
    for (uint32_t i = 0; i < library->count; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s\n", library->paths[i] + strlen(folder));
    assert_string_equal(text, lines);
}

/* A README.md on a stick may be the home of a bundle, and it may be a note about those that lie beside it. */
static void a_note_on_a_stick(void **state)
{
    (void)state;
    struct library library = {0};
    make_folder("stick");
    make_file("stick/README.md");
    make_folder("stick/assets");
    make_file("stick/assets/fonts.zip");
    look(&library, inside("stick"), "/stick\n");
    make_folder("stick/pages");
    make_file("stick/pages/index.html");
    make_file("stick/pages/fonts.zip");
    make_file("stick/b.zip");
    look(&library, inside("stick"), "/stick/assets/fonts.zip\n/stick/b.zip\n/stick/pages\n");
    assert_false(library.large);
    /* Whoever names the folder means the folder. */
    expect(inside("stick"), false, "/stick\n");
    library_free(&library);
}

/* Opening a folder looks at each of its files: one with a hundred thousand is none of the bundles on a shelf. Nothing is asked for of any of
 * them to find that out, and they are not even counted to the end. */
static void a_hundred_thousand_files(void **state)
{
    (void)state;
    struct library library = {0};
    make_folder("stick");
    make_file("stick/README.md");
    make_folder("stick/z");
    make_file("stick/z/b.zip");
    for (unsigned i = 0; i < 100000; i++) {
        char name[48];
        if (i % 1000 == 0) {
            snprintf(name, sizeof name, "stick/%02u", i / 1000);
            make_folder(name);
        }
        snprintf(name, sizeof name, "stick/%02u/%05u.jpg", i / 1000, i);
        make_file(name);
        /* Beside them: README.md, z, b.zip and the folders. */
        if (i + 1 + 3 + i / 1000 + 1 == LIMIT_SHELF_FOLDER) {
            look(&library, inside("stick"), "/stick\n");
            assert_false(library.large);
        }
    }
    library_free(&library);
    names_read = files_asked = 0;
    assert_int_equal(library_add_folder(&library, inside("stick"), NULL), STATUS_OK);
    assert_int_equal(library.count, 0);
    assert_true(library.large);
    assert_in_range(names_read, LIMIT_SHELF_FOLDER, LIMIT_SHELF_FOLDER + 300);
    assert_int_equal(files_asked, 0);
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
        cmocka_unit_test_setup_teardown(a_note_on_a_stick, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_hundred_thousand_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_deep_and_too_many, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folder_that_may_not_be_read, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
