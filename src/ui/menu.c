#include "ui/menu.h"

#include <stdlib.h>

#include "base/messages.h"
#include "ui/button.h"
#include "ui/reading.h"
#include "ui/sign.h"

#define BUTTONS 11u

struct menu {
    struct screen screen;
    struct button buttons[BUTTONS]; /* places on the bar, not on the screen */
    uint32_t focus;
    struct page *page; /* of the bar only; NULL: no memory for it */
    int32_t y;         /* px of the bar's top on the screen */
};

static void menu_free(struct screen *screen)
{
    struct menu *menu = (struct menu *)screen;
    page_free(menu->page);
    free(menu);
}

static void menu_arrange(struct ui *ui, struct screen *screen)
{
    struct menu *menu = (struct menu *)screen;
    const struct button buttons[BUTTONS] = {
        {.action = ACTION_BACK,
         .label = _("Back"),
         .off = ui->depth == 2 && !history_has(&ui->history, -1) && !ui->volumes.count},
        {.action = ACTION_FORWARD, .label = _("Forward"), .off = !history_has(&ui->history, 1)},
        {.action = ACTION_HOME, .label = _("Home"), .off = !ui->bundle},
        {.action = ACTION_SHELF, .label = _("Library"), .off = !ui->volumes.count},
        {.action = ACTION_CONTENTS, .label = _("Contents"), .off = !ui->bundle},
        {.action = ACTION_SEARCH, .label = _("Search"), .off = !ui->bundle, .sign = SIGN_SEARCH},
        {.action = ACTION_SMALLER, .label = _("Smaller text")},
        {.action = ACTION_LARGER, .label = _("Larger text")},
        {.action = ACTION_THEME, .label = _("Colours")},
        {.action = ACTION_LINES,
         .label = reading_vertical(ui) ? _("Lines across") : _("Lines down"),
         .off = !reading_may_turn(ui)},
        {.action = ACTION_MENU, .label = _("Close")},
    };
    struct sheet sheet;
    int32_t gap = ui_label_size(ui->width, ui->height) / 2, thin = ui_folio_size(ui->width, ui->height) / 12;
    for (uint32_t i = 0; i < BUTTONS; i++)
        menu->buttons[i] = buttons[i];
    struct box bar = {gap, gap, ui->width - 2 * gap, ui->height - 2 * gap};
    int32_t height = button_grid(ui, menu->buttons, BUTTONS, bar) + 2 * gap;
    if (menu->focus >= BUTTONS || menu->buttons[menu->focus].off)
        menu->focus = button_step(menu->buttons, BUTTONS, BUTTON_NONE, 1);
    page_free(menu->page);
    sheet_open(&sheet, ui->metrics, ui->width, height);
    sheet_rule(&sheet, (struct box){0, 0, ui->width, thin < 1 ? 1 : thin}, INK_QUIET);
    button_draw(ui, &sheet, menu->buttons, BUTTONS, menu->focus);
    menu->page = sheet_close(&sheet);
    menu->y = menu->page ? ui->height - menu->page->height : ui->height;
    ui->stale = true;
}

/* Does what the button says. The bar stays open for text size and colours, so that they can be tried. */
static void press(struct ui *ui, enum action_kind kind)
{
    struct action action = {.kind = kind};
    bool stays =
        kind == ACTION_LARGER || kind == ACTION_SMALLER || kind == ACTION_THEME || kind == ACTION_LINES;
    if (!stays)
        ui_pop(ui);
    /* No button leaves the program, so the answer is always to go on. */
    if (kind != ACTION_MENU && ui_act(ui, &action))
        ui->stale = true;
}

static void menu_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    struct menu *menu = (struct menu *)screen;
    int step = button_move(action->kind);
    if (step) {
        menu->focus = button_step(menu->buttons, BUTTONS, menu->focus, step);
        menu_arrange(ui, screen);
        return;
    }
    uint32_t button = BUTTON_NONE;
    if (action->kind == ACTION_SELECT) {
        button = menu->focus;
    } else if (action->kind == ACTION_TAP && action->y >= menu->y) {
        button = button_at(menu->buttons, BUTTONS, action->x, action->y - menu->y);
        if (button == BUTTON_NONE)
            return;
    }
    if (button < BUTTONS)
        press(ui, menu->buttons[button].action);
    else
        ui_pop(ui);
}

static void menu_draw(struct ui *ui, struct screen *screen)
{
    struct menu *menu = (struct menu *)screen;
    if (menu->page)
        ui_paint(ui, menu->page, menu->y);
}

static enum status menu_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    struct menu *menu = (struct menu *)screen;
    enum status status = STATUS_OK;
    (void)ui;
    for (uint32_t i = 0; !status && i < BUTTONS; i++)
        status = buffer_print(out, "button %s%s%s\n", menu->buttons[i].label,
                              menu->buttons[i].off ? " off" : "", i == menu->focus ? " *" : "");
    return status;
}

const struct screen_kind menu_kind = {
    .name = "menu",
    .overlay = true,
    .free = menu_free,
    .arrange = menu_arrange,
    .act = menu_act,
    .draw = menu_draw,
    .describe = menu_describe,
};

struct screen *menu_new(void)
{
    struct menu *menu = calloc(1, sizeof *menu);
    if (!menu)
        return NULL;
    menu->screen.kind = &menu_kind;
    menu->focus = BUTTON_NONE;
    return &menu->screen;
}
