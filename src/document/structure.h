/* Lists, definitions, quotes and tables: what other blocks stand in. */
#ifndef DOCUMENT_STRUCTURE_H
#define DOCUMENT_STRUCTURE_H

#include "document/handlers.h"

/* The start of such an element, for which `frame` was opened; others do nothing. `properties` are the element's. */
void structure_start(struct handlers *handlers, struct frame *frame, const char *const *attributes,
                     const struct properties *properties);

#endif
