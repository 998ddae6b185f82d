/* Where a zip's parts are and what its headers say: APPNOTE.TXT 6.3.10 4.3.7 (local header), 4.3.12 (central
 * directory), 4.3.14–16 (end records), 4.5.3 (ZIP64). Nothing here trusts a number before it fits the file. */
#ifndef BUNDLE_ZIP_H
#define BUNDLE_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/limits.h"

#define ZIP_CENTRAL_SIZE 46u
#define ZIP_LOCAL_SIZE 30u
/* Bytes of the directory read at a time: on a stick each read waits some milliseconds, however little it asks for. */
#define ZIP_DIRECTORY_CHUNK MIB(1)

enum { ZIP_FLAG_ENCRYPTED = 1 << 0, ZIP_FLAG_DESCRIPTOR = 1 << 3, ZIP_FLAG_UTF8 = 1 << 11 };

struct medium;

struct zip {
    struct medium *medium;   /* borrowed */
    uint64_t size;           /* of the medium when it was opened */
    uint64_t directory;      /* offset in the medium of the first central header */
    uint64_t directory_size; /* in bytes, at most LIMIT_CENTRAL_DIRECTORY */
    uint64_t count;          /* entries as claimed; modulo 65,536 when `wide` is false */
    uint64_t shift;          /* bytes in front of the zip proper: added to each offset in it */
    bool wide;               /* the count comes from a ZIP64 end record */
};

/* One central header; the pointers reach into the cursor's window and live until its next step. */
struct zip_header {
    uint64_t size, packed;
    uint64_t offset; /* of the local header, in the medium */
    uint32_t crc, attributes;
    uint16_t made_by, flags, method;
    uint16_t name_size, extra_size;
    const unsigned char *name, *extra;
};

/* Finds the end record and the directory in zip->medium. `path` is for the sentences. STATUS_CORRUPT for
 * what is no zip or only the beginning of one, STATUS_NOT_FOUND for an empty one. */
enum status zip_locate(struct zip *zip, const char *path, struct fault *fault) MUST_USE;

/* As medium_read. */
enum status zip_read(const struct zip *zip, const char *path, uint64_t offset, void *bytes, size_t size,
                     struct fault *fault) MUST_USE;

/* Walks over central headers. */
struct zip_cursor {
    const struct zip *zip;
    const char *path;
    uint64_t next; /* offset within the directory of the next header */
    size_t chunk;  /* bytes read at a time at least */
    unsigned char *window;
    uint64_t window_offset; /* of window[0], within the directory */
    size_t window_size, window_room;
};

/* Starts at the header that is `offset` bytes into the directory. Close with zip_cursor_close, also after a failure. */
enum status zip_cursor_open(struct zip_cursor *cursor, const struct zip *zip, const char *path,
                            uint64_t offset, size_t chunk, struct fault *fault) MUST_USE;
void zip_cursor_close(struct zip_cursor *cursor);

/* The next header, or header->name NULL at the directory's end. */
enum status zip_cursor_step(struct zip_cursor *cursor, struct zip_header *header,
                            struct fault *fault) MUST_USE;

/* A field of an extra block (4.5.1) by its number: its bytes and *size, or NULL. */
const unsigned char *zip_extra_find(const unsigned char *extra, size_t extra_size, unsigned id, size_t *size);

static inline uint16_t zip_u16(const unsigned char *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}
static inline uint32_t zip_u32(const unsigned char *p)
{
    return zip_u16(p) | (uint32_t)zip_u16(p + 2) << 16;
}
static inline uint64_t zip_u64(const unsigned char *p)
{
    return zip_u32(p) | (uint64_t)zip_u32(p + 4) << 32;
}

#endif
