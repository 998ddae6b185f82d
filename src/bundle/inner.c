#include "base/limits.h"
#include "base/messages.h"
#include "bundle/files.h"
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
    if (!outer->files && outer->depth >= LIMIT_BUNDLE_DEPTH)
        return fault_set(
            fault, STATUS_LIMIT,
            _("%s is a bundle in a bundle in a bundle, which is not opened; unpack the outermost."), name);
    enum status status =
        outer->files ? files_open(outer, entry, &medium, fault) : place_find(outer, entry, &place, fault);
    if (!status && !outer->files)
        status = medium_within(outer->zip.medium, &place, outer->path, name, &medium, fault);
    if (status)
        return status;
    if (buffer_print(&path, "%s/%s", outer->path, name)) {
        medium_free(medium);
        status = fault_no_memory(fault);
    } else {
        status = opening_zip(medium, path.data, outer->depth + !outer->files, out, fault);
    }
    buffer_free(&path);
    return status;
}
