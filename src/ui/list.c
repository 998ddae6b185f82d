#include "ui/list.h"

#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "ui/menu.h"

/* Pages of a list beside which there is a way to get along faster. */
#define PAGES_LONG 3u
/* Levels deeper than this are not indented further: the label needs the width. */
#define LEVELS 4u

void list_free(struct list *list)
{
    page_free(list->page);
}

void list_shown(const struct list *list, uint32_t *begin, uint32_t *end)
{
    uint32_t room = list->room ? list->room : 1;
    *begin = list->focus / room * room;
    *end = list->count - *begin < room ? list->count : *begin + room;
}

/* The nearest row that can be chosen, from `index` on in the direction of step, else in the other one. */
static uint32_t nearest(struct ui *ui, struct list *list, uint32_t index, int step)
{
    for (int turn = 0; turn < 2; turn++, step = -step) {
        for (uint32_t i = index; i<list->count; i = step> 0 ? i + 1 : i - 1) {
            if (!list->kind->row(ui, &list->screen, i).title)
                return i;
        }
    }
    return 0;
}

/* Puts the detail at the end of the box and takes its room away. */
static void set_detail(struct ui *ui, struct sheet *sheet, const struct list_row *row, struct box *box)
{
    struct sheet_style style = {
        .font = {.size = ui_folio_size(ui->width, ui->height), .region = (uint8_t)ui_region()},
        .ink = INK_QUIET,
    };
    int32_t width = row->detail ? sheet_line_width(sheet, &style.font, row->detail) + 1 : 0;
    if (!width || width > box->width / 2)
        return;
    struct box end = {box->x + box->width - width, box->y, width, box->height};
    sheet_line(sheet, &style, end, row->detail);
    box->width -= width + style.font.size;
}

static uint32_t columns_of(const struct list *list)
{
    return list->columns ? list->columns : 1;
}

struct box list_box(const struct ui *ui, const struct list *list, uint32_t index)
{
    uint32_t begin, end;
    list_shown(list, &begin, &end);
    int32_t columns = (int32_t)columns_of(list), at = (int32_t)(index - begin);
    int32_t gap = ui_label_size(ui->width, ui->height) / 2;
    int32_t width = (list->rows.width - gap * (columns - 1)) / columns;
    return (struct box){list->rows.x + at % columns * (width + gap), list->rows.y + at / columns * list->row,
                        width, list->row};
}

static void set_row(struct ui *ui, struct sheet *sheet, struct list *list, uint32_t index)
{
    struct box box = list_box(ui, list, index);
    if (list->kind->set) {
        struct list_place place = {.sheet = sheet, .box = box, .focused = index == list->focus};
        list->kind->set(ui, &list->screen, index, &place);
        return;
    }
    struct list_row row = list->kind->row(ui, &list->screen, index);
    int32_t em = ui_text_size(ui), bar = em / 6, thin = em / 20 + 1;
    struct sheet_style style = {.font = {.size = (uint16_t)em, .region = row.region}, .ink = INK_TEXT};
    if (row.title) {
        style.font.size = (uint16_t)(em * 3 / 4);
        style.font.bold = true;
        style.font.region = (uint8_t)ui_region();
        style.ink = INK_QUIET;
        box.y += box.height / 4;
        box.height -= box.height / 4;
    } else if (index == list->focus) {
        sheet_rule(sheet, box, INK_PANEL);
        sheet_rule(sheet, (struct box){box.x, box.y, bar, box.height}, INK_LINK);
    }
    sheet_rule(sheet, (struct box){box.x, box.y + box.height - thin, box.width, thin}, INK_PANEL);
    style.font.bold = style.font.bold || row.current;
    int32_t indent = em * 3 / 4 + em * (int32_t)(row.level < LEVELS ? row.level : LEVELS);
    box.x += row.title ? 0 : indent;
    box.width -= row.title ? 0 : indent + em / 2;
    set_detail(ui, sheet, &row, &box);
    sheet_line(sheet, &style, box, row.label);
}

static uint32_t page_of(const struct list *list, uint32_t row)
{
    return list->room ? row / list->room : 0;
}

