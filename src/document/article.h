/* An article: what every kind of entry (Markdown, HTML, plain text) is parsed into.
 *
 * It is a flat list of blocks in reading order. What a block stands in (quote, list, item) is its chain of containers, so
 * that the blocks of a <div> or list that is still open can be laid out before the rest is read. Parsing is lazy: the
 * source is read piece by piece (about 32 KB) as article_more is called, and the list grows at its end; blocks already
 * there never change. All memory is the article's; pointers live until article_close.
 *
 * Example: "> - *a* [b](c.md)" gives one BLOCK_PARAGRAPH with text "a b", spans {"a" STYLE_ITALIC} {" "} {"b" link c.md}
 * and the container chain ITEM → LIST → QUOTE. */
#ifndef DOCUMENT_ARTICLE_H
#define DOCUMENT_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bundle/bundle.h"

enum span_style {
    STYLE_BOLD = 1 << 0,
    STYLE_ITALIC = 1 << 1, /* <em>, <i>: slanted in Latin text, emphasis dots in Han text (rule F4) */
    STYLE_CODE = 1 << 2,   /* <code>, <kbd>, <tt>: monospaced */
    STYLE_STRIKE = 1 << 3,
    STYLE_UNDERLINE = 1 << 4,
    STYLE_MARK = 1 << 5,
    STYLE_SUPERSCRIPT = 1 << 6,
    STYLE_SUBSCRIPT = 1 << 7,
    STYLE_SMALL = 1 << 8,
    STYLE_EMPHASIS = 1 << 9, /* text-emphasis: dots at Han characters whatever the slant (R2) */
    STYLE_COMBINE = 1 << 10, /* text-combine-upright: in vertical lines one upright cell (V1) */
    STYLE_SLANT =
        1 << 11, /* slanted in Latin text, nothing in Han text: <cite>, <dfn>, <var>, and whole blocks */
};

/* The regional forms of one Han character (rule F1). */
enum region { REGION_SC, REGION_TC, REGION_HK, REGION_JP, REGION_KR, REGION_COUNT };

struct link {
    const char *href; /* as written, character references replaced; resolve with bundle/link.h */
};

/* A picture's file that stands in its address (data:). */
struct enclosed {
    const uint8_t *bytes;
    size_t size;     /* > 0 */
    uint64_t digest; /* of the bytes: what is the same is taken for the same picture */
};

struct picture {
    const char *
        source; /* address as written; resolve with bundle/link.h. Of a data: address the kind only: "data:image/png" */
    const struct enclosed *enclosed; /* of a data: address, or NULL: it has none, or too much */
    const char *text;                /* alt text, "" if none */
    const char *
        code; /* not NULL: the picture is the QR code of this address, to be drawn when the entry is missing */
    int32_t width; /* width and height, by attribute or sheet, in CSS px at text of 20 px; 0: not given */
    int32_t height;
    int32_t width_percent; /* width="50%": 50; 0: not given */
};

/* Spans cover a text's bytes in order, without gaps or overlaps. */
struct span {
    uint32_t begin, end; /* bytes of text */
    uint16_t style;      /* enum span_style bits */
    uint8_t region;      /* enum region, from lang= or the article */
    uint32_t color;      /* CSS color as 0xFFRRGGBB, 0: none; kept only where it contrasts with the page */
    const char *ruby;    /* the reading over this span (<rt>), or NULL */
    const struct link *link;       /* or NULL */
    const struct picture *picture; /* an inline picture: the span is one U+FFFC; or NULL */
};

/* White space is already what CSS Text 3 §4 and rule W2 leave of it: single spaces, none at a line's ends, none where a
 * line feed stood between two Han characters. '\n' is a forced line break (<br>). BLOCK_CODE keeps all white space, tabs
 * expanded to 4 columns, no trailing '\n'. */
struct text {
    const char *bytes; /* valid UTF-8, at most LIMIT_PARAGRAPH, NUL-terminated */
    uint32_t size;
    uint32_t span_count;
    const struct span *spans; /* span_count of them; none when the text is empty */
};

enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING, /* level 1 … 6 */
    BLOCK_CODE,
    BLOCK_TABLE,
    BLOCK_FIGURE, /* picture, with the caption as its text (may be empty) */
    BLOCK_RULE,
    BLOCK_NAVIGATION, /* rows of links to other pages, gathered: text is the links' labels, each a span with a link,
                         with spans of one space between them. Set as one compact line. */
};

enum align { ALIGN_START, ALIGN_CENTER, ALIGN_END };

/* dir=, or by the first strong letter (UAX #9 P2, P3). */
enum direction { DIRECTION_AUTO, DIRECTION_LTR, DIRECTION_RTL };

enum container_kind {
    CONTAINER_QUOTE,
    CONTAINER_LIST,        /* bullets */
    CONTAINER_ORDERED,     /* numbers */
    CONTAINER_ATTACHMENTS, /* a list of files to which the article links */
    CONTAINER_ITEM,        /* one item of the list above it in the chain */
    CONTAINER_TERM,        /* <dt> */
    CONTAINER_DEFINITION,  /* <dd>: indented */
    CONTAINER_INSET,       /* CSS margin-left: indented by `number` hundredths of an em */
};

enum task { TASK_NONE, TASK_OPEN, TASK_DONE };

