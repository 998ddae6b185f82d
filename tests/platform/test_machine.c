/* What the maintenance screen does to the machine, on real folders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/machine.h"

struct place {
    char folder[64], library[96], state[96], runtime[96];
    struct machine *machine;
    struct host host;
};

/* A path in the place; valid until the next but three. */
static const char *in(const struct place *place, const char *name)
{
    static char paths[4][256];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", place->folder, name);
    return path;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static bool there(const char *path)
{
    struct stat info;
    return !lstat(path, &info);
}

static int set_up(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    snprintf(place->folder, sizeof place->folder, "/tmp/slipcase-machine-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->library, sizeof place->library, "%s/library", place->folder);
    snprintf(place->state, sizeof place->state, "%s/state", place->folder);
    snprintf(place->runtime, sizeof place->runtime, "%s/run", place->folder);
    assert_int_equal(mkdir(place->library, 0755) || mkdir(place->state, 0755) || mkdir(place->runtime, 0755),
                     0);
    assert_int_equal(setenv("RUNTIME_DIRECTORY", place->runtime, 1), 0);
    const struct machine_options options = {.library = place->library, .state = place->state};
    assert_int_equal(machine_open(&options, &place->machine, NULL), STATUS_OK);
    machine_host(place->machine, &place->host);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", place->folder);
    machine_close(place->machine);
    free(place);
    return system(command);
}

static void room_and_files(void **state)
{
    struct place *place = *state;
    struct host_space space;
    struct host_file file;
    put(in(place, "library/a.zip"), "12345");
    assert_true(place->host.space(place->machine, &space));
    assert_in_range(space.free, 1, space.whole);
    assert_true(place->host.file(place->machine, in(place, "library/a.zip"), &file));
    assert_int_equal(file.size, 5);
    assert_in_range(file.when, 1000000000, 100000000000);
    assert_false(place->host.file(place->machine, in(place, "library/b.zip"), &file));
    assert_memory_equal(place->host.kernel, "Linux ", 6);
}

static void a_bundle_and_its_signature_go(void **state)
{
    struct place *place = *state;
    assert_int_equal(mkdir(in(place, "library/sub"), 0755), 0);
    put(in(place, "library/sub/a.zip"), "");
    put(in(place, "library/sub/a.zip.minisig"), "");
    put(in(place, "library/b.zip"), "");
    assert_int_equal(place->host.remove(place->machine, in(place, "library/sub/a.zip"), NULL), STATUS_OK);
    assert_false(there(in(place, "library/sub/a.zip")));
    assert_false(there(in(place, "library/sub/a.zip.minisig")));
    assert_int_equal(place->host.remove(place->machine, in(place, "library//b.zip"), NULL), STATUS_OK);
    assert_false(there(in(place, "library/b.zip")));
}

static void nothing_else_goes(void **state)
{
    static const char *const paths[] = {"kept.zip",           "library/../kept.zip",
                                        "library-2/kept.zip", "library/none.zip",
                                        "library/link.zip",   "library/way/kept.zip",
                                        "library/folder.zip", "library",
                                        "library/",           "library/.."};
    struct place *place = *state;
    struct fault fault = {0};
    put(in(place, "kept.zip"), "");
    assert_int_equal(mkdir(in(place, "library-2"), 0755) || mkdir(in(place, "library/folder.zip"), 0755), 0);
    put(in(place, "library-2/kept.zip"), "");
    assert_int_equal(symlink("../kept.zip", in(place, "library/link.zip")), 0);
    assert_int_equal(symlink("../library-2", in(place, "library/way")), 0);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        enum status status = place->host.remove(place->machine, in(place, paths[i]), &fault);
        if (status != STATUS_IO)
            fail_msg("%s: %d", paths[i], status);
        assert_non_null(strstr(fault.sentence, " could not be removed ("));
    }
    assert_true(there(in(place, "kept.zip")));
    assert_true(there(in(place, "library-2/kept.zip")));
    assert_true(there(in(place, "library/link.zip")));
    assert_true(there(in(place, "library/folder.zip")));
}

static void the_lock_is_kept(void **state)
{
    struct place *place = *state;
    char text[HOST_LOCK];
    assert_false(place->host.kept_lock(place->machine, text));
    place->host.keep_lock(place->machine, "wrong 1 rounds 0 seconds 0\n");
    assert_true(place->host.kept_lock(place->machine, text));
    assert_string_equal(text, "wrong 1 rounds 0 seconds 0\n");
    /* One that is longer than any lock is cut, and then is none. */
    put(in(place, "state/lock"),
        "wrong 1 rounds 0 seconds 00000000000000000000000000000000000000000000000\n");
    assert_true(place->host.kept_lock(place->machine, text));
    assert_int_equal(strlen(text), HOST_LOCK - 1);
    /* Nothing can be written: it goes on. */
    char command[160];
    snprintf(command, sizeof command, "rm -rf %s", place->state);
    assert_int_equal(system(command), 0);
    place->host.keep_lock(place->machine, "wrong 2 rounds 0 seconds 0\n");
    assert_false(place->host.kept_lock(place->machine, text));
}

static void restart_and_off(void **state)
{
    struct place *place = *state;
    struct fault fault = {0};
    assert_false(machine_restarts(place->machine));
    place->host.restart(place->machine);
    assert_true(machine_restarts(place->machine));
    assert_int_equal(place->host.power_off(place->machine, &fault), STATUS_OK);
    assert_true(there(in(place, "run/poweroff")));
    assert_int_equal(unlink(in(place, "run/poweroff")) || rmdir(place->runtime), 0);
    assert_int_equal(place->host.power_off(place->machine, &fault), STATUS_IO);
    assert_non_null(strstr(fault.sentence, "/run/poweroff"));
}

static void what_is_not_configured_is_not_there(void **state)
{
    struct machine *machine;
    struct host host = {0};
    (void)state;
    assert_int_equal(unsetenv("RUNTIME_DIRECTORY"), 0);
    assert_int_equal(machine_open(&(struct machine_options){0}, &machine, NULL), STATUS_OK);
    machine_host(machine, &host);
    assert_true(!host.pin_fits && !host.keep_lock && !host.kept_lock && !host.library && !host.space &&
                !host.file && !host.remove && !host.power_off);
    machine_close(machine);
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(room_and_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_bundle_and_its_signature_go, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_else_goes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_lock_is_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(restart_and_off, set_up, tear_down),
        cmocka_unit_test(what_is_not_configured_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
