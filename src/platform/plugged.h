/* What udev knows of the block devices that were plugged in: their names for people, and which of them no one will mount. All
 * of this works without udev (a container), and then says nothing. Private to platform/. */
#ifndef PLATFORM_PLUGGED_H
#define PLATFORM_PLUGGED_H

#include <stdbool.h>
#include <stddef.h>

struct plugged;

/* NULL: there is no udev, or no memory. */
struct plugged *plugged_new(void);
void plugged_free(struct plugged *plugged);

/* Takes what the monitor has to tell, without waiting. True: some device came, went or changed. */
bool plugged_changed(struct plugged *plugged);

/* The label of the file system on the block device `name` ("sdb1"), else its maker's name for it; empty when none is known. */
void plugged_label(struct plugged *plugged, const char *name, char *out, size_t size);

enum plugged_kind {
    PLUGGED_OTHER,     /* no stick, or one that is mounted elsewhere */
    PLUGGED_BLANK,     /* a stick with neither partitions nor a file system */
    PLUGGED_ENCRYPTED, /* LUKS, BitLocker */
};

/* What a device with these properties of udev's is. */
enum plugged_kind plugged_kind(const char *(*property)(void *data, const char *key), void *data);

/* Calls `each` with the kernel's name of every stick that is not PLUGGED_OTHER. */
void plugged_unusable(struct plugged *plugged,
                      void (*each)(void *data, const char *name, enum plugged_kind kind), void *data);

#endif
