#include "bundle/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "bundle/index.h"
#include "bundle/span.h"
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

/* The first bytes of an entry's place. */
struct front {
    unsigned char *bytes;
    size_t size;
};

/* The local header, with whatever its name and extra block may take, and as much of the data as fits `ahead` bytes, nothing of
 * which is read again. On a stick each read waits some milliseconds, however little it asks for. */
static enum status read_front(const struct bundle *bundle, const struct record *record,
                              const struct zip_header *header, size_t ahead, struct front *out,
                              struct fault *fault)
{
    /* All of that lies in front of the directory (span.h). */
    uint64_t most = record->slack + header->packed;
    size_t behind_name = most < ahead ? (size_t)most : ahead > record->slack ? ahead : record->slack;
    out->size = ZIP_LOCAL_SIZE + header->name_size + behind_name;
    out->bytes = malloc(out->size);
    if (!out->bytes)
        return fault_no_memory(fault);
    return zip_read(&bundle->zip, bundle->path, header->offset, out->bytes, out->size, fault);
}

/* Compares the local header (4.3.7) with the directory's: two programs must not see two different entries. *size is the
 * whole header's. */
static bool is_local(const struct front *front, const struct record *record, const struct zip_header *header,
                     size_t *size)
{
    const unsigned char *local = front->bytes;
    const unsigned agree = ZIP_FLAG_ENCRYPTED | ZIP_FLAG_DESCRIPTOR;
    size_t name_size = zip_u16(local + 26), extra_size = zip_u16(local + 28);
    *size = ZIP_LOCAL_SIZE + name_size + extra_size;
    return !memcmp(local, "PK\3\4", 4) && name_size == header->name_size && extra_size <= record->slack &&
           zip_u16(local + 8) == header->method && !((zip_u16(local + 6) ^ header->flags) & agree) &&
           !memcmp(local + ZIP_LOCAL_SIZE, header->name, name_size) &&
           same_numbers(local, local + ZIP_LOCAL_SIZE + name_size, extra_size, header);
}

static enum status find_data(const struct bundle *bundle, uint32_t entry, const struct zip_header *header,
                             struct ahead *ahead, struct place *out, struct fault *fault)
{
    struct front front;
    size_t size;
    const struct record *record = &bundle->index.records[entry];
    enum status status = read_front(bundle, record, header, ahead->room, &front, fault);
    if (!status && !is_local(&front, record, header, &size))
        status = place_damaged(bundle_name(bundle, entry), fault);
    if (!status) {
        out->offset = header->offset + size;
        ahead->size = front.size - size < ahead->room ? front.size - size : ahead->room;
        if (ahead->size > header->packed)
            ahead->size = (size_t)header->packed;
        if (ahead->size)
            memcpy(ahead->bytes, front.bytes + size, ahead->size);
    }
    free(front.bytes);
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

enum status place_find(const struct bundle *bundle, uint32_t entry, struct ahead *ahead, struct place *out,
                       struct fault *fault)
{
    const struct record *record = &bundle->index.records[entry];
    const char *name = bundle_name(bundle, entry);
    struct zip_cursor cursor = {0};
    struct zip_header header;
    /* The directory is read again: keeping all of it would take four times the memory. */
    enum status status = zip_cursor_open(&cursor, &bundle->zip, bundle->path, record->directory, 512, fault);
    if (!status)
        status = zip_cursor_step(&cursor, &header, fault);
    struct span span;
    if (!status && (!header.name || header.size != record->size || !span_find(&bundle->zip, &header, &span)))
        status = fault_set(fault, STATUS_IO, _("%s has changed since it was opened; open it again."),
                           bundle->path);
    if (!status)
        status = check_method(&header, name, fault);
    if (!status) {
        *out = (struct place){
            .packed = header.packed, .size = header.size, .crc = header.crc, .method = header.method};
        status = find_data(bundle, entry, &header, ahead, out, fault);
    }
    if (!status)
        status = check_numbers(out, name, fault);
    zip_cursor_close(&cursor);
    return status;
}
