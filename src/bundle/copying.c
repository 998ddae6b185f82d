#include "bundle/copying.h"

#include <errno.h>
#include <fcntl.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "base/limits.h"
#include "base/messages.h"
#include "bundle/opening.h"

/* A quarter of the MiB that is flushed: so long nobody's touch is answered, also with a slow stick and a slow card. */
#define STEP KIB(256)
#define FLUSH MIB(1)

struct copying {
    crypto_generichash_state read, written; /* first: they are aligned to 64 bytes */
    char *name;                             /* of the source's file, for the sentences */
    int from, to;
    struct stat about; /* of the source */
    uint64_t size, copied, flushed, checked;
    unsigned char bytes[STEP];
};

static enum status not_written(const struct copying *copying, struct fault *fault)
{
    if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
        return fault_set(fault, STATUS_LIMIT,
                         _("There is no room for %s in the library; remove bundles there that nobody needs."),
                         copying->name);
    return fault_set(fault, STATUS_IO,
                     _("%s could not be copied to the library (%s), where all is as before; look whether its "
                       "disk is sound."),
                     copying->name, strerror(errno));
}

static enum status not_read(const struct copying *copying, struct fault *fault)
{
    return fault_set(fault, STATUS_IO, _("%s could not be read (%s); check the medium it is on."),
                     copying->name, strerror(errno));
}

