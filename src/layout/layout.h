/* Article → pages, lazily. Only where each page starts is kept; a page is set again when it is asked for, and is always
 * the same value: a function of (article, style, metrics, number). */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "layout/page.h"

/* The screen and how the reader wants the text. */
struct style {
    int32_t width, height; /* of the screen in px, from 240×160 to 8192×8192 */
    int32_t top, bottom;   /* px kept free for the running title and the folio */
    uint16_t font_size;    /* px per em of body text, 12 … 96 */
    bool vertical;         /* lines run down the page, from right to left (V1) */
    bool hanging;          /* 、，。 at the end of a line hang in the margin (P4) */
};

struct layout;

/* The article and the metrics' data must outlive the layout. */
enum status layout_new(struct article *article, const struct style *style, const struct metrics *metrics,
                       struct layout **out) MUST_USE;
void layout_free(struct layout *layout);

/* Finds the start of one more page; at most a few milliseconds. STATUS_OK also when all are found. A failure of the
 * article's own comes back once; called again, the layout goes on with what was parsed before it. */
enum status layout_more(struct layout *layout, struct fault *fault) MUST_USE;

/* True when every page is known: then layout_count is the article's number of pages, at least 1. Until then it is the
 * number found so far, and the screen shows "…". */
bool layout_complete(const struct layout *layout);
uint32_t layout_count(const struct layout *layout);

/* Sets page `number` (from 0). STATUS_NOT_FOUND past what layout_count says: call layout_more first. */
enum status layout_page(struct layout *layout, uint32_t number, struct page **out,
                        struct fault *fault) MUST_USE;

/* The page, among those found so far, on which `position` stands; the last one found for a position beyond. Of pages that
 * begin at one position, since all but the last have only pictures, it is the last. */
uint32_t layout_find(const struct layout *layout, uint64_t position);

/* True when `position` lies before the end of what has been found, so that layout_find is final for it. */
bool layout_covers(const struct layout *layout, uint64_t position);

#endif
