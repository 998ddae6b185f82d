/* Which sticks there are to read. Nothing is mounted here: slipcase-media@.service does that (toolchains/kiosk), into a folder of
 * its own for each stick below the media folder.
 *
 * A stick is a folder right below the media folder in which something is mounted (/proc/self/mountinfo), or which holds
 * something: so a desktop, a container and a test need no mount, and the empty place where a stick is about to be mounted is no
 * stick yet. One whose device is gone is none any more, though it may be mounted for another while. Hidden names are left out. A file NAME.refused there tells of a stick that the unit could not mount, and holds the
 * name of its file system, or nothing when that is damaged. What a stick is called comes from udev, where there is one, for the
 * kernel's name of the device, which is the folder's.
 *
 * No call waits, as long as the kernel answers from what it knows: no file of a mounted stick is looked at. */
#ifndef PLATFORM_MEDIA_H
#define PLATFORM_MEDIA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"

struct media;

struct media_item {
    char *folder;    /* where its files are; NULL: it cannot be read */
    char *label;     /* its name for people */
    char *problem;   /* why it cannot be read, a sentence; NULL: it can */
    uint64_t serial; /* another one: another stick, or the same plugged again */
    uint64_t stamp;  /* another one: a folder that is not mounted holds other things */
    bool read_only;  /* it may be pulled out at any time; also of what is not mounted at all */
};

/* The folder need not be there yet. STATUS_NO_MEMORY. */
enum status media_open(const char *folder, struct media **out, struct fault *fault) MUST_USE;
void media_close(struct media *media);

/* Looks again; to be called about once a second. True: the list below is another one, and what was borrowed of it is gone. */
bool media_changed(struct media *media);

/* By name of the folder, at most LIMIT_MEDIA. None before the first media_changed. */
uint32_t media_count(const struct media *media);
const struct media_item *media_item(const struct media *media, uint32_t index);

/* Whether that stick, one of those that can be read, is still there now: what is found on it counts only if it is. */
bool media_there(struct media *media, uint32_t index);

#endif
