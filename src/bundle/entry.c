#include "bundle/bundle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <zlib.h>

#include "base/limits.h"
#include "base/messages.h"
#include "bundle/index.h"
#include "bundle/unpack.h"

#define INPUT_SIZE KIB(32)

static const struct {
    char extension[10];
    uint8_t kind;
} kinds[] = {
    {"md", ENTRY_MARKDOWN},  {"markdown", ENTRY_MARKDOWN}, {"mdown", ENTRY_MARKDOWN}, {"html", ENTRY_HTML},
    {"htm", ENTRY_HTML},     {"xhtml", ENTRY_HTML},        {"txt", ENTRY_TEXT},       {"text", ENTRY_TEXT},
    {"png", ENTRY_PICTURE},  {"jpg", ENTRY_PICTURE},       {"jpeg", ENTRY_PICTURE},   {"gif", ENTRY_PICTURE},
    {"webp", ENTRY_PICTURE}, {"bmp", ENTRY_PICTURE},       {"svg", ENTRY_PICTURE},    {"epub", ENTRY_BUNDLE},
    {"zip", ENTRY_BUNDLE},
};

enum entry_kind entry_kind_of(const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *dot = strrchr(slash ? slash : name, '.');
    for (size_t i = 0; dot && i < sizeof kinds / sizeof kinds[0]; i++)
        if (!strcasecmp(dot + 1, kinds[i].extension))
            return kinds[i].kind;
    return ENTRY_OTHER;
}

struct entry_stream {
    struct bundle *bundle;
    const char *name;
    uint64_t next;   /* offset in the file of the packed bytes not read yet */
    uint64_t packed; /* how many those are */
    uint64_t left;   /* unpacked bytes still to come */
    uint32_t crc, expected_crc;
    enum status failed; /* what every further read returns */
    struct unpacker *unpacker;
    struct unpack_step step; /* its input is what was read and is not unpacked yet */
    bool ended;
    unsigned char input[INPUT_SIZE];
};

static enum status damaged(const char *name, struct fault *fault)
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

static enum status not_read(const char *name, const char *method, struct fault *fault)
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
    return not_read(name, method ? method : number, fault);
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
static enum status check_local(struct entry_stream *stream, const struct zip_header *header, uint16_t slack,
                               struct fault *fault)
{
    const struct bundle *bundle = stream->bundle;
    unsigned char local[ZIP_LOCAL_SIZE];
    enum status status = zip_read(&bundle->zip, bundle->path, header->offset, local, sizeof local, fault);
    if (status)
        return status;
    size_t name_size = zip_u16(local + 26), extra_size = zip_u16(local + 28);
    unsigned agree = ZIP_FLAG_ENCRYPTED | ZIP_FLAG_DESCRIPTOR;
    if (memcmp(local, "PK\3\4", 4) != 0 || name_size != header->name_size || extra_size > slack ||
        zip_u16(local + 8) != header->method || ((zip_u16(local + 6) ^ header->flags) & agree))
        return damaged(stream->name, fault);
    unsigned char *rest = malloc(name_size + extra_size + 1);
    if (!rest)
        return fault_no_memory(fault);
    status = zip_read(&bundle->zip, bundle->path, header->offset + sizeof local, rest, name_size + extra_size,
                      fault);
    if (!status && (memcmp(rest, header->name, name_size) != 0 ||
                    !same_numbers(local, rest + name_size, extra_size, header)))
        status = damaged(stream->name, fault);
    free(rest);
    stream->next = header->offset + sizeof local + name_size + extra_size;
    return status;
}

/* The numbers of a header that is sound by itself. */
static enum status start(struct entry_stream *stream, const struct zip_header *header, struct fault *fault)
{
    stream->packed = header->packed;
    stream->left = header->size;
    stream->expected_crc = header->crc;
    stream->crc = (uint32_t)crc32(0, NULL, 0);
    if (header->method == METHOD_STORED && header->packed != header->size)
        return damaged(stream->name, fault);
    if (header->size / unpack_growth(header->method) > header->packed)
        return fault_set(fault, STATUS_CORRUPT,
                         _("%s claims to be larger than its bytes can be; pack the bundle again."),
                         stream->name);
    stream->ended = header->method == METHOD_STORED && header->packed == 0;
    return unpack_new(header->method, &stream->unpacker) ? fault_no_memory(fault) : STATUS_OK;
}

