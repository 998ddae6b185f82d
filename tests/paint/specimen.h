/* A page made by hand out of lines of text, shaped by the real fonts. */
#ifndef TESTS_PAINT_SPECIMEN_H
#define TESTS_PAINT_SPECIMEN_H

#include "layout/page.h"

#define SPECIMEN_MOST 64

struct specimen {
    struct page page;
    struct run runs[SPECIMEN_MOST];
    struct page_rule rules[SPECIMEN_MOST];
    struct page_picture pictures[SPECIMEN_MOST];
    struct glyph *glyphs[SPECIMEN_MOST];
};

void specimen_init(struct specimen *specimen, int32_t width, int32_t height);
void specimen_free(struct specimen *specimen);

/* Sets a run at x, baseline y (px); returns the x in 1/64 px where it ends. The text is borrowed. */
fixed specimen_run(struct specimen *specimen, const struct metrics *metrics, const struct font *font,
                   const char *text, fixed x, int32_t baseline);

/* The last run read from right to left, between the same ends. */
void specimen_mirror(struct specimen *specimen);

void specimen_rule(struct specimen *specimen, struct box box, enum ink ink);

#endif
