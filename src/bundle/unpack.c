#include "bundle/unpack.h"

#include <stdlib.h>
#include <string.h>

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/limits.h"

/* Deflate holds at most 258 bytes in 2 bits (RFC 1951 §3.2.5), so this is more than it ever gives. */
#define DEFLATE_GROWTH 1040u
/* A Zstandard block of one repeated byte takes 4 bytes for 128 KiB (RFC 8878 §3.1.1.2). */
#define ZSTD_GROWTH 32768u

struct unpacker {
    unsigned method;
    z_stream deflated;
    ZSTD_DStream *zstd;
};

bool unpack_knows(unsigned method)
{
    return method == METHOD_STORED || method == METHOD_DEFLATED || method == METHOD_ZSTD;
}

uint64_t unpack_growth(unsigned method)
{
    return method == METHOD_DEFLATED ? DEFLATE_GROWTH : method == METHOD_ZSTD ? ZSTD_GROWTH : 1;
}

enum status unpack_new(unsigned method, struct unpacker **out)
{
    struct unpacker *unpacker = calloc(1, sizeof *unpacker);
    *out = NULL;
    if (!unpacker)
        return STATUS_NO_MEMORY;
    bool sound = true;
    if (method == METHOD_DEFLATED)
        sound = inflateInit2(&unpacker->deflated, -MAX_WBITS) == Z_OK;
    if (method == METHOD_ZSTD) {
        unpacker->zstd = ZSTD_createDStream();
        sound = unpacker->zstd && !ZSTD_isError(ZSTD_DCtx_setParameter(unpacker->zstd, ZSTD_d_windowLogMax,
                                                                       LIMIT_ZSTD_WINDOW_LOG));
    }
    unpacker->method = sound ? method : METHOD_STORED;
    if (!sound) {
        ZSTD_freeDStream(unpacker->zstd);
        free(unpacker);
        return STATUS_NO_MEMORY;
    }
    *out = unpacker;
    return STATUS_OK;
}

void unpack_free(struct unpacker *unpacker)
{
    if (!unpacker)
        return;
    if (unpacker->method == METHOD_DEFLATED)
        inflateEnd(&unpacker->deflated);
    ZSTD_freeDStream(unpacker->zstd);
    free(unpacker);
}

static void copy(struct unpack_step *step)
{
    size_t size = step->in_size < step->out_size ? step->in_size : step->out_size;
    memcpy(step->out, step->in, size);
    step->in = (const char *)step->in + size;
    step->in_size -= size;
    step->out = (char *)step->out + size;
    step->out_size -= size;
    step->ended = step->last && step->in_size == 0;
}

static enum status inflate_step(struct unpacker *unpacker, struct unpack_step *step)
{
    z_stream *z = &unpacker->deflated;
    size_t in = step->in_size < INT32_MAX ? step->in_size : INT32_MAX;
    size_t out = step->out_size < INT32_MAX ? step->out_size : INT32_MAX;
    z->next_in = (unsigned char *)(uintptr_t)step->in; /* which zlib only reads */
    z->avail_in = (uInt)in;
    z->next_out = step->out;
    z->avail_out = (uInt)out;
    int result = inflate(z, Z_NO_FLUSH);
    step->in_size -= in - z->avail_in;
    step->out_size -= out - z->avail_out;
    step->in = z->next_in;
    step->out = z->next_out;
    step->ended = result == Z_STREAM_END;
    if (result == Z_MEM_ERROR)
        return STATUS_NO_MEMORY;
    return result == Z_OK || result == Z_STREAM_END ? STATUS_OK : STATUS_CORRUPT;
}

static enum status zstd_step(struct unpacker *unpacker, struct unpack_step *step)
{
    ZSTD_inBuffer in = {step->in, step->in_size, 0};
    ZSTD_outBuffer out = {step->out, step->out_size, 0};
    size_t result = ZSTD_decompressStream(unpacker->zstd, &out, &in);
    step->in = (const char *)step->in + in.pos;
    step->in_size -= in.pos;
    step->out = (char *)step->out + out.pos;
    step->out_size -= out.pos;
    step->ended = result == 0;
    if (!ZSTD_isError(result))
        return in.pos || out.pos || step->ended ? STATUS_OK : STATUS_CORRUPT;
    switch (ZSTD_getErrorCode(result)) {
    case ZSTD_error_frameParameter_windowTooLarge:
        return STATUS_UNSUPPORTED;
    case ZSTD_error_memory_allocation:
        return STATUS_NO_MEMORY;
    default:
        return STATUS_CORRUPT;
    }
}

enum status unpack(struct unpacker *unpacker, struct unpack_step *step)
{
    if (unpacker->method == METHOD_DEFLATED)
        return inflate_step(unpacker, step);
    if (unpacker->method == METHOD_ZSTD)
        return zstd_step(unpacker, step);
    copy(step);
    return STATUS_OK;
}
