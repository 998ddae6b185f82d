/* An article from any bytes: what article_open does with an entry's, for tests and fuzzing too. */
#ifndef DOCUMENT_PARSE_H
#define DOCUMENT_PARSE_H

#include "document/article.h"
#include "document/source.h"

/* As article_open; `bundle` may be NULL. What `input` points to must outlive the article. */
enum status article_parse(const struct source_input *input, struct bundle *bundle, uint32_t entry,
                          struct article **out, struct fault *fault) MUST_USE;

#endif
