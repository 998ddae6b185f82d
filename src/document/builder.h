/* Builds an article's blocks out of a stream of characters, breaks, edges and pictures. What stands open is in the state,
 * which the HTML handlers save when an element begins and put back when it ends. */
#ifndef DOCUMENT_BUILDER_H
#define DOCUMENT_BUILDER_H

#include "document/navigation.h"
#include "document/table.h"
#include "document/text.h"

/* What becomes of characters. */
enum sink {
    SINK_PARAGRAPH,
    SINK_HEADING,
    SINK_CODE,
    SINK_CAPTION,
    SINK_CELL,
    SINK_READING, /* of a ruby */
    SINK_TITLE,   /* <title> */
    SINK_SHEET,   /* <style> */
    SINK_NOTHING,
};

struct state {
    enum sink sink;
    struct look look;
    uint8_t level;     /* of the heading */
    uint8_t align;     /* enum align */
    uint8_t direction; /* enum direction */
    bool indent_given; /* with `indent`, as of struct block */
    bool lines;        /* line feeds are forced breaks (white-space) */
    int16_t indent;
    uint16_t figure; /* open <figure> elements */
    uint16_t quotes; /* open <q> elements */
    struct container *container;
};

/* How many code points the first bytes of the text hold: counted once, when names stand in it. */
struct counted {
    size_t bytes;
    uint64_t count;
};

struct builder {
    struct arena *arena;
    struct navigation *navigation;
    struct state state;
    struct inline_text text; /* of the block or cell that is open */
    struct buffer reading;   /* of the ruby that is open */
    struct buffer title;     /* of <title> */
    struct buffer sheet;     /* of the <style> that is open */
    struct anchor_name
        *names; /* for the next blocks, last one first; `at` counts from the end of the last block */
    struct counted counted;
    bool new_page;       /* the next block begins a page */
    size_t enclosed;     /* bytes of files in the addresses of pictures: at most LIMIT_ENCLOSED */
    struct text caption; /* came before the picture of its <figure> */
    struct table_builder table;
    enum status status; /* the first failure; everything is ignored after it */
};

void builder_free(struct builder *builder);

/* Remembers the first failure. */
void builder_keep(struct builder *builder, enum status status);

/* Characters of the document, UTF-8. */
void builder_characters(struct builder *builder, const char *text, size_t size);
void builder_break(struct builder *builder);

/* The edge of a block: ends the paragraph, or the line inside of a heading, caption or cell. */
void builder_edge(struct builder *builder);

/* What the sink has gathered becomes a block; the sink stays. */
void builder_finish(struct builder *builder);
void builder_rule(struct builder *builder);
void builder_picture(struct builder *builder, const struct picture *picture);

/* An id or name on what comes next. */
void builder_name(struct builder *builder, const char *name);

/* Opens a container inside of the innermost one. */
void builder_open(struct builder *builder, enum container_kind kind, uint32_t number);

/* The text is at its end. */
void builder_end(struct builder *builder);

#endif
