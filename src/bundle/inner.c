#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/messages.h"
#include "bundle/index.h"
#include "bundle/opening.h"
#include "bundle/place.h"

enum status bundle_open_inner(struct bundle *outer, uint32_t entry, struct bundle **out, struct fault *fault)
{
    struct place place;
    struct buffer path = {0};
    struct medium *medium = NULL;
    const char *name = bundle_name(outer, entry);
    *out = NULL;
    if (bundle_kind(outer, entry) != ENTRY_BUNDLE)
        return fault_set(fault, STATUS_INVALID, _("“%s” in %s is no bundle; open %s itself."), name,
                         outer->path, outer->path);
    if (outer->depth >= LIMIT_BUNDLE_DEPTH)
        return fault_set(
            fault, STATUS_LIMIT,
            _("%s is a bundle in a bundle in a bundle, which is not opened; unpack the outermost."), name);
    enum status status = place_find(outer, entry, &place, fault);
    if (!status)
        status = medium_within(outer->zip.medium, &place, outer->path, name, &medium, fault);
    if (status)
        return status;
    if (buffer_print(&path, "%s/%s", outer->path, name)) {
        medium_free(medium);
        status = fault_no_memory(fault);
    } else {
        status = opening_zip(medium, path.data, outer->depth + 1, out, fault);
    }
    buffer_free(&path);
    return status;
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

enum status opening_below(const char *path, struct bundle **out, struct fault *fault)
{
    struct bundle *outer = NULL;
    *out = NULL;
    char *file = strdup(path);
    if (!file)
        return fault_no_memory(fault);
    size_t length = file_part(file);
    const char *below = path + length + 1;
    file[length] = '\0';
    enum status status =
        length ? bundle_open(file, &outer, fault)
               : fault_set(fault, STATUS_NOT_FOUND, _("There is no file %s; check the name."), path);
    if (!status) {
        uint32_t entry = bundle_find(outer, below);
        status =
            entry == ENTRY_NONE
                ? fault_set(fault, STATUS_NOT_FOUND,
                            _("%s has no entry “%s”; slipcase list prints the ones it has."), file, below)
                : bundle_open_inner(outer, entry, out, fault);
    }
    bundle_close(outer);
    free(file);
    return status;
}
