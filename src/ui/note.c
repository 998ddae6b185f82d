#include "ui/note.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "ui/button.h"
#include "ui/reading.h"
#include "ui/seek.h"

#define LINES_MOST 12
#define BUTTONS 2u

struct note {
    struct screen screen;
    char *fragment, *text; /* owned */
    uint8_t region;
    struct button buttons[BUTTONS]; /* places on the sheet, not on the screen */
    uint32_t focus;
    struct page *page; /* of the sheet only; NULL: no memory for it */
    int32_t y;         /* px of the sheet's top on the screen */
};

static void note_free(struct screen *screen)
{
    struct note *note = (struct note *)screen;
    free(note->fragment);
    free(note->text);
    page_free(note->page);
    free(note);
}

static struct box text_box(struct ui *ui)
{
    int32_t margin = ui_margin(ui->width, ui->height), measure = ui->width - 2 * margin;
    int32_t most = ui_text_size(ui) * 34;
    measure = measure > most ? most : measure;
    return (struct box){(ui->width - measure) / 2, ui_label_size(ui->width, ui->height), measure, ui->height};
}

static struct sheet_style text_style(const struct ui *ui, uint8_t region)
{
    return (struct sheet_style){.font = {.size = ui_text_size(ui), .region = region}, .ink = INK_TEXT};
}

static void note_arrange(struct ui *ui, struct screen *screen)
{
    struct note *note = (struct note *)screen;
    struct sheet sheet;
    int32_t gap = ui_label_size(ui->width, ui->height) / 2, thin = ui_folio_size(ui->width, ui->height) / 12;
    struct sheet_style style = text_style(ui, note->region);
    struct box text = text_box(ui), row = {gap, 0, ui->width - 2 * gap, 0};
    note->buttons[0] = (struct button){.action = ACTION_SELECT, .label = _("Go there")};
    note->buttons[1] = (struct button){.action = ACTION_BACK, .label = _("Close")};
    int32_t row_height = button_grid(ui, note->buttons, BUTTONS, row);
    /* A throw-away sheet: the height is needed before the sheet can be opened at it. */
    sheet_open(&sheet, ui->metrics, ui->width, ui->height);
    int32_t height = sheet_paragraph_height(&sheet, &style, text.width, note->text);
    page_free(sheet_close(&sheet));
    int32_t most = ui->height - text.y - row_height - 3 * gap;
    text.height = height < most ? height : most;
    int32_t top = text.y + text.height + 2 * gap;
    for (uint32_t i = 0; i < BUTTONS; i++)
        note->buttons[i].box.y += top;
    page_free(note->page);
    sheet_open(&sheet, ui->metrics, ui->width, top + row_height + gap);
    sheet_rule(&sheet, (struct box){0, 0, ui->width, thin < 1 ? 1 : thin}, INK_QUIET);
    sheet_paragraph(&sheet, &style, text, note->text);
    button_draw(ui, &sheet, note->buttons, BUTTONS, note->focus);
    note->page = sheet_close(&sheet);
    note->y = note->page ? ui->height - note->page->height : ui->height;
    ui->stale = true;
}

static void go_there(struct ui *ui, const struct note *note)
{
    struct fault fault = {0};
    /* A failure is on the screen already. */
    if (reading_go(ui, article_entry(reading_article(ui)), note->fragment, &fault))
        ui->stale = true;
}

static void note_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    struct note *note = (struct note *)screen;
    int step = button_move(action->kind);
    uint32_t button = BUTTON_NONE;
    if (step) {
        note->focus = button_step(note->buttons, BUTTONS, note->focus, step);
        note_arrange(ui, screen);
        return;
    }
    if (action->kind == ACTION_SELECT)
        button = note->focus;
    else if (action->kind == ACTION_TAP)
        button = button_at(note->buttons, BUTTONS, action->x, action->y - note->y);
    if (button < BUTTONS && note->buttons[button].action == ACTION_SELECT)
        go_there(ui, note);
    else
        ui_pop(ui);
}

static void note_draw(struct ui *ui, struct screen *screen)
{
    struct note *note = (struct note *)screen;
    if (note->page)
        ui_paint(ui, note->page, note->y);
}

static enum status note_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    struct note *note = (struct note *)screen;
    enum status status = buffer_print(out, "text %s\n", note->text);
    (void)ui;
    for (uint32_t i = 0; !status && i < BUTTONS; i++)
        status = buffer_print(out, "button %s%s\n", note->buttons[i].label, i == note->focus ? " *" : "");
    return status;
}

/* Bytes of the text without the way back ("↩") at its end. */
static uint32_t text_size(const struct text *text)
{
    uint32_t count = text->span_count, size = text->size;
    while (count && text->spans[count - 1].link && text->spans[count - 1].link->href[0] == '#')
        size = text->spans[--count].begin;
    while (size && (text->bytes[size - 1] == ' ' || text->bytes[size - 1] == '\n'))
        size--;
    return size;
}

/* A paragraph behind what is being read, with nothing but paragraphs to the article's end: no chapter to which a table of
 * contents leads. */
static const struct block *find_note(const struct reading *reading, uint64_t position)
{
    const struct block *block = seek_block(reading, position);
    if (!block || !article_complete(reading->book.article) || position <= reading->position)
        return NULL;
    for (const struct block *rest = block; rest; rest = article_after(rest))
        if (rest->kind != BLOCK_PARAGRAPH && rest->kind != BLOCK_RULE)
            return NULL;
    for (uint32_t i = 0; i < block->text.span_count; i++)
        if (block->text.spans[i].picture)
            return NULL;
    return text_size(&block->text) ? block : NULL;
}

static bool is_short(struct ui *ui, const struct note *note)
{
    struct sheet sheet;
    struct sheet_style style = text_style(ui, note->region);
    sheet_open(&sheet, ui->metrics, ui->width, ui->height);
    int32_t height = sheet_paragraph_height(&sheet, &style, text_box(ui).width, note->text);
    bool failed = sheet.status != STATUS_OK;
    page_free(sheet_close(&sheet));
    return !failed && height <= LINES_MOST * sheet_line_height(&style.font) && height <= ui->height / 2;
}

struct screen *note_new(struct ui *ui, const char *fragment)
{
    static const struct screen_kind kind = {
        .name = "note",
        .overlay = true,
        .free = note_free,
        .arrange = note_arrange,
        .act = note_act,
        .draw = note_draw,
        .describe = note_describe,
    };
    uint64_t position;
    bool found = false;
    struct reading *reading = reading_of(ui);
    const struct block *block = NULL;
    if (seek_anchor(reading, fragment, &position, &found) && found)
        block = find_note(reading, position);
    struct note *note = block ? calloc(1, sizeof *note) : NULL;
    if (!note)
        return NULL;
    note->screen.kind = &kind;
    note->fragment = strdup(fragment);
    note->text = strndup(block->text.bytes, text_size(&block->text));
    note->region = block->region;
    note->focus = 1;
    if (note->fragment && note->text && is_short(ui, note))
        return &note->screen;
    note_free(&note->screen);
    return NULL;
}
