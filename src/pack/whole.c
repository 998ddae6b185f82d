#include "pack/whole.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/messages.h"

enum status whole_failed(const char *target, int error, struct fault *fault)
{
    enum status status = error == EACCES || error == EROFS || error == EPERM ? STATUS_DENIED : STATUS_IO;
    if (error == 0)
        return fault_set(fault, status, _("%s could not be written; choose another place."), target);
    return fault_set(fault, status, _("%s could not be written (%s); choose another place."), target,
                     strerror(error));
}

enum status whole_flush_folder(const char *target, struct fault *fault)
{
    char *path = strdup(target);
    if (!path)
        return fault_no_memory(fault);
    char *slash = strrchr(path, '/');
    if (slash)
        slash[slash == path] = '\0';
    int fd = open(slash ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(path);
    /* Some file systems cannot flush a folder and say EINVAL; some folders may be written but not read. */
    bool failed = fd >= 0 && fsync(fd) && errno != EINVAL;
    int error = errno;
    if (fd >= 0)
        close(fd);
    return failed ? whole_failed(target, error, fault) : STATUS_OK;
}

static bool write_all(int fd, const char *text, size_t size)
{
    while (size) {
        ssize_t done = write(fd, text, size);
        if (done < 0 && errno != EINTR)
            return false;
        if (done > 0) {
            text += done;
            size -= (size_t)done;
        }
    }
    return fsync(fd) == 0;
}

enum status whole_write(const char *target, const char *text, size_t size, struct fault *fault)
{
    char *partial;
    if (asprintf(&partial, "%s.%ld.part", target, (long)getpid()) < 0)
        return fault_no_memory(fault);
    int fd = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool written = fd >= 0 && write_all(fd, text, size);
    int error = errno;
    if (fd >= 0 && close(fd) && written) {
        written = false;
        error = errno;
    }
    if (written && rename(partial, target)) {
        written = false;
        error = errno;
    }
    if (!written && fd >= 0)
        unlink(partial);
    free(partial);
    return written ? whole_flush_folder(target, fault) : whole_failed(target, error, fault);
}
