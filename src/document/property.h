/* The CSS properties that an article has a field for, and their values as whole numbers. */
#ifndef DOCUMENT_PROPERTY_H
#define DOCUMENT_PROPERTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum property {
    PROPERTY_ALIGN,        /* enum property_align */
    PROPERTY_BREAK_AFTER,  /* 1: page */
    PROPERTY_BREAK_BEFORE, /* 1: page */
    PROPERTY_COLOR,        /* as of struct span */
    PROPERTY_COMBINE,      /* 1: text-combine-upright */
    PROPERTY_DECORATION,   /* STYLE_UNDERLINE, STYLE_STRIKE */
    PROPERTY_DIRECTION,    /* enum direction */
    PROPERTY_DISPLAY,      /* 1: none */
    PROPERTY_EMPHASIS,     /* 1: marks */
    PROPERTY_FLOAT,        /* of a picture: 1: beside the text */
    PROPERTY_HANGING,      /* 1: at the end of lines */
    PROPERTY_HEIGHT,       /* of a picture: px at 20 px text, or, negative, percents */
    PROPERTY_INDENT,       /* hundredths of an em */
    PROPERTY_MARGIN,       /* left, likewise */
    PROPERTY_MONO,         /* 1: the family is monospaced */
    PROPERTY_NUMBERING,    /* enum numbering */
    PROPERTY_PADDING,      /* as the margin */
    PROPERTY_RAISE,        /* STYLE_SUPERSCRIPT, STYLE_SUBSCRIPT or 0 */
    PROPERTY_SIZE,         /* enum property_size */
    PROPERTY_SLANT,        /* 1: italic */
    PROPERTY_SPACE,        /* enum property_space */
    PROPERTY_VERTICAL,     /* 1: vertical-rl */
    PROPERTY_VISIBILITY,   /* 1: hidden */
    PROPERTY_WEIGHT,       /* 1: bold */
    PROPERTY_WIDTH,        /* as the height */
    PROPERTY_COUNT
};

enum property_align { PROPERTY_START, PROPERTY_CENTER, PROPERTY_END, PROPERTY_LEFT, PROPERTY_RIGHT };

/* font-size against that of the text around: a reader sets how large the text is, a sheet only what is small in it. */
enum property_size { PROPERTY_SAME, PROPERTY_SMALLER, PROPERTY_NORMAL };

enum property_space { PROPERTY_COLLAPSE, PROPERTY_LINES /* line feeds are kept */, PROPERTY_VERBATIM };

/* The value of a declaration that takes the ones under it away: inherit, initial, unset. */
#define PROPERTY_UNSET INT32_MIN

struct property_value {
    uint8_t property; /* enum property */
    bool important;
    int32_t value;
};

/* The most that one declaration sets: "font". */
#define PROPERTY_MOST 4u

/* Reads one declaration as css_declarations gives it into `out`; returns how many values it sets, 0 when nothing. */
size_t property_read(const char *name, const char *value, struct property_value *out);

/* The number of a list-style-type; NUMBERING_DEFAULT when it is unknown. */
int32_t property_numbering(const char *word);

#endif
