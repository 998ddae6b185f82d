/* A bundle's articles in the order in which they are listed: the reading order, where there is one, then all others by name. And
 * what each is called. */
#ifndef DOCUMENT_ROLL_H
#define DOCUMENT_ROLL_H

#include "document/publication.h"

struct roll;

/* Reads the whole table of contents. Both outlive the roll. */
enum status roll_open(struct bundle *bundle, struct publication *publication, struct roll **out,
                      struct fault *fault) MUST_USE;
void roll_free(struct roll *roll);

/* The next article, or of a shelf the next volume; ENTRY_NONE at the end. */
uint32_t roll_next(struct roll *roll);

/* What the table of contents calls it; "": nothing. */
const char *roll_label(const struct roll *roll, uint32_t entry);

/* The article's title; of one that has none of its own the label. */
const char *roll_title(const struct roll *roll, const struct article *article);

#endif
