#include "bundle/inflated.h"

#include <stdbool.h>
#include <stdlib.h>

#include <zlib.h>

#include "base/limits.h"
#include "base/messages.h"
#include "bundle/place.h"

/* Between two points at least: what is unpacked for nothing takes some milliseconds. */
#define POINT_DISTANCE MIB(1)

struct point {
    z_stream state;
    uint64_t in, out; /* bytes taken and given when it was made */
};

struct inflated {
    struct medium *packed;
    struct point now;
    bool lost;     /* `now` has failed and cannot go on */
    uint64_t read; /* bytes of `packed` read so far */
    uint64_t size; /* unpacked */
    uint32_t count;
    struct point points[LIMIT_ACCESS_POINTS]; /* the first one is the beginning */
    unsigned char input[KIB(32)], skipped[KIB(32)];
};

static enum status changed(const char *path, struct fault *fault)
{
    return fault_set(fault, STATUS_IO, _("%s has changed since it was opened; open it again."), path);
}

static enum status add_point(struct inflated *inflated, struct fault *fault)
{
    struct point *point = &inflated->points[inflated->count];
    if (inflateCopy(&point->state, &inflated->now.state) != Z_OK)
        return fault_no_memory(fault);
    point->in = inflated->now.in;
    point->out = inflated->now.out;
    inflated->count++;
    return STATUS_OK;
}

/* Room for what is unpacked next, and how much of it was filled; `ended` tells of the end of the data. */
struct piece {
    void *bytes;
    size_t room, got;
    bool ended;
};

/* Fills `piece`, perhaps not at all. STATUS_CORRUPT without a sentence. */
static enum status step(struct inflated *inflated, const char *path, struct piece *piece, struct fault *fault)
{
    z_stream *z = &inflated->now.state;
    uint64_t left = medium_size(inflated->packed) - inflated->read;
    if (z->avail_in == 0 && left > 0) {
        size_t size = left < sizeof inflated->input ? (size_t)left : sizeof inflated->input;
        enum status status =
            medium_read(inflated->packed, path, inflated->read, inflated->input, size, fault);
        if (status)
            return status;
        inflated->read += size;
        z->next_in = inflated->input;
        z->avail_in = (uInt)size;
    }
    uInt before = z->avail_in;
    z->next_out = piece->bytes;
    z->avail_out = (uInt)piece->room;
    int result = inflate(z, Z_NO_FLUSH);
    piece->got = piece->room - z->avail_out;
    piece->ended = result == Z_STREAM_END;
    inflated->now.in += before - z->avail_in;
    inflated->now.out += piece->got;
    if (result == Z_MEM_ERROR)
        return fault_no_memory(fault);
    return result == Z_OK || result == Z_STREAM_END ? STATUS_OK : STATUS_CORRUPT;
}

static enum status unpack_all(struct inflated *inflated, const struct place *place, const char *path,
                              struct fault *fault)
{
    uint64_t distance = place->size / LIMIT_ACCESS_POINTS + 1;
    if (distance < POINT_DISTANCE)
        distance = POINT_DISTANCE;
    uint32_t crc = (uint32_t)crc32(0, NULL, 0);
    enum status status = add_point(inflated, fault);
    struct piece piece = {.bytes = inflated->skipped, .room = sizeof inflated->skipped};
    while (!status && !piece.ended) {
        piece.got = 0;
        status = step(inflated, path, &piece, fault);
        crc = (uint32_t)crc32_z(crc, inflated->skipped, piece.got);
        if (!status && inflated->now.out > place->size)
            status = STATUS_CORRUPT;
        if (!status && inflated->count < LIMIT_ACCESS_POINTS &&
            inflated->now.out - inflated->points[inflated->count - 1].out >= distance && !piece.ended)
            status = add_point(inflated, fault);
    }
    if (!status &&
        (inflated->now.in != place->packed || inflated->now.out != place->size || crc != place->crc))
        status = STATUS_CORRUPT;
    return status;
}

enum status inflated_open(struct medium *packed, const struct place *place, const char *path,
                          struct inflated **out, struct fault *fault)
{
    struct inflated *inflated = calloc(1, sizeof *inflated);
    *out = NULL;
    if (!inflated || inflateInit2(&inflated->now.state, -MAX_WBITS) != Z_OK) {
        free(inflated);
        medium_free(packed);
        return fault_no_memory(fault);
    }
    inflated->packed = packed;
    inflated->size = place->size;
    enum status status = unpack_all(inflated, place, path, fault);
    inflated->lost = true; /* at the end: nothing can be read on from there */
    if (status)
        inflated_free(inflated);
    else
        *out = inflated;
    return status;
}

void inflated_free(struct inflated *inflated)
{
    if (!inflated)
        return;
    for (uint32_t i = 0; i < inflated->count; i++)
        inflateEnd(&inflated->points[i].state);
    inflateEnd(&inflated->now.state);
    medium_free(inflated->packed);
    free(inflated);
}

/* Goes on from the last point before `offset`, unless the way from where it stands is shorter. */
static enum status seek(struct inflated *inflated, uint64_t offset, struct fault *fault)
{
    const struct point *point = inflated->points;
    for (uint32_t i = 1; i < inflated->count && inflated->points[i].out <= offset; i++)
        point++;
    if (!inflated->lost && inflated->now.out <= offset && inflated->now.out >= point->out)
        return STATUS_OK;
    inflateEnd(&inflated->now.state);
    inflated->lost = true;
    /* The copy's source is only read, which inflateCopy's declaration does not say. */
    if (inflateCopy(&inflated->now.state, (z_stream *)(uintptr_t)&point->state) != Z_OK)
        return fault_no_memory(fault);
    inflated->now.state.avail_in = 0;
    inflated->read = inflated->now.in = point->in;
    inflated->now.out = point->out;
    inflated->lost = false;
    return STATUS_OK;
}

enum status inflated_read(struct inflated *inflated, const char *path, uint64_t offset, void *bytes,
                          size_t size, struct fault *fault)
{
    unsigned char *out = bytes;
    if (offset > inflated->size || size > inflated->size - offset)
        return changed(path, fault);
    enum status status = seek(inflated, offset, fault);
    while (!status && size) {
        uint64_t before = offset - inflated->now.out; /* bytes to be skipped yet */
        struct piece piece = {.bytes = out, .room = size < INT32_MAX ? size : INT32_MAX};
        if (before) {
            piece.bytes = inflated->skipped;
            piece.room = before < sizeof inflated->skipped ? (size_t)before : sizeof inflated->skipped;
        }
        status = step(inflated, path, &piece, fault);
        inflated->lost = status || piece.ended;
        if (status == STATUS_CORRUPT || (piece.ended && (before || piece.got < size)))
            status = changed(path, fault);
        if (status || before)
            continue;
        out += piece.got;
        size -= piece.got;
        offset += piece.got;
    }
    return status;
}