/* How the items of a list are marked: type= and list-style-type (CSS Counter Styles 3 §6, §7). Zero is the list's own:
 * bullets by depth, or decimal numbers. */
enum numbering {
    NUMBERING_DEFAULT,
    NUMBERING_NONE,
    NUMBERING_DISC,
    NUMBERING_CIRCLE,
    NUMBERING_SQUARE,
    NUMBERING_LOWER_ALPHA, /* a. b. … z. aa. */
    NUMBERING_UPPER_ALPHA,
    NUMBERING_LOWER_ROMAN,
    NUMBERING_UPPER_ROMAN,
    NUMBERING_CHINESE, /* 一、 … 十一、 … 一百零一、: simp- and trad-chinese-informal, japanese-informal, cjk-ideographic */
    NUMBERING_STEMS,   /* 甲、乙、 … 癸、, then as NUMBERING_CHINESE */
    NUMBERING_CIRCLED, /* ① … ⑳, then decimal */
    NUMBERING_HIRAGANA, /* あ、い、 … */
    NUMBERING_KATAKANA, /* ア、イ、 … */
    NUMBERING_HANGUL,   /* 가. 나. … */
};

struct block;

struct container {
    const struct container *parent; /* NULL: the article itself */
    enum container_kind kind;
    uint32_t number;           /* CONTAINER_ITEM of an ordered list: its number */
    enum task task;            /* CONTAINER_ITEM: "[ ]" or "[x]" */
    enum numbering numbering;  /* CONTAINER_LIST, CONTAINER_ORDERED */
    const struct block *first; /* the first block in it: an item's marker stands before that block */
};

struct cell {
    struct text text;
    bool header;
    uint8_t align;          /* enum align */
    uint16_t columns, rows; /* span, at least 1 */
};

struct table {
    uint32_t row_count, column_count;
    const struct cell *const
        *cells; /* [row * column_count + column]; NULL where another cell spans over or none is */
};

struct block {
    const struct block *next; /* NULL at the end of what is parsed so far; see article_after */
    enum block_kind kind;
    uint8_t level;                     /* BLOCK_HEADING */
    uint8_t align;                     /* enum align */
    uint8_t region;                    /* enum region of the block as a whole */
    uint8_t direction;                 /* enum direction */
    bool indent_given;                 /* CSS text-indent: `indent` instead of rule G1 */
    bool new_page;                     /* CSS break-before: page */
    bool caption;                      /* BLOCK_PARAGRAPH: of the table that follows, with which it stays */
    int16_t indent;                    /* hundredths of an em, may be negative (hanging indent) */
    const struct container *container; /* innermost, or NULL */
    uint64_t position;                 /* code points that utf8_counts, in all blocks before this one */
    struct text text;
    const struct picture *picture; /* BLOCK_FIGURE */
    const struct link *link;       /* BLOCK_FIGURE: the link around the picture, or NULL */
    const struct table *table;     /* BLOCK_TABLE */
    const char *id;                /* the anchor (last of several) just before or on this block, or NULL */
};

struct article;

/* Parses the first piece. Fails when the entry cannot be read or holds no text and no picture at all.
 * `bundle` must outlive the article. */
enum status article_open(struct bundle *bundle, uint32_t entry, struct article **out,
                         struct fault *fault) MUST_USE;
void article_close(struct article *article);

/* Parses the next piece. STATUS_OK also when already complete. After a failure (wrong CRC, pulled stick, LIMIT_…) what
 * was parsed stays readable, article_complete is true, and article_fault says why. */
enum status article_more(struct article *article, struct fault *fault) MUST_USE;
bool article_complete(const struct article *article);
const struct fault *article_fault(const struct article *article); /* NULL: sound so far */

struct bundle *article_bundle(const struct article *article);
uint32_t article_entry(const struct article *article);

/* The first block (NULL: none yet) and the one after `block` (NULL: none yet, call article_more unless complete). */
const struct block *article_first(const struct article *article);
static inline const struct block *article_after(const struct block *block)
{
    return block->next;
}

/* The title: "title:" of front matter, the first heading, <title>, then the entry's file name. Plain text, never
 * empty. Known after article_open. */
const char *article_title(const struct article *article);

/* False: the title is only the file's name. */
bool article_titled(const struct article *article);

/* Of front matter: "date:" as written, or NULL, and "tags:", with a NULL behind the last. Known after article_open. */
const char *article_date(const struct article *article);
const char *const *article_tags(const struct article *article);

/* BCP 47 tag: lang= of <html> or "lang:" of front matter, else what the characters of the first piece say (language.h), or, of
 * Chinese ones, the bundle's (bundle_language). And the Han forms that go with it; without lang= and kana or Hangul, with
 * the bundle's. Known after article_open. */
const char *article_language(const struct article *article);
enum region article_region(const struct article *article);

/* CSS writing-mode: vertical-rl, and hanging-punctuation, of <html> or <body>. Known after article_open. */
bool article_vertical(const struct article *article);
bool article_hanging(const struct article *article);

/* Where "#id" leads, as a position: an id or name attribute, also in the middle of a paragraph or a table, or GitHub's anchor of
 * a heading (lower case, spaces to '-', punctuation dropped, -1 for repeats). Parses on until found. False: there is no
 * such anchor, and *position is as it was. */
bool article_anchor(struct article *article, const char *id, uint64_t *position) MUST_USE;

#endif
