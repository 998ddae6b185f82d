/* What a process in the sandbox may not do, each thing tried, and what it still may. Each test has a process of its own, as there is no
 * way back. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/sandbox.h"

#include <linux/landlock.h>

/* In the child: names what was not as it should be. */
#define MUST(condition)                                                                                      \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "line %d: %s, errno %d\n", __LINE__, #condition, errno);                         \
            _exit(1);                                                                                        \
        }                                                                                                    \
    } while (0)
#define REFUSED(call, why) MUST((errno = 0, (call)) < 0 && errno == (why))

static char folder[64];

static const char *in(const char *name)
{
    static char paths[8][128];
    static unsigned next;
    char *path = paths[next++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void put(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    MUST(fd >= 0 && write(fd, "text", 4) == 4 && close(fd) == 0);
}

static bool reads(const char *path)
{
    char text[4];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool read_it = fd >= 0 && read(fd, text, sizeof text) >= 0;
    if (fd >= 0)
        close(fd);
    return read_it;
}

/* library and media are read, state is written, elsewhere is nothing of the reader's. */
static int make_folders(void **state)
{
    static const char *const names[] = {"library",     "library/below", "media",
                                        "media/stick", "state",         "elsewhere"};
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/slipcase-sandbox-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        mkdir(in(names[i]), 0700);
    put(in("library/book.zip"));
    put(in("library/below/book.zip"));
    put(in("elsewhere/secret"));
    put(in("elsewhere/book.zip"));
    return 0;
}

static int remove_folders(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

static enum status enter(struct fault *fault)
{
    const char *read[] = {in("library"), in("media"), in("not there")};
    const char *write[] = {in("state")};
    struct sandbox_options options = {read, 3, write, 1};
    return sandbox_enter(&options, fault);
}

/* Does it in a process that has entered. */
static void inside(void (*what)(void))
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        struct fault fault = {0};
        enum status entered = enter(&fault);
        if (entered) {
            fprintf(stderr, "%s\n", fault.sentence);
            _exit(entered == STATUS_UNSUPPORTED ? 77 : 1);
        }
        what();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
        print_message("SKIPPED: this kernel does not offer all of the sandbox\n");
        skip();
    }
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void open_outside(void)
{
    REFUSED(open(in("elsewhere/secret"), O_RDONLY | O_CLOEXEC), EACCES);
    REFUSED(open(in("library/../elsewhere/secret"), O_RDONLY | O_CLOEXEC), EACCES);
    REFUSED(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), EACCES);
    REFUSED(open("/etc/passwd", O_RDONLY | O_CLOEXEC), EACCES);
    REFUSED(open("/root", O_RDONLY | O_DIRECTORY | O_CLOEXEC), EACCES);
    REFUSED(open("/proc/1/status", O_RDONLY | O_CLOEXEC), EACCES);
    REFUSED(open("/proc/sys/kernel/hostname", O_RDONLY | O_CLOEXEC), EACCES);
    REFUSED(open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600), EACCES);
}

static void write_where_one_reads(void)
{
    REFUSED(open(in("library/book.zip"), O_RDWR | O_CLOEXEC), EACCES);
    REFUSED(open(in("library/new"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600), EACCES);
    REFUSED(unlink(in("library/book.zip")), EACCES);
    REFUSED(rename(in("library/book.zip"), in("library/other.zip")), EACCES);
    REFUSED(mkdir(in("library/new"), 0700), EACCES);
    REFUSED(symlink("/", in("library/new")), EACCES);
    REFUSED(open(in("media/new"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600), EACCES);
    if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 3)
        REFUSED(truncate(in("library/book.zip"), 0), EACCES);
}

/* Not even in a folder that is written. */
static void more_than_files(void)
{
    REFUSED(symlink("/etc", in("state/link")), EACCES);
    REFUSED(mknod(in("state/pipe"), S_IFIFO | 0600, 0), EACCES);
    REFUSED(mknod(in("state/device"), S_IFCHR | 0600, 0x103), EACCES);
    /* A file that lies outside cannot be brought in. */
    MUST(link(in("elsewhere/secret"), in("state/secret")) < 0 && (errno == EXDEV || errno == EACCES));
    MUST(rename(in("elsewhere/secret"), in("state/secret")) < 0 && (errno == EXDEV || errno == EACCES));
}

static void sockets(void)
{
    static const int families[] = {AF_INET,  AF_INET6, AF_PACKET, AF_BLUETOOTH,
                                   AF_VSOCK, AF_ALG,   AF_CAN,    AF_UNSPEC};
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        REFUSED(socket(families[i], SOCK_STREAM, 0), EAFNOSUPPORT);
        REFUSED(socket(families[i], SOCK_DGRAM, 0), EAFNOSUPPORT);
        REFUSED(socket(families[i], SOCK_RAW, 0), EAFNOSUPPORT);
    }
    /* The upper half of the register is no way round. */
    REFUSED(syscall(SYS_socket, (unsigned long)AF_INET | ~0ul << 16 << 16, SOCK_STREAM, 0), EAFNOSUPPORT);
}