/* Back, what else there is, and with more than one page the way between them: in the first columns, and the last ones. */
static void set_buttons(struct ui *ui, struct sheet *sheet, struct list *list, struct box box)
{
    uint32_t page = page_of(list, list->focus), last = page_of(list, list->count ? list->count - 1 : 0);
    bool extra = list->extra != ACTION_NONE;
    const struct button buttons[LIST_BUTTONS] = {
        {.action = ACTION_BACK, .label = _("Back"), .off = list->first},
        {.action = list->extra, .label = list->extra_label, .off = !extra, .sign = list->extra_sign},
        {.action = ACTION_PREVIOUS, .label = _("Previous"), .off = page == 0},
        {.action = ACTION_NEXT, .label = _("Next"), .off = page == last},
    };
    char folio[32];
    int32_t columns = extra ? 5 : 4, gap = ui_label_size(ui->width, ui->height) / 2;
    int32_t cell = (box.width - (columns - 1) * gap) / columns;
    const int32_t cells[LIST_BUTTONS] = {0, 1, columns - 3, columns - 1};
    for (uint32_t i = 0; i < LIST_BUTTONS; i++) {
        bool hidden = (i == 0 && list->first) || (i == 1 && !extra) || (i > 1 && !last);
        list->buttons[i] = buttons[i];
        list->buttons[i].off = buttons[i].off || hidden || list->foot;
        list->buttons[i].box = (struct box){box.x + cells[i] * (cell + gap), box.y, cell, box.height};
        if (!hidden && !list->foot)
            button_draw(ui, sheet, &list->buttons[i], 1, BUTTON_NONE);
    }
    if (!last || list->foot)
        return;
    struct sheet_style style = {
        .font = {.size = ui_folio_size(ui->width, ui->height)}, .ink = INK_QUIET, .align = ALIGN_CENTER};
    snprintf(folio, sizeof folio, "%u / %u", page + 1, last + 1);
    sheet_line(sheet, &style, (struct box){box.x + (columns - 2) * (cell + gap), box.y, cell, box.height},
               folio);
}

/* The rows, and beside those of a long list the way along it. */
static void set_rows(struct ui *ui, struct sheet *sheet, struct list *list)
{
    uint32_t begin, end;
    list_shown(list, &begin, &end);
    list->rail = (struct rail){.rows = list->count, .room = list->room};
    if (list->count > PAGES_LONG * list->room) {
        rail_arrange(ui, &list->rail, list->marks, list->mark_count, &list->rows);
        rail_draw(ui, sheet, &list->rail, begin, end);
    }
    for (uint32_t i = begin; i < end; i++)
        set_row(ui, sheet, list, i);
}

static void set_headline(struct sheet *sheet, struct sheet_style *style, struct box box,
                         const struct list *list)
{
    int32_t width = sheet_line_width(sheet, &style->font, list->headline) + style->font.size;
    sheet_line(sheet, style, box, list->headline);
    if (!list->aside || width >= box.width)
        return;
    style->align = ALIGN_END;
    sheet_line(sheet, style, (struct box){box.x + width, box.y, box.width - width, box.height}, list->aside);
}

void list_arrange(struct ui *ui, struct screen *screen)
{
    struct list *list = (struct list *)screen;
    struct sheet sheet;
    int32_t gap = ui_label_size(ui->width, ui->height) / 2, margin = ui_margin(ui->width, ui->height);
    int32_t height = button_height(ui);
    struct box foot = {margin, ui->height - height - gap, ui->width - 2 * margin, height};
    struct sheet_style style = {
        .font = {.size = ui_label_size(ui->width, ui->height), .region = (uint8_t)ui_region()},
        .ink = INK_QUIET};
    list->top = list->head ? list->head : gap + sheet_line_height(&style.font);
    if (list->foot)
        foot.y = ui->height - list->foot;
    int32_t rows = (foot.y - gap - list->top) / (list->least ? list->least : height);
    rows = rows < 1 ? 1 : rows;
    list->room = (uint32_t)rows * columns_of(list);
    /* What is left over goes between the rows. */
    list->row = (foot.y - gap - list->top) / rows;
    page_free(list->page);
    sheet_open(&sheet, ui->metrics, ui->width, ui->height);
    if (!list->head)
        set_headline(&sheet, &style, (struct box){margin, gap, foot.width, list->top - gap}, list);
    list->rows = (struct box){margin, list->top, foot.width, list->row * rows};
    set_rows(ui, &sheet, list);
    set_buttons(ui, &sheet, list, foot);
    if (list->kind->dress)
        list->kind->dress(ui, screen, &sheet);
    list->page = sheet_close(&sheet);
    ui->stale = true;
}

static void focus(struct ui *ui, struct list *list, uint32_t row)
{
    list->focus = row;
    list_arrange(ui, &list->screen);
}

static void turn(struct ui *ui, struct list *list, int step)
{
    uint32_t begin, end;
    list_shown(list, &begin, &end);
    if (step > 0 && end < list->count)
        focus(ui, list, nearest(ui, list, end, 1));
    else if (step < 0 && begin)
        focus(ui, list, nearest(ui, list, begin - list->room, 1));
}

