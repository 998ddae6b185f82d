#include "bundle/opening.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/messages.h"

enum status opening_failed(const char *name, struct fault *fault)
{
    if (errno == ENOENT || errno == ENOTDIR)
        return fault_set(fault, STATUS_NOT_FOUND, _("There is no file %s; check the name."), name);
    if (errno == EACCES || errno == EPERM)
        return fault_set(fault, STATUS_DENIED, _("%s may not be read; give yourself permission to read it."),
                         name);
    return fault_set(fault, STATUS_IO, _("%s could not be opened (%s); check the medium it is on."), name,
                     strerror(errno));
}

enum status opening_article(const char *path, const char *name, struct bundle **out, struct fault *fault)
{
    char real[PATH_MAX];
    *out = NULL;
    /* A link may lead to another folder, where the pictures are. */
    if (!realpath(path, real))
        return opening_failed(name, fault);
    char *slash = strrchr(real, '/');
    *slash = '\0';
    /* O_PATH: a folder whose files may be read, but not listed, is enough for the article. */
    int fd = open(slash == real ? "/" : real, O_PATH | O_DIRECTORY | O_CLOEXEC);
    return fd < 0 ? opening_failed(name, fault) : opening_folder(fd, slash + 1, name, out, fault);
}

/* The length of the part of `path` that names a file, before a '/'; 0 when there is none. */
static size_t file_part(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        struct stat about;
        *slash = '\0';
        int failed = stat(path, &about);
        *slash = '/';
        if (failed)
            break;
        if (S_ISREG(about.st_mode) && slash[1])
            return (size_t)(slash - path);
    }
    return 0;
}

enum status opening_below(const char *path, const char *name, struct bundle **out, struct fault *fault)
{
    struct bundle *outer = NULL;
    *out = NULL;
    char *file = strdup(path);
    if (!file)
        return fault_no_memory(fault);
    size_t length = file_part(file);
    const char *below = path + length + 1;
    file[length] = '\0';
    size_t hidden = strlen(path) - strlen(name);
    const char *shown = file + (hidden < length ? hidden : 0);
    enum status status =
        length ? bundle_open_as(file, shown, &outer, fault)
               : fault_set(fault, STATUS_NOT_FOUND, _("There is no file %s; check the name."), name);
    if (!status) {
        uint32_t entry = bundle_find(outer, below);
        status =
            entry == ENTRY_NONE
                ? fault_set(fault, STATUS_NOT_FOUND,
                            _("%s has no entry “%s”; slipcase list prints the ones it has."), shown, below)
                : bundle_open_inner(outer, entry, out, fault);
    }
    bundle_close(outer);
    free(file);
    return status;
}
