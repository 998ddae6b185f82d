#include "base/limits.h"
#include "base/messages.h"
#include "bundle/files.h"
#include "bundle/opening.h"
#include "bundle/place.h"

static enum status inner_medium(struct bundle *outer, uint32_t entry, struct medium **out,
                                struct fault *fault)
{
    struct place place;
    struct ahead none = {0};
    if (outer->files)
        return files_open(outer, entry, out, fault);
    enum status status = place_find(outer, entry, &none, &place, fault);
    if (status)
        return status;
    return medium_within(outer->zip.medium, &place, outer->path, bundle_name(outer, entry), out, fault);
}

enum status bundle_open_inner(struct bundle *outer, uint32_t entry, struct bundle **out, struct fault *fault)
{
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
    enum status status = inner_medium(outer, entry, &medium, fault);
    if (status)
        return status;
    if (buffer_print(&path, "%s/%s", outer->path, outer->files ? files_name(outer, entry) : name)) {
        medium_free(medium);
        status = fault_no_memory(fault);
    } else {
        /* A folder's file is in no other. */
        status = opening_zip(medium, path.data, outer->files ? 0 : outer->depth + 1, out, fault);
    }
    buffer_free(&path);
    return status;
}
