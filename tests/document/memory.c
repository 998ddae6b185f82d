#include "memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document/stages.h"

enum status memory_read(void *data, void *bytes, size_t room, size_t *got, struct fault *fault)
{
    struct memory *memory = data;
    size_t left = memory->size - memory->at;
    if (memory->fail_at && memory->at >= memory->fail_at)
        return fault_set(fault, STATUS_CORRUPT, "broken at %zu", memory->at);
    if (memory->fail_at && left > memory->fail_at - memory->at)
        left = memory->fail_at - memory->at;
    if (memory->most && room > memory->most)
        room = memory->most;
    *got = left < room ? left : room;
    if (*got)
        memcpy(bytes, memory->bytes + memory->at, *got);
    memory->at += *got;
    return STATUS_OK;
}

enum status memory_tree(struct memory *memory, enum entry_kind kind, size_t piece, struct buffer *out,
                        struct fault *fault)
{
    struct source_input input = {memory_read, memory, "folder/memory.md", kind, piece};
    struct article *article = NULL;
    enum status status = article_parse(&input, NULL, 0, &article, fault);
    if (status)
        return status;
    status = stage_tree(article, out, fault);
    article_close(article);
    return status;
}

enum status memory_html(struct memory *memory, enum entry_kind kind, size_t piece, struct buffer *out)
{
    struct source_input input = {memory_read, memory, "folder/memory.md", kind, piece};
    struct source *source = source_open(&input);
    if (!source)
        return STATUS_NO_MEMORY;
    enum status status = STATUS_OK;
    for (bool whole = false; !whole && !status;)
        status = source_next(source, out, &whole, NULL);
    source_close(source);
    return status;
}

struct buffer memory_load(const char *path)
{
    struct buffer buffer = {0};
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    char bytes[4096];
    for (size_t got; (got = fread(bytes, 1, sizeof(bytes), file));)
        if (buffer_add(&buffer, bytes, got))
            exit(2);
    fclose(file);
    return buffer;
}
