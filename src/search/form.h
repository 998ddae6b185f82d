/* Whether a database has the form of an index, and what SQLite may do with one that has. Nothing in it is trusted. */
#ifndef SEARCH_FORM_H
#define SEARCH_FORM_H

#include <sqlite3.h>

#include "bundle/peek.h"

/* The header says what our own writer leaves there, and as many pages as there are: STATUS_CORRUPT, without a sentence, otherwise.
 * STATUS_IO. */
enum status form_header(struct peek *peek, struct fault *fault) MUST_USE;

/* Closes what is of no use here to whoever made the database: triggers, views, extensions, large values. */
void form_restrict(sqlite3 *sqlite);

/* Its tables are those of an index with *parts parts of the text. An SQLite result code. */
int form_schema(sqlite3 *sqlite, uint32_t *parts);

#endif
