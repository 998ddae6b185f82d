/* Elements that are nothing but a point in the text: breaks, rules, pictures, links to style sheets, the boxes of tasks. */
#ifndef DOCUMENT_POINT_H
#define DOCUMENT_POINT_H

#include "document/handlers.h"

/* The start of an element; true when it was one of these, which has no end. `attributes` as in attribute.h. */
bool point_start(struct handlers *handlers, const struct element *element, const char *const *attributes,
                 const struct properties *properties);

#endif
