/* A link's address, part by part, and whether it leads into the bundle's own repository. Private to bundle/. */
#ifndef BUNDLE_REPOSITORY_H
#define BUNDLE_REPOSITORY_H

#include <string.h>
#include <strings.h>

#include "base/hex.h"
#include "bundle/bundle.h"

/* On GitHub a page stands at OWNER/REPO/blob/BRANCH/…, so this many folders are above the bundle's top. */
#define OUTER 4

struct slice {
    const char *start;
    size_t size;
};

static inline struct slice slice_of(const char *text)
{
    return (struct slice){text, strlen(text)};
}

static inline bool slice_is(struct slice slice, const char *word)
{
    return slice.size == strlen(word) && !strncasecmp(slice.start, word, slice.size);
}

/* Takes the part up to the next '/' off the front, and that '/'. */
static inline struct slice take_part(struct slice *rest)
{
    struct slice part = *rest;
    const char *slash = memchr(rest->start, '/', rest->size);
    if (slash)
        part.size = (size_t)(slash - rest->start);
    size_t taken = slash ? part.size + 1 : part.size;
    rest->start += taken;
    rest->size -= taken;
    return part;
}

/* `rest` is what follows the first `outer` of OWNER/REPO/blob/BRANCH. True when it leads into the bundle's own
 * repository; *rest becomes the path below the top. */
bool repository_is_own(const struct bundle *bundle, int outer, struct slice *rest);

/* Whether BRANCH/PATH of `repository` is in the bundle's own one; *rest, which holds that, becomes PATH. */
bool repository_take(const struct bundle *bundle, struct slice repository, struct slice *rest);

#endif
