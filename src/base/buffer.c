#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum status buffer_reserve(struct buffer *buffer, size_t more)
{
    if (more >= SIZE_MAX / 2 - buffer->size)
        return STATUS_LIMIT;
    size_t need = buffer->size + more;
    if (buffer->limit && need > buffer->limit)
        return STATUS_LIMIT;
    if (need < buffer->room)
        return STATUS_OK;
    size_t room = buffer->room ? buffer->room : 64;
    while (room <= need)
        room *= 2;
    char *data = realloc(buffer->data, room);
    if (!data)
        return STATUS_NO_MEMORY;
    buffer->data = data;
    buffer->room = room;
    buffer->data[buffer->size] = '\0';
    return STATUS_OK;
}

enum status buffer_add(struct buffer *buffer, const void *bytes, size_t size)
{
    enum status status = buffer_reserve(buffer, size);
    if (status)
        return status;
    if (size)
        memcpy(buffer->data + buffer->size, bytes, size);
    buffer->size += size;
    buffer->data[buffer->size] = '\0';
    return STATUS_OK;
}

enum status buffer_print(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return STATUS_INVALID;
    enum status status = buffer_reserve(buffer, (size_t)length);
    if (status)
        return status;
    va_start(arguments, format);
    vsnprintf(buffer->data + buffer->size, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->size += (size_t)length;
    return STATUS_OK;
}

void buffer_drop(struct buffer *buffer, size_t size)
{
    if (size >= buffer->size) {
        buffer->size = 0;
    } else {
        memmove(buffer->data, buffer->data + size, buffer->size - size);
        buffer->size -= size;
    }
    if (buffer->data)
        buffer->data[buffer->size] = '\0';
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){.limit = buffer->limit};
}
