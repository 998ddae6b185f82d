/* Where text stands on a page of a given style: the measure (J2) and the baseline grid (G4). Logical: x runs along the lines,
 * y from line to line, also where the lines run down the page (V1). */
#ifndef LAYOUT_GEOMETRY_H
#define LAYOUT_GEOMETRY_H

#include "layout/layout.h"

/* All in whole px. */
struct geometry {
    int32_t left, measure; /* the first column: `measure` is a whole number of em */
    int32_t columns,
        step; /* how many columns follow each other along the line; from one's start to the next one's */
    int32_t top, lines; /* of the first grid line; how many there are, at least 1 */
    int32_t pitch;      /* from grid line to grid line: 1.7 em, even */
    int32_t unit; /* blocks start at multiples of this: the pitch, or half of it where paragraphs have gaps */
    int32_t em;
    int32_t thin; /* thickness of rules */
};

/* `cjk`: paragraphs are indented and the measure may be 40 em; else they have gaps and it is at most 34. */
struct geometry geometry_of(const struct style *style, bool cjk);

/* Height of the column. */
static inline int32_t geometry_column(const struct geometry *geometry)
{
    return geometry->pitch * geometry->lines;
}

/* The next multiple of the unit from y on. */
static inline int32_t geometry_align(const struct geometry *geometry, int32_t y)
{
    return (y + geometry->unit - 1) / geometry->unit * geometry->unit;
}

#endif
