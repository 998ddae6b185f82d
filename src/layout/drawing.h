/* A page under construction. What is drawn comes in logical px (geometry.h) of the first column; the page gets its own, with
 * vertical lines turned. The arrays are reused from page to page; only what is kept goes into the page's arena. */
#ifndef LAYOUT_DRAWING_H
#define LAYOUT_DRAWING_H

#include "base/arena.h"
#include "layout/page.h"

/* Most memory of one page: 8,192 × 8,192 px of 12 px text take about 25 MB. */
#define DRAWING_LIMIT ((size_t)64 * 1024 * 1024)

struct drawing {
    struct arena *arena;
    int32_t shift; /* px along the line to the column that is drawn in */
    bool repeats;  /* what stands elsewhere as well: its texts are the page's own copies */
    int32_t turn;  /* width of a page whose lines run down; 0: they do not */
    struct run *runs;
    struct page_rule *rules;
    struct page_picture *pictures;
    struct page_link *links;
    struct glyph *glyphs; /* of the run that is open */
    uint32_t run_count, rule_count, picture_count, link_count, glyph_count;
    uint32_t run_room, rule_room, picture_room, link_room, glyph_room;
    enum status status; /* the first failure; what follows it is ignored */
};

/* Begins an empty page; zero-initialise the drawing before the first. `turn` as above. */
enum status drawing_begin(struct drawing *drawing, int32_t turn) MUST_USE;

/* The page with all that was drawn, or the failure of the first call that failed. */
enum status drawing_end(struct drawing *drawing, struct page **out) MUST_USE;
void drawing_free(struct drawing *drawing);

void drawing_rule(struct drawing *drawing, struct box box, enum ink ink);
void drawing_dot(struct drawing *drawing, struct box box, enum ink ink);
void drawing_picture(struct drawing *drawing, const struct page_picture *picture);

/* Joins the box before when it is of the same link and line. */
void drawing_link(struct drawing *drawing, struct box box, const struct link *link);

/* A run is drawn glyph by glyph and ended with its other fields; `glyphs` and `glyph_count` are filled in. */
void drawing_glyph(struct drawing *drawing, const struct glyph *glyph);
void drawing_run(struct drawing *drawing, const struct run *run);

/* A link or text of the page's own. NULL after a failure. */
const struct link *drawing_new_link(struct drawing *drawing, const char *href);
const char *drawing_text(struct drawing *drawing, const char *text);

#endif
