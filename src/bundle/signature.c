#include "bundle/signature.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/messages.h"

bool signature_load(int folder, const char *name, char *text, size_t room, size_t *size)
{
    struct stat about;
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return false;
    bool sound = fstat(fd, &about) == 0;
    if (sound && !S_ISREG(about.st_mode)) {
        sound = false;
        errno = EINVAL;
    }
    *size = 0;
    while (sound && *size < room) {
        ssize_t got = read(fd, text + *size, room - *size);
        if (got < 0 && errno == EINTR)
            continue;
        sound = got >= 0;
        if (got <= 0)
            break;
        *size += (size_t)got;
    }
    int error = errno;
    close(fd);
    errno = error;
    return sound;
}

enum status signature_read(const char *path, const char *name, struct minisign_signature *out,
                           struct fault *fault)
{
    char *file = NULL, *shown = NULL;
    char text[LIMIT_SIGNATURE_FILE + 1];
    size_t size;
    enum status status = STATUS_OK;
    if (asprintf(&file, "%s" MINISIGN_EXTENSION, path) < 0)
        return fault_no_memory(fault);
    if (asprintf(&shown, "%s" MINISIGN_EXTENSION, name) < 0) {
        free(file);
        return fault_no_memory(fault);
    }
    if (!signature_load(AT_FDCWD, file, text, sizeof text, &size)) {
        if (errno == ENOENT || errno == ENOTDIR)
            status =
                fault_set(fault, STATUS_NOT_FOUND,
                          _("%s is not signed; get it from its publisher together with %s."), name, shown);
        else
            status = fault_set(fault, STATUS_IO, _("The signature %s could not be read (%s); copy it again."),
                               shown, strerror(errno));
    } else if (size > LIMIT_SIGNATURE_FILE || !minisign_read_signature(text, size, out)) {
        status = fault_set(fault, STATUS_CORRUPT,
                           _("%s is no signature of minisign; get it from the publisher again."), shown);
    }
    free(file);
    free(shown);
    return status;
}

enum status trust_claim(const char *path, char id[MINISIGN_ID_TEXT], struct fault *fault)
{
    struct minisign_signature signature;
    enum status status = signature_read(path, path, &signature, fault);
    if (!status && id)
        minisign_id(signature.id, id);
    return status;
}
