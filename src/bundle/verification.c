/* One bundle against the trusted keys (trust.h), a MiB at a time. */
#include <errno.h>
#include <fcntl.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "base/messages.h"
#include "bundle/signature.h"

#define STEP MIB(1)
#define CHUNK KIB(32)

struct verification {
    crypto_generichash_state hash; /* first: it is aligned to 64 bytes */
    char *path, *name;             /* the name is for sentences */
    int fd;
    bool done;
    struct fault failure; /* what every further step says */
    struct stat about;    /* when it began */
    uint64_t next;
    const struct trusted_key *key;
    struct minisign_signature signature;
    struct signer signer;
    char shown[LIMIT_TRUSTED_COMMENT + 1];
};

static bool holds_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return holds_same(a, b) && a->st_ctim.tv_sec == b->st_ctim.tv_sec &&
           a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

static enum status not_read(const struct verification *verification, struct fault *fault)
{
    return fault_set(fault, STATUS_IO, _("%s could not be read (%s); check the medium it is on."),
                     verification->name, strerror(errno));
}

static enum status has_changed(const struct verification *verification, struct fault *fault)
{
    return fault_set(fault, STATUS_IO, _("%s was changed while it was checked; open it again."),
                     verification->name);
}

static enum status open_file(struct verification *verification, struct fault *fault)
{
    const char *path = verification->path;
    verification->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (verification->fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return fault_set(fault, STATUS_NOT_FOUND, _("There is no file %s; check the name."),
                         verification->name);
    if (verification->fd < 0 || fstat(verification->fd, &verification->about))
        return not_read(verification, fault);
    /* An article by itself would bring the files beside it, which nobody signed. */
    if (!S_ISREG(verification->about.st_mode) || entry_is_article(entry_kind_of(path)))
        return fault_set(fault, STATUS_UNSUPPORTED,
                         _("%s cannot be signed, and only signed bundles are opened here; pack it with "
                           "slipcase-pack --sign."),
                         verification->name);
    return STATUS_OK;
}

static enum status find_key(struct verification *verification, const struct trust *trust, struct fault *fault)
{
    const char *name = verification->name;
    struct minisign_signature *signature = &verification->signature;
    enum status status = signature_read(verification->path, name, signature, fault);
    if (status == STATUS_NOT_FOUND && fault)
        fault->status = STATUS_DENIED;
    if (status)
        return status == STATUS_NOT_FOUND ? STATUS_DENIED : status;
    minisign_id(signature->id, verification->signer.id);
    if (!signature->hashed)
        return fault_set(fault, STATUS_UNSUPPORTED,
                         _("%s%s signs the bundle without a hash; sign it again with minisign -S -H."), name,
                         MINISIGN_EXTENSION);
    status = trust_find(trust, signature, &verification->key);
    if (status == STATUS_NOT_FOUND)
        return fault_set(fault, STATUS_DENIED,
                         _("The signature of %s names the key %s, which is not trusted here; get it from a "
                           "publisher who is."),
                         name, verification->signer.id);
    if (status)
        return fault_set(fault, status, _("%s%s is not as it was signed; get it from the publisher again."),
                         name, MINISIGN_EXTENSION);
    verification->signer.key = verification->key->file;
    verification->signer.name = verification->key->name;
    verification->signer.comment = verification->shown;
    for (size_t i = 0; signature->comment[i]; i++)
        verification->shown[i] = signature->comment[i] == '\t' ? ' ' : signature->comment[i];
    bool plain = minisign_comment_plain(signature->comment, &verification->signer.when);
    verification->signer.remark = plain ? "" : verification->shown;
    return STATUS_OK;
}

enum status verification_open(const struct trust *trust, const char *path, struct verification **out,
                              struct fault *fault)
{
    return verification_open_as(trust, path, path, out, fault);
}

enum status verification_open_as(const struct trust *trust, const char *path, const char *name,
                                 struct verification **out, struct fault *fault)
{
    *out = NULL;
    struct verification *verification = aligned_alloc(alignof(struct verification), sizeof *verification);
    if (!verification)
        return fault_no_memory(fault);
    memset(verification, 0, sizeof *verification);
    verification->fd = -1;
    verification->path = strdup(path);
    verification->name = strdup(name);
    enum status status =
        verification->path && verification->name ? open_file(verification, fault) : fault_no_memory(fault);
    if (!status)
        status = find_key(verification, trust, fault);
    if (!status)
        crypto_generichash_init(&verification->hash, NULL, 0, MINISIGN_HASH);
    if (status)
        verification_close(verification);
    else
        *out = verification;
    return status;
}

void verification_close(struct verification *verification)
{
    if (!verification)
        return;
    if (verification->fd >= 0)
        close(verification->fd);
    free(verification->path);
    free(verification->name);
    free(verification);
}

static enum status conclude(struct verification *verification, struct fault *fault)
{
    struct stat now;
    unsigned char hash[MINISIGN_HASH];
    if (fstat(verification->fd, &now))
        return not_read(verification, fault);
    if (!is_same(&now, &verification->about))
        return has_changed(verification, fault);
    crypto_generichash_final(&verification->hash, hash, sizeof hash);
    if (crypto_sign_verify_detached(verification->signature.signature, hash, sizeof hash,
                                    verification->key->key.key))
        return fault_set(fault, STATUS_CORRUPT,
                         _("%s is not what was signed: it is damaged or was changed; get it from the "
                           "publisher again."),
                         verification->name);
    verification->done = true;
    return STATUS_OK;
}

static enum status step(struct verification *verification, struct fault *fault)
{
    unsigned char chunk[CHUNK];
    uint64_t size = (uint64_t)verification->about.st_size, left = size - verification->next;
    for (uint64_t room = left < STEP ? left : STEP; room;) {
        ssize_t got = pread(verification->fd, chunk, room < CHUNK ? room : CHUNK, (off_t)verification->next);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return not_read(verification, fault);
        if (got == 0)
            return has_changed(verification, fault);
        crypto_generichash_update(&verification->hash, chunk, (unsigned long long)got);
        verification->next += (uint64_t)got;
        room -= (uint64_t)got;
    }
    return verification->next == size ? conclude(verification, fault) : STATUS_OK;
}

enum status verification_step(struct verification *verification, bool *done, struct fault *fault)
{
    *done = false;
    struct fault *failure = &verification->failure;
    if (!verification->done && !failure->status)
        failure->status = step(verification, failure);
    *done = verification->done;
    return failure->status ? fault_set(fault, failure->status, "%s", failure->sentence) : STATUS_OK;
}

uint64_t verification_read(const struct verification *verification)
{
    return verification->next;
}

uint64_t verification_size(const struct verification *verification)
{
    return (uint64_t)verification->about.st_size;
}

const struct signer *verification_signer(const struct verification *verification)
{
    return verification->done ? &verification->signer : NULL;
}

enum status verification_bundle(struct verification *verification, struct bundle **out, struct fault *fault)
{
    char path[32];
    struct stat now;
    *out = NULL;
    if (fstat(verification->fd, &now))
        return not_read(verification, fault);
    if (!verification->done || !is_same(&now, &verification->about))
        return has_changed(verification, fault);
    snprintf(path, sizeof path, "/proc/self/fd/%d", verification->fd);
    return bundle_open_as(path, verification->name, out, fault);
}

enum status verification_renamed(struct verification *verification, const char *path, struct fault *fault)
{
    struct stat now;
    char *copy = strdup(path), *name = strdup(path);
    enum status status = copy && name ? STATUS_OK : fault_no_memory(fault);
    if (!status && fstat(verification->fd, &now))
        status = not_read(verification, fault);
    else if (!status && !holds_same(&now, &verification->about))
        status = has_changed(verification, fault);
    if (status) {
        free(copy);
        free(name);
        return status;
    }
    /* A new name is a change of the file, too. */
    verification->about = now;
    free(verification->path);
    free(verification->name);
    verification->path = copy;
    verification->name = name;
    return STATUS_OK;
}
