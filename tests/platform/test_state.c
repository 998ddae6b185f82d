/* What is kept from one start to the next: where, how safely, and what when that is not possible. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "allocation.h"
#include "base/limits.h"
#include "platform/state.h"

int __real_rename(const char *from, const char *to);
int __real_renameat(int from_folder, const char *from, int to_folder, const char *to);
int __real_mkdir(const char *path, mode_t mode);
int __real_fsync(int fd);
ssize_t __real_write(int fd, const void *data, size_t size);
int __wrap_rename(const char *from, const char *to);
int __wrap_renameat(int from_folder, const char *from, int to_folder, const char *to);
int __wrap_mkdir(const char *path, mode_t mode);
int __wrap_fsync(int fd);
ssize_t __wrap_write(int fd, const void *data, size_t size);

static int step, bad_step; /* from 1; 0: none */
static bool dies;          /* at the bad step, before it, as when the power is cut */

static bool fails(void)
{
    if (++step != bad_step)
        return false;
    if (dies)
        _exit(0);
    errno = EIO;
    return true;
}

int __wrap_rename(const char *from, const char *to)
{
    return fails() ? -1 : __real_rename(from, to);
}

int __wrap_renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    return fails() ? -1 : __real_renameat(from_folder, from, to_folder, to);
}

int __wrap_mkdir(const char *path, mode_t mode)
{
    return fails() ? -1 : __real_mkdir(path, mode);
}

int __wrap_fsync(int fd)
{
    return fails() ? -1 : __real_fsync(fd);
}

/* Half of it comes through. */
ssize_t __wrap_write(int fd, const void *data, size_t size)
{
    if (fd > 2 && step + 1 == bad_step)
        __real_write(fd, data, size / 2);
    return fd > 2 && fails() ? -1 : __real_write(fd, data, size);
}

static char folder[64];

static int set_up(void **context)
{
    (void)context;
    strcpy(folder, "/tmp/slipcase-test-state-XXXXXX");
    step = bad_step = 0;
    dies = false;
    unsetenv("STATE_DIRECTORY");
    unsetenv("XDG_STATE_HOME");
    unsetenv("HOME");
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **context)
{
    char command[96];
    (void)context;
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

static void set(const char *variable, const char *name)
{
    setenv(variable, in_folder(name), 1);
}

/* Ends with a full stop. */
static bool is_sentence(const char *text, size_t size)
{
    assert_int_equal(strlen(text), size);
    return text[size - 1] == '.';
}

static const struct state_file note = {"note", is_sentence};

static enum status keep(const char *text, struct fault *fault)
{
    struct state *state;
    struct buffer buffer = {0};
    if (state_open(&state, fault))
        return STATUS_NO_MEMORY;
    enum status status = buffer_add(&buffer, text, strlen(text));
    if (!status)
        status = state_write(state, &note, &buffer, fault);
    buffer_free(&buffer);
    state_close(state);
    return status;
}

/* "": nothing. To be copied. */
static const char *kept(void)
{
    static char text[64];
    struct state *state;
    struct buffer buffer = {0};
    assert_int_equal(state_open(&state, NULL), STATUS_OK);
    enum status status = state_read(state, &note, &buffer);
    assert_true(!status || status == STATUS_NOT_FOUND);
    snprintf(text, sizeof text, "%s", status ? "" : buffer.data);
    assert_true(!status || !buffer.data);
    buffer_free(&buffer);
    state_close(state);
    return text;
}

static void put(const char *path, const char *text, size_t size)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    fclose(file);
}

