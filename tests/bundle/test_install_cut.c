/* Copying a newer edition into a library while the disk fails, the stick is pulled, the process is killed or the power goes, at
 * each call and at random ones: the library is whole each time. */
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "depot.h"
#include "disk.h"
#include "maker.h"

#define SIZE 1700000
#define RANDOM_POINTS 100
#define SEEDS 3

static struct depot depot;
static char trash[300];

static int set_up(void **state)
{
    char root[160];
    (void)state;
    /* Some ten thousand fsyncs, in memory where there is such a disk. */
    snprintf(root, sizeof root, "/dev/shm/slipcase-cut-%d", (int)getpid());
    if (mkdir(root, 0755) && errno != EEXIST)
        snprintf(root, sizeof root, "%s", maker_path("cut"));
    (void)mkdir(root, 0755);
    depot_open(&depot, root);
    snprintf(trash, sizeof trash, "%s/trash", root);
    (void)mkdir(trash, 0755);
    depot_write(&depot,
                &(struct depot_bundle){"stick/book.zip", "[bundle]\nid = book\nedition = 4\n", SIZE, true});
    depot_write(&depot, &(struct depot_bundle){"old.zip", "[bundle]\nid = book\nedition = 3\n", 60000, true});
    char path[300];
    snprintf(path, sizeof path, "%s/old.editions", root);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs("book\t3\n", file);
    return fclose(file);
}

static int tear_down(void **state)
{
    char command[300];
    (void)state;
    disk_end();
    depot_close(&depot);
    snprintf(command, sizeof command, "rm -rf '%s'", depot.root);
    return system(command);
}

static void empty(const char *name)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", depot.root, name);
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (struct dirent *file; (file = readdir(folder));)
        if (strcmp(file->d_name, ".") != 0 && strcmp(file->d_name, "..") != 0)
            assert_int_equal(unlinkat(dirfd(folder), file->d_name, 0), 0);
    closedir(folder);
}

