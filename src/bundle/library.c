#include "bundle/library.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/grow.h"
#include "base/limits.h"
#include "base/messages.h"
#include "bundle/home.h"
#include "bundle/opening.h"

/* What a name in a folder is: of a link, the link itself. */
static mode_t type_of(const char *path)
{
    struct stat about;
    return lstat(path, &about) ? 0 : about.st_mode & S_IFMT;
}

/* Takes `path` over. */
static enum status add(struct library *library, char *path)
{
    if (!path)
        return STATUS_NO_MEMORY;
    if (library->count == LIMIT_LIBRARY) {
        library->cut = true;
        free(path);
        return STATUS_OK;
    }
    if (GROW(library->paths, library->room, library->count + 1)) {
        free(path);
        return STATUS_NO_MEMORY;
    }
    library->paths[library->count++] = path;
    return STATUS_OK;
}

static char *join(const char *folder, const char *name)
{
    char *path;
    size_t length = strlen(folder);
    const char *slash = length && folder[length - 1] == '/' ? "" : "/";
    return asprintf(&path, "%s%s%s", folder, slash, name) < 0 ? NULL : path;
}

/* scandir's: what is hidden is not for readers. */
static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static enum status add_folder(struct library *library, const char *folder, uint32_t depth);

static enum status add_name(struct library *library, const char *folder, const struct dirent *entry,
                            uint32_t depth)
{
    const char *name = entry->d_name;
    char *path = join(folder, name);
    if (!path)
        return STATUS_NO_MEMORY;
    /* Most file systems know it without another look at the medium. */
    mode_t type = entry->d_type == DT_UNKNOWN ? type_of(path) : DTTOIF(entry->d_type);
    if (type == S_IFREG && entry_kind_of(name) == ENTRY_BUNDLE)
        return add(library, path);
    enum status status = STATUS_OK;
    if (type == S_IFDIR && depth < LIMIT_LIBRARY_DEPTH && library->count < LIMIT_LIBRARY)
        status = add_folder(library, path, depth + 1);
    free(path);
    return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

static bool is_folder(const char *path, const struct dirent *entry)
{
    return (entry->d_type == DT_UNKNOWN ? type_of(path) : DTTOIF(entry->d_type)) == S_IFDIR;
}

/* Counts the names in and below the folder down to zero: no file is asked for anything. */
static enum status count_names(const char *folder, uint32_t depth, uint32_t *left)
{
    DIR *stream = opendir(folder);
    enum status status = STATUS_OK;
    if (!stream)
        return errno == ENOMEM ? STATUS_NO_MEMORY : STATUS_OK;
    for (struct dirent *entry; *left && !status && (entry = readdir(stream));) {
        if (!is_shown(entry))
            continue;
        --*left;
        char *path = join(folder, entry->d_name);
        if (!path)
            status = STATUS_NO_MEMORY;
        else if (depth < LIMIT_FOLDER_DEPTH && is_folder(path, entry))
            status = count_names(path, depth + 1, left);
        free(path);
    }
    closedir(stream);
    return status;
}

/* Whether the folder is one bundle (library.h). */
static enum status is_bundle(struct library *library, const char *folder, struct dirent **names, int count,
                             uint32_t depth, bool *bundle)
{
    bool home = false, packed = false;
    for (int i = 0; i < count; i++) {
        home |= home_rank(names[i]->d_name) != HOME_NONE;
        packed |= !depth && entry_kind_of(names[i]->d_name) == ENTRY_BUNDLE && names[i]->d_type != DT_DIR;
    }
    *bundle = home;
    if (!home || !library->shelf)
        return STATUS_OK;
    uint32_t room = LIMIT_SHELF_FOLDERS - library->counted, most = LIMIT_SHELF_FOLDER + 1;
    most = most < room ? most : room;
    uint32_t left = most;
    enum status status = count_names(folder, 0, &left);
    library->counted += most - left;
    library->large |= !left;
    *bundle = !packed && left;
    return status;
}

static enum status add_folder(struct library *library, const char *folder, uint32_t depth)
{
    struct dirent **names = NULL;
    bool home = false;
    int count = scandir(folder, &names, is_shown, alphasort);
    if (count < 0)
        return errno == ENOMEM ? STATUS_NO_MEMORY : STATUS_IO;
    enum status status = is_bundle(library, folder, names, count, depth, &home);
    if (!status && home)
        status = add(library, strdup(folder));
    for (int i = 0; i < count; i++) {
        if (!home && !status && library->names++ < LIMIT_LIBRARY_NAMES)
            status = add_name(library, folder, names[i], depth);
        free(names[i]);
    }
    free(names);
    library->cut |= library->names > LIMIT_LIBRARY_NAMES;
    return status;
}

static enum status add_top(struct library *library, const char *folder, bool shelf, struct fault *fault)
{
    library->shelf = shelf;
    enum status status = add_folder(library, folder, 0);
    if (status == STATUS_IO)
        return opening_failed(folder, fault);
    return status ? fault_no_memory(fault) : STATUS_OK;
}

enum status library_add_folder(struct library *library, const char *folder, struct fault *fault)
{
    return add_top(library, folder, true, fault);
}

enum status library_add(struct library *library, const char *path, bool *shelf, struct fault *fault)
{
    struct stat about;
    uint32_t before = library->count;
    enum status status = STATUS_OK;
    *shelf = false;
    /* A file that is not there is told when it is opened; the person's own links are followed. */
    if (!stat(path, &about) && S_ISDIR(about.st_mode)) {
        status = add_top(library, path, false, fault);
        if (status)
            return status;
        *shelf = library->count > before && strcmp(library->paths[before], path) != 0;
    }
    if (!status && library->count == before)
        status = add(library, strdup(path));
    return status ? fault_no_memory(fault) : STATUS_OK;
}

void library_free(struct library *library)
{
    for (uint32_t i = 0; i < library->count; i++)
        free(library->paths[i]);
    free(library->paths);
    *library = (struct library){0};
}
