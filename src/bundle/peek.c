#include "bundle/peek.h"

#include <stdlib.h>

#include "bundle/files.h"
#include "bundle/place.h"
#include "bundle/unpack.h"

struct peek {
    struct medium *medium, *own; /* borrowed from the bundle, or the entry's own */
    const char *path, *name;
    uint64_t offset, size;
};

static enum status find(struct bundle *bundle, uint32_t entry, struct peek *peek, struct fault *fault)
{
    struct place place;
    struct ahead none = {0};
    if (bundle->files) {
        enum status status = files_open(bundle, entry, &peek->own, fault);
        peek->medium = peek->own;
        peek->size = status ? 0 : medium_size(peek->own);
        return status;
    }
    enum status status = place_find(bundle, entry, &none, &place, fault);
    if (status)
        return status;
    peek->size = place.size;
    peek->offset = place.offset;
    peek->medium = bundle->zip.medium;
    if (place.method == METHOD_STORED)
        return STATUS_OK;
    peek->offset = 0;
    if (place.method != METHOD_DEFLATED)
        return place_not_read(peek->name, "zstd", fault);
    status = medium_within(bundle->zip.medium, &place, bundle->path, peek->name, &peek->own, fault);
    peek->medium = peek->own;
    return status;
}

enum status peek_open(struct bundle *bundle, uint32_t entry, struct peek **out, struct fault *fault)
{
    struct peek *peek = calloc(1, sizeof *peek);
    *out = NULL;
    if (!peek)
        return fault_no_memory(fault);
    peek->path = bundle->path;
    peek->name = bundle_name(bundle, entry);
    enum status status = find(bundle, entry, peek, fault);
    if (status)
        peek_close(peek);
    else
        *out = peek;
    return status;
}

void peek_close(struct peek *peek)
{
    if (!peek)
        return;
    medium_free(peek->own);
    free(peek);
}

uint64_t peek_size(const struct peek *peek)
{
    return peek->size;
}

enum status peek_read(struct peek *peek, uint64_t offset, void *bytes, size_t size, struct fault *fault)
{
    if (offset > peek->size || size > peek->size - offset)
        return place_damaged(peek->name, fault);
    return medium_read(peek->medium, peek->path, peek->offset + offset, bytes, size, fault);
}