static void *nothing(void *data)
{
    return data;
}

static void processes(void)
{
    char *arguments[] = {"true", NULL};
    char **environment = arguments + 1;
    REFUSED(execve("/bin/true", arguments, environment), EPERM);
    REFUSED(syscall(SYS_execveat, AT_FDCWD, "/bin/true", arguments, environment, 0), EPERM);
    REFUSED(fork(), EPERM);
    REFUSED(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0), EPERM);
    REFUSED(syscall(SYS_clone3, NULL, 0), ENOSYS);
    MUST(system("true") != 0);
    MUST(popen("true", "r") == NULL);
    REFUSED(ptrace(PTRACE_TRACEME, 0, NULL, NULL), EPERM);
    REFUSED(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL), EPERM);
    struct iovec here = {arguments, 1};
    REFUSED(process_vm_readv(getppid(), &here, 1, &here, 1, 0), EPERM);
    REFUSED(process_vm_writev(getppid(), &here, 1, &here, 1, 0), EPERM);
    if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 6)
        REFUSED(kill(getppid(), SIGUSR1), EPERM);
}

static void the_system(void)
{
    static const long calls[] = {SYS_bpf,        SYS_perf_event_open, SYS_userfaultfd,  SYS_io_uring_setup,
                                 SYS_keyctl,     SYS_add_key,         SYS_request_key,  SYS_reboot,
                                 SYS_kexec_load, SYS_init_module,     SYS_finit_module, SYS_setns,
                                 SYS_chroot,     SYS_pivot_root,      SYS_swapon,       SYS_open_by_handle_at,
                                 SYS_fsopen,     SYS_move_mount,      SYS_personality,  SYS_syslog};
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        REFUSED(syscall(calls[i], 0, 0, 0, 0, 0), EPERM);
    REFUSED(mount("none", in("state"), "tmpfs", 0, NULL), EPERM);
    REFUSED(umount2(in("state"), MNT_DETACH), EPERM);
    REFUSED(unshare(CLONE_NEWUSER), EPERM);
    REFUSED(ioctl(0, TIOCSTI, "x"), EPERM);
}