enum status entry_open(struct bundle *bundle, uint32_t entry, struct entry_stream **out, struct fault *fault)
{
    *out = NULL;
    const struct record *record = &bundle->index.records[entry];
    if (record->locked)
        return fault_set(fault, STATUS_UNSUPPORTED,
                         _("%s is encrypted (DRM), and cannot be read here; ask its publisher for a free copy."),
                         bundle_name(bundle, entry));
    struct zip_cursor cursor = {0};
    struct zip_header header;
    struct entry_stream *stream = calloc(1, sizeof *stream);
    if (!stream)
        return fault_no_memory(fault);
    stream->bundle = bundle;
    stream->name = bundle_name(bundle, entry);
    /* The directory is read again: keeping all of it would take four times the memory. */
    enum status status = zip_cursor_open(&cursor, &bundle->zip, bundle->path, record->directory, 512, fault);
    if (!status)
        status = zip_cursor_step(&cursor, &header, fault);
    if (!status && (!header.name || header.size != record->size))
        status = fault_set(fault, STATUS_IO, _("%s has changed since it was opened; open it again."),
                           bundle->path);
    if (!status)
        status = check_method(&header, stream->name, fault);
    if (!status)
        status = check_local(stream, &header, record->slack, fault);
    if (!status)
        status = start(stream, &header, fault);
    zip_cursor_close(&cursor);
    if (status)
        entry_close(stream);
    else
        *out = stream;
    return status;
}

void entry_close(struct entry_stream *stream)
{
    if (!stream)
        return;
    unpack_free(stream->unpacker);
    free(stream);
}

static enum status fill_input(struct entry_stream *stream, struct fault *fault)
{
    size_t size = stream->packed < INPUT_SIZE ? (size_t)stream->packed : INPUT_SIZE;
    enum status status =
        zip_read(&stream->bundle->zip, stream->bundle->path, stream->next, stream->input, size, fault);
    if (status)
        return status;
    stream->next += size;
    stream->packed -= size;
    stream->step.in = stream->input;
    stream->step.in_size = size;
    return STATUS_OK;
}

static enum status read_unpacked(struct entry_stream *stream, void *bytes, size_t room, size_t *got,
                                 struct fault *fault)
{
    struct unpack_step *step = &stream->step;
    step->out = bytes;
    step->out_size = room;
    while (step->out_size == room && !stream->ended) {
        if (step->in_size == 0 && stream->packed > 0) {
            enum status status = fill_input(stream, fault);
            if (status)
                return status;
        }
        step->last = stream->packed == 0;
        enum status status = unpack(stream->unpacker, step);
        if (status == STATUS_NO_MEMORY)
            return fault_no_memory(fault);
        if (status == STATUS_UNSUPPORTED)
            return not_read(stream->name, "zstd --long", fault);
        if (status)
            return damaged(stream->name, fault);
        stream->ended = step->ended;
    }
    *got = room - step->out_size;
    return STATUS_OK;
}

/* One step of entry_read. *got may be 0 at the end only. */
static enum status advance(struct entry_stream *stream, void *bytes, size_t room, size_t *got,
                           struct fault *fault)
{
    if (!stream->ended) {
        enum status status = read_unpacked(stream, bytes, room, got, fault);
        if (status)
            return status;
    }
    if (*got > stream->left)
        return damaged(stream->name, fault);
    stream->left -= *got;
    stream->crc = (uint32_t)crc32_z(stream->crc, bytes, *got);
    if (!stream->ended)
        return STATUS_OK;
    /* Known wrong as soon as the last bytes are out: they are not handed over either. */
    if (stream->left || stream->packed || stream->step.in_size || stream->crc != stream->expected_crc)
        return damaged(stream->name, fault);
    return STATUS_OK;
}

enum status entry_read(struct entry_stream *stream, void *bytes, size_t room, size_t *got,
                       struct fault *fault)
{
    *got = 0;
    if (stream->failed)
        return fault_set(fault, stream->failed, _("%s could not be read to its end; copy the bundle again."),
                         stream->name);
    stream->failed = advance(stream, bytes, room, got, fault);
    if (stream->failed)
        *got = 0;
    return stream->failed;
}

static enum status too_large(const char *name, size_t limit, struct fault *fault)
{
    return fault_set(fault, STATUS_LIMIT,
                     _("%s is too large to be shown here (more than %llu MB); make it smaller."), name,
                     (unsigned long long)(limit / MIB(1)));
}

enum status entry_load(struct bundle *bundle, uint32_t entry, size_t limit, struct buffer *out,
                       struct fault *fault)
{
    struct entry_stream *stream;
    const size_t before = out->size;
    if (bundle_size(bundle, entry) > limit)
        return too_large(bundle_name(bundle, entry), limit, fault);
    enum status status = entry_open(bundle, entry, &stream, fault);
    while (!status) {
        size_t got;
        /* Room grows with what really comes, not with what is claimed. */
        size_t step = stream->left < KIB(64) ? (size_t)stream->left + 1 : KIB(64);
        status = buffer_reserve(out, step);
        if (status == STATUS_NO_MEMORY)
            fault_no_memory(fault);
        else if (status)
            too_large(stream->name, out->limit, fault);
        if (status)
            break;
        status = entry_read(stream, out->data + out->size, step, &got, fault);
        if (status || got == 0)
            break;
        out->size += got;
        out->data[out->size] = '\0';
    }
    entry_close(stream);
    if (status && out->data) {
        out->size = before;
        out->data[before] = '\0';
    }
    return status;
}
