/* The way along a list of many pages, at its side: a bar whose height is the list, to be touched or dragged along, or the letters
 * with which a sorted list's parts begin. Private to ui/. */
#ifndef UI_RAIL_H
#define UI_RAIL_H

#include "ui/screen.h"
#include "ui/sheet.h"

#define RAIL_CELLS 64u

struct list_mark {
    const char *label;
    uint32_t row; /* the first one of the part */
};

struct rail {
    struct box box;      /* width 0: the list is too short for one */
    uint32_t rows, room; /* of the list and of one page */
    int32_t thumb;       /* px: height of the bar's moving part */
    const struct list_mark *marks;
    /* Each cell has the marks from its own up to the next one's. No cell: a bar. */
    uint32_t cells[RAIL_CELLS + 1], cell_count, columns;
};

/* Puts it at the right of the box, which is that of the list and becomes narrower. */
void rail_arrange(struct ui *ui, struct rail *rail, const struct list_mark *marks, uint32_t count,
                  struct box *box);

/* Draws it; the rows [begin, end) are those shown. */
void rail_draw(struct ui *ui, struct sheet *sheet, const struct rail *rail, uint32_t begin, uint32_t end);

/* The row to which a touch at the point leads. In a cell of several letters each touch leads to the next one of them: `focus` is
 * the row where the reader is. */
uint32_t rail_row(const struct rail *rail, int32_t x, int32_t y, uint32_t focus);

/* What the cell shows: its letters, or the first and the last label. */
void rail_label(const struct rail *rail, uint32_t cell, char *label, size_t size);

#endif
