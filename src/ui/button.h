/* Large labelled areas that do an action: on the menu and under sentences. Private to ui/. */
#ifndef UI_BUTTON_H
#define UI_BUTTON_H

#include "ui/screen.h"
#include "ui/sheet.h"

struct button {
    struct box box;
    const char *label; /* translated */
    enum action_kind action;
    bool off;      /* drawn quietly, does nothing now */
    uint8_t sign;  /* enum sign of sign.h, before the label */
    uint16_t size; /* px per em of the label; 0: ui_label_size */
};

#define BUTTON_NONE UINT32_MAX

/* px: the least height of what a finger can hit: 9 mm where the panel's size is known, else what that is on a 10-inch panel of
 * 1280×800. */
int32_t button_height(const struct ui *ui);

/* Gives the buttons places in rows of equal columns, as many as the labels allow, and returns the height of all rows.
 * They are lower than button_height when `box.height` does not hold them otherwise; 0: any height will do. */
int32_t button_grid(struct ui *ui, struct button *buttons, uint32_t count, struct box box);

/* Draws them; `focus` is an index or BUTTON_NONE. */
void button_draw(struct ui *ui, struct sheet *sheet, const struct button *buttons, uint32_t count,
                 uint32_t focus);

/* The one under the point, or the next (1) or previous (-1) one from `focus`, going round. Those that are off do not
 * count. BUTTON_NONE: none. */
uint32_t button_at(const struct button *buttons, uint32_t count, int32_t x, int32_t y);
uint32_t button_step(const struct button *buttons, uint32_t count, uint32_t focus, int step);

/* How an action moves the focus among buttons: +1, -1 or 0. */
int button_move(enum action_kind kind);

#endif
