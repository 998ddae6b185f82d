#include "bundle/offering.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/messages.h"
#include "bundle/manifest.h"
#include "bundle/opening.h"
#include "bundle/remember.h"
#include "bundle/signature.h"

enum status offering_not_written(const struct install *install, struct fault *fault)
{
    if (errno == ENOMEM)
        return fault_no_memory(fault);
    bool denied = errno == EROFS || errno == EACCES || errno == EPERM;
    return fault_set(fault, denied ? STATUS_DENIED : STATUS_IO,
                     _("%s could not be copied to the library (%s), where all is as before; look whether its "
                       "disk is sound."),
                     install->name, strerror(errno));
}

enum status offering_manifest(const struct install *install, const struct manifest *manifest,
                              struct fault *fault)
{
    return manifest_may_show(manifest, install->options.now, install->name, fault);
}

static enum status check_remembered(struct install *install, const struct manifest *manifest,
                                    struct fault *fault)
{
    struct manifest known = {.id = manifest->id};
    if (!install->editions || !manifest->id)
        return STATUS_OK;
    enum status status = remember_find(install->editions, manifest->id, &known.edition, fault);
    return status ? status : manifest_may_replace(manifest, &known, install->name, fault);
}

static enum status read_source(struct install *install, struct fault *fault)
{
    struct bundle *bundle;
    enum status status = bundle_open_as(install->source, install->name, &bundle, fault);
    if (status)
        return status;
    const struct manifest *manifest = bundle_manifest(bundle);
    install->about.edition = manifest->edition;
    if (manifest->id) {
        install->about.id = install->id = strdup(manifest->id);
        status = install->id ? STATUS_OK : fault_no_memory(fault);
    }
    if (!status)
        status = offering_manifest(install, manifest, fault);
    if (!status)
        status = check_remembered(install, manifest, fault);
    bundle_close(bundle);
    return status;
}

static enum status read_signature(struct install *install, struct fault *fault)
{
    char *name;
    /* One that claims nothing that could be proven is not offered at all. */
    if (install->options.trust) {
        struct verification *claim;
        enum status status =
            verification_open_as(install->options.trust, install->source, install->name, &claim, fault);
        if (status)
            return status;
        verification_close(claim);
    }
    if (asprintf(&name, "%s" MINISIGN_EXTENSION, install->source) < 0)
        return fault_no_memory(fault);
    enum status status = STATUS_OK;
    if (!signature_load(AT_FDCWD, name, install->signature, sizeof install->signature,
                        &install->signature_size)) {
        install->signature_size = 0;
        if (errno != ENOENT)
            status = fault_set(fault, STATUS_IO, _("The signature %s could not be read (%s); copy it again."),
                               bundle_file_name(name), strerror(errno));
    }
    free(name);
    install->about.claims = install->signature_size;
    return status;
}

enum status offering_room(struct install *install, struct fault *fault)
{
    struct statvfs disk;
    if (fstatvfs(install->placing.folder, &disk))
        return offering_not_written(install, fault);
    uint64_t room = (uint64_t)disk.f_bavail * disk.f_frsize;
    install->about.room = room > LIMIT_INSTALL_RESERVE ? room - LIMIT_INSTALL_RESERVE : 0;
    if (disk.f_flag & ST_RDONLY) {
        errno = EROFS;
        return offering_not_written(install, fault);
    }
    if (install->about.size <= install->about.room)
        return STATUS_OK;
    return fault_set(fault, STATUS_LIMIT,
                     _("There is no room for %s in the library: it has %llu MB, and %llu MB are free; remove "
                       "bundles there "
                       "that nobody needs."),
                     install->name, (unsigned long long)(install->about.size / MIB(1) + 1),
                     (unsigned long long)(install->about.room / MIB(1)));
}

static enum status open_library(struct install *install, struct fault *fault)
{
    struct stat about;
    int folder = open(install->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    install->placing.folder = folder;
    if (folder < 0 || faccessat(folder, ".", W_OK, 0))
        return offering_not_written(install, fault);
    if (lstat(install->source, &about))
        return opening_failed(install->name, fault);
    if (!S_ISREG(about.st_mode) || entry_kind_of(install->source) != ENTRY_BUNDLE)
        return fault_set(fault, STATUS_UNSUPPORTED,
                         _("%s is no file that can be copied into a library; pack it with slipcase-pack."),
                         install->name);
    install->about.size = (uint64_t)about.st_size;
    return offering_room(install, fault);
}

enum status offering_open(struct install *install, struct fault *fault)
{
    enum status status = open_library(install, fault);
    if (!status)
        status = read_signature(install, fault);
    return status ? status : read_source(install, fault);
}
