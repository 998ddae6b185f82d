/* A page: a value, complete and independent of how it was made. Everything is positioned in pixels from the top left of
 * the screen. Its texts, links and pictures are borrowed from the article, which must outlive it. */
#ifndef LAYOUT_PAGE_H
#define LAYOUT_PAGE_H

#include "layout/metrics.h"

/* Roles of colour; the theme says which colour each is. */
enum ink {
    INK_TEXT,
    INK_QUIET, /* captions, folio, markers, rules */
    INK_LINK,
    INK_HEADING,
    INK_BACKGROUND, /* the page */
    INK_PANEL,      /* behind code, table heads and boxes */
    INK_MARK,       /* behind <mark> */
    INK_COUNT
};

struct glyph {
    fixed x;             /* left edge of its advance, from the left of the page; in a vertical run the upper
                            edge, from its top */
    uint32_t begin, end; /* bytes of the run's text */
    uint16_t face;       /* of struct cluster */
    bool mirrored;       /* a bracket in right-to-left text: drawn as its counterpart (UAX #9 L4) */
};

/* A run whose font's stance is not STANCE_HORIZONTAL runs down the page: the same line turned a quarter to the right, so
 * that `baseline` is an x, `left` and `right` are upper and lower ys, and the ascent points to the right. The em box of an
 * upright character reaches from 0.12 em left of the baseline to 0.88 em right of it. */
struct run {
    fixed baseline;    /* y from the top of the page */
    fixed left, right; /* what the run occupies along the line */
    const char *text;
    const struct glyph *glyphs;
    uint32_t glyph_count;
    struct font font;
    uint8_t ink;             /* enum ink */
    uint32_t color;          /* of struct span: instead of the ink's where it contrasts enough; 0: none */
    const struct link *link; /* or NULL */
};

struct box { /* px, whole: x, y is the top left */
    int32_t x, y, width, height;
};

struct page_rule { /* a filled rectangle: rules, borders, panels, underlines; drawn before the text */
    struct box box;
    uint8_t ink;
    bool round; /* an emphasis dot: the disc that fills the box */
};

struct page_picture {
    struct box box;
    const struct picture *picture;
    const struct link *link;
    bool missing; /* draw a quiet box instead; the text inside it, if any, is among the runs */
};

/* Where a tap follows a link: one box for each line of it. */
struct page_link {
    struct box box;
    const struct link *link;
};

struct page {
    int32_t width, height;
    uint64_t position; /* of the first text on it (see article.h) */
    uint32_t number;   /* from 0 */
    bool vertical;     /* its lines run down and follow each other leftward (V1) */
    const struct page_rule *rules;
    const struct page_picture *pictures;
    const struct run *runs;
    const struct page_link *links;
    uint32_t rule_count, picture_count, run_count, link_count;
    struct arena *arena; /* owns all of this */
};

void page_free(struct page *page);

/* The page as text for `dump --as pages`: a line per item in a fixed order, lengths in 1/64 px. */
enum status page_dump(const struct page *page, struct buffer *out) MUST_USE;

/* The page's text only, a line per line: `dump --as lines`. */
enum status page_lines(const struct page *page, struct buffer *out) MUST_USE;

#endif
