#include "ui/closed.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/messages.h"
#include "ui/daytime.h"
#include "ui/sheet.h"

/* The sentence stands somewhere else every few minutes: it is there all night. */
#define MOVE_MS (5 * 60 * 1000)
/* em */
#define MEASURE 24

struct closed {
    struct screen screen;
    const struct hours *hours;
    char sentence[FAULT_SENTENCE_SIZE]; /* empty: it never opens */
    uint64_t begin;                     /* ms */
    uint64_t place;                     /* how often it was moved since */
    struct page *page;                  /* NULL: no memory for it */
};

static void closed_free(struct screen *screen)
{
    struct closed *closed = (struct closed *)screen;
    page_free(closed->page);
    free(closed);
}

static void closed_arrange(struct ui *ui, struct screen *screen)
{
    struct closed *closed = (struct closed *)screen;
    struct sheet sheet;
    int32_t size = ui_label_size(ui->width, ui->height) * 3 / 2, margin = ui_margin(ui->width, ui->height);
    int32_t measure = ui->width - 2 * margin < size * MEASURE ? ui->width - 2 * margin : size * MEASURE;
    struct sheet_style headline = {
        .font = {.size = (uint16_t)size, .region = (uint8_t)ui_region(), .bold = true},
        .ink = INK_TEXT,
        .align = ALIGN_CENTER,
    };
    struct sheet_style sentence = headline;
    sentence.font = (struct font){.size = (uint16_t)(size * 3 / 4), .region = (uint8_t)ui_region()};
    sentence.ink = INK_QUIET;
    int64_t opens = hours_change(closed->hours, ui->now.wall);
    *closed->sentence = '\0';
    if (opens != HOURS_NEVER)
        daytime_opening(ui->now.wall, opens, closed->sentence);
    page_free(closed->page);
    sheet_open(&sheet, ui->metrics, ui->width, ui->height);
    int32_t first = sheet_paragraph_height(&sheet, &headline, measure, _("Closed now"));
    int32_t second = sheet_paragraph_height(&sheet, &sentence, measure, closed->sentence);
    int32_t height = first + size / 2 + second, spare = ui->height - height - 2 * margin;
    spare = spare > 0 ? spare : 0;
    /* The middle first. */
    static const int32_t tenths[] = {5, 7, 4, 8, 3, 6, 2};
    size_t place = closed->place % (sizeof tenths / sizeof *tenths);
    struct box box = {(ui->width - measure) / 2, margin + spare * tenths[place] / 10, measure, first};
    sheet_paragraph(&sheet, &headline, box, _("Closed now"));
    box.y += first + size / 2;
    box.height = second;
    sheet_paragraph(&sheet, &sentence, box, closed->sentence);
    closed->page = sheet_close(&sheet);
    ui->stale = true;
}

static void closed_tick(struct ui *ui, struct screen *screen)
{
    struct closed *closed = (struct closed *)screen;
    uint64_t place = (ui->now.ms - closed->begin) / MOVE_MS;
    if (place == closed->place)
        return;
    closed->place = place;
    closed_arrange(ui, screen);
}

static void nothing_to_do(struct ui *ui, struct screen *screen, const struct action *action)
{
    /* visit.c does what there is to do. */
    (void)ui;
    (void)screen;
    (void)action;
}

static void closed_draw(struct ui *ui, struct screen *screen)
{
    struct closed *closed = (struct closed *)screen;
    struct painting painting = {.page = closed->page, .theme = THEME_NIGHT};
    if (closed->page)
        ui_paint_at(ui, &painting);
}

static enum status closed_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    (void)ui;
    return buffer_print(out, "sentence %s\n", ((struct closed *)screen)->sentence);
}

struct screen *closed_new(struct ui *ui, const struct hours *hours)
{
    static const struct screen_kind kind = {
        .name = "closed",
        .free = closed_free,
        .arrange = closed_arrange,
        .act = nothing_to_do,
        .tick = closed_tick,
        .draw = closed_draw,
        .describe = closed_describe,
    };
    struct closed *closed = calloc(1, sizeof *closed);
    if (!closed)
        return NULL;
    closed->screen.kind = &kind;
    closed->hours = hours;
    closed->begin = ui->now.ms;
    closed_arrange(ui, &closed->screen);
    return &closed->screen;
}
