/* The shelf follows what there is to read, while it is shown and while it is not. Private to ui/. */
#ifndef UI_RESTOCK_H
#define UI_RESTOCK_H

#include "ui/volume.h"

struct restocked {
    uint32_t focus;    /* in: a volume before; out: the same one after, else one near it */
    bool pulled;       /* out: the stick with the volume that was opened last is gone */
    char *stick;       /* its name, to be freed; NULL when not, or without memory for it */
    uint32_t plugged;  /* out: a source with a stick that was not there before; VOLUME_NONE */
    uint32_t arrivals; /* out: bundles on such sticks */
};

/* Puts what the sources hold on the shelf, in their order, in place of what is there. What is known of a bundle stays with it when
 * it is the same file on the same stick; what is gone is closed, so that its stick can be unmounted. The volume opened last is
 * found again, also when another file took its name. STATUS_NO_MEMORY leaves all as it was. */
enum status restock(struct volumes *volumes, const struct source *list, uint32_t count,
                    struct restocked *out) MUST_USE;

/* The bundle at `path` was just copied into the library, and is on the shelf from now on, behind the others; the next restock puts it into its place.
 * Takes `verification` over, also on failure; NULL: it is not verified yet. STATUS_NO_MEMORY. */
enum status restock_copied(struct volumes *volumes, const char *path,
                           struct verification *verification) MUST_USE;

#endif
