/* A layout of blocks that come from elsewhere than an article: the seam for tests. Private to layout/. */
#ifndef LAYOUT_SOURCE_H
#define LAYOUT_SOURCE_H

#include "layout/flow.h"

/* As layout_new; `language` as article_language, `region` an enum region. */
enum status layout_new_from(const struct source *source, const char *language, uint8_t region,
                            const struct style *style, const struct metrics *metrics,
                            struct layout **out) MUST_USE;

#endif
