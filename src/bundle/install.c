#include "bundle/install.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/messages.h"
#include "base/replace.h"
#include "bundle/offering.h"
#include "bundle/remember.h"

static char *copy(const char *text)
{
    return text ? strdup(text) : NULL;
}

enum status install_open(const struct install_options *options, struct install **out, struct fault *fault)
{
    *out = NULL;
    struct install *install = calloc(1, sizeof *install);
    if (!install)
        return fault_no_memory(fault);
    install->options = *options;
    install->placing.folder = -1;
    install->source = strdup(options->source);
    install->folder = strdup(options->folder);
    install->editions = copy(options->editions);
    enum status status = STATUS_OK;
    if (!install->source || !install->folder || !install->editions != !options->editions)
        status = fault_no_memory(fault);
    else
        install->name = bundle_file_name(install->source);
    install->placing.path = install->folder;
    if (!status)
        status = offering_open(install, fault);
    if (!status)
        status = installed_open(install->folder, options->trust, &install->installed, fault);
    if (status)
        install_close(install);
    else
        *out = install;
    return status;
}

static void discard(struct install *install)
{
    copying_close(install->copying);
    install->copying = NULL;
    verification_close(install->verification);
    install->verification = NULL;
    if (install->placing.name[0])
        placing_discard(&install->placing);
}

void install_close(struct install *install)
{
    if (!install)
        return;
    if (install->phase < INSTALL_PLACED)
        discard(install);
    copying_close(install->copying);
    verification_close(install->verification);
    installed_close(install->installed);
    buffer_free(&install->placing.replaced);
    if (install->placing.folder >= 0)
        close(install->placing.folder);
    free(install->source);
    free(install->folder);
    free(install->editions);
    free(install->id);
    free(install->path);
    free(install);
}

const struct install_about *install_about(const struct install *install)
{
    return &install->about;
}

enum install_phase install_is(const struct install *install)
{
    return install->phase;
}

/* ---- the steps ---- */

