/* The test of the screen: plain colours (dead pixels, colours mixed up), squares with a measure (edges cut off, a wrong size of the
 * panel), sizes of text, and a place to touch, where what the panel says is drawn. */
#include <stdio.h>
#include <stdlib.h>

#include "base/messages.h"
#include "ui/button.h"
#include "ui/frame.h"
#include "ui/maintenance.h"
#include "ui/upkeep.h"

/* Places of touches that are shown; the oldest go. */
#define TOUCHES 512u
/* px of a square where the panel's size is not known. */
#define SQUARE 100
#define SQUARE_MM 10

static const uint32_t colours[] = {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF, 0x000000, 0x808080};
#define COLOURS (sizeof colours / sizeof colours[0])

/* The first COLOURS pages are those. */
enum { PAGE_SQUARES = COLOURS, PAGE_TEXT, PAGE_TOUCH, PAGES };

struct trial {
    struct screen screen;
    uint32_t at; /* page */
    struct dot {
        int32_t x, y;
    } touches[TOUCHES];
    uint32_t touch_count; /* since the page was opened */
    struct button back;   /* of PAGE_TOUCH */
    struct page *page;    /* NULL: a colour, or no memory for it */
};

static void trial_free(struct screen *screen)
{
    struct trial *trial = (struct trial *)screen;
    page_free(trial->page);
    free(trial);
}

static struct sheet_style label(const struct ui *ui)
{
    return (struct sheet_style){
        .font = {.size = ui_label_size(ui->width, ui->height), .region = (uint8_t)ui_region()},
        .ink = INK_TEXT,
        .align = ALIGN_CENTER};
}

static void set_sentence(struct ui *ui, struct sheet *sheet, struct box box, const char *sentence)
{
    struct sheet_style style = label(ui);
    int32_t height = sheet_paragraph_height(sheet, &style, box.width, sentence), pad = style.font.size;
    box = (struct box){box.x, box.y + (box.height - height) / 2, box.width, height};
    sheet_rule(sheet, (struct box){box.x - pad, box.y - pad, box.width + 2 * pad, height + 2 * pad},
               INK_PANEL);
    sheet_paragraph(sheet, &style, box, sentence);
}

/* Lines from the middle outwards, each fifth one thicker, and a frame on the outermost pixels. */
static void set_squares(struct ui *ui, struct sheet *sheet)
{
    const struct host *host = ui->host;
    bool known = host->width_mm > 0 && host->height_mm > 0;
    int32_t thin = ui_label_size(ui->width, ui->height) / 16 + 1;
    char sentence[256];
    for (int32_t down = 0; down < 2; down++) {
        int32_t side = down ? ui->height : ui->width, mm = down ? host->height_mm : host->width_mm;
        int32_t count = known ? mm / SQUARE_MM / 2 : side / SQUARE / 2;
        for (int32_t i = -count; i <= count; i++) {
            int32_t at = side / 2 + (known ? i * SQUARE_MM * side / mm : i * SQUARE);
            int32_t width = i % 5 ? thin : 2 * thin;
            sheet_rule(sheet,
                       down ? (struct box){0, at - width / 2, ui->width, width}
                            : (struct box){at - width / 2, 0, width, ui->height},
                       INK_QUIET);
        }
    }
    sheet_frame(sheet, (struct box){0, 0, ui->width, ui->height}, 1, INK_LINK);
    if (known)
        snprintf(sentence, sizeof sentence,
                 _("%d × %d px on %d × %d mm. Each square is to be 10 mm wide and high, and the thin frame "
                   "whole."),
                 ui->width, ui->height, host->width_mm, host->height_mm);
    else
        snprintf(sentence, sizeof sentence,
                 _("%d × %d px; how many millimetres is not known. Each square is 100 px, and is to be as "
                   "wide as high, and the thin frame whole."),
                 ui->width, ui->height);
    set_sentence(ui, sheet, (struct box){ui->width / 5, 0, ui->width * 3 / 5, ui->height}, sentence);
}

static void set_text(struct ui *ui, struct sheet *sheet)
{
    struct sheet_style style = label(ui);
    int32_t margin = ui_margin(ui->width, ui->height), y = margin;
    uint16_t size = 0, next = 12;
    style.align = ALIGN_START;
    for (; next != size; next = ui_size_beside(size, true)) {
        char line[128];
        size = next;
        style.font.size = size;
        int32_t height = sheet_line_height(&style.font);
        if (y + height > ui->height - margin)
            break;
        /* Translators: a sample of letters; %u is a text size. */
        snprintf(line, sizeof line, _("%u px: 井水清，可以饮。 The well is deep."), size);
        sheet_line(sheet, &style, (struct box){margin, y, ui->width - 2 * margin, height}, line);
        y += height;
    }
}

