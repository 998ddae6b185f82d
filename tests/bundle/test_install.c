/* Copying bundles into a library: what takes the place of what, what is refused, and what is left behind. test_install_cut.c has the
 * disks that fail and the power cuts. */
#include <errno.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "allocation.h"
#include "base/limits.h"
#include "base/replace.h"
#include "depot.h"
#include "maker.h"

static struct depot depot;

static int set_up(void **state)
{
    char root[160];
    (void)state;
    snprintf(root, sizeof root, "%s", maker_path("install"));
    (void)mkdir(root, 0755);
    depot_open(&depot, root);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    allocation_fail(0);
    depot_close(&depot);
    return 0;
}

#define EDITION(n) "[bundle]\nid = org.example.book\nedition = " #n "\n"

static void put(const char *path, const char *settings, bool is_signed)
{
    depot_write(&depot, &(struct depot_bundle){path, settings, 700000, is_signed});
}

static void assert_library(const char *expected)
{
    assert_string_equal(depot_library(&depot), expected);
}

/* Copies stick/book.zip; the sentence of the failure, which holds no path, or "". */
static const char *copy_with(const struct install_options *options)
{
    static struct fault fault;
    fault = (struct fault){0};
    enum status status = depot_install(options, &fault);
    assert_int_equal(status, fault.status);
    assert_null(strchr(fault.sentence, '/'));
    return fault.sentence;
}

static const char *copy(void)
{
    struct install_options options = depot_options(&depot);
    return copy_with(&options);
}

static const char *editions(void)
{
    static char text[200];
    FILE *file = fopen(depot.editions, "rb");
    text[file ? fread(text, 1, sizeof text - 1, file) : 0] = '\0';
    if (file)
        fclose(file);
    return text;
}

static void step_by_step(void **state)
{
    (void)state;
    struct install_options options = depot_options(&depot);
    struct install *install;
    bool done = false;
    uint64_t amount, total, before = 0;
    put("stick/book.zip", EDITION(3), true);
    assert_int_equal(install_open(&options, &install, NULL), STATUS_OK);
    const struct install_about *about = install_about(install);
    assert_string_equal(about->id, "org.example.book");
    assert_true(about->claims);
    assert_null(about->signer);
    assert_int_equal(about->edition, 3);
    assert_in_range(about->size, 700000, 701000);
    assert_true(about->room > about->size);
    assert_library("");
    int steps = 0;
    while (!done) {
        assert_int_equal(install_step(install, &done, NULL), STATUS_OK);
        install_amount(install, &amount, &total);
        assert_int_equal(total, 2 * about->size);
        assert_in_range(amount, before, total);
        assert_true(done || !about->signer);
        before = amount;
        steps++;
    }
    /* Two looks, a file, three quarters of a MiB, one verification. */
    assert_int_equal(steps, 7);
    assert_int_equal(before, total);
    assert_int_equal(install_is(install), INSTALL_READY);
    assert_string_equal(about->signer->remark, "depot's bundle");
    assert_library(".book.zip.part\n.book.zip.part.minisig\n");
    assert_int_equal(install_finish(install, NULL), STATUS_OK);
    assert_library(".book.zip.install\nbook.zip edition 3\nbook.zip.minisig\n");
    assert_string_equal(install_path(install) + strlen(depot.library), "/book.zip");
    assert_string_equal(editions(), "");
    assert_int_equal(install_keep(install, NULL), STATUS_OK);
    assert_string_equal(editions(), "org.example.book\t3\n");
    install_close(install);
    assert_library("book.zip edition 3\nbook.zip.minisig\n");
}

static void abandoned(void **state)
{
    (void)state;
    struct install_options options = depot_options(&depot);
    put("stick/book.zip", EDITION(3), true);
    for (int most = 0; most <= 7; most++) {
        struct install *install;
        bool done;
        assert_int_equal(install_open(&options, &install, NULL), STATUS_OK);
        for (int i = 0; i < most; i++)
            assert_int_equal(install_step(install, &done, NULL), STATUS_OK);
        install_close(install);
        assert_library("");
    }
}

