/* Care for libxml2's HTML parser: it is given no tag in two parts, and no tag that would take it for ever. */
#ifndef DOCUMENT_TAGS_H
#define DOCUMENT_TAGS_H

#include <stdbool.h>
#include <stddef.h>

/* Where a scan over HTML stands between two pieces. Zero-initialise it. */
struct tags {
    char before;    /* the last byte */
    char quote;     /* inside of a value in these quotes */
    unsigned words; /* attributes so far, counted from 1; 0: outside of tags */
    bool begun;     /* something else than end tags was there */
};

/* The bytes up to a '<' that no '>' follows. libxml2 takes "</" at the end of what it has for text inside of a <script>, and
 * then never finds its end. */
size_t tags_whole(const char *text, size_t size);

/* Blanks out, in place, the attributes of a tag past the 256th: libxml2 compares each with all others. */
void tags_thin(struct tags *tags, char *text, size_t size);

/* Blanks out, in place, end tags behind which libxml2 would read nothing more: those of <html> and <body>, and those that nothing
 * stands before. */
void tags_keep_open(struct tags *tags, char *text, size_t size);

#endif
