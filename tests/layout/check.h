/* What is true of every page of every article, checked: with the fake metrics, so that no font is needed.
 *
 * - nothing stands outside of the page, and no run or picture over another run;
 * - a justified line ends at the measure to half a px, and no line goes beyond it;
 * - lines of body text stand on the grid (G4);
 * - no line begins or ends with a mark that may not (B2), and no …… or —— is split (B3);
 * - positions of pages never fall, and layout_find leads back to each page;
 * - every code point that utf8_counts stands on exactly one page, in order (navigation rows excepted);
 * - a page that is set again is the same. */
#ifndef TESTS_LAYOUT_CHECK_H
#define TESTS_LAYOUT_CHECK_H

#include "layout/layout.h"
#include "layout/source.h"
#include "memory.h"

/* An article without a bundle; NULL when it does not parse. `memory` must outlive it. */
struct article *check_article(struct memory *memory, enum entry_kind kind);

/* Sets all pages and calls `each` (may be NULL) with every one. Returns how many checks failed; says on stderr which. */
int check_layout(struct article *article, const struct style *style,
                 void (*each)(const struct page *page, void *data), void *data);

/* The same with other metrics than the fake ones: real fonts. */
int check_metrics(struct article *article, const struct style *style, const struct metrics *metrics,
                  void (*each)(const struct page *page, void *data), void *data);

/* The same for the blocks of a test's own, all of which are there. */
int check_blocks(const struct block *first, const char *language, const struct style *style);

#endif