static void editions_follow(void **state)
{
    (void)state;
    char path[400];
    snprintf(path, sizeof path, "%s/deep", depot.library);
    assert_int_equal(mkdir(path, 0755), 0);
    put("library/deep/old.zip", EDITION(2), true);
    put("library/other.zip", "[bundle]\nid = other\nedition = 9\n", true);
    put("stick/book.zip", EDITION(3), true);
    assert_string_equal(copy(), "");
    assert_library("book.zip edition 3\nbook.zip.minisig\ndeep\nother.zip edition 9\nother.zip.minisig\n");
    assert_int_equal(rmdir(path), 0); /* nothing is left in it */
    put("stick/book.zip", EDITION(4), true);
    assert_string_equal(copy(), "");
    assert_library("book+4.zip edition 4\nbook+4.zip.minisig\nother.zip edition 9\nother.zip.minisig\n");
    put("stick/book.zip", EDITION(5), true);
    assert_string_equal(copy(), "");
    assert_library("book.zip edition 5\nbook.zip.minisig\nother.zip edition 9\nother.zip.minisig\n");
    put("stick/book.zip", EDITION(4), true);
    assert_string_equal(copy(),
                        "book.zip is edition 4, older than edition 5, which is installed; get a newer one.");
    /* Also when it is not there any more. */
    snprintf(path, sizeof path, "cd '%s' && rm book.zip book.zip.minisig", depot.library);
    assert_int_equal(system(path), 0);
    assert_string_equal(copy(),
                        "book.zip is edition 4, older than edition 5, which is installed; get a newer one.");
    put("stick/book.zip", "[bundle]\nid = org.example.book\n", true);
    assert_string_equal(copy(),
                        "book.zip says no edition, and edition 5 of it is installed; get a newer one.");
    put("stick/book.zip", EDITION(5), true);
    assert_string_equal(copy(), "");
    assert_string_equal(editions(), "org.example.book\t5\n");
    assert_library("book.zip edition 5\nbook.zip.minisig\nother.zip edition 9\nother.zip.minisig\n");
}

static void higher_in_the_library(void **state)
{
    (void)state;
    put("library/new.zip", EDITION(8), true);
    put("stick/book.zip", EDITION(7), true);
    assert_string_equal(copy(),
                        "book.zip is edition 7, older than edition 8, which is installed; get a newer one.");
    assert_library("new.zip edition 8\nnew.zip.minisig\n");
    /* What nobody trusts holds nothing back. */
    assert_int_equal(system("true"), 0);
    put("library/liar.zip", EDITION(99), false);
    put("stick/book.zip", EDITION(9), true);
    assert_string_equal(copy(), "");
    assert_library("book.zip edition 9\nbook.zip.minisig\nliar.zip\n");
}

static bool is_fresh(void)
{
    struct install_options options = depot_options(&depot);
    struct install *install;
    bool done = false;
    assert_int_equal(install_open(&options, &install, NULL), STATUS_OK);
    while (install_is(install) == INSTALL_LOOKS)
        assert_int_equal(install_step(install, &done, NULL), STATUS_OK);
    bool fresh = install_about(install)->fresh;
    install_close(install);
    return fresh;
}

static void what_is_new(void **state)
{
    (void)state;
    put("stick/book.zip", EDITION(3), true);
    assert_true(is_fresh());
    assert_string_equal(copy(), "");
    assert_false(is_fresh());
    put("stick/book.zip", EDITION(4), true);
    assert_true(is_fresh());
    put("stick/book.zip", NULL, true);
    assert_true(is_fresh());
    assert_string_equal(copy(), "");
    assert_false(is_fresh());
}

