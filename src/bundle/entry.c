#include "bundle/bundle.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <zlib.h>

#include "base/limits.h"
#include "base/messages.h"
#include "bundle/files.h"
#include "bundle/place.h"
#include "bundle/unpack.h"
#include "bundle/word.h"

#define INPUT_SIZE KIB(32)

/* The commonest first. */
static const struct {
    char extension[8]; /* padded with NULs */
    uint8_t kind;
} kinds[] = {
    {"md", ENTRY_MARKDOWN},       {"png", ENTRY_PICTURE},    {"jpg", ENTRY_PICTURE}, {"html", ENTRY_HTML},
    {"txt", ENTRY_TEXT},          {"jpeg", ENTRY_PICTURE},   {"gif", ENTRY_PICTURE}, {"webp", ENTRY_PICTURE},
    {"svg", ENTRY_PICTURE},       {"bmp", ENTRY_PICTURE},    {"htm", ENTRY_HTML},    {"xhtml", ENTRY_HTML},
    {"markdown", ENTRY_MARKDOWN}, {"mdown", ENTRY_MARKDOWN}, {"text", ENTRY_TEXT},   {"epub", ENTRY_BUNDLE},
    {"zip", ENTRY_BUNDLE},
};

/* What stands behind the last dot as a word of small letters, 0 without it or when it is longer. Bit 5 makes letters small,
 * and letters of nothing else that a name may hold. */
static inline uint64_t extension_of(const char *name, size_t size)
{
    char few[8] = {0};
    if (size < 8)
        memcpy(few + 8 - size, name, size);
    uint64_t word = word_at(size < 8 ? few : name + size - 8);
    uint64_t differ = word ^ EACH('.');
    uint64_t dots = ~(((differ & EACH(0x7F)) + EACH(0x7F)) | differ) & EACH(0x80);
    if (!dots)
        return size > 8 && name[size - 9] == '.' ? word | EACH(0x20) : 0;
    unsigned behind = (unsigned)__builtin_clzll(dots); /* bits */
    return behind ? (word | EACH(0x20)) >> (64 - behind) : 0;
}

/* As a word of small letters, without looking for the dot: nearly all entries of a large bundle are one of these. */
#define ENDS_MD ('.' | 'm' << 8 | 'd' << 16)
#define ENDS_PNG ('.' | 'p' << 8 | 'n' << 16 | 'g' << 24)

enum entry_kind index_kind_of(const char *name, size_t size)
{
    uint64_t end = size < 8 ? 0 : word_at(name + size - 8) | EACH(0x20);
    if (end >> 40 == ENDS_MD)
        return ENTRY_MARKDOWN;
    if (end >> 32 == ENDS_PNG)
        return ENTRY_PICTURE;
    uint64_t extension = extension_of(name, size);
    for (size_t i = 0; extension && i < sizeof kinds / sizeof kinds[0]; i++) {
        if (extension == word_at(kinds[i].extension))
            return kinds[i].kind;
    }
    return ENTRY_OTHER;
}

enum entry_kind entry_kind_of(const char *name)
{
    return index_kind_of(name, strlen(name));
}

struct entry_stream {
    struct medium *medium, *own; /* borrowed from the bundle; of a folder's file: the stream's */
    const char *path, *name;     /* of the medium and of the entry, for the sentences */
    uint64_t next;               /* offset in the medium of the packed bytes not read yet */
    uint64_t packed;             /* how many those are */
    uint64_t left;               /* unpacked bytes still to come */
    uint32_t crc, expected_crc;
    enum status failed; /* what every further read returns */
    struct unpacker *unpacker;
    struct unpack_step step; /* its input is what was read and is not unpacked yet */
    bool ended, checked;     /* checked: against the CRC */
    unsigned char input[INPUT_SIZE];
};

/* A folder's file is as an entry that is stored and has no CRC. */
static enum status open_place(struct entry_stream *stream, const struct bundle *bundle, uint32_t entry,
                              struct place *place, struct fault *fault)
{
    enum status status;
    if (!bundle->files) {
        struct ahead ahead = {.bytes = stream->input, .room = INPUT_SIZE};
        stream->medium = bundle->zip.medium;
        stream->path = bundle->path;
        stream->checked = true;
        status = place_find(bundle, entry, &ahead, place, fault);
        stream->step.in = stream->input;
        stream->step.in_size = ahead.size;
        return status;
    }
    status = files_open(bundle, entry, &stream->own, fault);
    stream->medium = stream->own;
    stream->path = stream->name;
    if (!status)
        *place = (struct place){.packed = medium_size(stream->own), .size = medium_size(stream->own)};
    return status;
}

enum status entry_open(struct bundle *bundle, uint32_t entry, struct entry_stream **out, struct fault *fault)
{
    struct place place;
    *out = NULL;
    const struct record *record = &bundle->index.records[entry];
    if (record->locked)
        return fault_set(
            fault, STATUS_UNSUPPORTED,
            _("%s is encrypted (DRM) and cannot be read here; ask its publisher for a copy without it."),
            bundle_name(bundle, entry));
    struct entry_stream *stream = calloc(1, sizeof *stream);
    if (!stream)
        return fault_no_memory(fault);
    stream->name = bundle_name(bundle, entry);
    enum status status = open_place(stream, bundle, entry, &place, fault);
    if (!status) {
        stream->next = place.offset + stream->step.in_size;
        stream->packed = place.packed - stream->step.in_size;
        stream->left = place.size;
        stream->expected_crc = place.crc;
        stream->crc = (uint32_t)crc32(0, NULL, 0);
        stream->ended = place.method == METHOD_STORED && place.packed == 0;
        if (unpack_new(place.method, &stream->unpacker))
            status = fault_no_memory(fault);
    }
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
    medium_free(stream->own);
    free(stream);
}

static enum status fill_input(struct entry_stream *stream, struct fault *fault)
{
    size_t size = stream->packed < INPUT_SIZE ? (size_t)stream->packed : INPUT_SIZE;
    enum status status = medium_read(stream->medium, stream->path, stream->next, stream->input, size, fault);
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
            return place_not_read(stream->name, "zstd --long", fault);
        if (status)
            return place_damaged(stream->name, fault);
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
        return place_damaged(stream->name, fault);
    stream->left -= *got;
    if (stream->checked)
        stream->crc = (uint32_t)crc32_z(stream->crc, bytes, *got);
    if (!stream->ended)
        return STATUS_OK;
    /* Known wrong as soon as the last bytes are out: they are not handed over either. */
    if (stream->left || stream->packed || stream->step.in_size ||
        (stream->checked && stream->crc != stream->expected_crc))
        return place_damaged(stream->name, fault);
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
