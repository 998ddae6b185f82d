#include "ui/notice.h"

#include <stdlib.h>
#include <string.h>

/* The longest address in bytes that telephones still read from a screen as a code. */
#define CODE_MOST 1000u
/* px per em: no sentence is set smaller to make it fit. */
#define TEXT_LEAST 12

enum status notice_set(struct notice *notice, const char *headline, const char *sentence, const char *address)
{
    notice->headline = headline ? strdup(headline) : NULL;
    notice->sentence = strdup(sentence);
    notice->address = address ? strdup(address) : NULL;
    bool whole = notice->sentence && !notice->headline == !headline && !notice->address == !address;
    return whole ? STATUS_OK : STATUS_NO_MEMORY;
}

void notice_free(struct notice *notice)
{
    free(notice->headline);
    free(notice->sentence);
    free(notice->address);
    page_free(notice->page);
}

/* One text of the column, or only its height; with the gap below it. */
static int32_t set_text(struct sheet *sheet, const struct sheet_style *style, struct box box,
                        const char *text, bool draw)
{
    if (!text)
        return 0;
    int32_t gap = style->font.size;
    if (draw)
        return sheet_paragraph(sheet, style, box, text) + gap;
    return sheet_paragraph_height(sheet, style, box.width, text) + gap;
}

/* Sets (or only measures) the column of texts in the box, at `size` px per em. */
static int32_t set_column(struct sheet *sheet, const struct notice *notice, struct box box, int32_t size,
                          bool draw)
{
    struct font font = {.size = (uint16_t)size, .region = (uint8_t)ui_region()};
    struct sheet_style headline = {.font = font, .ink = INK_HEADING},
                       sentence = {.font = font, .ink = INK_TEXT}, address = {.font = font, .ink = INK_QUIET};
    headline.font.size = (uint16_t)(size * 5 / 4);
    headline.font.bold = true;
    address.font.size = (uint16_t)(size * 7 / 8);
    /* A single line without a headline stands in the middle, like a title; a paragraph begins where its lines do. */
    if (!notice->address && !notice->headline &&
        sheet_line_width(sheet, &font, notice->sentence) <= box.width)
        sentence.align = ALIGN_CENTER;
    int32_t top = box.y, bottom = box.y + box.height;
    const struct {
        const struct sheet_style *style;
        const char *text;
    } texts[] = {{&headline, notice->headline}, {&sentence, notice->sentence}, {&address, notice->address}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        box.height = bottom - box.y;
        box.y += set_text(sheet, texts[i].style, box, texts[i].text, draw);
    }
    if (notice->bar) {
        struct box bar = {box.x, box.y, box.width, size / 2};
        if (draw)
            sheet_rule(sheet, bar, INK_PANEL);
        bar.width = (int32_t)((int64_t)box.width * (notice->bar - 1) / 1000);
        if (draw)
            sheet_rule(sheet, bar, INK_LINK);
        box.y += size * 3 / 2;
    }
    return box.y - top;
}

/* The buttons on the lower edge; what is left of the area is above them. */
static void set_buttons(struct ui *ui, struct notice *notice, int32_t gap, struct box *area)
{
    if (!notice->button_count)
        return;
    struct box row = {area->x, 0, area->width, 0};
    int32_t height = button_grid(ui, notice->buttons, notice->button_count, row);
    for (uint32_t i = 0; i < notice->button_count; i++)
        notice->buttons[i].box.y += area->y + area->height - height;
    area->height -= height + gap;
}

/* The code stands beside the text on a wide screen, above it on a tall one. */
static void set_notice(struct ui *ui, struct sheet *sheet, struct notice *notice)
{
    int32_t margin = ui_margin(ui->width, ui->height), gap = ui_label_size(ui->width, ui->height) * 3 / 2;
    struct box area = {margin, margin, ui->width - 2 * margin, ui->height - 2 * margin};
    set_buttons(ui, notice, gap, &area);
    bool coded = notice->address && strlen(notice->address) <= CODE_MOST, wide = area.width > area.height;
    int32_t side = !coded ? 0 : wide ? area.width * 2 / 5 : area.height / 2;
    int32_t most = wide ? area.height : area.width;
    side = side > most ? most : side;
    struct box text = area;
    if (coded && wide)
        text.width -= side + gap;
    else if (coded)
        text.height -= side + gap;
    int32_t size = ui_text_size(ui), measure = size * 30;
    if (text.width > measure) {
        text.x += wide && coded ? 0 : (text.width - measure) / 2;
        text.width = measure;
    }
    /* Smaller letters rather than an address without its end. */
    int32_t height = set_column(sheet, notice, text, size, false);
    while (height > text.height && size > TEXT_LEAST)
        height = set_column(sheet, notice, text, --size, false);
    int32_t spare = height < text.height ? text.height - height : 0;
    struct box code = {area.x + area.width - side, area.y + (area.height - side) / 2, side, side};
    text.y += spare / 2;
    text.height -= spare / 2;
    if (!wide && coded) {
        code.x = area.x + (area.width - side) / 2;
        code.y = area.y + spare / 2;
        text.y += side + gap;
    }
    if (coded)
        sheet_code(sheet, code, notice->address);
    set_column(sheet, notice, text, size, true);
    button_draw(ui, sheet, notice->buttons, notice->button_count, notice->focus);
}

void notice_arrange(struct ui *ui, struct notice *notice)
{
    struct sheet sheet;
    page_free(notice->page);
    sheet_open(&sheet, ui->metrics, ui->width, ui->height);
    set_notice(ui, &sheet, notice);
    notice->page = sheet_close(&sheet);
    ui->stale = true;
}

bool notice_act(struct ui *ui, struct notice *notice, const struct action *action, enum action_kind *chosen)
{
    int step = action->kind == ACTION_LEFT    ? -1
               : action->kind == ACTION_RIGHT ? 1
                                              : button_move(action->kind);
    uint32_t button = BUTTON_NONE;
    *chosen = ACTION_NONE;
    if (step && notice->button_count) {
        notice->focus = button_step(notice->buttons, notice->button_count, notice->focus, step);
        notice_arrange(ui, notice);
        return true;
    }
    if (action->kind == ACTION_SELECT)
        button = notice->focus;
    else if (action->kind == ACTION_TAP)
        button = button_at(notice->buttons, notice->button_count, action->x, action->y);
    else
        return false;
    if (button < notice->button_count)
        *chosen = notice->buttons[button].action;
    return true;
}

void notice_draw(struct ui *ui, const struct notice *notice)
{
    if (notice->page)
        ui_paint(ui, notice->page, 0);
}

enum status notice_describe(const struct notice *notice, struct buffer *out)
{
    enum status status = STATUS_OK;
    if (notice->headline)
        status = buffer_print(out, "headline %s\n", notice->headline);
    if (!status)
        status = buffer_print(out, "sentence %s\n", notice->sentence);
    if (!status && notice->address)
        status = buffer_print(out, "address %s\n", notice->address);
    if (!status && notice->bar)
        status = buffer_print(out, "bar %u\n", notice->bar - 1);
    for (uint32_t i = 0; !status && i < notice->button_count; i++)
        status = buffer_print(out, "button %s%s\n", notice->buttons[i].label, i == notice->focus ? " *" : "");
    return status;
}
