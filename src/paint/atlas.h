/* The bitmaps of clusters that were drawn lately, packed into a few large sheets: one kind of sheet for coverage, one for
 * colour. When the sheets are full the one not used for longest is emptied. Private to paint/. */
#ifndef PAINT_ATLAS_H
#define PAINT_ATLAS_H

#include "paint/blend.h"
#include "paint/render.h"

#define ATLAS_COVERAGE_SIDE 1024u
#define ATLAS_COVERAGE_SHEETS 4u /* 1 MB each: some 2,500 characters of 20 px */
#define ATLAS_COLOR_SIDE 512u
#define ATLAS_COLOR_SHEETS 2u /* 1 MB each: some 450 emoji of 24 px */

struct atlas;

/* What to blend at left, top from the pen. */
struct atlas_glyph {
    struct pixels pixels; /* data NULL: nothing to see */
    int32_t left, top;
    bool color;
};

enum status atlas_new(struct faces *faces, struct atlas **out) MUST_USE;
void atlas_free(struct atlas *atlas);

/* The cluster's bitmap, drawn if it is not there. Valid until the next call. */
enum status atlas_find(struct atlas *atlas, const struct cluster_look *look,
                       struct atlas_glyph *out) MUST_USE;

/* Bytes of the sheets, and how many clusters were drawn so far. */
size_t atlas_bytes(const struct atlas *atlas);
uint64_t atlas_rendered(const struct atlas *atlas);

#endif
