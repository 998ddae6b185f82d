#include "bundle/installed.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "bundle/library.h"
#include "bundle/placing.h"

struct installed {
    struct library library;
    const struct trust *trust;
    char *folder;
    uint32_t next, found;
    bool seen; /* the same is there already */
};

enum status installed_open(const char *folder, const struct trust *trust, struct installed **out,
                           struct fault *fault)
{
    bool shelf;
    *out = NULL;
    struct installed *installed = calloc(1, sizeof *installed);
    if (!installed)
        return fault_no_memory(fault);
    installed->trust = trust;
    installed->folder = strdup(folder);
    enum status status =
        installed->folder ? library_add(&installed->library, folder, &shelf, fault) : fault_no_memory(fault);
    if (status)
        installed_close(installed);
    else
        *out = installed;
    return status;
}

void installed_close(struct installed *installed)
{
    if (!installed)
        return;
    library_free(&installed->library);
    free(installed->folder);
    free(installed);
}

/* NULL: not below it. */
static const char *below(const struct installed *installed, const char *path)
{
    size_t size = strlen(installed->folder);
    if (strncmp(path, installed->folder, size) != 0 || !path[size])
        return NULL;
    return path[size] == '/' ? path + size + 1 : installed->folder[size - 1] == '/' ? path + size : NULL;
}

/* What no shelf with these keys would open says nothing of what is installed. */
static enum status open_sound(const struct installed *installed, const char *path, struct bundle **out,
                              struct fault *fault)
{
    struct verification *verification = NULL;
    enum status status = STATUS_OK;
    *out = NULL;
    if (installed->trust)
        status = verification_open(installed->trust, path, &verification, fault);
    verification_close(verification);
    return status ? status : bundle_open(path, out, fault);
}

/* Whether `fresh` takes the place of the bundle; NULL: it cannot be opened. */
static bool is_same(const struct manifest *fresh, const struct bundle *bundle, bool same_name)
{
    if (!bundle)
        return same_name;
    const char *id = bundle_manifest(bundle)->id;
    if (fresh->id && id)
        return !strcmp(fresh->id, id);
    return same_name && !fresh->id && !id;
}

static bool is_same_name(const char *path, const char *other)
{
    char base[NAME_MAX + 1], other_base[NAME_MAX + 1];
    const char *slash = strrchr(path, '/'), *other_slash = strrchr(other, '/');
    placing_base(base, slash ? slash + 1 : path);
    placing_base(other_base, other_slash ? other_slash + 1 : other);
    return !strcmp(base, other_base);
}

static enum status compare(struct installed *installed, const struct installed_fresh *fresh,
                           const struct bundle *bundle, uint64_t size, struct fault *fault)
{
    if (!bundle)
        return STATUS_OK;
    const struct manifest *manifest = bundle_manifest(bundle);
    installed->seen |= manifest->edition >= fresh->manifest.edition && (manifest->id || size == fresh->size);
    return manifest_may_replace(&fresh->manifest, manifest, fresh->name, fault);
}

enum status installed_step(struct installed *installed, const struct installed_fresh *fresh,
                           struct buffer *replaced, bool *done, struct fault *fault)
{
    struct bundle *bundle;
    struct stat about;
    *done = installed->next >= installed->library.count;
    if (*done)
        return STATUS_OK;
    const char *path = installed->library.paths[installed->next++], *place = below(installed, path);
    /* A folder is no edition that came from here. */
    if (!place || lstat(path, &about) || !S_ISREG(about.st_mode))
        return STATUS_OK;
    enum status status = open_sound(installed, path, &bundle, fault);
    if (status == STATUS_NO_MEMORY)
        return status;
    status = STATUS_OK;
    if (is_same(&fresh->manifest, bundle, is_same_name(path, fresh->name))) {
        status = compare(installed, fresh, bundle, (uint64_t)about.st_size, fault);
        if (!status && installed->found++ < LIMIT_REPLACED && buffer_add(replaced, place, strlen(place) + 1))
            status = fault_no_memory(fault);
    }
    bundle_close(bundle);
    return status;
}

bool installed_is_fresh(const struct installed *installed)
{
    return !installed->seen;
}
