/* A block set at the style's measure: strips, which pages are filled with. A strip is a line of text, a row of a table, a
 * picture: what is never cut. Private to layout/. */
#ifndef LAYOUT_SET_H
#define LAYOUT_SET_H

#include "layout/para.h"

struct strip {
    int32_t height; /* px */
    int32_t least;  /* a picture may be set as low as this to end a page; else the height */
    int32_t after;  /* height of what has to follow on the same page when it is */
    bool keep;      /* no page may begin behind it */
};

struct tabular;

/* Zero-initialise it; set_free gives its memory back. It may be set again with another block. */
struct set {
    const struct block *block; /* NULL: nothing is set, or setting failed */
    uint64_t used;             /* for the cache: when it was last asked for */
    struct strip *strips;
    uint32_t strip_count, strip_room;
    bool rtl;            /* it is indented, and its marker stands, at the right */
    int32_t left, width; /* px: the column inside of its lists and quotes, from the left of the page */
    struct para para;
    int32_t lead, tail; /* px above the first and below the last line, within their strips */
    int32_t picture_width, picture_height;
    bool missing;
    struct text label; /* what stands in the box of a missing picture */
    struct span label_span;
    uint32_t boxed; /* its lines that do */
    struct tabular *table;
};

enum status set_block(struct setter *setter, struct set *set, const struct block *block) MUST_USE;
void set_free(struct set *set);

/* px to be left between two blocks that follow each other on a page; `before` NULL: at the top of it. */
int32_t set_gap(const struct setter *setter, const struct block *before, const struct block *block);

/* Text lines that a strip counts for keeping headings with what follows (G3). */
uint32_t set_weight(const struct set *set);

/* Position (article.h) of what a strip begins with. */
uint64_t set_position(const struct set *set, uint32_t strip);

/* Draws a strip at y, px from the top of the page, `height` px high. */
struct spot {
    uint32_t strip;
    int32_t y, height;
};
void set_draw(struct setter *setter, struct set *set, const struct spot *spot, struct drawing *drawing);

/* Adds strips for the lines of set->para, keeping two at either end together (G2). */
enum status set_lines(const struct setter *setter, struct set *set) MUST_USE;
enum status set_strip(struct set *set, int32_t height, bool keep) MUST_USE;
struct para_spec set_spec(const struct setter *setter, const struct set *set);

/* The other kinds of blocks, each in its file. */
enum status figure_set(struct setter *setter, struct set *set) MUST_USE;
void figure_draw(struct setter *setter, struct set *set, const struct spot *spot, struct drawing *drawing);
enum status tabular_set(struct setter *setter, struct set *set) MUST_USE;
void tabular_draw(struct setter *setter, struct set *set, uint32_t strip, int32_t y, struct drawing *drawing);
uint64_t tabular_position(const struct set *set, uint32_t strip);

/* Height of the head, the first strips, that is repeated over `strip` when a column begins with that; 0: there is none to
 * repeat. */
int32_t tabular_head(const struct setter *setter, const struct set *set, uint32_t strip);
void tabular_draw_head(struct setter *setter, struct set *set, int32_t y, struct drawing *drawing);
void tabular_free(struct tabular *table);
enum status links_row_set(struct setter *setter, struct set *set) MUST_USE;
void links_row_draw(struct setter *setter, struct set *set, int32_t y, struct drawing *drawing);

/* Whether lines of the block begin at the right, as far as the document says it. */
bool set_rtl(const struct setter *setter, const struct block *block);

/* What the containers of a block add: indentation, markers, bars of quotes. */
int32_t indent_of(const struct setter *setter, const struct container *container);
void indent_draw_marker(struct setter *setter, const struct set *set, int32_t y, struct drawing *drawing);
void indent_draw_bars(const struct setter *setter, const struct container *container, bool rtl,
                      struct box place, struct drawing *drawing);

/* One line of text at a place, unbroken; for labels of the layout's own. Returns its width. */
struct label {
    struct font font;
    const char *text;
    uint32_t size;
    uint8_t ink;
    const struct link *link;
};
enum status label_width(struct setter *setter, const struct label *label, fixed *width) MUST_USE;
void label_draw(struct setter *setter, const struct label *label, fixed x, int32_t baseline,
                struct drawing *drawing);

#endif
