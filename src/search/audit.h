/* Whether a bundle's index says of the articles what they say themselves, for `check`. An index may be a sound database and lie: then
 * it hides articles, and calls those without a title of their own as it likes (database.h).
 *
 * Of each article are compared its title, its language, the names it is found by, of which there may be no others, and how many
 * tokens (token.h) its title and text have; not the tokens themselves, which would be to make the index once more. In memory are
 * eight bytes for each entry and the text of one article.
 *
 *     if (audit_open(bundle, publication, &audit, &fault) == STATUS_OK) {
 *         for each entry: audit_article(audit, entry, its article, &fault);
 *         audit_end(audit, &fault); }
 *     audit_close(audit); */
#ifndef SEARCH_AUDIT_H
#define SEARCH_AUDIT_H

#include "document/publication.h"

struct article;
struct audit;

/* Reads all of the index. STATUS_NOT_FOUND, without a sentence: there is none; STATUS_CORRUPT, STATUS_INVALID, STATUS_IO: it is damaged, or of
 * other articles. Both must outlive the audit. */
enum status audit_open(struct bundle *bundle, struct publication *publication, struct audit **out,
                       struct fault *fault) MUST_USE;
void audit_close(struct audit *audit);

/* One entry; what is not listed is as it should be. `article` is all of it, or NULL when it cannot be read: then it only has to be
 * listed, and what it is called there is believed. STATUS_INVALID: the sentence, without the article's name, says what is not so. */
enum status audit_article(struct audit *audit, uint32_t entry, struct article *article,
                          struct fault *fault) MUST_USE;

/* Behind the last: STATUS_INVALID when it has names besides. */
enum status audit_end(struct audit *audit, struct fault *fault) MUST_USE;

#endif
