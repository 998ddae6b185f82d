/* The running text of one paragraph, heading, cell or caption while it is written: white space is settled here, as CSS
 * Text 3 §4.1 and rules W1 to W3 say. White space is held back as a gap until the character after it is known, so that
 * the outcome does not depend on where tags or buffers end.
 *
 * A gap becomes: '\n' if it holds a forced break; nothing, if it holds a line feed and stands between two East Asian
 * wide characters; one no-break space if it is exactly that; else one space. At the start and the end: nothing. */
#ifndef DOCUMENT_TEXT_H
#define DOCUMENT_TEXT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "document/article.h"

/* How the next character looks. */
struct look {
    uint16_t style; /* enum span_style bits */
    uint8_t region; /* enum region */
    uint32_t color; /* of struct span */
    const struct link *link;
};

/* Bases of one ruby that wait for their readings: <rb> several times, then <rt> as often. */
#define TEXT_BASES 32u

struct gap {
    bool space, feed;
    uint8_t no_break; /* no-break spaces, counted up to 2 */
    uint8_t breaks;   /* forced breaks, counted up to 2 */
    struct look look; /* of its first character */
};

/* Zero-initialise it; text_free gives its memory back. */
struct inline_text {
    struct buffer bytes;
    struct span *spans;
    uint32_t span_count, span_room;
    struct gap gap;
    uint32_t last;            /* the last code point, 0 at the start */
    uint32_t column;          /* verbatim: columns since the last '\n' */
    bool verbatim;            /* white space is kept */
    bool edge;                /* the next character begins a span of its own */
    size_t ruby;              /* where the base of the ruby begins */
    bool ruby_armed;          /* … which is with the next character */
    size_t bases[TEXT_BASES]; /* where each <rb> begins */
    uint32_t base_count, base_read;
};

/* Adds one code point; white space opens or widens the gap. */
enum status text_put(struct inline_text *text, uint32_t code, const struct look *look) MUST_USE;

/* Adds what bytes[0..size) begins with, as long as it goes behind the last character as it is: *taken bytes, which may be
 * none. The rest is for text_put, character by character. */
enum status text_put_run(struct inline_text *text, const char *bytes, size_t size, const struct look *look,
                         size_t *taken) MUST_USE;
enum status text_put_picture(struct inline_text *text, const struct picture *picture,
                             const struct look *look) MUST_USE;

/* <br>. Two in a row count as two; the edge of a block inside a cell or caption is at most one. */
void text_break(struct inline_text *text, const struct look *look);
void text_block_edge(struct inline_text *text, const struct look *look);

/* <ruby>: the base begins with the next character, and gets `reading` when its <rt> ends. */
void text_ruby_begin(struct inline_text *text);

/* <rb>: a base of its own, whose reading comes after those of the ones before it. */
void text_ruby_base(struct inline_text *text);
void text_ruby_end(struct inline_text *text, const char *reading);

/* True for what text_put takes as white space; such characters never make a text longer by themselves. */
bool text_is_space(uint32_t code);

/* True when text[0..size) draws nothing: only white space and format controls. */
bool text_blank(const char *text, size_t size);

/* The number of the span that holds the byte `at`; span_count when there is none. */
size_t text_span_at(const struct inline_text *text, size_t at);

/* A copy of the bytes begin … end in `arena`, without white space at its ends (kept when verbatim). */
enum status text_copy(const struct inline_text *text, size_t begin, size_t end, struct arena *arena,
                      struct text *out) MUST_USE;

/* Where a text that has become too long is cut best: behind the last sentence, else word, else character of its
 * second half. */
size_t text_cut(const struct inline_text *text);

/* Takes the first `size` bytes away. */
void text_drop(struct inline_text *text, size_t size);

/* Empties it and keeps its memory. */
void text_reset(struct inline_text *text);
void text_free(struct inline_text *text);

#endif