/* Reading, writing the state, threads, local sockets, hot-plug, and what libraries load late. */
static void allowed_files(void)
{
    MUST(reads(in("library/book.zip")) && reads(in("library/below/book.zip")));
    put(in("state/new"));
    MUST(rename(in("state/new"), in("state/old")) == 0 && reads(in("state/old")));
    MUST(mkdir(in("state/below"), 0700) == 0);
    MUST(rename(in("state/old"), in("state/below/old")) == 0);
    MUST(unlink(in("state/below/old")) == 0 && rmdir(in("state/below")) == 0);
    int fd = open(in("state"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    MUST(fd >= 0 && fsync(fd) == 0);
    MUST(reads("/proc/self/mountinfo") && reads("/proc/self/status") && reads("/etc/ld.so.cache"));
    MUST(open("/sys/class", O_RDONLY | O_DIRECTORY | O_CLOEXEC) >= 0);
    MUST(open("/usr/share", O_RDONLY | O_DIRECTORY | O_CLOEXEC) >= 0);
    MUST(open("/dev/null", O_RDWR | O_CLOEXEC) >= 0 && reads("/dev/urandom"));
    if (access("/dev/input", F_OK) == 0)
        MUST(open("/dev/input", O_RDONLY | O_DIRECTORY | O_CLOEXEC) >= 0);
    if (access("/dev/dri", F_OK) == 0)
        MUST(open("/dev/dri", O_RDONLY | O_DIRECTORY | O_CLOEXEC) >= 0);
}

static void allowed_calls(void)
{
    pthread_t thread;
    int pair[2];
    MUST(pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0);
    MUST(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) == 0 && write(pair[0], "x", 1) == 1);
    MUST(socket(AF_UNIX, SOCK_STREAM, 0) >= 0);
    MUST(socket(AF_NETLINK, SOCK_RAW, 15 /* NETLINK_KOBJECT_UEVENT */) >= 0);
    MUST(kill(getpid(), 0) == 0);
}

/* A thread that is started afterwards is bound as well. */
static void *in_thread(void *data)
{
    (void)data;
    open_outside();
    sockets();
    return NULL;
}

static void threads(void)
{
    pthread_t thread;
    MUST(pthread_create(&thread, NULL, in_thread, NULL) == 0 && pthread_join(thread, NULL) == 0);
}

static void test_open_outside(void **state)
{
    (void)state;
    inside(open_outside);
}

static void test_write_where_one_reads(void **state)
{
    (void)state;
    inside(write_where_one_reads);
}

static void test_more_than_files(void **state)
{
    (void)state;
    inside(more_than_files);
}

static void test_sockets(void **state)
{
    (void)state;
    inside(sockets);
}

static void test_processes(void **state)
{
    (void)state;
    inside(processes);
}

static void test_the_system(void **state)
{
    (void)state;
    inside(the_system);
}

static void test_threads(void **state)
{
    (void)state;
    inside(threads);
}

static void test_allowed(void **state)
{
    (void)state;
    inside(allowed_files);
    inside(allowed_calls);
}

/* A file is read with what lies beside it, and nothing further. */
static void test_file(void **state)
{
    int status;
    (void)state;
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        const char *read[] = {in("elsewhere/book.zip")};
        struct sandbox_options options = {.read = read, .read_count = 1};
        if (sandbox_enter(&options, NULL))
            _exit(77);
        MUST(reads(in("elsewhere/book.zip")) && reads(in("elsewhere/secret")));
        REFUSED(open(in("library/book.zip"), O_RDONLY | O_CLOEXEC), EACCES);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
        print_message("SKIPPED: this kernel does not offer all of the sandbox\n");
        skip();
    }
    assert_int_equal(status, 0);
}

/* Waits for the stick, then reads it. */
static int plugged[2];

static void read_stick(void)
{
    char byte;
    MUST(write(plugged[1], "r", 1) == 1 && read(plugged[1], &byte, 1) == 1);
    MUST(reads(in("media/stick/book.zip")));
    REFUSED(open(in("media/stick/book.zip"), O_RDWR | O_CLOEXEC), EACCES);
}

/* The stick is mounted by another process, while the sandbox is shut. */
static void test_plug(void **state)
{
    char byte;
    int status;
    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, plugged), 0);
    fflush(NULL);
    pid_t helper = fork();
    assert_true(helper >= 0);
    if (!helper) {
        if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
            _exit(77);
        pid_t reader = fork();
        if (!reader) {
            if (enter(NULL))
                _exit(77);
            read_stick();
            _exit(0);
        }
        close(plugged[1]);
        if (read(plugged[0], &byte, 1) == 1) {
            MUST(mount("none", in("media/stick"), "tmpfs", 0, NULL) == 0);
            put(in("media/stick/book.zip"));
            MUST(write(plugged[0], "p", 1) == 1);
        }
        MUST(waitpid(reader, &status, 0) == reader && WIFEXITED(status));
        _exit(WEXITSTATUS(status));
    }
    /* Or it would wait for a reader that ended at once. */
    close(plugged[1]);
    assert_int_equal(waitpid(helper, &status, 0), helper);
    close(plugged[0]);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
        print_message(
            "SKIPPED: nothing can be mounted here, or this kernel does not offer all of the sandbox\n");
        skip();
    }
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_open_outside),
        cmocka_unit_test(test_write_where_one_reads),
        cmocka_unit_test(test_more_than_files),
        cmocka_unit_test(test_sockets),
        cmocka_unit_test(test_processes),
        cmocka_unit_test(test_the_system),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_allowed),
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_plug),
    };
    return cmocka_run_group_tests(tests, make_folders, remove_folders);
}
