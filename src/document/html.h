/* HTML → builder, pushed piece by piece through libxml2's HTML parser with our own handlers: no tree is made, nothing is
 * fetched, and the depth of nesting is ours to limit. */
#ifndef DOCUMENT_HTML_H
#define DOCUMENT_HTML_H

#include "document/builder.h"

struct html;

/* NULL when out of memory. `builder` outlives it. */
struct html *html_new(struct builder *builder);
void html_free(struct html *html);

/* Feeds UTF-8 that begins and ends with whole characters; `last`: there is no more. */
enum status html_feed(struct html *html, const char *text, size_t size, bool last) MUST_USE;

/* lang= of <html>, or NULL. In the builder's arena. */
const char *html_language(const struct html *html);

/* What CSS says of the page, as far as it was read: writing-mode, hanging-punctuation. */
bool html_vertical(const struct html *html);
bool html_hanging(const struct html *html);

#endif
