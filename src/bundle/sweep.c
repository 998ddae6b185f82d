/* What install_sweep does at start (install.h). */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/replace.h"
#include "bundle/install.h"
#include "bundle/manifest.h"
#include "bundle/minisign.h"
#include "bundle/placing.h"
#include "bundle/remember.h"

/* `name` is ".STEM" + tail: the stem; NULL when it is not. To be freed. */
static char *stem_of(const char *name, const char *tail)
{
    size_t size = strlen(name), end = strlen(tail);
    if (name[0] != '.' || size <= end + 1 || strcmp(name + size - end, tail) != 0)
        return NULL;
    return strndup(name + 1, size - end - 1);
}

/* Ours, and not another program's in the same folder. */
static bool is_temporary(const char *name)
{
    char *stem = stem_of(name, REPLACE_EXTENSION);
    if (!stem)
        stem = stem_of(name, REPLACE_EXTENSION MINISIGN_EXTENSION);
    char *journal = stem ? stem_of(stem, PLACING_JOURNAL) : NULL;
    bool ours = stem && (entry_kind_of(stem) == ENTRY_BUNDLE || journal);
    free(journal);
    free(stem);
    return ours;
}

static bool can_be_opened(const struct placing *placing, const char *editions)
{
    char *path;
    struct bundle *bundle;
    if (asprintf(&path, "%s/%s", placing->path, placing->name) < 0)
        return false;
    enum status status = bundle_open(path, &bundle, NULL);
    free(path);
    if (status)
        return false;
    const struct manifest *manifest = bundle_manifest(bundle);
    /* Where nothing can be remembered the library itself says it. */
    if (editions && manifest->id && manifest->edition)
        (void)!remember_add(editions, manifest->id, manifest->edition, NULL);
    bundle_close(bundle);
    return true;
}

/* Goes on with what a journal says. */
static void settle(int folder, const char *path, const char *name, const char *editions)
{
    struct placing placing = {.folder = folder, .path = path};
    char *stem = stem_of(name, PLACING_JOURNAL);
    if (stem && strlen(stem) <= NAME_MAX) {
        snprintf(placing.name, sizeof placing.name, "%s", stem);
        bool known = placing_read(&placing);
        /* What fails is done at the next start. */
        if (known && placing_is_put(&placing) && can_be_opened(&placing, editions))
            (void)!(placing_hide(&placing) && placing_keep(&placing));
        else if (known)
            (void)!placing_undo(&placing);
    }
    buffer_free(&placing.replaced);
    free(stem);
}

static int is_hidden(const struct dirent *entry)
{
    return entry->d_name[0] == '.';
}

void install_sweep(const char *folder, const char *editions)
{
    struct dirent **names = NULL;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int count = fd < 0 ? -1 : scandir(folder, &names, is_hidden, alphasort);
    /* The journals first: whether the copy still has its own name says how far it was. */
    for (int i = 0; i < count; i++)
        settle(fd, folder, names[i]->d_name, editions);
    for (int i = 0; i < count; i++) {
        if (is_temporary(names[i]->d_name))
            unlinkat(fd, names[i]->d_name, 0);
        free(names[i]);
    }
    free(names);
    if (fd >= 0)
        close(fd);
}
