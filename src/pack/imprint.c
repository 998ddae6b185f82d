#include "pack/imprint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/messages.h"
#include "bundle/manifest.h"

/* The file whose name below the top folder is `name`, or NULL. */
static const struct tree_file *find(const struct tree *tree, const char *name)
{
    size_t top = tree_top(tree);
    for (size_t i = 0; i < tree->count; i++)
        if (!strcasecmp(tree->files[i].entry + top, name) || !strcasecmp(tree->files[i].entry, name))
            return &tree->files[i];
    return NULL;
}

static enum status read_all(int fd, struct buffer *out)
{
    char bytes[4096];
    for (;;) {
        ssize_t got = read(fd, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return STATUS_IO;
        enum status status = buffer_add(out, bytes, (size_t)got);
        if (status || got == 0)
            return status == STATUS_LIMIT ? STATUS_OK : status; /* the parser calls it too long */
    }
}

struct first {
    struct fault *fault;
    bool found;
};

static void take_first(void *data, const char *sentence)
{
    struct first *first = data;
    if (!first->found)
        fault_set(first->fault, STATUS_INVALID, "%s", sentence);
    first->found = true;
}

static bool leads_to_article(void *data, const char *path)
{
    const struct tree_file *file = find(data, path);
    return file && entry_is_article(entry_kind_of(file->entry));
}

enum status imprint_check(int folder, const struct tree *tree, struct fault *fault)
{
    struct buffer text = {.limit = LIMIT_SETTINGS + 4096};
    struct manifest_file *manifest = NULL;
    const struct tree_file *file = find(tree, MANIFEST_NAME);
    if (!file)
        return STATUS_OK;
    int fd = openat(folder, file->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    enum status status = fd < 0 ? STATUS_IO : read_all(fd, &text);
    if (status == STATUS_IO)
        fault_set(fault, status, _("%s could not be read: %s."), file->name, strerror(errno));
    if (!status)
        status = manifest_parse(text.data ? text.data : "", text.size, &manifest);
    if (!status)
        status = manifest_check_paths(manifest, leads_to_article, (void *)tree);
    if (status == STATUS_NO_MEMORY)
        fault_no_memory(fault);
    struct first first = {.fault = fault};
    if (!status)
        manifest_findings(manifest, take_first, &first);
    if (first.found)
        status = STATUS_INVALID;
    manifest_free(manifest);
    buffer_free(&text);
    if (fd >= 0)
        close(fd);
    return status;
}