static void without_an_id(void **state)
{
    (void)state;
    put("library/book.zip", NULL, true);
    put("library/more.zip", NULL, true);
    put("stick/book.zip", NULL, true);
    assert_string_equal(copy(), "");
    assert_library("book+2.zip edition 0\nbook+2.zip.minisig\nmore.zip edition 0\nmore.zip.minisig\n");
    assert_string_equal(copy(), "");
    assert_library("book.zip edition 0\nbook.zip.minisig\nmore.zip edition 0\nmore.zip.minisig\n");
    /* Another bundle of that name is another bundle. */
    put("library/book.zip", EDITION(1), true);
    for (int i = 0; i < 2; i++)
        assert_string_equal(copy(), "");
    assert_library("book+3.zip edition 0\nbook+3.zip.minisig\nbook.zip edition 1\nbook.zip.minisig\n"
                   "more.zip edition 0\nmore.zip.minisig\n");
}

static void broken_in_the_library(void **state)
{
    (void)state;
    char path[400];
    put("library/book.zip", EDITION(5), true);
    snprintf(path, sizeof path, "%s/book.zip", depot.library);
    assert_int_equal(truncate(path, 1000), 0);
    put("stick/book.zip", EDITION(4), true);
    assert_string_equal(copy(), "");
    assert_library("book+4.zip edition 4\nbook+4.zip.minisig\n");
}

static void refused(void **state)
{
    (void)state;
    char path[400];
    struct install_options options = depot_options(&depot);
    put("stick/book.zip", EDITION(3), false);
    assert_string_equal(copy(), "book.zip is not signed; get it from its publisher together with "
                                "book.zip.minisig.");
    put("stick/book.zip", EDITION(3) "not-before = 2100-01-01\n", true);
    assert_string_equal(copy(), "book.zip may be read from 2100-01-01 on; come back then, or set the clock.");
    put("stick/book.zip", EDITION(3) "expires = 2026-01-01\n", true);
    assert_string_equal(copy(), "book.zip could be read until 2026-01-01; get a newer edition.");
    /* What it holds shows only when all of it was read. */
    put("stick/book.zip", EDITION(3), true);
    snprintf(path, sizeof path, "%s/book.zip", depot.stick);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, 300000, SEEK_SET), 0);
    fputc('#', file);
    assert_int_equal(fclose(file), 0);
    assert_string_equal(copy(), "book.zip is not what was signed: it is damaged or was changed; get it from "
                                "the publisher again.");
    assert_int_equal(truncate(path, 2000), 0);
    assert_non_null(strstr(copy(), "book.zip is cut off"));
    options.source = "/nowhere/book.zip";
    assert_string_equal(copy_with(&options), "There is no file book.zip; check the name.");
    options.source = depot.library;
    assert_non_null(strstr(copy_with(&options), "is no file that can be copied into a library"));
    options.source = path;
    options.folder = "/nowhere";
    assert_non_null(
        strstr(copy_with(&options), "could not be copied to the library (No such file or directory)"));
    assert_library("");
    assert_string_equal(editions(), "");
}

static void unsigned_where_nobody_asks(void **state)
{
    (void)state;
    struct install_options options = depot_options(&depot);
    options.trust = NULL;
    put("stick/book.zip", EDITION(3), false);
    assert_string_equal(copy_with(&options), "");
    assert_library("book.zip\n");
    put("stick/book.zip", EDITION(4), true);
    assert_string_equal(copy_with(&options), "");
    assert_library("book+4.zip edition 4\nbook+4.zip.minisig\n");
}