static void test_where(void **context)
{
    struct stat stat_of;
    (void)context;
    set("HOME", "home");
    assert_string_equal(kept(), "");
    assert_int_not_equal(access(in_folder("home"), F_OK), 0); /* nothing is made by looking */
    assert_int_equal(keep("At home.", NULL), STATUS_OK);
    assert_int_equal(access(in_folder("home/.local/state/slipcase/note"), F_OK), 0);
    assert_int_equal(stat(in_folder("home/.local/state/slipcase"), &stat_of), 0);
    assert_int_equal(stat_of.st_mode & 0777, 0700);
    set("XDG_STATE_HOME", "xdg");
    assert_string_equal(kept(), "");
    assert_int_equal(keep("By XDG.", NULL), STATUS_OK);
    assert_int_equal(access(in_folder("xdg/slipcase/note"), F_OK), 0);
    set("STATE_DIRECTORY", "first:/nowhere");
    assert_int_equal(keep("By systemd.", NULL), STATUS_OK);
    assert_int_equal(access(in_folder("first/note"), F_OK), 0);
    assert_string_equal(kept(), "By systemd.");
    /* XDG: paths that are not absolute count as not there. */
    setenv("STATE_DIRECTORY", "state", 1);
    setenv("XDG_STATE_HOME", "state", 1);
    assert_string_equal(kept(), "At home.");
}

static void test_made_in_advance(void **context)
{
    struct state *state;
    (void)context;
    assert_int_equal(state_open(&state, NULL), STATUS_OK);
    assert_null(state_folder(state));
    state_close(state);
    set("STATE_DIRECTORY", "a/b");
    assert_int_equal(state_open(&state, NULL), STATUS_OK);
    assert_string_equal(state_folder(state), in_folder("a/b"));
    assert_int_equal(access(in_folder("a/b"), W_OK), 0);
    state_close(state);
    setenv("STATE_DIRECTORY", "/proc/nowhere", 1);
    assert_int_equal(state_open(&state, NULL), STATUS_OK);
    assert_string_equal(state_folder(state), "/proc/nowhere");
    state_close(state);
}

static void test_nowhere(void **context)
{
    struct fault fault = {0};
    (void)context;
    assert_string_equal(kept(), "");
    assert_int_equal(keep("A.", &fault), STATUS_NOT_FOUND);
    assert_string_equal(
        fault.sentence,
        "Nothing can be kept: neither $STATE_DIRECTORY nor $XDG_STATE_HOME nor $HOME is a folder.");
}

/* Lines on standard error while it is called twice on one state. */
static int lines_of_two_writes(void)
{
    struct state *state;
    struct buffer text = {0};
    char said[1024];
    int lines = 0, error = dup(2);
    FILE *file = tmpfile();
    assert_non_null(file);
    dup2(fileno(file), 2);
    assert_int_equal(state_open(&state, NULL), STATUS_OK);
    assert_int_equal(buffer_add(&text, "A.", 2), STATUS_OK);
    enum status first = state_write(state, &note, &text, NULL),
                second = state_write(state, &note, &text, NULL);
    state_close(state);
    buffer_free(&text);
    fflush(stderr);
    dup2(error, 2);
    close(error);
    assert_int_not_equal(first, STATUS_OK);
    assert_int_not_equal(second, STATUS_OK);
    rewind(file);
    while (fgets(said, sizeof said, file))
        lines++;
    fclose(file);
    return lines;
}

static void test_what_cannot_be_written_is_said_once(void **context)
{
    struct fault fault = {0};
    (void)context;
    assert_int_equal(lines_of_two_writes(), 1);
    setenv("STATE_DIRECTORY", "/proc/slipcase", 1);
    assert_int_equal(lines_of_two_writes(), 1);
    assert_int_not_equal(keep("A.", &fault), STATUS_OK);
    assert_non_null(strstr(fault.sentence, "/proc/slipcase/note could not be written ("));
    put(in_folder("file"), "x", 1);
    set("STATE_DIRECTORY", "file");
    assert_int_equal(lines_of_two_writes(), 1);
    assert_string_equal(kept(), "");
    if (!geteuid())
        return; /* root writes into folders that are read-only by their mode */
    assert_int_equal(mkdir(in_folder("locked"), 0555), 0);
    set("STATE_DIRECTORY", "locked");
    assert_int_equal(keep("A.", &fault), STATUS_DENIED);
}

