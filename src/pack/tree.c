#include "pack/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/grow.h"
#include "base/limits.h"
#include "base/messages.h"
#include "base/utf8.h"
#include "bundle/bundle.h"
#include "bundle/names.h"
#include "search/search.h"

/* Folders within folders: beyond this it is a loop of mounts. */
#define DEPTH_MAX 64

struct walk {
    struct tree *tree;
    const struct stat *target;
    struct name_decoder *decoder;
    int top;
    char name[LIMIT_ENTRY_NAME + 1];
};

static enum status add_file(struct tree *tree, const char *name, const char *entry, const struct stat *about,
                            struct fault *fault)
{
    if (tree->count >= LIMIT_ENTRIES)
        return fault_set(fault, STATUS_LIMIT, _("%s is one file too many; make two bundles."), name);
    if (GROW(tree->files, tree->room, tree->count + 1))
        return fault_no_memory(fault);
    struct tree_file *file = &tree->files[tree->count++];
    *file = (struct tree_file){strdup(name), strdup(entry), *about};
    return file->name && file->entry ? STATUS_OK : fault_no_memory(fault);
}

static enum status skip(struct tree *tree, const char *name, struct fault *fault)
{
    if (tree->skipped++ == 0) {
        tree->first_skipped = strdup(name);
        if (!tree->first_skipped)
            return fault_no_memory(fault);
    }
    return STATUS_OK;
}

/* A bundle's reader must get the same name out again. */
static enum status entry_name(struct walk *walk, struct name *name, struct fault *fault)
{
    struct zip_header header = {.flags = ZIP_FLAG_UTF8,
                                .name = (const unsigned char *)walk->name,
                                .name_size = (uint16_t)strlen(walk->name)};
    if (utf8_valid(walk->name, header.name_size) && !strchr(walk->name, '\\') &&
        name_decode(walk->decoder, &header, name) == NAME_SOUND)
        return STATUS_OK;
    return fault_set(
        fault, STATUS_INVALID,
        _("%s cannot be the name of a file in a bundle; rename it without control characters and "
          "backslashes, in UTF-8."),
        walk->name);
}

static enum status cannot_read(const char *name, struct fault *fault)
{
    enum status status = errno == EACCES ? STATUS_DENIED : errno == ENOENT ? STATUS_NOT_FOUND : STATUS_IO;
    return fault_set(fault, status, _("%s could not be read: %s."), name, strerror(errno));
}

static enum status walk_folder(struct walk *walk, int folder, size_t size, int depth, struct fault *fault);

/* The name `part` found at walk->name[0..size), which is empty or ends in '/'. */
static enum status visit(struct walk *walk, int folder, size_t size, const char *part, int depth,
                         struct fault *fault)
{
    struct stat about;
    size_t length = strlen(part);
    if (size + length + 1 > LIMIT_ENTRY_NAME || depth > DEPTH_MAX)
        return fault_set(fault, STATUS_LIMIT, _("%s… lies too deep in folders; move it up."), walk->name);
    memcpy(walk->name + size, part, length + 1);
    if (fstatat(folder, part, &about, AT_SYMLINK_NOFOLLOW))
        return cannot_read(walk->name, fault);
    if (walk->target && about.st_dev == walk->target->st_dev && about.st_ino == walk->target->st_ino)
        return STATUS_OK;
    /* The index of a bundle that was unpacked: it gets another one. */
    if (!strcmp(part, SEARCH_FOLDER))
        return STATUS_OK;
    if (part[0] == '.' || (!S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode)))
        return skip(walk->tree, walk->name, fault);
    struct name name;
    enum status status = entry_name(walk, &name, fault);
    if (status || S_ISREG(about.st_mode))
        return status ? status : add_file(walk->tree, walk->name, name.text, &about, fault);
    int below = openat(folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (below < 0)
        return cannot_read(walk->name, fault);
    walk->name[size + length] = '/';
    walk->name[size + length + 1] = '\0';
    return walk_folder(walk, below, size + length + 1, depth + 1, fault);
}

/* Takes `folder` over and closes it. */
static enum status walk_folder(struct walk *walk, int folder, size_t size, int depth, struct fault *fault)
{
    DIR *stream = fdopendir(folder);
    enum status status = STATUS_OK;
    if (!stream) {
        status = cannot_read(walk->name, fault);
        close(folder);
        return status;
    }
    while (!status) {
        errno = 0;
        struct dirent *item = readdir(stream);
        walk->name[size] = '\0';
        if (!item) {
            if (errno)
                status = cannot_read(walk->name, fault);
            break;
        }
        if (strcmp(item->d_name, ".") != 0 && strcmp(item->d_name, "..") != 0)
            status = visit(walk, folder, size, item->d_name, depth, fault);
    }
    closedir(stream);
    return status;
}

static int by_name(const void *a, const void *b)
{
    const struct tree_file *x = a, *y = b;
    int x_first = strcasecmp(x->entry, "README.md") == 0, y_first = strcasecmp(y->entry, "README.md") == 0;
    return x_first != y_first ? y_first - x_first : strcmp(x->entry, y->entry);
}

static bool has_article(const struct tree *tree)
{
    for (size_t i = 0; i < tree->count; i++)
        if (entry_is_article(entry_kind_of(tree->files[i].name)))
            return true;
    return false;
}

enum status tree_walk(struct tree *tree, const char *folder, const struct stat *target, struct fault *fault)
{
    enum status status;
    struct walk *walk = calloc(1, sizeof *walk);
    if (!walk)
        return fault_no_memory(fault);
    *walk = (struct walk){.tree = tree, .target = target, .decoder = name_decoder_new()};
    int top = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (!walk->decoder)
        status = fault_no_memory(fault);
    else if (top >= 0)
        status = walk_folder(walk, top, 0, 0, fault);
    else if (errno == ENOENT)
        status = fault_set(fault, STATUS_NOT_FOUND, _("There is no folder %s; check the name."), folder);
    else if (errno == ENOTDIR)
        status = fault_set(fault, STATUS_INVALID, _("%s is a file; name the folder that it is in."), folder);
    else
        status = cannot_read(folder, fault);
    name_decoder_free(walk->decoder);
    free(walk);
    if (status)
        return status;
    if (!has_article(tree))
        return fault_set(fault, STATUS_NOT_FOUND,
                         _("%s holds no article; put a Markdown, HTML or text file in it."), folder);
    qsort(tree->files, tree->count, sizeof *tree->files, by_name);
    for (size_t i = 1; i < tree->count; i++)
        if (!strcmp(tree->files[i - 1].entry, tree->files[i].entry))
            return fault_set(fault, STATUS_INVALID,
                             _("%s is there twice, in two spellings of the same letters; rename one."),
                             tree->files[i].entry);
    return STATUS_OK;
}

void tree_free(struct tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        free(tree->files[i].name);
        free(tree->files[i].entry);
    }
    free(tree->files);
    free(tree->first_skipped);
    *tree = (struct tree){0};
}

size_t tree_top(const struct tree *tree)
{
    const char *first = tree->files[0].entry, *slash = strchr(first, '/');
    size_t length = slash ? (size_t)(slash - first) + 1 : 0;
    for (size_t i = 0; i < tree->count && length; i++)
        if (strncmp(tree->files[i].entry, first, length) != 0)
            length = 0;
    return length;
}
