#include "ui/prompt.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/messages.h"
#include "paint/row.h"
#include "ui/button.h"
#include "ui/daytime.h"

/* px per em: no sentence is set smaller to make it fit. */
#define TEXT_LEAST 12
/* em */
#define CARD_WIDTH 28

struct prompt {
    struct screen screen;
    char headline[FAULT_SENTENCE_SIZE], sentence[FAULT_SENTENCE_SIZE];
    uint64_t begin, end;      /* ms of the countdown; equal: there is none */
    struct button buttons[2]; /* places on the card */
    uint32_t button_count;
    struct box card;   /* on the screen */
    int32_t size;      /* px per em of its sentence */
    struct page *page; /* of the card; NULL: no memory for it */
};

static void prompt_free(struct screen *screen)
{
    struct prompt *prompt = (struct prompt *)screen;
    page_free(prompt->page);
    free(prompt);
}

static uint32_t seconds_left(const struct ui *ui, const struct prompt *prompt)
{
    return ui->now.ms < prompt->end ? (uint32_t)((prompt->end - ui->now.ms + 999) / 1000) : 0;
}

/* The first button is the large one: beside the other where there is room, else above it. Returns their height. */
static int32_t place_buttons(struct ui *ui, struct sheet *sheet, struct prompt *prompt, struct box row)
{
    int32_t gap = ui_label_size(ui->width, ui->height) / 2, height = button_height(ui) * 3 / 2;
    struct font font = {.size = ui_label_size(ui->width, ui->height), .region = (uint8_t)ui_region()};
    struct button *on = &prompt->buttons[0], *again = &prompt->buttons[1];
    on->box = (struct box){row.x, row.y, row.width, height};
    if (prompt->button_count < 2)
        return height;
    int32_t first = sheet_line_width(sheet, &font, on->label) + 2 * font.size;
    int32_t second = sheet_line_width(sheet, &font, again->label) + 2 * font.size;
    if (first + gap + second <= row.width) {
        on->box.width -= gap + second;
        again->box = (struct box){row.x + on->box.width + gap, row.y, second, height};
        return height;
    }
    again->box = (struct box){row.x, row.y + height + gap, row.width, button_height(ui)};
    return height + gap + again->box.height;
}

/* The first is what nearly everybody wants. */
static void draw_buttons(struct ui *ui, struct sheet *sheet, const struct prompt *prompt)
{
    for (uint32_t i = 0; i < prompt->button_count; i++) {
        const struct button *button = &prompt->buttons[i];
        struct sheet_style style = {
            .font = {.size = ui_label_size(ui->width, ui->height),
                     .region = (uint8_t)ui_region(),
                     .bold = !i},
            .ink = i ? INK_TEXT : INK_BACKGROUND,
            .align = ALIGN_CENTER,
        };
        sheet_rule(sheet, button->box, i ? INK_PANEL : INK_LINK);
        sheet_line(sheet, &style, button->box, button->label);
    }
}

/* How much of the countdown is left. */
static void draw_bar(const struct ui *ui, struct sheet *sheet, const struct prompt *prompt, struct box bar)
{
    uint64_t whole = prompt->end - prompt->begin, left = seconds_left(ui, prompt) * (uint64_t)1000;
    sheet_rule(sheet, bar, INK_PANEL);
    bar.width = (int32_t)(left < whole ? (uint64_t)bar.width * left / whole : (uint64_t)bar.width);
    sheet_rule(sheet, bar, INK_LINK);
}

/* Sets (or only measures) the card's texts and buttons, from the top of `box` on. Returns the height. */
static int32_t set_card(struct ui *ui, struct sheet *sheet, struct prompt *prompt, struct box box, bool draw)
{
    int32_t size = prompt->size, top = box.y, gap = size / 2;
    struct font font = {.size = (uint16_t)size, .region = (uint8_t)ui_region()};
    struct sheet_style headline = {.font = font, .ink = INK_HEADING, .align = ALIGN_CENTER},
                       sentence = {.font = font, .ink = INK_TEXT, .align = ALIGN_CENTER};
    headline.font.size = (uint16_t)(size * 3 / 2);
    headline.font.bold = true;
    const struct {
        const struct sheet_style *style;
        const char *text;
    } texts[] = {{&headline, prompt->headline}, {&sentence, prompt->sentence}};
    for (size_t i = 0; i < 2; i++) {
        box.height = sheet_paragraph_height(sheet, texts[i].style, box.width, texts[i].text);
        if (draw)
            sheet_paragraph(sheet, texts[i].style, box, texts[i].text);
        box.y += box.height + gap;
    }
    if (prompt->end > prompt->begin) {
        box.height = size / 4;
        if (draw)
            draw_bar(ui, sheet, prompt, box);
        box.y += box.height + gap;
    }
    box.y += gap;
    int32_t buttons = place_buttons(ui, sheet, prompt, box);
    if (draw)
        draw_buttons(ui, sheet, prompt);
    return box.y + buttons - top;
}

