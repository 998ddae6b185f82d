#include "bundle/library.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
    if (library->count == library->room) {
        uint32_t room = library->room ? library->room * 2 : 16;
        char **paths = realloc(library->paths, room * sizeof *paths);
        if (!paths) {
            free(path);
            return STATUS_NO_MEMORY;
        }
        library->paths = paths;
        library->room = room;
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

static enum status add_folder(struct library *library, const char *folder, uint32_t depth)
{
    struct dirent **names = NULL;
    int count = scandir(folder, &names, is_shown, alphasort);
    if (count < 0)
        return errno == ENOMEM ? STATUS_NO_MEMORY : STATUS_IO;
    bool home = false;
    for (int i = 0; i < count; i++)
        home |= home_rank(names[i]->d_name) != HOME_NONE;
    enum status status = home ? add(library, strdup(folder)) : STATUS_OK;
    for (int i = 0; i < count; i++) {
        if (!home && !status && library->names++ < LIMIT_LIBRARY_NAMES)
            status = add_name(library, folder, names[i], depth);
        free(names[i]);
    }
    free(names);
    library->cut |= library->names > LIMIT_LIBRARY_NAMES;
    return status;
}

enum status library_add_folder(struct library *library, const char *folder, struct fault *fault)
{
    enum status status = add_folder(library, folder, 0);
    if (status == STATUS_IO)
        return opening_failed(folder, fault);
    return status ? fault_no_memory(fault) : STATUS_OK;
}

enum status library_add(struct library *library, const char *path, bool *shelf, struct fault *fault)
{
    struct stat about;
    uint32_t before = library->count;
    enum status status = STATUS_OK;
    *shelf = false;
    /* A file that is not there is told when it is opened; the person's own links are followed. */
    if (!stat(path, &about) && S_ISDIR(about.st_mode)) {
        status = library_add_folder(library, path, fault);
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
