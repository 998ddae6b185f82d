/* A table as it is set: private to tabular.c, tabular_rows.c and tabular_draw.c. */
#ifndef LAYOUT_TABULAR_H
#define LAYOUT_TABULAR_H

#include "base/limits.h"
#include "layout/set.h"

/* Lines of a row that make one strip; of all its cells, or of one when cell stands under cell. */
struct slice {
    uint32_t row, column;
    uint32_t from, to;
};

struct tabular {
    struct para para; /* of the cell at hand */
    const struct cell
        *cell; /* that one, or NULL: it is another text's; a huge one is not set again for each page */
    struct slice *slices;
    int32_t *highest; /* px: of the lines of a row while it is measured */
    uint32_t slice_room, highest_room;
    int32_t columns[LIMIT_TABLE_COLUMNS]; /* px, padding included */
    int32_t left, width;                  /* px: from the left of the page, and of all columns */
    int32_t padding;
    uint16_t size; /* px per em */
    int32_t pitch;
    bool stacked; /* cell under cell, each with the name of its column */
    bool
        lifted; /* … and the head is only these names: the first row's are the article's, the others' copies */
    int32_t names;  /* px of the names before the cells; 0: they stand over them */
    int32_t widest; /* px of the widest column that does not break words, at the first size */
};

const struct cell *tabular_cell(const struct set *set, uint32_t row, uint32_t column);

/* How many columns the table has, at most LIMIT_TABLE_COLUMNS, and how many of them a cell takes. */
uint32_t tabular_columns(const struct set *set);
uint32_t tabular_span(const struct set *set, const struct cell *cell, uint32_t column);

/* Whether all cells of a row are heads; false behind the last one. */
bool tabular_is_head(const struct set *set, uint32_t row);

/* Whether a cell goes on from this row to the next, and few enough with it to stay together. */
bool tabular_goes_on(const struct set *set, uint32_t row);

/* px that a cell has along the line, padding included. */
int32_t tabular_width(const struct set *set, const struct cell *cell, uint32_t column);

/* px over and under a row. */
int32_t tabular_inset(const struct setter *setter, const struct tabular *table);

/* The name of the column of a cell that stands under others: the first row's, if that is a head of text. NULL: none. */
const struct cell *tabular_name(const struct set *set, uint32_t row, uint32_t column);

/* Sets a cell, or a column's name, small, as the text at hand: set->table->para. */
enum status tabular_set_cell(struct setter *setter, struct set *set, const struct cell *cell,
                             int32_t width) MUST_USE;
enum status tabular_set_name(struct setter *setter, struct set *set, const struct text *text) MUST_USE;

/* Height of a cell's name, px, or 0: there is none, or over the cell it would take the page. */
enum status tabular_name_height(struct setter *setter, struct set *set, const struct cell *name,
                                int32_t *height) MUST_USE;

/* Adds cells first … end-1 of a row, side by side, as one strip or, when that is taller than a page, several. */
enum status tabular_add_row(struct setter *setter, struct set *set, uint32_t row, uint32_t first,
                            uint32_t end) MUST_USE;

#endif
