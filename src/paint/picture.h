/* The entry that an article's picture names, and how large it is. Private to paint/. */
#ifndef PAINT_PICTURE_H
#define PAINT_PICTURE_H

#include "document/article.h"
#include "paint/header.h"

#define PICTURE_SIZES 64u

/* What was read lately: layout asks again each time it sets a page. Zero it first, and when a bundle is closed. */
struct picture_sizes {
    struct picture_size_slot {
        const struct bundle *bundle;
        uint64_t used; /* 0: free */
        uint32_t entry;
        int32_t width, height; /* 0: not a picture that can be shown */
    } slots[PICTURE_SIZES];
    uint64_t clock;
};

/* The entry of the article's bundle; ENTRY_NONE: remote, missing, or the address makes no sense. */
uint32_t picture_entry(const struct article *article, const struct picture *picture);

/* The start of the entry; fails with a sentence that names it when it is unreadable, no known picture or too large for
 * limits.h. */
enum status picture_header(struct bundle *bundle, uint32_t entry, struct header *out,
                           struct fault *fault) MUST_USE;

/* As metrics.picture, for the entry or what the article encloses: false when there is none to be shown. */
bool picture_size(struct picture_sizes *sizes, const struct article *article, const struct picture *picture,
                  int *width, int *height);

#endif
