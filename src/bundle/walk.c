#include "bundle/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/grow.h"
#include "base/limits.h"
#include "base/messages.h"
#include "bundle/bundle.h"

/* FAT and exFAT give 255 UTF-16 units, which are up to 765 bytes and thus more than NAME_MAX. */
#define PART_MAX 1024

/* O_NOFOLLOW looks at the last part of a path only, so each is opened by itself. */
int walk_open(int top, const char *name, int flags)
{
    char part[PART_MAX];
    int folder = top;
    for (;;) {
        size_t size = strcspn(name, "/");
        bool last = name[size] == '\0';
        if (size >= sizeof part) {
            errno = ENAMETOOLONG;
            break;
        }
        memcpy(part, name, size);
        part[size] = '\0';
        int below =
            openat(folder, size ? part : ".", (last ? flags : O_PATH | O_DIRECTORY) | O_NOFOLLOW | O_CLOEXEC);
        int failure = errno;
        if (folder != top)
            close(folder);
        errno = failure;
        if (below < 0 || last)
            return below;
        folder = below;
        name += size + 1;
    }
    if (folder != top)
        close(folder);
    return -1;
}

static enum status too_many(const struct walk *walk, enum status status, struct fault *fault)
{
    if (status == STATUS_NO_MEMORY)
        return fault_no_memory(fault);
    return fault_set(fault, status,
                     _("%s holds more files than can be opened here; split it into smaller bundles."),
                     walk->path);
}

static enum status cannot_read(const struct walk *walk, struct fault *fault)
{
    if (errno == ENOMEM)
        return fault_no_memory(fault);
    return fault_set(fault, STATUS_IO, _("%s could not be read (%s); check the medium it is on."), walk->path,
                     strerror(errno));
}

/* The item `part` of the folder that is item `folder`. */
static enum status add_item(struct walk *walk, uint32_t folder, const char *part, struct item item,
                            struct fault *fault)
{
    if (GROW(walk->items, walk->room, walk->count + 1))
        return fault_no_memory(fault);
    size_t above = walk->count ? strlen(walk_name(walk, folder)) : 0, length = strlen(part);
    enum status status = buffer_reserve(&walk->names, above + length + 2);
    if (status)
        return too_many(walk, status, fault);
    item.name = (uint32_t)walk->names.size;
    char *to = walk->names.data + item.name;
    if (above) {
        memcpy(to, walk_name(walk, folder), above);
        to[above++] = '/';
    }
    memcpy(to + above, part, length + 1);
    walk->names.size += above + length + 1;
    walk->items[walk->count++] = item;
    return STATUS_OK;
}

static bool is_sheet(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && !strcasecmp(dot, ".css");
}

static bool is_beside(const char *part, const struct item *item)
{
    if (item->kind == ITEM_FOLDER)
        return item->depth <= LIMIT_BESIDE_DEPTH;
    return item->kind == ITEM_FILE && (entry_kind_of(part) == ENTRY_PICTURE || is_sheet(part));
}

static enum item_kind kind_of(const struct stat *about, unsigned depth)
{
    if (S_ISREG(about->st_mode))
        return ITEM_FILE;
    if (!S_ISDIR(about->st_mode))
        return ITEM_SPECIAL;
    return depth > LIMIT_FOLDER_DEPTH ? ITEM_DEEP : ITEM_FOLDER;
}

/* `stream` is that of the folder that is item `folder`. */
static enum status visit(struct walk *walk, int stream, uint32_t folder, const char *part,
                         struct fault *fault)
{
    struct stat about;
    struct item item = {.depth = (uint8_t)(walk->items[folder].depth + 1)};
    if (part[0] == '.' || (item.depth == 1 && !strcmp(part, "__MACOSX")))
        return STATUS_OK;
    if (++walk->looked_at > LIMIT_FOLDER_FILES)
        return too_many(walk, STATUS_LIMIT, fault);
    if (!fstatat(stream, part, &about, AT_SYMLINK_NOFOLLOW)) {
        item.kind = (uint8_t)kind_of(&about, item.depth);
        item.size = item.kind == ITEM_FILE ? (uint64_t)about.st_size : 0;
    } else if (errno == ENOENT) {
        return STATUS_OK; /* gone since the folder was read */
    } else if (errno == EACCES) {
        item.kind = ITEM_DENIED;
    } else {
        return cannot_read(walk, fault);
    }
    if (walk->article && (!is_beside(part, &item) || (item.depth == 1 && !strcmp(part, walk->article))))
        return STATUS_OK;
    return add_item(walk, folder, part, item, fault);
}

static bool is_enough(const struct walk *walk)
{
    return walk->article && walk->looked_at >= LIMIT_BESIDE_FILES;
}

/* A folder that could not be listed, for errno: one that is gone by now is none. */
static enum status not_listed(struct walk *walk, uint32_t folder, struct fault *fault)
{
    bool denied = errno == EACCES || errno == EPERM;
    if (denied && folder == 0)
        return fault_set(fault, STATUS_DENIED, _("%s may not be read; give yourself permission to read it."),
                         walk->path);
    if (denied)
        walk->items[folder].kind = ITEM_DENIED;
    else if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP)
        return cannot_read(walk, fault);
    return STATUS_OK;
}

static enum status read_names(struct walk *walk, DIR *stream, uint32_t folder, struct fault *fault)
{
    enum status status = STATUS_OK;
    while (!status && !is_enough(walk)) {
        errno = 0;
        const struct dirent *found = readdir(stream);
        if (!found)
            return errno ? not_listed(walk, folder, fault) : STATUS_OK;
        status = visit(walk, dirfd(stream), folder, found->d_name, fault);
    }
    return status;
}

static enum status read_folder(struct walk *walk, uint32_t folder, struct fault *fault)
{
    int fd = walk_open(walk->top, walk_name(walk, folder), O_RDONLY | O_DIRECTORY);
    DIR *stream = fd < 0 ? NULL : fdopendir(fd);
    enum status status = stream ? read_names(walk, stream, folder, fault) : not_listed(walk, folder, fault);
    if (stream)
        closedir(stream);
    else if (fd >= 0)
        close(fd);
    return status;
}

/* The article itself comes first, so that nothing that is around it can keep it out. */
static enum status add_article(struct walk *walk, struct fault *fault)
{
    struct stat about;
    if (fstatat(walk->top, walk->article, &about, AT_SYMLINK_NOFOLLOW))
        return cannot_read(walk, fault);
    struct item item = {.depth = 1, .kind = ITEM_FILE, .size = (uint64_t)about.st_size};
    return add_item(walk, 0, walk->article, item, fault);
}

enum status walk_all(struct walk *walk, struct fault *fault)
{
    walk->names.limit = LIMIT_FOLDER_NAMES;
    enum status status = add_item(walk, 0, "", (struct item){.kind = ITEM_FOLDER}, fault);
    if (!status && walk->article)
        status = add_article(walk, fault);
    for (uint32_t i = 0; i < walk->count && !status && !is_enough(walk); i++) {
        if (walk->items[i].kind != ITEM_FOLDER)
            continue;
        status = read_folder(walk, i, fault);
        if ((status == STATUS_IO || status == STATUS_DENIED) && walk->article)
            status = STATUS_OK; /* what could not be read is not there */
    }
    return status;
}

void walk_free(struct walk *walk)
{
    buffer_free(&walk->names);
    free(walk->items);
    walk->items = NULL;
    walk->count = 0;
}
