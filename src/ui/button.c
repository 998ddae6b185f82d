#include "ui/button.h"

#include "ui/sign.h"

int32_t button_height(const struct ui *ui)
{
    int32_t text = ui_text_size(ui) * 2, screen = (ui->width < ui->height ? ui->width : ui->height) * 6 / 100;
    int32_t height = text > screen ? text : screen;
    height = height < ui->target ? ui->target : height;
    return height < 32 ? 32 : height;
}

static struct sheet_style label_style(const struct ui *ui, const struct button *button)
{
    return (struct sheet_style){
        .font = {.size = button->size ? button->size : ui_label_size(ui->width, ui->height),
                 .region = (uint8_t)ui_region()},
        .ink = button->off ? INK_QUIET : INK_TEXT,
        .align = ALIGN_CENTER,
    };
}

int32_t button_grid(struct ui *ui, struct button *buttons, uint32_t count, struct box box)
{
    if (!count)
        return 0;
    struct sheet sheet;
    int32_t widest = 1, gap = ui_label_size(ui->width, ui->height) / 2, height = button_height(ui);
    sheet_open(&sheet, ui->metrics, 1, 1);
    for (uint32_t i = 0; i < count; i++) {
        struct sheet_style style = label_style(ui, &buttons[i]);
        int32_t width = sheet_line_width(&sheet, &style.font, buttons[i].label) + 2 * style.font.size;
        width += buttons[i].sign ? SIGN_WIDTH(style.font.size) : 0;
        widest = width > widest ? width : widest;
    }
    page_free(sheet_close(&sheet));
    int32_t columns = (box.width + gap) / (widest + gap);
    columns = columns < 1 ? 1 : columns > (int32_t)count ? (int32_t)count : columns;
    int32_t rows = ((int32_t)count + columns - 1) / columns;
    columns = ((int32_t)count + rows - 1) / rows; /* even rows */
    if (box.height && rows * (height + gap) - gap > box.height) {
        gap = box.height / rows / 8;
        height = (box.height - gap * (rows - 1)) / rows;
    }
    int32_t width = (box.width - gap * (columns - 1)) / columns;
    if (width > 2 * widest)
        width = 2 * widest;
    int32_t left = box.x + (box.width - columns * width - gap * (columns - 1)) / 2;
    for (int32_t i = 0; i < (int32_t)count; i++) {
        int32_t x = left + i % columns * (width + gap), y = box.y + i / columns * (height + gap);
        buttons[i].box = (struct box){x, y, width, height};
    }
    return rows * (height + gap) - gap;
}

/* The sign and the label stand in the middle together; the sign alone where there is no room for both. Returns what is left to the
 * label. */
static struct box set_sign(struct sheet *sheet, const struct sheet_style *style, const struct button *button)
{
    struct box box = button->box;
    int32_t em = style->font.size, sign = SIGN_WIDTH(em);
    int32_t label = sheet_line_width(sheet, &style->font, button->label);
    bool alone = sign + label > box.width - em / 2;
    int32_t left = box.x + (box.width - (alone ? em : sign + label)) / 2;
    sign_draw(sheet, (struct box){left, box.y + (box.height - em) / 2, em, em}, button->sign, style->ink,
              button->off ? INK_BACKGROUND : INK_PANEL);
    return alone ? (struct box){0} : (struct box){left + sign, box.y, label + 1, box.height};
}

void button_draw(struct ui *ui, struct sheet *sheet, const struct button *buttons, uint32_t count,
                 uint32_t focus)
{
    int32_t thin = ui_label_size(ui->width, ui->height) / 16;
    thin = thin < 1 ? 1 : thin;
    for (uint32_t i = 0; i < count; i++) {
        struct sheet_style style = label_style(ui, &buttons[i]);
        struct box box = buttons[i].box;
        if (!buttons[i].off) {
            sheet_rule(sheet, box, INK_PANEL);
            if (i == focus)
                sheet_frame(sheet, box, 2 * thin + 1, INK_LINK);
        }
        if (buttons[i].sign)
            box = set_sign(sheet, &style, &buttons[i]);
        sheet_line(sheet, &style, box, buttons[i].label);
    }
}

uint32_t button_at(const struct button *buttons, uint32_t count, int32_t x, int32_t y)
{
    for (uint32_t i = 0; i < count; i++) {
        if (!buttons[i].off && box_holds(buttons[i].box, x, y))
            return i;
    }
    return BUTTON_NONE;
}

uint32_t button_step(const struct button *buttons, uint32_t count, uint32_t focus, int step)
{
    if (!count)
        return BUTTON_NONE;
    uint32_t i = focus == BUTTON_NONE ? (step > 0 ? count - 1 : 0) : focus;
    for (uint32_t tried = 0; tried < count; tried++) {
        i = (i + (step > 0 ? 1 : count - 1)) % count;
        if (!buttons[i].off)
            return i;
    }
    return BUTTON_NONE;
}

int button_move(enum action_kind kind)
{
    switch (kind) {
    case ACTION_NEXT:
    case ACTION_FOCUS_NEXT:
        return 1;
    case ACTION_PREVIOUS:
    case ACTION_FOCUS_PREVIOUS:
        return -1;
    default:
        return 0;
    }
}
