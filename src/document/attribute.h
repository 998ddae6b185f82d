/* Reading an element's attributes: names and values by turns, NULL at the end, as SAX gives them. */
#ifndef DOCUMENT_ATTRIBUTE_H
#define DOCUMENT_ATTRIBUTE_H

#include <stdbool.h>
#include <stdint.h>

#include "document/article.h"

/* The value ("" when it is left out), or NULL. `attributes` may be NULL. */
const char *attribute(const char *const *attributes, const char *name);

/* Whether a list of words, as in class=, has `word`. */
bool attribute_has_word(const char *words, const char *word);

/* A whole number 0 … limit; `otherwise` for NULL and what is none. */
uint32_t attribute_number(const char *value, uint32_t otherwise, uint32_t limit);

/* align=, or the one property of style= that is looked at, text-align. */
enum align attribute_align(const char *const *attributes, enum align otherwise);

#endif
