#include "ui/rail.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "ui/button.h"

/* The part of the list's width that letters may take. */
#define WIDTH_PART 6

void rail_arrange(struct ui *ui, struct rail *rail, const struct list_mark *marks, uint32_t count,
                  struct box *box)
{
    int32_t cell = button_height(ui), gap = ui_label_size(ui->width, ui->height) / 2;
    uint32_t high = (uint32_t)(box->height / cell), wide = (uint32_t)(box->width / WIDTH_PART / cell);
    high = high ? high : 1;
    wide = wide ? wide : 1;
    /* A single letter leads nowhere. */
    count = count > 1 ? count : 0;
    rail->columns = (count + high - 1) / high;
    rail->columns = !rail->columns ? 1 : rail->columns < wide ? rail->columns : wide;
    uint32_t most = rail->columns * high < RAIL_CELLS ? rail->columns * high : RAIL_CELLS;
    rail->marks = marks;
    rail->cell_count = count < most ? count : most;
    for (uint32_t i = 0; rail->cell_count && i <= rail->cell_count; i++)
        rail->cells[i] = i * count / rail->cell_count;
    int32_t width = (int32_t)rail->columns * cell;
    rail->box = (struct box){box->x + box->width - width, box->y, width, box->height};
    rail->thumb = (int32_t)((int64_t)box->height * rail->room / rail->rows);
    rail->thumb = rail->thumb < cell ? cell : rail->thumb;
    box->width -= width + gap;
}

static uint32_t cells_high(const struct rail *rail)
{
    return (rail->cell_count + rail->columns - 1) / rail->columns;
}

static struct box cell_box(const struct rail *rail, uint32_t cell)
{
    uint32_t high = cells_high(rail), column = cell / high, row = cell % high;
    int32_t width = rail->box.width / (int32_t)rail->columns;
    int32_t top = (int32_t)((int64_t)rail->box.height * row / high);
    int32_t bottom = (int32_t)((int64_t)rail->box.height * (row + 1) / high);
    return (struct box){rail->box.x + (int32_t)column * width, rail->box.y + top, width, bottom - top};
}

/* The row behind the cell's last one. */
static uint32_t cell_end(const struct rail *rail, uint32_t cell)
{
    return cell + 1 < rail->cell_count ? rail->marks[rail->cells[cell + 1]].row : rail->rows;
}

void rail_label(const struct rail *rail, uint32_t cell, char *label, size_t size)
{
    const struct list_mark *first = &rail->marks[rail->cells[cell]];
    const struct list_mark *last = &rail->marks[rail->cells[cell + 1] - 1];
    size_t used = 0;
    bool letters = true;
    uint32_t code;
    for (const struct list_mark *mark = first; mark <= last; mark++) {
        size_t length = strlen(mark->label);
        letters = letters && utf8_decode(mark->label, length, &code) == length && used + length < size;
        if (letters)
            memcpy(label + used, mark->label, length + 1);
        used += length;
    }
    if (!letters)
        snprintf(label, size, first == last ? "%s" : "%s–%s", first->label, last->label);
}

static void draw_cells(struct ui *ui, struct sheet *sheet, const struct rail *rail, uint32_t begin,
                       uint32_t end)
{
    struct sheet_style style = {.font = {.region = (uint8_t)ui_region()}, .align = ALIGN_CENTER};
    uint16_t size = ui_label_size(ui->width, ui->height);
    int32_t thin = size / 16 + 1;
    char label[32];
    for (uint32_t i = 0; i < rail->cell_count; i++) {
        bool shown = rail->marks[rail->cells[i]].row < end && cell_end(rail, i) > begin;
        struct box box = cell_box(rail, i);
        box.height -= thin;
        box.width -= thin;
        style.ink = shown ? INK_TEXT : INK_QUIET;
        style.font.bold = shown;
        style.font.size = size;
        rail_label(rail, i, label, sizeof label);
        if (sheet_line_width(sheet, &style.font, label) > box.width - 2 * thin)
            style.font.size = ui_folio_size(ui->width, ui->height);
        sheet_rule(sheet, box, INK_PANEL);
        if (shown)
            sheet_rule(sheet, (struct box){box.x, box.y, 2 * thin, box.height}, INK_LINK);
        sheet_line(sheet, &style, box, label);
    }
}

static void draw_bar(struct ui *ui, struct sheet *sheet, const struct rail *rail, uint32_t begin,
                     uint32_t end)
{
    int32_t width = ui_label_size(ui->width, ui->height) / 2;
    struct box bar = {rail->box.x + rail->box.width - width, rail->box.y, width, rail->box.height};
    struct box thumb = {bar.x, bar.y, width, rail->thumb};
    /* The last page's thumb ends where the bar does. */
    uint32_t last = rail->rows - (end - begin);
    thumb.y += last ? (int32_t)((int64_t)(bar.height - thumb.height) * begin / last) : 0;
    sheet_rule(sheet, bar, INK_PANEL);
    sheet_rule(sheet, thumb, INK_QUIET);
}

void rail_draw(struct ui *ui, struct sheet *sheet, const struct rail *rail, uint32_t begin, uint32_t end)
{
    if (rail->cell_count)
        draw_cells(ui, sheet, rail, begin, end);
    else if (rail->box.width)
        draw_bar(ui, sheet, rail, begin, end);
}

/* The thumb's middle goes to the point, so that the first and the last row can be hit. */
static uint32_t bar_row(const struct rail *rail, int32_t along)
{
    int64_t way = rail->box.height - rail->thumb, at = along - rail->thumb / 2;
    at = at < 0 ? 0 : at > way ? way : at;
    return way > 0 ? (uint32_t)(at * (rail->rows - 1) / way) : 0;
}

/* The cell's first letter, or the one after that in which the reader is. */
static uint32_t cell_row(const struct rail *rail, uint32_t cell, uint32_t focus)
{
    uint32_t first = rail->cells[cell], end = rail->cells[cell + 1], mark = first;
    if (focus < rail->marks[first].row || focus >= cell_end(rail, cell))
        return rail->marks[first].row;
    while (mark < end && rail->marks[mark].row <= focus)
        mark++;
    return rail->marks[mark < end ? mark : first].row;
}

uint32_t rail_row(const struct rail *rail, int32_t x, int32_t y, uint32_t focus)
{
    int32_t along = y - rail->box.y, height = rail->box.height;
    along = along < 0 ? 0 : along >= height ? height - 1 : along;
    if (!rail->cell_count)
        return bar_row(rail, along);
    int32_t column = (x - rail->box.x) * (int32_t)rail->columns / rail->box.width;
    column = column < 0 ? 0 : column >= (int32_t)rail->columns ? (int32_t)rail->columns - 1 : column;
    uint32_t high = cells_high(rail), row = (uint32_t)((int64_t)along * high / height);
    uint32_t cell = (uint32_t)column * high + row;
    return cell_row(rail, cell < rail->cell_count ? cell : rail->cell_count - 1, focus);
}
