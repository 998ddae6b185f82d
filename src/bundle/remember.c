#include "bundle/remember.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/replace.h"

/* What cannot be read is as nothing: a board whose state is lost still takes new editions. */
static enum status load(const char *path, struct buffer *out)
{
    enum status status = STATUS_OK;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    ssize_t got = fd < 0 ? 0 : 1;
    while (got > 0 && out->size < LIMIT_REMEMBERED) {
        status = buffer_reserve(out, KIB(4));
        if (status)
            break;
        got = read(fd, out->data + out->size, KIB(4));
        if (got > 0)
            out->size += (size_t)got;
        else if (got < 0 && errno == EINTR)
            got = 1;
    }
    if (fd >= 0)
        close(fd);
    return status ? status : buffer_add(out, "", 0);
}

/* The line of `text` that speaks of the id, with its end and its edition. */
static char *find_line(char *text, const char *id, size_t *size, uint64_t *edition)
{
    size_t length = strlen(id);
    for (char *line = text, *after; line && *line; line = after) {
        char *end = strchr(line, '\n');
        after = end ? end + 1 : line + strlen(line);
        if (strncmp(line, id, length) != 0 || line[length] != '\t')
            continue;
        *size = (size_t)(after - line);
        *edition = strtoull(line + length + 1, NULL, 10);
        return line;
    }
    return NULL;
}

enum status remember_find(const char *path, const char *id, uint64_t *edition, struct fault *fault)
{
    struct buffer text = {0};
    size_t size;
    *edition = 0;
    enum status status = load(path, &text);
    if (!status)
        (void)find_line(text.data, id, &size, edition);
    buffer_free(&text);
    return status ? fault_no_memory(fault) : STATUS_OK;
}

/* The line moves to the end: what was installed lately is kept longest. */
static enum status renew(struct buffer *text, const char *id, uint64_t edition)
{
    size_t size;
    uint64_t known = 0;
    char *line = find_line(text->data, id, &size, &known);
    if (line) {
        size_t at = (size_t)(line - text->data);
        memmove(line, line + size, text->size - at - size + 1);
        text->size -= size;
    }
    enum status status = STATUS_OK;
    if (text->size && text->data[text->size - 1] != '\n')
        status = buffer_add(text, "\n", 1);
    if (!status)
        status =
            buffer_print(text, "%s\t%llu\n", id, (unsigned long long)(known > edition ? known : edition));
    while (!status && text->size > LIMIT_REMEMBERED)
        buffer_drop(text, (size_t)((char *)memchr(text->data, '\n', text->size) + 1 - text->data));
    return status;
}

enum status remember_add(const char *path, const char *id, uint64_t edition, struct fault *fault)
{
    struct buffer text = {0};
    enum status status = load(path, &text);
    if (!status)
        status = renew(&text, id, edition);
    if (status)
        fault_no_memory(fault);
    else
        status = replace_file(path, text.data, text.size, fault);
    buffer_free(&text);
    return status;
}
