/* What in the library a new bundle takes the place of (install.h says which that are). Private to bundle/. */
#ifndef BUNDLE_INSTALLED_H
#define BUNDLE_INSTALLED_H

#include <stdbool.h>

#include "base/buffer.h"
#include "bundle/manifest.h"
#include "bundle/trust.h"

struct installed;

/* Lists the library. STATUS_NOT_FOUND, _DENIED, _IO, _NO_MEMORY as library_add. */
enum status installed_open(const char *folder, const struct trust *trust, struct installed **out,
                           struct fault *fault) MUST_USE;
void installed_close(struct installed *installed);

/* The bundle that is to be installed. */
struct installed_fresh {
    const char *name; /* of its file; what the sentences call it, too */
    uint64_t size;    /* bytes */
    struct manifest manifest;
};

/* Looks at one bundle more, and adds its path below the folder, with its NUL, to `replaced` when `fresh` takes its place. STATUS_DENIED with a sentence when it must not: it is of
 * a lower edition. */
enum status installed_step(struct installed *installed, const struct installed_fresh *fresh,
                           struct buffer *replaced, bool *done, struct fault *fault) MUST_USE;

/* Whether none of those looked at was the same edition, or without an id as large. */
bool installed_is_fresh(const struct installed *installed);

#endif
