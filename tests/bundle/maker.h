/* Zips for the tests, byte by byte, with what ordinary writers do not write. Failures abort the test. */
#ifndef TESTS_BUNDLE_MAKER_H
#define TESTS_BUNDLE_MAKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

struct maker {
    struct buffer bytes, directory;
    uint64_t count;
    uint64_t base; /* offsets are written relative to this place in `bytes` */
};

struct maker_entry {
    const char *name;
    size_t name_size; /* 0: strlen(name) */
    const char *data; /* NULL: empty */
    size_t size;
    const void *extra; /* in the directory only */
    size_t extra_size;
    uint16_t flags, made_by;
    uint32_t attributes;
    bool deflate, zstd, wide, descriptor; /* wide: all numbers in ZIP64 fields */
};

void maker_add(struct maker *maker, const struct maker_entry *entry);
void maker_add_text(struct maker *maker, const char *name, const char *text);

/* Appends directory and end records; wide: with the ZIP64 ones. */
void maker_end(struct maker *maker, const char *comment, size_t comment_size, bool wide);

/* Writes all to `path` and gives the memory back. */
void maker_write(struct maker *maker, const char *path);

/* All of a file, to be freed with buffer_free. */
struct buffer maker_read(const char *path);

/* A path in a folder of this process, which is removed at its end; valid until the next call. */
const char *maker_path(const char *name);

#endif
