/* Where a Markdown text can be cut so that both parts, converted on their own, give what the whole gives: before a line
 * at column 0 that follows a blank line and is no list marker and no '>', outside of fenced code and of HTML blocks of
 * kinds 1 to 5 (CommonMark 0.31.2 §4.6). Such a line closes every list and quote. This scanner keeps to the top
 * level and can be misled inside of lists; source.c has the Markdown parser itself confirm each cut.
 *
 * Articles made by machines are often one HTML block of kind 6 or 7 without a blank line. Its lines are handed through as
 * they are, so it can be cut before any of them; what follows is raw up to the next blank line. */
#ifndef DOCUMENT_SPLIT_H
#define DOCUMENT_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

enum cut {
    CUT_NONE,
    CUT_BLOCK,  /* before a block at the top level */
    CUT_MARKUP, /* inside of an HTML block that ends with a blank line */
};

/* What a line stands in. Zero-initialise it at the beginning of a text. */
struct split {
    size_t scanned;   /* bytes up to the first line not yet looked at */
    bool begun;       /* a line has been looked at */
    bool after_blank; /* the last line was blank */
    char fence;       /* '`' or '~' inside of fenced code, else 0 */
    size_t fence_length;
    int html;    /* kind 1 … 5 of the HTML block, else 0 */
    bool markup; /* inside of what may be an HTML block of kind 6 or 7 */
    size_t list; /* columns to the contents of the open list item, 0: none */
};

/* Goes on over the whole lines of text[0..size); CUT_NONE, or the first cut at or behind `threshold` and its offset in *at.
 * The text of the next call begins with the same bytes. */
enum cut split_find(struct split *split, const char *text, size_t size, size_t threshold, size_t *at);

/* Takes one line (without its line feed) into account; says which cut there may be before it. */
enum cut split_line(struct split *split, const char *line, size_t size);

#endif
