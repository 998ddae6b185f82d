/* Articles out of memory, for the document tests. */
#ifndef TESTS_DOCUMENT_MEMORY_H
#define TESTS_DOCUMENT_MEMORY_H

#include "document/parse.h"

/* Bytes that are read front to back. */
struct memory {
    const char *bytes;
    size_t size, at;
    size_t most;    /* bytes given out by one call at most; 0: as many as fit */
    size_t fail_at; /* reading fails with STATUS_CORRUPT from this byte on; 0: never */
};

enum status memory_read(void *memory, void *bytes, size_t room, size_t *got, struct fault *fault);

/* The article's tree appended to `out`; pieces of `piece` bytes. */
enum status memory_tree(struct memory *memory, enum entry_kind kind, size_t piece, struct buffer *out,
                        struct fault *fault) MUST_USE;

/* The whole HTML appended to `out`. */
enum status memory_html(struct memory *memory, enum entry_kind kind, size_t piece,
                        struct buffer *out) MUST_USE;

/* A file's bytes; aborts the test when it cannot be read. Free the buffer. */
struct buffer memory_load(const char *path);

#endif
