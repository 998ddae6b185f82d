/* Where a stretch without opportunities that is wider than any line may be broken all the same (B3): an address, a row of marks, a
 * name that a reading stands over. Private to layout/. */
#ifndef LAYOUT_OPENING_H
#define LAYOUT_OPENING_H

#include "layout/para.h"

/* In the atoms begin … end-1, between two forced breaks, gives such stretches emergency breaks: as few rules are hurt as can be. `sums`
 * are those of the text. */
void opening_of_wide(struct para *para, const struct sum *sums, uint32_t begin, uint32_t end);

#endif
