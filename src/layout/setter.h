/* What setting any block needs, and work memory that is reused from block to block. Private to layout/. */
#ifndef LAYOUT_SETTER_H
#define LAYOUT_SETTER_H

#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "layout/drawing.h"
#include "layout/geometry.h"

struct node;

/* Before atom k of the text: sums over the atoms and joints before it. */
struct sum {
    int64_t width;
    int64_t shrink;
    int64_t ease;   /* how far words, gaps and joints between Han characters stretch at ease */
    int64_t most;   /* … and at most: those between Han characters further */
    uint32_t solid; /* end of the last atom that is no space */
};

/* Whether a line may begin between two groups of classes (opportunities.c). */
#define BREAK_GROUPS 9
enum pair { PAIR_UNKNOWN, PAIR_STAYS, PAIR_BREAKS };

struct setter {
    const struct metrics *metrics;
    const struct article *article; /* for the pictures; NULL when there is none */
    struct geometry geometry;
    bool vertical;             /* lines run down the page (V1) */
    bool hanging;              /* marks hang at the end of lines (P4) */
    bool rtl;                  /* the article's language is written from right to left */
    bool indents;              /* paragraphs are indented and have no gap (G1) */
    uint8_t region;            /* enum region, for the layout's own texts */
    const struct block *title; /* the heading that is set as the title, or NULL */
    UBreakIterator *breaks;    /* slow to open: once for each layout */
    UBreakIterator *words;     /* by dictionary; NULL until a heading needs it */
    UText utext;
    UBiDi *bidi; /* NULL until a text needs it */
    struct cluster *clusters;
    struct node *nodes;
    struct sum *sums;
    fixed *adjustments, *places;
    UChar *utf16;
    uint8_t *levels;
    int32_t *order;
    uint32_t cluster_room, node_room, sum_room, adjustment_room, place_room, utf16_room, level_room,
        order_room;
    enum pair pairs[BREAK_GROUPS][BREAK_GROUPS]; /* what `breaks` has been asked */
};

/* `language` is a BCP 47 tag: it chooses the tailoring of line breaks (B1). Zero the setter first; setter_close
 * also after a failure. */
enum status setter_open(struct setter *setter, const char *language) MUST_USE;
void setter_close(struct setter *setter);

#endif
