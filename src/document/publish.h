/* The end of the article builder: blocks as they are held back (drafts), and the growing list that readers see. */
#ifndef DOCUMENT_PUBLISH_H
#define DOCUMENT_PUBLISH_H

#include "base/arena.h"
#include "document/article.h"
#include "document/map.h"

/* An id or name attribute. */
struct anchor_name {
    const char *name;
    struct anchor_name *next;
    uint64_t at; /* code points that utf8_counts before it, in its block; once published, in the article */
    bool after_break; /* a forced break stands before it, so that it may belong to the next block */
};

/* What a block of nothing but links is; navigation.h has the rules. */
enum row {
    ROW_NONE,
    ROW_LINKS,   /* navigation */
    ROW_INSIDE,  /* a heading that is one link within the bundle */
    ROW_OUTSIDE, /* a heading that is one link out of it */
};

/* A block not published yet, in the article's arena. */
struct draft {
    struct block block; /* first, so that the block is published where it stands */
    struct draft *next;
    enum row row;
    struct anchor_name *names; /* on or just before it, last one first */
};

struct published {
    struct arena *arena;
    const struct block *first;
    struct block *last;
    const struct block *title; /* the first heading */
    uint64_t position;         /* code points in all blocks so far */
    struct map anchors;        /* id → struct anchor_name * */
    struct map slugs;          /* heading anchor → uint32_t *, how many have it */
    struct anchor_name *names; /* of blocks that were left out: they lead to the next one */
};

/* Code points of the block that utf8_counts. */
uint64_t publish_count(const struct block *block);

/* Appends the draft's block; it is not changed any more. */
enum status publish(struct published *published, struct draft *draft) MUST_USE;

/* Leaves the draft out; its anchors go to the next one. */
void publish_skip(struct published *published, struct draft *draft);

/* Anchors with no block behind them lead to the last one. */
enum status publish_end(struct published *published) MUST_USE;

/* GitHub's anchor for a heading, appended to `out`: lower case, white space to '-', and of the rest only letters, marks,
 * numbers, '-' and '_'. */
enum status publish_slug(const struct text *heading, struct buffer *out) MUST_USE;

#endif
