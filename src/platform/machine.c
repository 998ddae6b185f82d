#include "platform/machine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/log.h"
#include "base/messages.h"
#include "base/replace.h"
#include "platform/pin.h"
#include "platform/request.h"

struct machine {
    struct machine_options options;
    char *lock; /* path; NULL: no folder for it */
    char kernel[160];
    char board[128]; /* "": not known */
    bool restarts;
};

/* All of a small file as text, or "". */
static void read_text(const char *path, char *out, size_t size)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    ssize_t got = fd < 0 ? 0 : read(fd, out, size - 1);
    out[got < 0 ? 0 : got] = '\0';
    if (fd >= 0)
        close(fd);
}

enum status machine_open(const struct machine_options *options, struct machine **out, struct fault *fault)
{
    struct utsname system;
    struct machine *machine = calloc(1, sizeof *machine);
    if (!machine)
        return fault_no_memory(fault);
    machine->options = *options;
    if (options->state && asprintf(&machine->lock, "%s/lock", options->state) < 0) {
        free(machine);
        return fault_no_memory(fault);
    }
    if (!uname(&system))
        snprintf(machine->kernel, sizeof machine->kernel, "%s %s", system.sysname, system.release);
    /* Where /proc/device-tree leads; the unit hides that. */
    read_text("/sys/firmware/devicetree/base/model", machine->board, sizeof machine->board);
    *out = machine;
    return STATUS_OK;
}

void machine_close(struct machine *machine)
{
    if (!machine)
        return;
    free(machine->lock);
    free(machine);
}

static bool fits(void *data, const char *digits)
{
    return pin_fits(((struct machine *)data)->options.pin, digits);
}

static void keep_lock(void *data, const char *text)
{
    const struct machine *machine = data;
    struct fault fault = {0};
    /* Without it the lock holds until the next start. */
    if (replace_file(machine->lock, text, strlen(text), &fault))
        log_warning("%s", fault.sentence);
}

static bool kept_lock(void *data, char text[HOST_LOCK])
{
    const struct machine *machine = data;
    if (access(machine->lock, F_OK))
        return false;
    read_text(machine->lock, text, HOST_LOCK);
    return true;
}

static bool space(void *data, struct host_space *out)
{
    const struct machine *machine = data;
    struct statvfs info;
    if (statvfs(machine->options.library, &info))
        return false;
    out->free = (uint64_t)info.f_bavail * info.f_frsize;
    out->whole = (uint64_t)info.f_blocks * info.f_frsize;
    return true;
}

static bool file(void *data, const char *path, struct host_file *out)
{
    struct stat info;
    (void)data;
    if (lstat(path, &info))
        return false;
    *out = (struct host_file){.size = (uint64_t)info.st_size, .when = info.st_mtim.tv_sec};
    return true;
}

/* Opens the folder of `path` below the library, step by step and never through a link, and points *name at the last part.
 * -1 with errno: EXDEV when it is not in the library. */
static int open_parent(const char *library, const char *path, const char **name)
{
    size_t length = strlen(library);
    while (length > 1 && library[length - 1] == '/')
        length--;
    errno = EXDEV;
    if (strncmp(path, library, length) != 0 || path[length] != '/')
        return -1;
    int folder = open(library, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const char *part = path + length + 1;
    for (const char *slash; folder >= 0 && (slash = strchr(part, '/')); part = slash + 1) {
        char *step = strndup(part, (size_t)(slash - part));
        bool up = step && !strcmp(step, "..");
        int next = step && !up
                       ? openat(folder, *step ? step : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                       : -1;
        int error = up ? EXDEV : errno;
        free(step);
        close(folder);
        errno = error;
        folder = next;
    }
    *name = part;
    return folder;
}

/* The bundle, and then its signature: in between it is an unsigned one that is gone. */
static bool unlink_both(int folder, const char *name)
{
    char *signature;
    struct stat info;
    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW))
        return false;
    if (!S_ISREG(info.st_mode)) {
        errno = S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
        return false;
    }
    if (asprintf(&signature, "%s.minisig", name) < 0)
        return false;
    bool gone = !unlinkat(folder, name, 0) && (!unlinkat(folder, signature, 0) || errno == ENOENT) &&
                replace_sync_folder(folder);
    int error = errno;
    free(signature);
    errno = error;
    return gone;
}

static enum status remove_bundle(void *data, const char *path, struct fault *fault)
{
    const struct machine *machine = data;
    const char *name = path;
    int folder = open_parent(machine->options.library, path, &name);
    bool gone = folder >= 0 && unlink_both(folder, name);
    int error = errno;
    if (folder >= 0)
        close(folder);
    if (gone)
        return STATUS_OK;
    return fault_set(fault, error == EACCES || error == EPERM || error == EROFS ? STATUS_DENIED : STATUS_IO,
                     _("%s could not be removed (%s); remove it from another machine."), name,
                     strerror(error));
}

static void restart(void *data)
{
    ((struct machine *)data)->restarts = true;
}

static enum status power_off(void *data, struct fault *fault)
{
    (void)data;
    return request_send("poweroff", "", fault);
}

bool machine_restarts(const struct machine *machine)
{
    return machine->restarts;
}

void machine_host(struct machine *machine, struct host *host)
{
    const struct machine_options *options = &machine->options;
    host->machine = machine;
    host->pin_fits = options->pin ? fits : NULL;
    host->keep_lock = machine->lock ? keep_lock : NULL;
    host->kept_lock = machine->lock ? kept_lock : NULL;
    host->library = options->library;
    host->space = options->library ? space : NULL;
    host->file = options->library ? file : NULL;
    host->remove = options->library ? remove_bundle : NULL;
    host->restart = restart;
    host->power_off = request_folder() ? power_off : NULL;
    host->kernel = *machine->kernel ? machine->kernel : NULL;
    host->board = *machine->board ? machine->board : NULL;
}
