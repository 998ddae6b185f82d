/* What GitHub makes of Markdown and md4c does not, done to the HTML that md4c gives: "> [!NOTE]" is a note with its kind in bold, and
 * an address is a link also behind a Han character, a mark or a tag, and ends before a full-width mark, so that
 * "见https://a.example/b，" leads where it says. */
#ifndef DOCUMENT_DIALECT_H
#define DOCUMENT_DIALECT_H

#include "base/buffer.h"

/* Where the HTML so far ends; zero-initialise it. */
struct dialect {
    const char *inside; /* the element whose text is left as it is, or NULL */
    enum { DIALECT_TEXT, DIALECT_TAG, DIALECT_COMMENT } place;
    char quote; /* of the attribute in a tag */
};

/* Appends the next html[0..size), which ends with a line or with all of it. STATUS_NO_MEMORY, STATUS_LIMIT: `out` is as it was. */
enum status dialect_apply(struct dialect *dialect, const char *html, size_t size,
                          struct buffer *out) MUST_USE;

/* How many addresses may begin in a text at most. */
size_t dialect_addresses(const char *text, size_t size);

#endif