static void move(struct ui *ui, struct list *list, int step)
{
    uint32_t next = step > 0 ? list->focus + 1 : list->focus - 1;
    if (next < list->count) {
        next = nearest(ui, list, next, step);
        if (next < list->count)
            focus(ui, list, next);
    }
}

/* To a row that is far away, or the one after it that can be chosen. */
static void jump(struct ui *ui, struct list *list, uint32_t row)
{
    if (list->count)
        focus(ui, list, nearest(ui, list, row < list->count ? row : list->count - 1, 1));
}

static void swipe(struct ui *ui, struct list *list, const struct action *action)
{
    int32_t along = action->dx * action->dx >= action->dy * action->dy ? action->dx : action->dy;
    if (box_holds(list->rail.box, action->x, action->y))
        jump(ui, list, rail_row(&list->rail, action->x + action->dx, action->y + action->dy, list->focus));
    else
        turn(ui, list, along < 0 ? 1 : -1);
}

static void tap(struct ui *ui, struct list *list, int32_t x, int32_t y)
{
    uint32_t begin, end, button = button_at(list->buttons, LIST_BUTTONS, x, y);
    if (button != BUTTON_NONE) {
        struct action action = {.kind = list->buttons[button].action};
        /* What else there is leads to another screen, and never out of the program. */
        if (action.kind != list->extra)
            list_act(ui, &list->screen, &action);
        else if (ui_act(ui, &action))
            ui->stale = true;
        return;
    }
    list_shown(list, &begin, &end);
    if (box_holds(list->rail.box, x, y)) {
        jump(ui, list, rail_row(&list->rail, x, y, list->focus));
        return;
    }
    for (uint32_t i = begin; i < end; i++) {
        struct box box = list_box(ui, list, i);
        /* A row of a plain list reaches from edge to edge; the rail is looked at before. */
        if (columns_of(list) == 1)
            box = (struct box){0, box.y, ui->width, box.height};
        if (!box_holds(box, x, y))
            continue;
        if (!list->kind->row(ui, &list->screen, i).title)
            list->kind->choose(ui, &list->screen, i);
        return;
    }
}

void list_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    struct list *list = (struct list *)screen;
    switch (action->kind) {
    case ACTION_NEXT:
    case ACTION_PREVIOUS:
        turn(ui, list, action->kind == ACTION_NEXT ? 1 : -1);
        break;
    case ACTION_SWIPE:
        swipe(ui, list, action);
        break;
    case ACTION_FOCUS_NEXT:
    case ACTION_FOCUS_PREVIOUS:
        move(ui, list, action->kind == ACTION_FOCUS_NEXT ? 1 : -1);
        break;
    case ACTION_FIRST:
        jump(ui, list, 0);
        break;
    case ACTION_LAST:
        focus(ui, list, list->count ? nearest(ui, list, list->count - 1, -1) : 0);
        break;
    case ACTION_JUMP:
        if (action->amount >= 0)
            jump(ui, list, (uint32_t)((uint64_t)list->count * (uint64_t)action->amount / 1000));
        break;
    case ACTION_SELECT:
        if (list->focus < list->count && !list->kind->row(ui, screen, list->focus).title)
            list->kind->choose(ui, screen, list->focus);
        break;
    case ACTION_TAP:
        tap(ui, list, action->x, action->y);
        break;
    case ACTION_LONG_PRESS:
        ui_push(ui, menu_new());
        break;
    case ACTION_BACK:
        if (!list->first && (!list->kind->back || !list->kind->back(ui, screen)))
            ui_pop(ui);
        break;
    default:
        break;
    }
}

void list_draw(struct ui *ui, struct screen *screen)
{
    struct list *list = (struct list *)screen;
    if (list->page)
        ui_paint(ui, list->page, 0);
}

enum status list_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    struct list *list = (struct list *)screen;
    uint32_t begin, end;
    list_shown(list, &begin, &end);
    uint32_t last = page_of(list, list->count ? list->count - 1 : 0);
    enum status status = buffer_print(out, "page %u / %u\n", page_of(list, list->focus) + 1, last + 1);
    for (uint32_t i = 0; !status && i < list->rail.cell_count; i++) {
        char label[32];
        rail_label(&list->rail, i, label, sizeof label);
        status = buffer_print(out, "cell %s\n", label);
    }
    for (uint32_t i = begin; !status && i < end; i++) {
        struct list_row row = list->kind->row(ui, screen, i);
        status = buffer_print(out, "%s %*s%s%s%s%s%s\n", row.title ? "title" : "row", (int)row.level * 2, "",
                              row.label, row.detail ? " | " : "", row.detail ? row.detail : "",
                              row.current ? " current" : "", i == list->focus && !row.title ? " *" : "");
    }
    return status;
}
