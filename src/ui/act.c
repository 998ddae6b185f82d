/* What each action does, wherever one is (ui.h: ui_act). */
#include "ui/contents.h"
#include "ui/drag.h"
#include "ui/frame.h"
#include "ui/menu.h"
#include "ui/pin.h"
#include "ui/reading.h"
#include "ui/search.h"
#include "ui/shelf.h"
#include "ui/visit.h"

static struct screen *top(struct ui *ui)
{
    return ui->screens[ui->depth - 1];
}

uint16_t ui_size_beside(uint16_t size, bool larger)
{
    static const uint16_t sizes[] = {12, 14, 16, 18, 20, 22, 24, 27, 30, 34,
                                     38, 43, 48, 54, 61, 68, 76, 86, 96};
    uint16_t beside = size;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        if (larger && sizes[i] > size)
            return sizes[i];
        if (!larger && sizes[i] < size)
            beside = sizes[i];
    }
    return beside;
}

static void change_text_size(struct ui *ui, bool larger)
{
    uint16_t size = ui_size_beside(ui->font_size, larger);
    if (size == ui->font_size)
        return;
    ui->font_size = size;
    ui_arrange(ui);
}

static void change_lines(struct ui *ui)
{
    if (!reading_may_turn(ui))
        return;
    ui->turned = !ui->turned;
    ui_arrange(ui);
}

static void set_theme(struct ui *ui, enum theme theme)
{
    ui->theme = theme;
    for (uint32_t i = 0; i < FRAMES; i++)
        frame_again(&ui->frames[i]);
    ui->stale = true;
}

void ui_set_look(struct ui *ui, uint16_t size, enum theme theme)
{
    ui->font_size = ui->first_size = size ? size : ui_label_size(ui->width, ui->height);
    ui->first_theme = theme;
    set_theme(ui, theme);
    ui_arrange(ui);
}

/* A key that opens a screen closes it too. */
static bool pop_to_under(struct ui *ui, const struct screen_kind *kind)
{
    for (uint32_t i = 1; i < ui->depth; i++) {
        if (ui->screens[i]->kind != kind)
            continue;
        while (ui->depth > i)
            ui_pop(ui);
        return true;
    }
    return false;
}

/* What stands over the shelf goes; from the shelf it leads back to what is read, if anything is. */
static void act_shelf(struct ui *ui)
{
    uint32_t shelf = ui->depth;
    while (shelf && ui->screens[shelf - 1]->kind != &shelf_kind)
        shelf--;
    if (!shelf) {
        (void)ui_leave(ui);
        return;
    }
    uint32_t kept = shelf == ui->depth && ui->bundle ? shelf - 1 : shelf;
    while (ui->depth > kept)
        ui_pop(ui);
}

static void act_home(struct ui *ui)
{
    if (ui->bundle)
        ui_go_home(ui);
    else if (ui->path && !ui->volumes.count)
        ui_reset(ui); /* It could not be opened: perhaps it can by now. */
}

/* False: the action opens none. */
static bool open_screen(struct ui *ui, enum action_kind kind)
{
    switch (kind) {
    case ACTION_SHELF:
        act_shelf(ui);
        return true;
    case ACTION_CONTENTS:
        if (ui->bundle && !pop_to_under(ui, &contents_kind))
            ui_push(ui, contents_new(ui, NULL));
        return true;
    case ACTION_SEARCH:
        if (ui->bundle)
            search_show(ui);
        return true;
    case ACTION_MENU:
        if (!pop_to_under(ui, &menu_kind))
            ui_push(ui, menu_new());
        return true;
    case ACTION_MAINTENANCE:
        if (ui->host && ui->host->pin_fits)
            ui_push(ui, pin_new(ui));
        return true;
    default:
        return false;
    }
}

