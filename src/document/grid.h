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

#endif
