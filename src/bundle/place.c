#include "bundle/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "bundle/index.h"
#include "bundle/unpack.h"

enum status place_damaged(const char *name, struct fault *fault)
{
    return fault_set(fault, STATUS_CORRUPT, _("%s is damaged in the bundle; copy the bundle again."), name);
}

static const char *method_name(unsigned method)
{
    static const char *const names[] = {
        [1] = "shrink",    [2] = "reduce", [3] = "reduce",   [4] = "reduce", [5] = "reduce", [6] = "implode",
        [9] = "deflate64", [12] = "bzip2", [14] = "lzma",    [20] = "zstd",  [93] = "zstd",  [94] = "mp3",
        [95] = "xz",       [96] = "jpeg",  [97] = "wavpack", [98] = "ppmd",  [99] = "aes",
    };
    return method < sizeof names / sizeof names[0] && names[method] ? names[method] : NULL;
}

enum status place_not_read(const char *name, const char *method, struct fault *fault)
{
    return fault_set(
        fault, STATUS_UNSUPPORTED,
        _("%s is packed with %s, which is not read here; pack the bundle again with slipcase-pack."), name,
        method);
}

static enum status check_method(const struct zip_header *header, const char *name, struct fault *fault)
{
    if (header->flags & ZIP_FLAG_ENCRYPTED)
        return fault_set(fault, STATUS_UNSUPPORTED,
                         _("%s is locked with a password, which is not asked for here; pack it without one."),
                         name);
    if (unpack_knows(header->method))
        return STATUS_OK;
    char number[16];
    const char *method = method_name(header->method);
    snprintf(number, sizeof number, "#%u", header->method);
    return place_not_read(name, method ? method : number, fault);
}

/* Whether the sizes and the CRC of the local header are the directory's; a writer that did not know them yet left
 * them to the data descriptor (4.3.9). */
static bool same_numbers(const unsigned char *local, const unsigned char *extra, size_t extra_size,
                         const struct zip_header *header)
{
    if (header->flags & ZIP_FLAG_DESCRIPTOR)
        return true;
    uint64_t packed = zip_u32(local + 18), size = zip_u32(local + 22);
    size_t wide_size;
    const unsigned char *wide = zip_extra_find(extra, extra_size, 1, &wide_size);
    if (wide && wide_size >= 16 && (packed == UINT32_MAX || size == UINT32_MAX)) {
        size = zip_u64(wide);
        packed = zip_u64(wide + 8);
    }
    return zip_u32(local + 14) == header->crc && packed == header->packed && size == header->size;
}

/* Reads the local header (4.3.7) and compares it with the directory's: two programs must not see two different
 * entries. Sets where the data start. */
static enum status check_local(const struct bundle *bundle, uint32_t entry, const struct zip_header *header,
                               uint64_t *data, struct fault *fault)
{
    const char *name = bundle_name(bundle, entry);
    unsigned char local[ZIP_LOCAL_SIZE];
    enum status status = zip_read(&bundle->zip, bundle->path, header->offset, local, sizeof local, fault);
    if (status)
        return status;
    size_t name_size = zip_u16(local + 26), extra_size = zip_u16(local + 28);
    unsigned agree = ZIP_FLAG_ENCRYPTED | ZIP_FLAG_DESCRIPTOR;
    if (memcmp(local, "PK\3\4", 4) != 0 || name_size != header->name_size ||
        extra_size > bundle->index.records[entry].slack || zip_u16(local + 8) != header->method ||
        ((zip_u16(local + 6) ^ header->flags) & agree))
        return place_damaged(name, fault);
    unsigned char *rest = malloc(name_size + extra_size + 1);
    if (!rest)
        return fault_no_memory(fault);
    status = zip_read(&bundle->zip, bundle->path, header->offset + sizeof local, rest, name_size + extra_size,
                      fault);
    if (!status && (memcmp(rest, header->name, name_size) != 0 ||
                    !same_numbers(local, rest + name_size, extra_size, header)))
        status = place_damaged(name, fault);
    free(rest);
    *data = header->offset + sizeof local + name_size + extra_size;
    return status;
}

/* Whether the numbers are possible at all. */
static enum status check_numbers(const struct place *place, const char *name, struct fault *fault)
{
    if (place->method == METHOD_STORED && place->packed != place->size)
        return place_damaged(name, fault);
    if (place->size / unpack_growth(place->method) > place->packed)
        return fault_set(fault, STATUS_CORRUPT,
                         _("%s claims to be larger than its bytes can be; pack the bundle again."), name);
    return STATUS_OK;
}

enum status place_find(const struct bundle *bundle, uint32_t entry, struct place *out, struct fault *fault)
{
    const struct record *record = &bundle->index.records[entry];
    const char *name = bundle_name(bundle, entry);
    struct zip_cursor cursor = {0};
    struct zip_header header;
    /* The directory is read again: keeping all of it would take four times the memory. */
    enum status status = zip_cursor_open(&cursor, &bundle->zip, bundle->path, record->directory, 512, fault);
    if (!status)
        status = zip_cursor_step(&cursor, &header, fault);
    if (!status && (!header.name || header.size != record->size))
        status = fault_set(fault, STATUS_IO, _("%s has changed since it was opened; open it again."),
                           bundle->path);
    if (!status)
        status = check_method(&header, name, fault);
    if (!status) {
        *out = (struct place){
            .packed = header.packed, .size = header.size, .crc = header.crc, .method = header.method};
        status = check_local(bundle, entry, &header, &out->offset, fault);
    }
    if (!status)
        status = check_numbers(out, name, fault);
    zip_cursor_close(&cursor);
    return status;
}
