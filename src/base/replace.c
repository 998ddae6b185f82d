#include "base/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/messages.h"

bool replace_sync_folder(int folder)
{
    return !fsync(folder) || errno == EINVAL || errno == ENOTSUP;
}

bool replace_write(int fd, const void *data, size_t size)
{
    const char *at = data;
    while (size) {
        ssize_t done = write(fd, at, size);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        at += done;
        size -= (size_t)done;
    }
    return true;
}

/* Not through a link that somebody put there. */
static bool write_new(int folder, const char *name, const void *data, size_t size)
{
    int fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0)
        return false;
    bool sound = replace_write(fd, data, size) && !fsync(fd);
    int error = errno;
    if (close(fd) && sound)
        return false;
    errno = error;
    return sound;
}

static bool put(int folder, const char *name, const char *fresh, const void *data, size_t size)
{
    if (write_new(folder, fresh, data, size) && !renameat(folder, fresh, folder, name))
        return replace_sync_folder(folder);
    int error = errno;
    unlinkat(folder, fresh, 0);
    errno = error;
    return false;
}

enum status replace_file(const char *path, const void *data, size_t size, struct fault *fault)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char *parent = slash == path ? strdup("/") : slash ? strndup(path, (size_t)(slash - path)) : strdup(".");
    char *fresh = NULL;
    enum status status = STATUS_OK;
    if (!parent || asprintf(&fresh, ".%s" REPLACE_EXTENSION, name) < 0) {
        free(parent);
        return fault_no_memory(fault);
    }
    int folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0 || !put(folder, name, fresh, data, size)) {
        bool denied = errno == EACCES || errno == EPERM || errno == EROFS;
        status =
            fault_set(fault, denied ? STATUS_DENIED : STATUS_IO,
                      _("%s could not be written (%s); look whether its disk is full or write-protected."),
                      path, strerror(errno));
    }
    if (folder >= 0)
        close(folder);
    free(fresh);
    free(parent);
    return status;
}