/* What was written is what is verified: the stick's other face comes too late. */
static void stick_with_two_faces(void **state)
{
    (void)state;
    struct install_options options = depot_options(&depot);
    char command[900];
    put("stick/book.zip", EDITION(3), true);
    snprintf(command, sizeof command,
             "cd '%s' && cp -p book.zip other && printf '####' | dd of=other bs=1 seek=300000 conv=notrunc "
             "2>/dev/null && touch -r book.zip other",
             depot.stick);
    assert_int_equal(system(command), 0);
    for (int moment = 0; moment < 7; moment++) {
        struct install *install;
        struct fault fault = {0};
        bool done = false;
        enum status status = STATUS_OK;
        assert_int_equal(install_open(&options, &install, NULL), STATUS_OK);
        for (int i = 0; !done && !status; i++) {
            if (i == moment) {
                snprintf(command, sizeof command, "cd '%s' && cat other >book.zip && touch -r other book.zip",
                         depot.stick);
                assert_int_equal(system(command), 0);
            }
            status = install_step(install, &done, &fault);
        }
        /* Two looks, a file and a piece: up to then the false bytes come along. */
        assert_int_equal(status, moment <= 4 ? STATUS_CORRUPT : STATUS_OK);
        if (status)
            assert_int_equal(install_finish(install, NULL), STATUS_INVALID);
        install_close(install);
        assert_library("");
        put("stick/book.zip", EDITION(3), true);
        snprintf(command, sizeof command, "cd '%s' && touch -r other book.zip", depot.stick);
        assert_int_equal(system(command), 0);
    }
    /* One that says so is another file. */
    struct install *install;
    bool done;
    assert_int_equal(install_open(&options, &install, NULL), STATUS_OK);
    for (int i = 0; i < 3; i++)
        assert_int_equal(install_step(install, &done, NULL), STATUS_OK);
    put("stick/book.zip", EDITION(4), true);
    enum status status = STATUS_OK;
    struct fault fault = {0};
    while (!status && !done)
        status = install_step(install, &done, &fault);
    assert_int_equal(status, STATUS_IO);
    assert_non_null(strstr(fault.sentence, "was changed while it was copied; copy it again."));
    install_close(install);
    assert_library("");
}

static void rolled_back(void **state)
{
    (void)state;
    struct install_options options = depot_options(&depot);
    struct install *install;
    bool done = false;
    put("library/book.zip", EDITION(3), true);
    put("stick/book.zip", EDITION(4), true);
    assert_int_equal(install_open(&options, &install, NULL), STATUS_OK);
    while (!done)
        assert_int_equal(install_step(install, &done, NULL), STATUS_OK);
    assert_int_equal(install_finish(install, NULL), STATUS_OK);
    assert_library(
        ".book+4.zip.install\n.book.zip.previous\n.book.zip.previous.minisig\nbook+4.zip edition 4\n"
        "book+4.zip.minisig\n");
    assert_int_equal(install_rollback(install, NULL), STATUS_OK);
    install_close(install);
    assert_library("book.zip edition 3\nbook.zip.minisig\n");
    assert_string_equal(editions(), "");
}

/* Up to install_finish, and no further. */
static void leave_half_done(void)
{
    struct install_options options = depot_options(&depot);
    struct install *install;
    bool done = false;
    put("library/book.zip", EDITION(3), true);
    put("stick/book.zip", EDITION(4), true);
    assert_int_equal(install_open(&options, &install, NULL), STATUS_OK);
    while (!done)
        assert_int_equal(install_step(install, &done, NULL), STATUS_OK);
    assert_int_equal(install_finish(install, NULL), STATUS_OK);
    install_close(install);
}

static void swept(void **state)
{
    (void)state;
    char path[400];
    leave_half_done();
    install_sweep(depot.library, depot.editions);
    assert_library("book+4.zip edition 4\nbook+4.zip.minisig\n");
    assert_string_equal(editions(), "org.example.book\t4\n");
    assert_int_equal(unlink(depot.editions), 0);
    snprintf(path, sizeof path, "cd '%s' && rm *", depot.library);
    assert_int_equal(system(path), 0);
    /* The new one does not open: the old one is back. */
    leave_half_done();
    snprintf(path, sizeof path, "%s/book+4.zip", depot.library);
    assert_int_equal(truncate(path, 100), 0);
    install_sweep(depot.library, depot.editions);
    assert_library("book.zip edition 3\nbook.zip.minisig\n");
    assert_string_equal(editions(), "");
}

