/* GitHub's footnotes in a Markdown text that is converted in parts: "[^id]" in the text, "[^id]: note" at the start of a line
 * anywhere, with further paragraphs indented by four columns. Notes are numbered as they are first referred to; one that
 * nothing refers to is left out, and a reference to none stays text. */
#ifndef DOCUMENT_FOOTNOTES_H
#define DOCUMENT_FOOTNOTES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

struct footnotes;

/* NULL when out of memory. */
struct footnotes *footnotes_new(void);
void footnotes_free(struct footnotes *footnotes);

/* True when text[0..size) may have to do with footnotes; the calls below are needed only then. */
bool footnotes_present(const char *text, size_t size);

/* Takes in the notes of text[0..size), whole lines that begin at the byte `origin` of the source. The first of one id counts;
 * the same text may be taken in again. */
enum status footnotes_gather(struct footnotes *footnotes, const char *text, size_t size,
                             uint64_t origin) MUST_USE;

/* Appends the text without its notes, and with links for its references. *missing becomes true when a reference has no
 * note so far. */
enum status footnotes_apply(struct footnotes *footnotes, const char *text, size_t size, struct buffer *out,
                            bool *missing) MUST_USE;

/* References made so far, and back to an earlier count of them: the part is converted once more. */
size_t footnotes_count(const struct footnotes *footnotes);
void footnotes_rewind(struct footnotes *footnotes, size_t count);

/* The note with this number (from 1) as Markdown, or NULL: so many are not referred to. */
const char *footnotes_note(const struct footnotes *footnotes, size_t number);

/* Appends "<li id=…>" and, for the end of the note, the links back to its references. */
enum status footnotes_begin(const struct footnotes *footnotes, size_t number, struct buffer *out) MUST_USE;
enum status footnotes_back(const struct footnotes *footnotes, size_t number, struct buffer *out) MUST_USE;

#endif
