/* A growing run of bytes with a limit. Zero-initialise it; buffer_free gives its memory back. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stddef.h>

#include "base/status.h"

struct buffer {
    char *data;  /* always followed by a NUL once anything was added; NULL before */
    size_t size; /* in bytes, without that NUL */
    size_t room;
    size_t limit; /* most bytes it may hold; 0: no limit of its own */
};

/* STATUS_LIMIT past the limit, STATUS_NO_MEMORY; the contents stay as they were then. */
enum status buffer_add(struct buffer *buffer, const void *bytes, size_t size) MUST_USE;
enum status buffer_print(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3))) MUST_USE;

/* Makes room for `more` bytes behind the contents, so that they can be written in place and counted into size. */
enum status buffer_reserve(struct buffer *buffer, size_t more) MUST_USE;

/* Takes the first `size` bytes away. */
void buffer_drop(struct buffer *buffer, size_t size);
void buffer_free(struct buffer *buffer);

#endif