static void swept_only_what_is_ours(void **state)
{
    (void)state;
    char command[900];
    put("library/book.zip", EDITION(3), true);
    snprintf(command, sizeof command,
             "cd '%s' && touch .a.zip.part .a.epub.part.minisig ..a.zip.install.part .a.part .part .install "
             "x.part "
             "&& mkdir .d.zip.part && printf '/etc/passwd\\0' >.evil.zip.install && printf '../x\\0' "
             ">.up.zip.install && "
             "printf 'a' >.open.zip.install",
             depot.library);
    assert_int_equal(system(command), 0);
    install_sweep(depot.library, depot.editions);
    install_sweep("/nowhere", depot.editions);
    assert_library(
        ".a.part\n.d.zip.part\n.evil.zip.install\n.install\n.open.zip.install\n.part\n.up.zip.install\n"
        "book.zip edition 3\nbook.zip.minisig\nx.part\n");
}

static void odd_names(void **state)
{
    (void)state;
    static const char *const names[][2] = {{".hidden.zip", "hidden.zip"}, {"a\nb.epub", "a_b.epub"}};
    struct install_options options = depot_options(&depot);
    for (size_t i = 0; i < 2; i++) {
        char path[400], expected[100];
        snprintf(path, sizeof path, "stick/%s", names[i][0]);
        put(path, NULL, true);
        snprintf(path, sizeof path, "%s/%s", depot.stick, names[i][0]);
        options.source = path;
        assert_string_equal(copy_with(&options), "");
        snprintf(expected, sizeof expected, "%s edition 0\n%s.minisig\n", names[i][1], names[i][1]);
        assert_library(expected);
        snprintf(path, sizeof path, "cd '%s' && rm *", depot.library);
        assert_int_equal(system(path), 0);
    }
    /* The longest that a file system has. */
    char name[256] = "", path[600];
    while (strlen(name) < 240)
        strcat(name, "河");
    strcat(name, ".zip");
    snprintf(path, sizeof path, "stick/%s", name);
    put(path, NULL, true);
    snprintf(path, sizeof path, "%s/%s", depot.stick, name);
    options.source = path;
    for (int i = 0; i < 2; i++) {
        assert_string_equal(copy_with(&options), "");
        assert_non_null(strstr(depot_library(&depot), "河.zip edition 0\n"));
    }
}

static void remembered(void **state)
{
    (void)state;
    char text[100];
    struct install_options options = depot_options(&depot);
    /* A state that is damaged, or cannot be written, keeps nobody from anything. */
    FILE *file = fopen(depot.editions, "wb");
    assert_non_null(file);
    fputs("\n\nrubbish\norg.example.boo\t99\norg.example.book\t7", file);
    assert_int_equal(fclose(file), 0);
    put("stick/book.zip", EDITION(6), true);
    assert_non_null(strstr(copy(), "older than edition 7"));
    put("stick/book.zip", EDITION(8), true);
    assert_string_equal(copy(), "");
    assert_string_equal(editions(), "\n\nrubbish\norg.example.boo\t99\norg.example.book\t8\n");
    /* Only so many are kept, the latest ones. */
    file = fopen(depot.editions, "wb");
    assert_non_null(file);
    for (unsigned i = 0; ftell(file) < (long)LIMIT_REMEMBERED - 10; i++)
        fprintf(file, "id-%u\t1\n", i);
    assert_int_equal(fclose(file), 0);
    put("stick/book.zip", EDITION(9), true);
    assert_string_equal(copy(), "");
    struct stat about;
    assert_int_equal(stat(depot.editions, &about), 0);
    assert_true(about.st_size <= (off_t)LIMIT_REMEMBERED);
    snprintf(text, sizeof text, "%.20s", editions());
    assert_memory_equal(text, "id-", 3);
    put("stick/book.zip", EDITION(8), true);
    assert_non_null(strstr(copy(), "older than edition 9"));
    options.editions = "/nowhere/editions";
    put("stick/book.zip", EDITION(10), true);
    assert_string_equal(copy_with(&options), "");
    options.editions = NULL;
    put("stick/book.zip", EDITION(11), true);
    assert_string_equal(copy_with(&options), "");
}

