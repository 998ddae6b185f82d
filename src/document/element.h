/* The HTML elements that mean something to an article; all others are transparent. */
#ifndef DOCUMENT_ELEMENT_H
#define DOCUMENT_ELEMENT_H

#include <stdbool.h>
#include <stdint.h>

enum element_kind {
    ELEMENT_INLINE, /* transparent */
    ELEMENT_BLOCK,  /* only the edge of a paragraph */
    ELEMENT_BASE,   /* <rb> */
    ELEMENT_BREAK,
    ELEMENT_CAPTION,
    ELEMENT_CELL,
    ELEMENT_CENTER,
    ELEMENT_DEFINITION,
    ELEMENT_DEFINITIONS,
    ELEMENT_DRAWING, /* <svg>: nothing but the first <image> in it */
    ELEMENT_DROP,    /* with all that is in it */
    ELEMENT_FIGURE,
    ELEMENT_FONT,
    ELEMENT_HEADING, /* detail: level */
    ELEMENT_IMAGE,   /* of a drawing */
    ELEMENT_INPUT,
    ELEMENT_ITEM,
    ELEMENT_LINK,
    ELEMENT_LIST,
    ELEMENT_MATH,       /* nothing but the tokens in it */
    ELEMENT_MATH_PART,  /* detail: enum math_part */
    ELEMENT_MATH_TOKEN, /* text of mathematics */
    ELEMENT_NAV,
    ELEMENT_ORDERED,
    ELEMENT_PICTURE,
    ELEMENT_PRE,
    ELEMENT_QUOTATION, /* <q> */
    ELEMENT_QUOTE,
    ELEMENT_READING,
    ELEMENT_READINGS, /* <rtc> */
    ELEMENT_ROOT,     /* <html>, <body> */
    ELEMENT_ROW,
    ELEMENT_RUBY,
    ELEMENT_RULE,
    ELEMENT_SHEET,
    ELEMENT_SHEET_LINK,
    ELEMENT_STYLE, /* detail: enum span_style bits */
    ELEMENT_SUMMARY,
    ELEMENT_TABLE,
    ELEMENT_TERM,
    ELEMENT_TITLE,
    ELEMENT_WIKI, /* wiki.h */
    ELEMENT_WORD_BREAK,
};

/* How the children of an element of mathematics stand to each other. */
enum math_part {
    MATH_ROW,
    MATH_FRACTION,
    MATH_SQUARE_ROOT,
    MATH_ROOT,
    MATH_UNDER, /* or below right of */
    MATH_OVER,  /* or above right of */
    MATH_UNDER_OVER,
    MATH_FENCE,
    MATH_TABLE,
    MATH_TABLE_ROW,
};

struct element {
    const char *name;
    enum element_kind kind;
    uint16_t detail;
};

/* Whether a paragraph ends at its start and its end. */
bool element_has_edge(const struct element *element);

/* Never NULL: an unknown name is transparent. `name` is in lower case, as libxml2 gives it. */
const struct element *element_find(const char *name);

#endif