static void prompt_arrange(struct ui *ui, struct screen *screen)
{
    struct prompt *prompt = (struct prompt *)screen;
    struct sheet sheet;
    int32_t margin = ui_label_size(ui->width, ui->height) / 2;
    int32_t thin = ui_label_size(ui->width, ui->height) / 16 + 1, pad, height;
    struct box *card = &prompt->card;
    if (prompt->end > prompt->begin) {
        uint32_t left = seconds_left(ui, prompt);
        snprintf(prompt->sentence, sizeof prompt->sentence,
                 ngettext("In %u second this goes back to the start.",
                          "In %u seconds this goes back to the start.", left),
                 left);
    }
    for (int32_t size = ui_text_size(ui);; size--) {
        prompt->size = size;
        pad = size * 5 / 4;
        card->width = ui->width - 2 * margin < size * CARD_WIDTH ? ui->width - 2 * margin : size * CARD_WIDTH;
        sheet_open(&sheet, ui->metrics, 1, 1);
        struct box box = {pad, pad, card->width - 2 * pad, 0};
        height = set_card(ui, &sheet, prompt, box, false) + 2 * pad;
        page_free(sheet_close(&sheet));
        if (height <= ui->height - 2 * margin || size <= TEXT_LEAST)
            break;
    }
    card->height = height < ui->height ? height : ui->height;
    card->x = (ui->width - card->width) / 2;
    card->y = (ui->height - card->height) / 2;
    page_free(prompt->page);
    sheet_open(&sheet, ui->metrics, card->width, card->height);
    sheet_frame(&sheet, (struct box){0, 0, card->width, card->height}, thin, INK_QUIET);
    set_card(ui, &sheet, prompt, (struct box){pad, pad, card->width - 2 * pad, 0}, true);
    prompt->page = sheet_close(&sheet);
    ui->stale = true;
}

/* The page behind the card steps three quarters of the way back into its ground. */
static void step_back(struct ui *ui)
{
    SDL_Surface *surface = ui->surface;
    uint32_t ground = (theme_color(ui->theme, INK_BACKGROUND) >> 2 & 0x3F3F3F) * 3;
    for (int y = 0; y < surface->h; y++) {
        uint32_t *row = surface_row(surface, y);
        for (int x = 0; x < surface->w; x++)
            row[x] = (row[x] >> 2 & 0x3F3F3F) + ground;
    }
}

static void prompt_draw(struct ui *ui, struct screen *screen)
{
    struct prompt *prompt = (struct prompt *)screen;
    struct painting painting = {
        .page = prompt->page, .x = prompt->card.x, .y = prompt->card.y, .theme = ui->theme};
    if (!prompt->page)
        return;
    step_back(ui);
    ui_paint_at(ui, &painting);
}

static enum status prompt_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    const struct prompt *prompt = (const struct prompt *)screen;
    (void)ui;
    enum status status = buffer_print(out, "headline %s\nsentence %s\n", prompt->headline, prompt->sentence);
    for (uint32_t i = 0; !status && i < prompt->button_count; i++)
        status = buffer_print(out, "button %s\n", prompt->buttons[i].label);
    return status;
}

static void prompt_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    /* visit.c does what there is to do. */
    (void)ui;
    (void)screen;
    (void)action;
}

static struct prompt *prompt_new(void)
{
    static const struct screen_kind kind = {
        .name = "prompt",
        .overlay = true,
        .free = prompt_free,
        .arrange = prompt_arrange,
        .act = prompt_act,
        .tick = prompt_arrange,
        .draw = prompt_draw,
        .describe = prompt_describe,
    };
    struct prompt *prompt = calloc(1, sizeof *prompt);
    if (!prompt)
        return NULL;
    prompt->screen.kind = &kind;
    prompt->buttons[0] = (struct button){.label = _("Go on reading")};
    prompt->button_count = 1;
    return prompt;
}

struct screen *prompt_still(struct ui *ui, uint64_t end)
{
    struct prompt *prompt = prompt_new();
    if (!prompt)
        return NULL;
    snprintf(prompt->headline, sizeof prompt->headline, "%s", _("Are you still reading?"));
    prompt->begin = ui->now.ms;
    prompt->end = end;
    prompt->buttons[1] = (struct button){.label = _("Start again")};
    prompt->button_count = 2;
    prompt_arrange(ui, &prompt->screen);
    return &prompt->screen;
}

struct screen *prompt_closing(struct ui *ui, int64_t wall)
{
    char clock[8];
    struct prompt *prompt = prompt_new();
    if (!prompt)
        return NULL;
    daytime_clock(wall, clock);
    snprintf(prompt->headline, sizeof prompt->headline, _("Closing at %s"), clock);
    snprintf(prompt->sentence, sizeof prompt->sentence, "%s", _("You can read on until then."));
    prompt_arrange(ui, &prompt->screen);
    return &prompt->screen;
}

bool prompt_again(const struct screen *screen, const struct action *action)
{
    const struct prompt *prompt = (const struct prompt *)screen;
    const struct box *card = &prompt->card;
    /* Home is where one starts, for whoever has no finger on the screen. */
    if (action->kind == ACTION_HOME)
        return prompt->button_count == 2;
    return action->kind == ACTION_TAP && prompt->button_count == 2 &&
           box_holds(prompt->buttons[1].box, action->x - card->x, action->y - card->y);
}