/* Only the page that is read follows the hand. */
static void act_by_hand(struct ui *ui, const struct action *action)
{
    if (ui->depth > 1)
        return;
    if (action->kind == ACTION_PINCH)
        change_text_size(ui, action->amount > 1000);
    else
        top(ui)->kind->act(ui, top(ui), action);
}

/* One step onward or back, for a visitor with nothing but a wheel or two buttons for that: among the page's links while one
 * has the focus, else to another page; among rows and buttons everywhere else. */
static bool act_step(struct ui *ui, int step)
{
    bool focus = ui->depth > 1 || reading_may_move(ui, step);
    enum action_kind onward = focus ? ACTION_FOCUS_NEXT : ACTION_NEXT,
                     back = focus ? ACTION_FOCUS_PREVIOUS : ACTION_PREVIOUS;
    return ui_act(ui, &(struct action){.kind = step > 0 ? onward : back});
}

/* On a page that is read to the left, what lies there comes next. */
static bool act_sideways(struct ui *ui, const struct action *action)
{
    bool leftward = ui->depth == 1 && reading_leftward(ui), left = action->kind == ACTION_LEFT;
    return act_step(ui, left == leftward ? 1 : -1);
}

/* What it means depends on where one is; act_step says it anew. */
static bool is_step(enum action_kind kind)
{
    return kind == ACTION_STEP_NEXT || kind == ACTION_STEP_PREVIOUS;
}

bool ui_minded(const struct ui *ui)
{
    bool minded = false;
    for (uint32_t i = 1; i < ui->depth; i++)
        minded |= ui->screens[i]->kind->own;
    return minded;
}

/* To a screen on which somebody types; false: it means the same as everywhere. */
static bool act_typing(struct ui *ui, struct screen *screen, const struct action *action)
{
    struct action typed = *action;
    if (action->code)
        typed.kind = ACTION_TYPE;
    else if (is_step(action->kind))
        typed.kind = action->kind == ACTION_STEP_NEXT ? ACTION_RIGHT : ACTION_LEFT;
    else if (action->kind != ACTION_LEFT && action->kind != ACTION_RIGHT)
        return false;
    screen->kind->act(ui, screen, &typed);
    return true;
}

bool ui_act(struct ui *ui, const struct action *action)
{
    struct screen *screen = top(ui);
    if (action->kind == ACTION_NONE || (action->kind == ACTION_TYPE && !screen->kind->types))
        return true;
    ui->touched = ui->now.ms;
    if (visit_act(ui, action))
        return true;
    /* Whatever else is meant, a finger does not move the page any more. A swipe ends the drag that it was. */
    if (action->kind != ACTION_DRAG && action->kind != ACTION_SWIPE)
        drag_end(ui);
    if (ui_minded(ui) && action->kind != ACTION_QUIT && !is_step(action->kind)) {
        screen->kind->act(ui, screen, action);
        return true;
    }
    if (screen->kind->types && act_typing(ui, screen, action))
        return true;
    switch (action->kind) {
    case ACTION_LEFT:
    case ACTION_RIGHT:
        return act_sideways(ui, action);
    case ACTION_STEP_NEXT:
    case ACTION_STEP_PREVIOUS:
        return act_step(ui, action->kind == ACTION_STEP_NEXT ? 1 : -1);
    case ACTION_DRAG:
    case ACTION_DROP:
    case ACTION_PINCH:
        act_by_hand(ui, action);
        break;
    case ACTION_QUIT:
        return false;
    case ACTION_LARGER:
    case ACTION_SMALLER:
        change_text_size(ui, action->kind == ACTION_LARGER);
        break;
    case ACTION_THEME:
        set_theme(ui, (enum theme)((ui->theme + 1) % THEME_COUNT));
        break;
    case ACTION_LINES:
        change_lines(ui);
        break;
    case ACTION_HOME:
        act_home(ui);
        break;
    case ACTION_FORWARD:
        reading_step(ui, 1);
        break;
    default:
        if (!open_screen(ui, action->kind))
            screen->kind->act(ui, screen, action);
    }
    return true;
}
