#include "bundle/medium.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/messages.h"
#include "bundle/inflated.h"
#include "bundle/place.h"
#include "bundle/unpack.h"

struct medium {
    int fd;
    uint64_t start, size;      /* of the bytes within the file */
    struct inflated *inflated; /* instead of a file */
};

enum status medium_new(int fd, uint64_t size, struct medium **out, struct fault *fault)
{
    *out = calloc(1, sizeof **out);
    if (!*out) {
        close(fd);
        return fault_no_memory(fault);
    }
    **out = (struct medium){.fd = fd, .size = size};
    return STATUS_OK;
}

static enum status check_place(const struct place *place, const char *name, struct fault *fault)
{
    if (place->method != METHOD_STORED && place->method != METHOD_DEFLATED)
        return fault_set(
            fault, STATUS_UNSUPPORTED,
            _("%s is packed with Zstandard, which a bundle in a bundle may not be; pack it into the "
              "other without compression."),
            name);
    if (place->method == METHOD_STORED)
        return STATUS_OK;
    if (place->size > LIMIT_INNER_ALLOWANCE &&
        (place->size - LIMIT_INNER_ALLOWANCE) / LIMIT_INNER_GROWTH > place->packed)
        return fault_set(fault, STATUS_LIMIT,
                         _("%s unpacks to far more than it takes in the bundle; pack it into that without "
                           "compression."),
                         name);
    if (place->size > LIMIT_INNER_BUNDLE)
        return fault_set(fault, STATUS_LIMIT,
                         _("%s is too large to be opened within another bundle (more than %llu MB); pack it "
                           "into that without compression."),
                         name, (unsigned long long)(LIMIT_INNER_BUNDLE / MIB(1)));
    return STATUS_OK;
}

enum status medium_within(struct medium *outer, const struct place *place, const char *path, const char *name,
                          struct medium **out, struct fault *fault)
{
    struct medium *part;
    *out = NULL;
    enum status status = check_place(place, name, fault);
    if (status)
        return status;
    if (outer->inflated)
        return fault_set(fault, STATUS_UNSUPPORTED,
                         _("%s is compressed in a bundle that is compressed in another one; pack it without "
                           "compression."),
                         name);
    int fd = fcntl(outer->fd, F_DUPFD_CLOEXEC, 0);
    if (fd < 0)
        return fault_set(fault, STATUS_IO, _("%s could not be opened (%s); check the medium it is on."), path,
                         strerror(errno));
    status = medium_new(fd, place->packed, &part, fault);
    if (status)
        return status;
    part->start = outer->start + place->offset;
    if (place->method == METHOD_STORED) {
        *out = part;
        return STATUS_OK;
    }
    struct medium *whole = calloc(1, sizeof *whole);
    if (!whole) {
        medium_free(part);
        return fault_no_memory(fault);
    }
    *whole = (struct medium){.fd = -1, .size = place->size};
    status = inflated_open(part, place, path, &whole->inflated, fault);
    if (status == STATUS_CORRUPT)
        place_damaged(name, fault);
    if (status)
        medium_free(whole);
    else
        *out = whole;
    return status;
}

void medium_free(struct medium *medium)
{
    if (!medium)
        return;
    inflated_free(medium->inflated);
    if (medium->fd >= 0)
        close(medium->fd);
    free(medium);
}

uint64_t medium_size(const struct medium *medium)
{
    return medium->size;
}

enum status medium_read(struct medium *medium, const char *path, uint64_t offset, void *bytes, size_t size,
                        struct fault *fault)
{
    unsigned char *out = bytes;
    if (medium->inflated)
        return inflated_read(medium->inflated, path, offset, bytes, size, fault);
    offset += medium->start;
    while (size) {
        ssize_t got = pread(medium->fd, out, size, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fault_set(fault, STATUS_IO, _("%s could not be read (%s); check the medium it is on."),
                             path, strerror(errno));
        if (got == 0)
            return fault_set(fault, STATUS_IO, _("%s has become shorter while it was read; copy it again."),
                             path);
        out += got;
        offset += (uint64_t)got;
        size -= (size_t)got;
    }
    return STATUS_OK;
}