static void set_touches(struct ui *ui, struct sheet *sheet, struct trial *trial)
{
    int32_t em = ui_label_size(ui->width, ui->height), side = em / 3 + 1, height = button_height(ui),
            gap = em / 2;
    uint32_t shown = trial->touch_count < TOUCHES ? trial->touch_count : TOUCHES;
    char sentence[160];
    if (trial->touch_count) {
        const struct dot *last = &trial->touches[(trial->touch_count - 1) % TOUCHES];
        snprintf(sentence, sizeof sentence, "x %d, y %d", last->x, last->y);
        sheet_rule(sheet, (struct box){0, last->y, ui->width, 1}, INK_QUIET);
        sheet_rule(sheet, (struct box){last->x, 0, 1, ui->height}, INK_QUIET);
    } else {
        snprintf(sentence, sizeof sentence, "%s",
                 _("Touch the screen and draw along its edges: the marks are to be where the finger is."));
    }
    set_sentence(ui, sheet, (struct box){ui->width / 5, 0, ui->width * 3 / 5, ui->height}, sentence);
    for (uint32_t i = 0; i < shown; i++) {
        const struct dot *touch = &trial->touches[i];
        sheet_rule(sheet, (struct box){touch->x - side / 2, touch->y - side / 2, side, side}, INK_LINK);
    }
    trial->back = (struct button){.label = _("Back"), .action = ACTION_BACK};
    trial->back.box = (struct box){gap, ui->height - height - gap, 8 * em, height};
    button_draw(ui, sheet, &trial->back, 1, 0);
}

static void trial_arrange(struct ui *ui, struct screen *screen)
{
    struct trial *trial = (struct trial *)screen;
    struct sheet sheet;
    page_free(trial->page);
    trial->page = NULL;
    ui->stale = true;
    if (trial->at < COLOURS)
        return;
    sheet_open(&sheet, ui->metrics, ui->width, ui->height);
    if (trial->at == PAGE_SQUARES)
        set_squares(ui, &sheet);
    else if (trial->at == PAGE_TEXT)
        set_text(ui, &sheet);
    else
        set_touches(ui, &sheet, trial);
    trial->page = sheet_close(&sheet);
}

static void touch(struct trial *trial, int32_t x, int32_t y)
{
    trial->touches[trial->touch_count % TOUCHES] = (struct dot){x, y};
    trial->touch_count++;
}

/* Draws; false: the action is for something else. */
static bool act_touch(struct trial *trial, const struct action *action)
{
    switch (action->kind) {
    case ACTION_TAP:
    case ACTION_LONG_PRESS:
        if (box_holds(trial->back.box, action->x, action->y))
            return false;
        touch(trial, action->x, action->y);
        return true;
    case ACTION_DRAG:
    case ACTION_SWIPE:
        touch(trial, action->x + action->dx, action->y + action->dy);
        return true;
    default:
        return false;
    }
}

static void trial_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    struct trial *trial = (struct trial *)screen;
    int step = button_move(action->kind);
    if (trial->at == PAGE_TOUCH && act_touch(trial, action)) {
        trial_arrange(ui, screen);
        return;
    }
    if (action->kind == ACTION_RIGHT || action->kind == ACTION_TAP || action->kind == ACTION_SELECT)
        step = 1;
    else if (action->kind == ACTION_LEFT)
        step = -1;
    else if (action->kind == ACTION_SWIPE)
        step = action->dx < 0 ? 1 : -1;
    if (action->kind == ACTION_BACK || (step > 0 && trial->at + 1 == PAGES)) {
        ui_pop(ui);
        return;
    }
    if (!step || (step < 0 && !trial->at))
        return;
    trial->at = step > 0 ? trial->at + 1 : trial->at - 1;
    trial->touch_count = 0;
    trial_arrange(ui, screen);
}

static void trial_tick(struct ui *ui, struct screen *screen)
{
    (void)screen;
    upkeep_over(ui);
}

static void trial_draw(struct ui *ui, struct screen *screen)
{
    struct trial *trial = (struct trial *)screen;
    if (trial->page) {
        ui_paint(ui, trial->page, 0);
    } else if (trial->at < COLOURS) {
        frame_again(&ui->frames[0]);
        SDL_FillRect(ui->surface, NULL, colours[trial->at]);
    }
}

static enum status trial_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    const struct trial *trial = (struct trial *)screen;
    (void)ui;
    return buffer_print(out, "at %u / %u\ntouches %u\n", trial->at + 1, PAGES, trial->touch_count);
}

struct screen *maintenance_trial(void)
{
    static const struct screen_kind kind = {
        .name = "trial",
        .apart = true,
        .own = true,
        .free = trial_free,
        .arrange = trial_arrange,
        .act = trial_act,
        .tick = trial_tick,
        .draw = trial_draw,
        .describe = trial_describe,
    };
    struct trial *trial = calloc(1, sizeof *trial);
    if (!trial)
        return NULL;
    trial->screen.kind = &kind;
    return &trial->screen;
}
