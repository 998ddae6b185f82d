/* Blocks → pages: what stands on a page that begins at a given place, and where the next one begins. Private to layout/. */
#ifndef LAYOUT_FLOW_H
#define LAYOUT_FLOW_H

#include "layout/set.h"

/* Where blocks come from: an article, or a test's own list. */
struct source {
    void *data;
    const struct block *(*first)(void *data);
    /* Makes the list grow, or finds that it is complete; see article_more. */
    enum status (*more)(void *data, struct fault *fault);
    bool (*complete)(void *data);
};

/* A strip of a block; block NULL: the end of the article. */
struct place {
    const struct block *block;
    uint32_t strip;
};

struct placement {
    struct place place;
    int32_t column;    /* from 0 */
    int32_t y, bottom; /* px from the top of the column */
    int32_t head;      /* height of the table's head over it, repeated; 0: none */
};

/* Blocks as they were set last: enough for the end of a page, and for a page that is set again. */
#define FLOW_SETS 12
/* Of paragraphs as long as LIMIT_PARAGRAPH fewer are kept: so many atoms in all, 8 MB. */
#define FLOW_ATOMS 262144u

struct flow {
    struct setter setter;
    struct source source;
    struct set sets[FLOW_SETS];
    uint64_t clock;
    struct placement *placements; /* of the page at hand */
    uint32_t placement_count, placement_room;
};

/* The setting of a block; valid until another one is asked for. */
enum status flow_set(struct flow *flow, const struct block *block, struct set **out) MUST_USE;

/* The first block with anything to show, from `place` on. Fails when the source does. */
enum status flow_seek(struct flow *flow, struct place *place, struct fault *fault) MUST_USE;

/* Fills a page that begins at `from`: its placements, and where the next one begins. */
enum status flow_fill(struct flow *flow, struct place from, struct place *next, struct fault *fault) MUST_USE;

void flow_draw(struct flow *flow, struct drawing *drawing);
void flow_close(struct flow *flow);

#endif