static enum status open_source(struct copying *copying, const char *source, struct fault *fault)
{
    copying->from = open(source, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (copying->from < 0)
        return opening_failed(copying->name, fault);
    if (fstat(copying->from, &copying->about))
        return not_read(copying, fault);
    if (!S_ISREG(copying->about.st_mode))
        return fault_set(fault, STATUS_INVALID,
                         _("%s is not a file; choose a bundle, whose name ends in .zip."), copying->name);
    copying->size = (uint64_t)copying->about.st_size;
    return STATUS_OK;
}

/* What a crash left under this name goes. */
static enum status open_target(struct copying *copying, int folder, const char *name, struct fault *fault)
{
    if (unlinkat(folder, name, 0) && errno != ENOENT)
        return not_written(copying, fault);
    copying->to = openat(folder, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (copying->to < 0)
        return not_written(copying, fault);
    int failed;
    do
        failed = copying->size ? fallocate(copying->to, 0, 0, (off_t)copying->size) : 0;
    while (failed && errno == EINTR);
    /* Not all file systems can; then a write will say that there is no room. */
    return failed && errno != EOPNOTSUPP && errno != ENOSYS ? not_written(copying, fault) : STATUS_OK;
}

enum status copying_open(const char *source, int folder, const char *name, struct copying **out,
                         struct fault *fault)
{
    *out = NULL;
    struct copying *copying = aligned_alloc(alignof(struct copying), sizeof *copying);
    if (!copying || sodium_init() < 0) {
        free(copying);
        return fault_no_memory(fault);
    }
    memset(copying, 0, sizeof *copying);
    copying->from = copying->to = -1;
    copying->name = strdup(bundle_file_name(source));
    crypto_generichash_init(&copying->read, NULL, 0, crypto_generichash_BYTES);
    crypto_generichash_init(&copying->written, NULL, 0, crypto_generichash_BYTES);
    enum status status = copying->name ? open_source(copying, source, fault) : fault_no_memory(fault);
    if (!status)
        status = open_target(copying, folder, name, fault);
    if (status)
        copying_close(copying);
    else
        *out = copying;
    return status;
}

void copying_close(struct copying *copying)
{
    if (!copying)
        return;
    if (copying->from >= 0)
        close(copying->from);
    if (copying->to >= 0)
        close(copying->to);
    free(copying->name);
    free(copying);
}

/* Starts writing [flushed, copied), and waits for what was started before: it is the disk that says how fast we go. */
static bool flush(struct copying *copying)
{
    off_t begin = (off_t)copying->flushed, size = (off_t)(copying->copied - copying->flushed);
    off_t before = begin > (off_t)FLUSH ? begin - (off_t)FLUSH : 0;
    int failed = sync_file_range(copying->to, begin, size, SYNC_FILE_RANGE_WRITE);
    if (!failed && before < begin)
        failed =
            sync_file_range(copying->to, before, begin - before,
                            SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
    copying->flushed = copying->copied;
    /* Where it cannot be asked for, fsync writes all in the end. */
    return !failed || (errno != EIO && errno != ENOSPC && errno != EDQUOT);
}

static bool write_all(int fd, const unsigned char *bytes, size_t size, uint64_t offset)
{
    while (size) {
        ssize_t done = pwrite(fd, bytes, size, (off_t)offset);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        bytes += done;
        offset += (uint64_t)done;
        size -= (size_t)done;
    }
    return true;
}

static ssize_t read_some(int fd, struct copying *copying, uint64_t offset)
{
    uint64_t left = copying->size - offset;
    ssize_t got;
    do
        got = pread(fd, copying->bytes, left < STEP ? left : STEP, (off_t)offset);
    while (got < 0 && errno == EINTR);
    return got;
}

/* All is copied: on the medium, and nowhere else. */
static enum status settle(struct copying *copying, struct fault *fault)
{
    struct stat now;
    if (fstat(copying->from, &now))
        return not_read(copying, fault);
    if (now.st_size != copying->about.st_size || now.st_mtim.tv_sec != copying->about.st_mtim.tv_sec ||
        now.st_mtim.tv_nsec != copying->about.st_mtim.tv_nsec)
        return fault_set(fault, STATUS_IO, _("%s was changed while it was copied; copy it again."),
                         copying->name);
    if (fsync(copying->to))
        return not_written(copying, fault);
    /* Advice: where it is not taken the pages that were written are read. */
    (void)posix_fadvise(copying->to, 0, 0, POSIX_FADV_DONTNEED);
    return STATUS_OK;
}

enum status copying_step(struct copying *copying, bool *done, struct fault *fault)
{
    ssize_t got = copying->copied < copying->size ? read_some(copying->from, copying, copying->copied) : 0;
    *done = false;
    if (got < 0)
        return not_read(copying, fault);
    if (!got && copying->copied < copying->size)
        return fault_set(fault, STATUS_IO, _("%s has become shorter while it was read; copy it again."),
                         copying->name);
    crypto_generichash_update(&copying->read, copying->bytes, (unsigned long long)got);
    if (!write_all(copying->to, copying->bytes, (size_t)got, copying->copied))
        return not_written(copying, fault);
    copying->copied += (uint64_t)got;
    if (copying->copied - copying->flushed >= FLUSH && !flush(copying))
        return not_written(copying, fault);
    if (copying->copied < copying->size)
        return STATUS_OK;
    *done = true;
    return settle(copying, fault);
}

enum status copying_check(struct copying *copying, bool *done, struct fault *fault)
{
    unsigned char read[crypto_generichash_BYTES], written[crypto_generichash_BYTES];
    ssize_t got = copying->checked < copying->size ? read_some(copying->to, copying, copying->checked) : 0;
    *done = false;
    if (got < 0)
        return not_written(copying, fault);
    crypto_generichash_update(&copying->written, copying->bytes, (unsigned long long)got);
    copying->checked += (uint64_t)got;
    if (got && copying->checked < copying->size)
        return STATUS_OK;
    *done = true;
    crypto_generichash_final(&copying->read, read, sizeof read);
    crypto_generichash_final(&copying->written, written, sizeof written);
    return memcmp(read, written, sizeof read) != 0
               ? fault_set(fault, STATUS_CORRUPT,
                           _("What the library holds of %s is not what was written; look whether its disk is "
                             "sound."),
                           copying->name)
               : STATUS_OK;
}

uint64_t copying_size(const struct copying *copying)
{
    return copying->size;
}

uint64_t copying_copied(const struct copying *copying)
{
    return copying->copied;
}

uint64_t copying_checked(const struct copying *copying)
{
    return copying->checked;
}
