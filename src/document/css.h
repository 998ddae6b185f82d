/* CSS Syntax 3, as far as style sheets of books and pages need it: where rules and declarations begin and end, also when
 * something between them is broken (§2.2 error handling). Values are property.h's matter, selectors selector.h's. */
#ifndef DOCUMENT_CSS_H
#define DOCUMENT_CSS_H

#include <stdbool.h>
#include <stddef.h>

/* A stretch of a sheet; not NUL-terminated. */
struct css_text {
    const char *bytes;
    size_t size;
};

/* Calls `rule` for each qualified rule with what stands before its braces and in them. The rules in "@media all" and
 * "@media screen" count; every other at-rule is skipped. `rule` returns false to stop. */
void css_rules(struct css_text sheet,
               bool (*rule)(void *data, struct css_text selectors, struct css_text body), void *data);

/* Calls `declaration` for each "name: value" of a rule's body or of style=. Name and value are in lower case, without comments
 * and NUL-terminated; what is longer than a property needs is left out. */
void css_declarations(struct css_text body,
                      void (*declaration)(void *data, const char *name, const char *value, bool important),
                      void *data);

/* Cuts the part before the first `mark` outside of strings, brackets and comments off `text`. */
struct css_text css_part(struct css_text *text, char mark);

/* Whether a media query list ("print, screen") has one that holds on the screen, whatever its size. */
bool css_media(struct css_text list);

#endif