static void copy_file(const char *from, const char *to)
{
    static char bytes[100000];
    char path[300];
    snprintf(path, sizeof path, "%s/%s", depot.root, from);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    snprintf(path, sizeof path, "%s/%s", depot.root, to);
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* Edition 3 lies in the library, nothing else. */
static void begin_anew(void)
{
    empty("library");
    empty("trash");
    empty("state");
    copy_file("old.zip", "library/book.zip");
    copy_file("old.zip.minisig", "library/book.zip.minisig");
    copy_file("old.editions", "state/editions");
}

static const char before[] = "book.zip edition 3\nbook.zip.minisig\n";
static const char after[] = "book+4.zip edition 4\nbook+4.zip.minisig\n";

/* What a shelf lists opens and is signed, and it is not nothing. */
static void assert_sound(void)
{
    int bundles = 0;
    char *text = strdup(depot_library(&depot)), *rest = text;
    assert_non_null(text);
    for (char *line; (line = strsep(&rest, "\n")) && *line;) {
        if (line[0] == '.' || strstr(line, ".minisig"))
            continue;
        if (!strstr(line, " edition "))
            fail_msg("“%s” does not open, or is not as it was signed", line);
        bundles++;
    }
    assert_in_range(bundles, 1, 2);
    free(text);
}

/* Of a new edition at least that, where the state could be written. */
static void assert_remembered(bool new)
{
    char text[100];
    FILE *file = fopen(depot.editions, "rb");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    if (strcmp(text, "book\t4\n") != 0 && (new || strcmp(text, "book\t3\n") != 0))
        fail_msg("remembered: %s", text);
}

/* True: the new one is there. */
static bool sweep_and_look(void)
{
    install_sweep(depot.library, depot.editions);
    const char *library = depot_library(&depot);
    bool new = !strcmp(library, after);
    if (!new)
        assert_string_equal(library, before);
    return new;
}

static long count_calls(void)
{
    struct install_options options = depot_options(&depot);
    begin_anew();
    disk_begin(DISK_SOUND, 0, 0, NULL, 0);
    assert_int_equal(depot_install(&options, NULL), STATUS_OK);
    assert_string_equal(depot_library(&depot), after);
    return disk_calls();
}

static void each_call_fails_once(void **state)
{
    (void)state;
    static const int errors[] = {EIO, ENOSPC, EROFS};
    struct install_options options = depot_options(&depot);
    long calls = count_calls(), kept = 0;
    for (long moment = 0; moment < calls; moment++) {
        struct fault fault = {0};
        begin_anew();
        disk_begin(DISK_FAILS, moment, errors[moment % 3], NULL, 0);
        enum status status = depot_install(&options, &fault);
        disk_end();
        assert_int_equal(status, fault.status);
        assert_sound();
        /* Not every file system can take room ahead or write a part ahead; and a name that was dropped may drop again. */
        bool new = sweep_and_look();
        if (!status)
            assert_true(new);
        kept += new;
    }
    print_message("%ld calls, %ld of which fail behind the new edition's name or do not matter\n", calls,
                  kept);
}

static void the_disk_dies(void **state)
{
    (void)state;
    struct install_options options = depot_options(&depot);
    long calls = count_calls();
    for (long moment = 0; moment < calls; moment++) {
        begin_anew();
        disk_begin(DISK_DEAD, moment, EIO, NULL, 0);
        enum status status = depot_install(&options, NULL);
        install_sweep(depot.library, depot.editions);
        assert_sound();
        disk_end();
        if (moment < calls - 2)
            assert_int_not_equal(status, STATUS_OK);
        (void)sweep_and_look();
    }
}

static void the_stick_is_pulled(void **state)
{
    (void)state;
    struct install_options options = depot_options(&depot);
    enum status status = STATUS_IO;
    long moment = 0;
    for (; status; moment++) {
        struct fault fault = {0};
        begin_anew();
        disk_begin(DISK_SOUND, 0, 0, NULL, 0);
        disk_pull("/stick/", moment);
        status = depot_install(&options, &fault);
        disk_end();
        if (!status)
            break;
        assert_int_equal(status, STATUS_IO);
        assert_non_null(strstr(fault.sentence,
                               "book.zip could not be read (No such device); check the medium it is on."));
        /* Without a sweep. */
        assert_string_equal(depot_library(&depot), before);
        assert_remembered(false);
    }
    print_message("%ld reads\n", moment);
    assert_true(moment > 8);
    assert_string_equal(depot_library(&depot), after);
}

/* Ends in the middle, in a process of its own; false: it came to its end. */
static bool killed_at(enum disk_event event, long moment, unsigned seed)
{
    struct install_options options = depot_options(&depot);
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        disk_begin(event, moment, 0, event == DISK_CUT ? trash : NULL, seed);
        _exit(depot_install(&options, NULL) ? 1 : 0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_true(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == DISK_KILLED);
    return WEXITSTATUS(status) != 0;
}

static void killed_at_each_call(void **state)
{
    (void)state;
    long calls = count_calls(), new = 0;
    for (long moment = 0; moment <= calls; moment++) {
        begin_anew();
        assert_int_equal(killed_at(DISK_KILL, moment, 0), moment < calls);
        assert_sound();
        bool is_new = sweep_and_look();
        assert_remembered(is_new);
        new += is_new;
    }
    print_message("%ld points, %ld with the new edition\n", calls + 1, new);
    assert_in_range(new, 2, calls - 2);
}

static void killed_while_it_sweeps(void **state)
{
    (void)state;
    long calls = count_calls(), points = 0;
    for (long moment = 0; moment < calls; moment += 2) {
        bool killed = true;
        for (long second = 0; killed; second++, points++) {
            begin_anew();
            assert_true(killed_at(DISK_KILL, moment, 0));
            pid_t child = fork();
            assert_true(child >= 0);
            if (!child) {
                disk_begin(DISK_KILL, second, 0, NULL, 0);
                install_sweep(depot.library, depot.editions);
                _exit(0);
            }
            int status;
            assert_int_equal(waitpid(child, &status, 0), child);
            killed = status != 0;
            assert_sound();
            (void)sweep_and_look();
        }
    }
    print_message("%ld points\n", points);
}

static void power_cut_at_each_call(void **state)
{
    (void)state;
    long calls = count_calls(), new = 0;
    for (long moment = 0; moment < calls; moment++) {
        for (unsigned seed = 0; seed < SEEDS; seed++) {
            begin_anew();
            assert_true(killed_at(DISK_CUT, moment, seed * 7919 + (unsigned)moment));
            assert_sound();
            bool is_new = sweep_and_look();
            assert_remembered(is_new);
            new += is_new;
        }
    }
    print_message("%ld points, %ld with the new edition\n", SEEDS * calls, new);
}

/* Whenever the clock says: what it comes upon is another thing each time, what is asserted is not. */
static void killed_at_random_times(void **state)
{
    (void)state;
    struct install_options options = depot_options(&depot);
    struct timespec begin, end;
    begin_anew();
    clock_gettime(CLOCK_MONOTONIC, &begin);
    assert_int_equal(depot_install(&options, NULL), STATUS_OK);
    clock_gettime(CLOCK_MONOTONIC, &end);
    long whole = (end.tv_sec - begin.tv_sec) * 1000000 + (end.tv_nsec - begin.tv_nsec) / 1000, new = 0;
    srand(2026);
    for (int i = 0; i < RANDOM_POINTS; i++) {
        begin_anew();
        pid_t child = fork();
        assert_true(child >= 0);
        if (!child)
            _exit(depot_install(&options, NULL) ? 1 : 0);
        usleep((unsigned)(rand() % (4 * whole + 1)));
        kill(child, SIGKILL);
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status) || !WEXITSTATUS(status));
        assert_sound();
        bool is_new = sweep_and_look();
        assert_remembered(is_new);
        new += is_new;
    }
    print_message("%d points, %ld with the new edition\n", RANDOM_POINTS, new);
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(each_call_fails_once),   TEST(the_disk_dies),          TEST(the_stick_is_pulled),
        TEST(killed_at_each_call),    TEST(killed_while_it_sweeps), TEST(power_cut_at_each_call),
        TEST(killed_at_random_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
