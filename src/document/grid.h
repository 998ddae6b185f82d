/* <table>, <tr>, <td> and their ends, for the builder whose table is open. */
#ifndef DOCUMENT_GRID_H
#define DOCUMENT_GRID_H

#include "document/builder.h"

/* `align` is how the table stands on the page. */
void grid_table(struct builder *builder, enum align align);
void grid_table_end(struct builder *builder);
void grid_row(struct builder *builder);
void grid_cell(struct builder *builder, const struct cell *form);
void grid_cell_end(struct builder *builder);

/* The open table turns out to lay out a page: its rows so far stay a table, and what was read of the open row, up to the middle of a cell,
 * becomes paragraphs. */
void grid_undo(struct builder *builder);

#endif