static void test_the_last_good_one(void **context)
{
    static const char zeros[4096];
    (void)context;
    set("STATE_DIRECTORY", "");
    assert_int_equal(keep("One.", NULL), STATUS_OK);
    assert_int_equal(keep("Two.", NULL), STATUS_OK);
    assert_string_equal(kept(), "Two.");
    const struct {
        const char *text;
        size_t size;
    } damaged[] = {{"", 0}, {zeros, sizeof zeros}, {"Tw", 2}, {"T\0o.", 4}};
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        put(in_folder("note"), damaged[i].text, damaged[i].size);
        assert_string_equal(kept(), "One.");
    }
    /* A damaged one does not push out the last good one. */
    assert_int_equal(keep("Three.", NULL), STATUS_OK);
    put(in_folder("note"), "", 0);
    assert_string_equal(kept(), "One.");
    unlink(in_folder("note"));
    assert_string_equal(kept(), "One.");
    put(in_folder("note.last"), "", 0);
    assert_string_equal(kept(), "");
    /* Too long: not read to its end. */
    char *text = malloc(LIMIT_STATE_FILE + 1);
    memset(text, '.', LIMIT_STATE_FILE + 1);
    put(in_folder("note"), text, LIMIT_STATE_FILE + 1);
    assert_string_equal(kept(), "");
    free(text);
    /* A pipe is not waited for, a folder is none. */
    unlink(in_folder("note"));
    assert_int_equal(mkfifo(in_folder("note"), 0600), 0);
    assert_string_equal(kept(), "");
    unlink(in_folder("note"));
    assert_int_equal(mkdir(in_folder("note"), 0700), 0);
    assert_string_equal(kept(), "");
}

/* Steps of one writing, to be cut at each. */
static int steps_of_writing(void)
{
    step = 0;
    assert_int_equal(keep("Two.", NULL), STATUS_OK);
    return step;
}

static void test_a_step_that_fails(void **context)
{
    (void)context;
    set("STATE_DIRECTORY", "a/b");
    assert_int_equal(keep("One.", NULL), STATUS_OK);
    int steps = steps_of_writing();
    assert_true(steps > 4);
    for (int bad = 1; bad <= steps; bad++) {
        assert_int_equal(keep("One.", NULL), STATUS_OK);
        step = 0;
        bad_step = bad;
        enum status status = keep("Two.", NULL);
        bad_step = 0;
        /* Folders that are there need not be made: the first steps may fail. */
        assert_true(status || step > steps - 5);
        if (!status)
            assert_string_equal(kept(), "Two.");
        else if (strcmp(kept(), "One.") != 0)
            assert_int_equal(bad, steps); /* the last one, whose outcome is not known */
    }
}

static void test_power_that_is_cut(void **context)
{
    (void)context;
    set("STATE_DIRECTORY", "a/b");
    assert_int_equal(keep("One.", NULL), STATUS_OK);
    int steps = steps_of_writing();
    for (int bad = 1; bad <= steps; bad++) {
        assert_int_equal(keep("One.", NULL), STATUS_OK);
        pid_t child = fork();
        assert_true(child >= 0);
        if (!child) {
            step = 0;
            bad_step = bad;
            dies = true;
            _exit(keep("Two.", NULL) == STATUS_OK ? 1 : 2);
        }
        int outcome;
        assert_int_equal(waitpid(child, &outcome, 0), child);
        assert_true(WIFEXITED(outcome) && WEXITSTATUS(outcome) == 0);
        assert_true(!strcmp(kept(), "One.") || (bad == steps && !strcmp(kept(), "Two.")));
    }
}

static void test_memory(void **context)
{
    (void)context;
    set("STATE_DIRECTORY", "");
    assert_int_equal(keep("One.", NULL), STATUS_OK);
    allocation_fail(0);
    assert_int_equal(keep("Two.", NULL), STATUS_OK);
    size_t all = allocation_count();
    assert_true(all);
    for (size_t i = 1; i <= all; i++) {
        allocation_fail(i);
        enum status status = keep("Three.", NULL);
        allocation_fail(0);
        assert_true(status == STATUS_NO_MEMORY || !status);
        assert_string_equal(kept(), status ? "Two." : "Three.");
        assert_int_equal(keep("Two.", NULL), STATUS_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_where, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_made_in_advance, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nowhere, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_cannot_be_written_is_said_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_last_good_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_step_that_fails, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_power_that_is_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
