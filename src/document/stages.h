/* The stages between an entry's bytes and its article, as text: for `slipcase dump` and the tests. */
#ifndef DOCUMENT_STAGES_H
#define DOCUMENT_STAGES_H

#include "document/article.h"

/* The HTML that the parser is fed with: Markdown converted, HTML as it is, in UTF-8. */
enum status stage_html(struct bundle *bundle, uint32_t entry, struct buffer *out,
                       struct fault *fault) MUST_USE;

/* The article's blocks, one line each with its containers as indentation, e.g.
 *   heading 2 @120 "标题"
 *   quote
 *     paragraph @122 "文" bold"粗" link(c.md)"链接"
 * before them "page vertical hanging" where CSS says so.
 * Parses the article to its end first. When that fails (article_fault), `out` has what was read before. */
enum status stage_tree(struct article *article, struct buffer *out, struct fault *fault) MUST_USE;

/* The plain text: a line per paragraph, a blank line between blocks, cells separated by tabs. */
enum status stage_text(struct article *article, struct buffer *out, struct fault *fault) MUST_USE;

#endif
