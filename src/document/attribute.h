/* Reading an element's attributes: names and values by turns, NULL at the end, as SAX gives them. */
#ifndef DOCUMENT_ATTRIBUTE_H
#define DOCUMENT_ATTRIBUTE_H

#include <stdbool.h>
#include <stdint.h>

/* The value ("" when it is left out), or NULL. `attributes` may be NULL. */
const char *attribute(const char *const *attributes, const char *name);

/* What any element may bear; NULL: not given. */
struct attributes {
    const char *id, *class, *style, *language, *direction, *align, *color, *type;
    bool hidden;
    bool any; /* one of those that change how it looks */
};

/* Reads them in one go. */
void attribute_read(const char *const *attributes, struct attributes *out);

/* Whether a list of words, as in class=, has `word`. */
bool attribute_has_word(const char *words, const char *word);

/* A whole number 0 … limit; `otherwise` for NULL and what is none. */
uint32_t attribute_number(const char *value, uint32_t otherwise, uint32_t limit);

#endif
