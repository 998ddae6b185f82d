/* Lists, definitions, quotes and tables: what other blocks stand in. */
#ifndef DOCUMENT_STRUCTURE_H
#define DOCUMENT_STRUCTURE_H

#include "document/handlers.h"

/* The start of such an element, for which `frame` was opened; others do nothing. `properties` are the element's. */
void structure_start(struct handlers *handlers, struct frame *frame, const char *const *attributes,
                     const struct properties *properties);

/* Before an element begins: a table lays out a page when a cell holds what pages are made of, another table, a heading or code, or
 * text that no page has room for (LIMIT_CELL). Its cells are from then on read as blocks one behind the other. */
void structure_unfold(struct handlers *handlers, const struct element *next);

#endif
