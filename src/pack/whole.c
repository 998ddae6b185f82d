#include "pack/whole.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/messages.h"
#include "base/replace.h"
#include "base/utf8.h"

static const int endings[] = {SIGINT, SIGTERM, SIGHUP};

/* What there is beside the target. */
static const char *const suffixes[] = {"", ".index", ".index-journal", ".index.raw", ".index.raw-journal"};

enum { ENDINGS = sizeof endings / sizeof *endings, NAMES = sizeof suffixes / sizeof *suffixes, INDEX = 1 };

struct whole {
    char *target;
    char *names[NAMES]; /* as the suffixes */
    int fd;
    struct sigaction before[ENDINGS];
};

/* What the handler removes: signals have no other way to hand it over. NULL: nothing. */
static struct whole *volatile written;

enum status whole_failed(const char *target, int error, struct fault *fault)
{
    enum status status = error == EACCES || error == EROFS || error == EPERM ? STATUS_DENIED : STATUS_IO;
    if (error == 0)
        return fault_set(fault, status, _("%s could not be written; choose another place."), target);
    return fault_set(fault, status, _("%s could not be written (%s); choose another place."), target,
                     strerror(error));
}

/* ---- signals ---- */

static void discard(const struct whole *whole)
{
    for (size_t i = NAMES; i; i--)
        unlink(whole->names[i - 1]);
}

/* The signal is sent again, and comes, now by its default, as soon as this returns. */
static void end(int number)
{
    if (written)
        discard(written);
    raise(number);
}

/* Nothing ends the process until sigprocmask(SIG_SETMASK, before, NULL). */
static void hold(sigset_t *before)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < ENDINGS; i++)
        sigaddset(&set, endings[i]);
    sigprocmask(SIG_BLOCK, &set, before);
}

static void watch(struct whole *whole)
{
    struct sigaction action = {.sa_handler = end, .sa_flags = SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < ENDINGS; i++)
        sigaddset(&action.sa_mask, endings[i]);
    written = whole;
    for (size_t i = 0; i < ENDINGS; i++) {
        sigaction(endings[i], NULL, &whole->before[i]);
        if (whole->before[i].sa_handler != SIG_IGN)
            sigaction(endings[i], &action, NULL);
    }
}

static void unwatch(const struct whole *whole)
{
    for (size_t i = 0; i < ENDINGS; i++)
        sigaction(endings[i], &whole->before[i], NULL);
    written = NULL;
}

/* ---- the file ---- */

/* The file at `path`, ours alone and empty; -1 with errno. Somebody else may have given it its name, or removed it, before it was ours. */
static int open_locked(const char *path)
{
    struct stat about, named;
    for (;;) {
        int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);
        if (fd < 0)
            return -1;
        /* Where there are no locks nobody is told apart by them. */
        bool busy = flock(fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK;
        int error = busy ? EWOULDBLOCK : fstat(fd, &about) ? errno : 0;
        bool there = !error && !lstat(path, &named);
        if (there && about.st_dev == named.st_dev && about.st_ino == named.st_ino) {
            if (!ftruncate(fd, 0))
                return fd;
            error = errno;
        }
        close(fd);
        errno = error;
        if (error)
            return -1;
    }
}

static enum status begin(struct whole *whole, struct fault *fault)
{
    sigset_t before;
    hold(&before);
    whole->fd = open_locked(whole->names[0]);
    int error = errno;
    if (whole->fd >= 0) {
        for (size_t i = 1; i < NAMES; i++)
            unlink(whole->names[i]);
        watch(whole);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (whole->fd >= 0)
        return STATUS_OK;
    if (error == EWOULDBLOCK)
        return fault_set(fault, STATUS_INVALID,
                         _("%s is being written by another slipcase-pack; wait until that is done."),
                         whole->target);
    return whole_failed(whole->target, error, fault);
}

/* Of a name that a suffix would make longer than a name may be, as much as it leaves room for. */
static int hidden_size(const char *name)
{
    size_t size = strlen(name), most = NAME_MAX - strlen("." REPLACE_EXTENSION ".index.raw-journal");
    return (int)(size > most ? utf8_whole(name, most) : size);
}

enum status whole_open(const char *target, struct whole **out, struct fault *fault)
{
    *out = NULL;
    struct whole *whole = calloc(1, sizeof *whole);
    if (!whole)
        return fault_no_memory(fault);
    whole->fd = -1;
    const char *slash = strrchr(target, '/'), *name = slash ? slash + 1 : target;
    whole->target = strdup(target);
    bool named = whole->target;
    for (size_t i = 0; i < NAMES && named; i++) {
        named = asprintf(&whole->names[i], "%.*s.%.*s" REPLACE_EXTENSION "%s", (int)(name - target), target,
                         hidden_size(name), name, suffixes[i]) >= 0;
        if (!named)
            whole->names[i] = NULL;
    }
    enum status status = named ? begin(whole, fault) : fault_no_memory(fault);
    if (status)
        whole_close(whole);
    else
        *out = whole;
    return status;
}

const char *whole_path(const struct whole *whole)
{
    return whole->names[0];
}

int whole_file(const struct whole *whole)
{
    return whole->fd;
}

const char *whole_index(const struct whole *whole)
{
    return whole->names[INDEX];
}

/* Only then is a rename on the medium. */
static enum status flush_folder(const char *target, struct fault *fault)
{
    char *path = strdup(target);
    if (!path)
        return fault_no_memory(fault);
    char *slash = strrchr(path, '/');
    if (slash)
        slash[slash == path] = '\0';
    int fd = open(slash ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(path);
    /* Some folders may be written but not read. */
    bool failed = fd >= 0 && !replace_sync_folder(fd);
    int error = errno;
    if (fd >= 0)
        close(fd);
    return failed ? whole_failed(target, error, fault) : STATUS_OK;
}

enum status whole_finish(struct whole *whole, struct fault *fault)
{
    sigset_t before;
    bool sound = !fsync(whole->fd);
    /* From the rename on the hidden name may be another process's. */
    hold(&before);
    sound = sound && !rename(whole->names[0], whole->target);
    int error = errno;
    if (sound)
        unwatch(whole);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return sound ? flush_folder(whole->target, fault) : whole_failed(whole->target, error, fault);
}

void whole_close(struct whole *whole)
{
    sigset_t before;
    if (!whole)
        return;
    hold(&before);
    if (written == whole) {
        discard(whole);
        unwatch(whole);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (whole->fd >= 0)
        close(whole->fd);
    free(whole->target);
    for (size_t i = 0; i < NAMES; i++)
        free(whole->names[i]);
    free(whole);
}

enum status whole_write(const char *target, const char *text, size_t size, struct fault *fault)
{
    struct whole *whole;
    enum status status = whole_open(target, &whole, fault);
    if (!status && !replace_write(whole->fd, text, size))
        status = whole_failed(target, errno, fault);
    if (!status)
        status = whole_finish(whole, fault);
    whole_close(whole);
    return status;
}