static bool write_signature(const struct install *install)
{
    char part[PATH_MAX];
    int folder = install->placing.folder;
    if (!install->signature_size)
        return true;
    if (!placing_hidden(part, install->placing.name, REPLACE_EXTENSION MINISIGN_EXTENSION) ||
        (unlinkat(folder, part, 0) && errno != ENOENT))
        return false;
    int fd = openat(folder, part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    bool sound = fd >= 0 && replace_write(fd, install->signature, install->signature_size) && !fsync(fd);
    int error = errno;
    if (fd >= 0)
        close(fd);
    errno = error;
    return sound;
}

static enum status begin_copy(struct install *install, struct fault *fault)
{
    char part[PATH_MAX];
    enum status status = offering_room(install, fault);
    if (status)
        return status;
    if (!placing_choose(&install->placing, install->name, install->about.edition) ||
        !placing_hidden(part, install->placing.name, REPLACE_EXTENSION) || !write_signature(install))
        return offering_not_written(install, fault);
    if (asprintf(&install->path, "%s/%s", install->folder, install->placing.name) < 0) {
        install->path = NULL;
        return fault_no_memory(fault);
    }
    return copying_open(install->source, install->placing.folder, part, &install->copying, fault);
}

static enum status look(struct install *install, struct fault *fault)
{
    const struct installed_fresh fresh = {
        .name = install->name,
        .size = install->about.size,
        .manifest = {.id = install->about.id, .edition = install->about.edition},
    };
    bool done;
    enum status status = installed_step(install->installed, &fresh, &install->placing.replaced, &done, fault);
    if (status || !done)
        return status;
    install->about.fresh = installed_is_fresh(install->installed);
    install->phase = INSTALL_COPIES;
    return STATUS_OK;
}

static enum status begin_check(struct install *install, struct fault *fault)
{
    char part[PATH_MAX], *path;
    install->phase = INSTALL_CHECKS;
    install->about.size = copying_size(install->copying);
    if (!install->options.trust)
        return STATUS_OK;
    if (!placing_hidden(part, install->placing.name, REPLACE_EXTENSION))
        return offering_not_written(install, fault);
    if (asprintf(&path, "%s/%s", install->folder, part) < 0)
        return fault_no_memory(fault);
    enum status status =
        verification_open_as(install->options.trust, path, install->name, &install->verification, fault);
    free(path);
    return status;
}

/* The copy is what it was said to be when it was offered. */
static enum status examine(struct install *install, struct fault *fault)
{
    char part[PATH_MAX], path[2 * PATH_MAX];
    struct bundle *bundle;
    enum status status;
    if (!placing_hidden(part, install->placing.name, REPLACE_EXTENSION))
        return offering_not_written(install, fault);
    snprintf(path, sizeof path, "%s/%s", install->folder, part);
    if (install->verification)
        status = verification_bundle(install->verification, &bundle, fault);
    else
        status = bundle_open_as(path, install->name, &bundle, fault);
    if (status)
        return status;
    const struct manifest *manifest = bundle_manifest(bundle);
    const char *id = manifest->id ? manifest->id : "";
    if (strcmp(id, install->id ? install->id : "") != 0 || manifest->edition != install->about.edition)
        status = fault_set(fault, STATUS_IO, _("%s was changed while it was copied; copy it again."),
                           install->name);
    if (!status)
        status = offering_manifest(install, manifest, fault);
    bundle_close(bundle);
    return status;
}

static enum status check(struct install *install, struct fault *fault)
{
    bool done;
    enum status status = install->verification ? verification_step(install->verification, &done, fault)
                                               : copying_check(install->copying, &done, fault);
    if (!status && done)
        status = examine(install, fault);
    if (status || !done)
        return status;
    install->phase = INSTALL_READY;
    install->about.signer = install->verification ? verification_signer(install->verification) : NULL;
    return STATUS_OK;
}

static enum status copy_some(struct install *install, struct fault *fault)
{
    bool done;
    if (!install->copying)
        return begin_copy(install, fault);
    enum status status = copying_step(install->copying, &done, fault);
    return status || !done ? status : begin_check(install, fault);
}

enum status install_step(struct install *install, bool *done, struct fault *fault)
{
    struct fault *failure = &install->failure;
    if (!failure->status && install->phase == INSTALL_LOOKS)
        failure->status = look(install, failure);
    else if (!failure->status && install->phase == INSTALL_COPIES)
        failure->status = copy_some(install, failure);
    else if (!failure->status && install->phase == INSTALL_CHECKS)
        failure->status = check(install, failure);
    *done = install->phase >= INSTALL_READY;
    if (!failure->status)
        return STATUS_OK;
    discard(install);
    return fault_set(fault, failure->status, "%s", failure->sentence);
}

void install_amount(const struct install *install, uint64_t *done, uint64_t *total)
{
    *total = 2 * install->about.size;
    *done = install->phase >= INSTALL_READY ? *total : 0;
    if (install->phase != INSTALL_COPIES && install->phase != INSTALL_CHECKS)
        return;
    if (install->copying)
        *done = copying_copied(install->copying) + copying_checked(install->copying);
    if (install->verification)
        *done += verification_read(install->verification);
}

/* ---- into its place ---- */

enum status install_finish(struct install *install, struct fault *fault)
{
    if (install->phase != INSTALL_READY)
        return fault_set(fault, STATUS_INVALID, "%s", install->failure.sentence);
    if (!placing_put(&install->placing))
        return offering_not_written(install, fault);
    install->phase = INSTALL_PLACED;
    return STATUS_OK;
}

const char *install_path(const struct install *install)
{
    return install->path;
}

struct verification *install_verified(struct install *install)
{
    struct verification *verification = install->verification;
    install->verification = NULL;
    install->about.signer = NULL;
    if (install->phase >= INSTALL_PLACED && verification &&
        !verification_renamed(verification, install->path, NULL))
        return verification;
    verification_close(verification);
    return NULL;
}

enum status install_keep(struct install *install, struct fault *fault)
{
    if (install->phase != INSTALL_PLACED)
        return STATUS_OK;
    install->phase = INSTALL_ENDED;
    /* Where nothing can be remembered the library itself still says what is installed. */
    if (install->editions && install->id && install->about.edition &&
        remember_add(install->editions, install->id, install->about.edition, NULL) == STATUS_NO_MEMORY)
        return fault_no_memory(fault);
    return placing_keep(&install->placing) ? STATUS_OK : offering_not_written(install, fault);
}

enum status install_rollback(struct install *install, struct fault *fault)
{
    if (install->phase != INSTALL_PLACED)
        return STATUS_OK;
    install->phase = INSTALL_ENDED;
    return placing_undo(&install->placing) ? STATUS_OK : offering_not_written(install, fault);
}
