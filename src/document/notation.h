/* The Markdown of footnotes: "[^id]" in a text, and "[^id]: text" where a note is defined, with what belongs to it. Offsets and sizes
 * are in bytes. */
#ifndef DOCUMENT_NOTATION_H
#define DOCUMENT_NOTATION_H

#include "base/buffer.h"
#include "document/split.h"

/* What the lines of a text stand in. Begins with {.after_blank = true}. */
struct notation {
    struct split split;
    char fence; /* of fenced code, also inside of lists and quotes */
    size_t fence_length;
    bool after_blank;
};

enum line { LINE_TEXT, LINE_BLANK, LINE_RAW };

/* The next line, without its end: whether it is text, or stands in code or HTML, where nothing is a note. */
enum line notation_line(struct notation *notation, const char *line, size_t size);

/* How long the first line is, without its end. */
size_t notation_line_size(const char *text, size_t size);

/* The length of "[^id]" at text[0], or 0; *id is the id's length. */
size_t notation_reference(const char *text, size_t size, size_t *id);

/* Whether a note begins with the line; *skip is what stands before its text, *id the id's length. */
bool notation_begins(const char *line, size_t size, size_t *skip, size_t *id);

/* The bytes of the note that begins at text[0]. */
size_t notation_size(const char *text, size_t size);

/* The note's Markdown: what follows its colon, `skip` bytes behind text[0], the lines below it four columns to the left. */
enum status notation_copy(const char *text, size_t size, size_t skip, struct buffer *out) MUST_USE;

#endif
