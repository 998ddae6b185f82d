/* One table while it is read: cells are put where rowspan and colspan leave room (HTML §4.9.12). */
#ifndef DOCUMENT_TABLE_H
#define DOCUMENT_TABLE_H

#include "base/arena.h"
#include "base/limits.h"
#include "document/article.h"

struct table_builder {
    bool open;
    bool row_open;
    uint32_t row, column; /* where the next cell goes */
    uint32_t column_count;
    enum align align;                    /* of the whole table */
    uint64_t count;                      /* code points in its cells so far */
    uint16_t taken[LIMIT_TABLE_COLUMNS]; /* rows that a cell above still takes, by column */
    const struct cell **cells; /* LIMIT_TABLE_ROWS × LIMIT_TABLE_COLUMNS, malloc'ed with the first table */
    struct cell form;          /* of the open cell, without its text */
};

/* Makes ready for the rows of a new table. */
enum status table_begin(struct table_builder *table) MUST_USE;

/* Ends the open row, if it holds a cell. */
void table_end_row(struct table_builder *table);
bool table_full(const struct table_builder *table);

/* Goes to the next free column of the row; false when there is none. */
bool table_seek(struct table_builder *table);

/* Puts a cell of the arena there. Its spans are cut so that they reach over no other cell. */
void table_put(struct table_builder *table, struct cell *cell);

/* Takes the cells of the open row out again, at most LIMIT_TABLE_COLUMNS, and returns how many. */
uint32_t table_take_row(struct table_builder *table, const struct cell **out);

/* What was put so far, or NULL in *out when it draws nothing. */
enum status table_finish(struct table_builder *table, struct arena *arena, const struct table **out) MUST_USE;
void table_free(struct table_builder *table);

#endif