static void every_allocation(void **state)
{
    (void)state;
    struct install_options options = depot_options(&depot);
    struct fault fault;
    bool reached = true;
    put("library/old.zip", EDITION(1), true);
    put("stick/book.zip", EDITION(2), true);
    size_t number = 1;
    for (; reached; number++) {
        memset(&fault, 0, sizeof fault);
        allocation_fail(number);
        enum status status = depot_install(&options, &fault);
        reached = allocation_count() >= number;
        allocation_fail(number);
        install_sweep(depot.library, depot.editions);
        reached |= allocation_count() >= number;
        allocation_fail(0);
        install_sweep(depot.library, depot.editions);
        const char *library = depot_library(&depot);
        bool old = !strcmp(library, "old.zip edition 1\nold.zip.minisig\n");
        if (!old)
            assert_true(!strcmp(library, "book.zip edition 2\nbook.zip.minisig\n") ||
                        !strcmp(library, "book+2.zip edition 2\nbook+2.zip.minisig\n"));
        if (status)
            assert_string_equal(fault.sentence, "There is not enough memory for this.");
        else
            assert_false(old);
        if (!old && reached) {
            char command[400];
            snprintf(command, sizeof command, "cd '%s' && rm -f *", depot.library);
            assert_int_equal(system(command), 0);
            put("library/old.zip", EDITION(1), true);
        }
    }
    print_message("%zu allocations\n", number - 1);
    assert_true(number > 30);
}

/* Runs `what` in a process of its own that sees a small disk, or one that cannot be written, at the library's place. */
static void in_small_disk(void (*what)(void))
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        uid_t user = getuid();
        if (unshare(CLONE_NEWNS | (user ? CLONE_NEWUSER : 0)) ||
            mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
            mount("none", depot.library, "tmpfs", 0, "size=20m"))
            _exit(77);
        what();
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
        print_message("skipped: no mount namespace here\n");
        skip();
    }
    assert_int_equal(status, 0);
}

static void must(bool sound, const char *what)
{
    if (sound)
        return;
    print_error("not so: %s\n", what);
    _exit(1);
}

static void fill_disk(void)
{
    put("stick/book.zip", EDITION(3), true);
    must(!*copy(), "there is room");
    depot_write(&depot, &(struct depot_bundle){"stick/book.zip", EDITION(4), 5 << 20, true});
    const char *sentence = copy();
    must(
        strstr(sentence,
               "There is no room for book.zip in the library: it has 6 MB, and 3 MB are free; remove bundles "
               "there that nobody needs."),
        sentence);
    must(!strcmp(depot_library(&depot), "book.zip edition 3\nbook.zip.minisig\n"), "all is as before");
}

static void no_room(void **state)
{
    (void)state;
    in_small_disk(fill_disk);
}

static void write_protect(void)
{
    char path[400];
    leave_half_done();
    snprintf(path, sizeof path, "%s/.x.zip.part", depot.library);
    FILE *file = fopen(path, "wb");
    must(file && !fclose(file), "a temporary file");
    must(!mount("none", depot.library, NULL, MS_REMOUNT | MS_RDONLY, NULL), "read-only");
    const char *sentence = copy();
    must(
        strstr(sentence,
               "book.zip could not be copied to the library (Read-only file system), where all is as before"),
        sentence);
    install_sweep(depot.library, depot.editions);
    must(!access(path, F_OK), "it is still there");
    must(!mount("none", depot.library, NULL, MS_REMOUNT, NULL), "writable");
    install_sweep(depot.library, depot.editions);
    must(!strcmp(depot_library(&depot), "book+4.zip edition 4\nbook+4.zip.minisig\n"), "swept");
}

static void read_only(void **state)
{
    (void)state;
    in_small_disk(write_protect);
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(step_by_step),
        TEST(abandoned),
        TEST(editions_follow),
        TEST(higher_in_the_library),
        TEST(what_is_new),
        TEST(without_an_id),
        TEST(broken_in_the_library),
        TEST(refused),
        TEST(unsigned_where_nobody_asks),
        TEST(stick_with_two_faces),
        TEST(rolled_back),
        TEST(swept),
        TEST(swept_only_what_is_ours),
        TEST(odd_names),
        TEST(remembered),
        TEST(every_allocation),
        TEST(no_room),
        TEST(read_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
