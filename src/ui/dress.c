#include "ui/dress.h"

#include <stdio.h>

#include "base/messages.h"
#include "base/utf8.h"
#include "ui/button.h"
#include "ui/order.h"
#include "ui/sheet.h"
#include "ui/stick.h"

int32_t dress_band(int32_t width, int32_t height)
{
    return ui_folio_size(width, height) * 5 / 2;
}

static void dress_title(struct ui *ui, struct sheet *sheet, const struct article *article)
{
    int32_t band = dress_band(ui->width, ui->height), margin = ui_margin(ui->width, ui->height);
    struct sheet_style style = {
        .font = {.size = ui_folio_size(ui->width, ui->height), .region = (uint8_t)article_region(article)},
        .ink = INK_QUIET,
        .align = ALIGN_CENTER,
        .elide_middle = true,
    };
    sheet_line(sheet, &style, (struct box){margin, 0, ui->width - 2 * margin, band}, article_title(article));
}

/* In place of the running title, and a way there. */
static void dress_news(struct ui *ui, struct sheet *sheet)
{
    int32_t band = dress_band(ui->width, ui->height), margin = ui_margin(ui->width, ui->height);
    struct sheet_style style = {
        .font = {.size = ui_folio_size(ui->width, ui->height), .region = (uint8_t)ui_region()},
        .ink = INK_LINK,
        .align = ALIGN_CENTER,
    };
    struct box box = {margin, 0, ui->width - 2 * margin, band};
    sheet_line(sheet, &style, box, ui->news);
    /* A finger needs more than the line has. */
    int32_t target = button_height(ui);
    box.height = band < target ? target : band;
    sheet_link(sheet, box, &stick_link);
}

/* The part read as a thin line on the lower edge, once it is known how many pages there are. */
static void dress_progress(struct ui *ui, struct sheet *sheet, const struct dress *dress)
{
    if (dress->count < 2)
        return;
    int32_t thickness = ui_folio_size(ui->width, ui->height) / 6;
    int64_t length = (int64_t)ui->width * (dress->number + 1) / dress->count;
    struct box line = {0, ui->height - thickness, ui->width, thickness};
    sheet_rule(sheet, line, INK_PANEL);
    line.width = (int32_t)length;
    line.x = dress->leftward ? ui->width - line.width : 0;
    sheet_rule(sheet, line, INK_QUIET);
}

static void dress_folio(struct ui *ui, struct sheet *sheet, const struct dress *dress)
{
    char folio[48];
    int32_t band = dress_band(ui->width, ui->height);
    struct sheet_style style = {
        .font = {.size = ui_folio_size(ui->width, ui->height), .region = (uint8_t)ui_region()},
        .ink = INK_QUIET,
        .align = ALIGN_CENTER,
    };
    if (dress->count)
        snprintf(folio, sizeof folio, "%u / %u", dress->number + 1, dress->count);
    else
        snprintf(folio, sizeof folio, "%u / …", dress->number + 1);
    sheet_line(sheet, &style, (struct box){0, ui->height - band, ui->width, band}, folio);
}

/* A quiet sentence in the upper part of an otherwise empty page. */
static void dress_sentence(struct ui *ui, struct sheet *sheet, const char *sentence)
{
    int32_t band = dress_band(ui->width, ui->height), margin = ui_margin(ui->width, ui->height);
    struct sheet_style style = {
        .font = {.size = ui_text_size(ui), .region = (uint8_t)ui_region()},
        .ink = INK_QUIET,
    };
    int32_t measure = ui->width - 2 * margin, most = style.font.size * 34;
    if (measure > most)
        measure = most;
    struct box box = {(ui->width - measure) / 2, ui->height / 4, measure, ui->height - band - ui->height / 4};
    sheet_paragraph(sheet, &style, box, sentence);
}

/* px from the top to below the last line. */
static int32_t page_depth(struct ui *ui, const struct page *page)
{
    int32_t depth = 0;
    for (uint32_t i = 0; i < page->run_count; i++) {
        fixed ascent, descent;
        ui->metrics->extent(ui->metrics->data, &page->runs[i].font, &ascent, &descent);
        int32_t end = (page->runs[i].baseline + descent) / FIXED_ONE + 1;
        depth = end > depth ? end : depth;
    }
    for (uint32_t i = 0; i < page->rule_count; i++) {
        const struct box *box = &page->rules[i].box;
        depth = box->y + box->height > depth ? box->y + box->height : depth;
    }
    for (uint32_t i = 0; i < page->picture_count; i++) {
        const struct box *box = &page->pictures[i].box;
        depth = box->y + box->height > depth ? box->y + box->height : depth;
    }
    return depth;
}

/* What comes after the article: a button below the text where that leaves room for one, else small at the side to which
 * pages are turned. */
static void dress_next(struct ui *ui, struct sheet *sheet, const struct dress *dress, int32_t depth)
{
    int32_t band = dress_band(ui->width, ui->height), margin = ui_margin(ui->width, ui->height);
    int32_t height = button_height(ui), gap = ui_label_size(ui->width, ui->height);
    struct sheet_style style = {
        .font = {.size = ui_label_size(ui->width, ui->height),
                 .region = (uint8_t)article_region(dress->article)},
        .ink = INK_LINK,
        .align = ALIGN_CENTER,
    };
    struct box box = {margin, depth + gap * 3 / 2, ui->width - 2 * margin, height};
    if (box.y + height <= ui->height - band && !sheet->page->vertical) {
        int32_t width = sheet_line_width(sheet, &style.font, dress->next) + 2 * style.font.size;
        if (width < box.width)
            box = (struct box){(ui->width - width) / 2, box.y, width, height};
        sheet_rule(sheet, box, INK_PANEL);
        sheet_line(sheet, &style, (struct box){box.x + gap / 2, box.y, box.width - gap, height}, dress->next);
    } else {
        style.font.size = ui_folio_size(ui->width, ui->height);
        style.align = dress->leftward ? ALIGN_START : ALIGN_END;
        box = (struct box){margin, ui->height - band, ui->width * 2 / 5 - margin, band};
        box.x = dress->leftward ? margin : ui->width - margin - box.width;
        sheet_line(sheet, &style, box, dress->next);
    }
    sheet_link(sheet, box, &order_link);
}

enum status dress_page(struct ui *ui, const struct dress *dress, struct page *page, struct page **out)
{
    struct sheet sheet;
    if (page)
        sheet_resume(&sheet, ui->metrics, page);
    else
        sheet_open(&sheet, ui->metrics, ui->width, ui->height);
    if (dress->next && !sheet.status)
        dress_next(ui, &sheet, dress, page ? page_depth(ui, page) : ui->height);
    if (dress->sentence)
        dress_sentence(ui, &sheet, dress->sentence);
    if (*ui->news)
        dress_news(ui, &sheet);
    else
        dress_title(ui, &sheet, dress->article);
    dress_folio(ui, &sheet, dress);
    dress_progress(ui, &sheet, dress);
    *out = sheet_close(&sheet);
    if (*out)
        (*out)->number = dress->number;
    return sheet.status;
}

struct page *dress_waiting(struct ui *ui, const struct article *article)
{
    struct sheet sheet;
    struct sheet_style style = {
        .font = {.size = ui_text_size(ui), .region = (uint8_t)ui_region()},
        .ink = INK_QUIET,
        .align = ALIGN_CENTER,
    };
    sheet_open(&sheet, ui->metrics, ui->width, ui->height);
    if (article) {
        int32_t height = sheet_line_height(&style.font);
        dress_title(ui, &sheet, article);
        sheet_line(&sheet, &style, (struct box){0, ui->height / 2 - height, ui->width, height}, "…");
        sheet_line(&sheet, &style, (struct box){0, ui->height / 2, ui->width, height},
                   _("Looking for the place in this article."));
    }
    return sheet_close(&sheet);
}

static void mark_link(struct sheet *sheet, const struct page *page, const struct link *link,
                      int32_t thickness)
{
    for (uint32_t i = 0; link && i < page->link_count; i++) {
        if (page->links[i].link != link)
            continue;
        struct box box = page->links[i].box;
        sheet_rule(sheet, box, INK_MARK);
        sheet_rule(sheet, (struct box){box.x, box.y + box.height - thickness, box.width, thickness},
                   INK_LINK);
    }
}

/* The run of the block on this page in which `position` lies, or its first one. */
static const struct run *run_at(const struct page *page, const struct marks *marks)
{
    const struct text *text = &marks->block->text;
    const struct run *found = NULL;
    uint64_t left = marks->position - marks->block->position;
    uint32_t at = 0, code;
    while (at < text->size && left) {
        at += (uint32_t)utf8_decode(text->bytes + at, text->size - at, &code);
        left -= utf8_counts(code);
    }
    for (uint32_t i = 0; i < page->run_count; i++) {
        const struct run *run = &page->runs[i];
        if (run->text != text->bytes || !run->glyph_count)
            continue;
        if (!found || run->glyphs[0].begin <= at)
            found = run;
    }
    return found;
}

static void mark_line(struct ui *ui, struct sheet *sheet, const struct page *page, const struct marks *marks)
{
    const struct run *at = marks->block ? run_at(page, marks) : NULL;
    for (uint32_t i = 0; at && i < page->run_count; i++) {
        const struct run *run = &page->runs[i];
        if (run->text != at->text || run->baseline != at->baseline)
            continue;
        fixed ascent, descent;
        ui->metrics->extent(ui->metrics->data, &run->font, &ascent, &descent);
        int32_t near = (run->baseline - ascent) / FIXED_ONE, depth = (ascent + descent) / FIXED_ONE;
        int32_t begin = run->left / FIXED_ONE, length = (run->right - run->left) / FIXED_ONE;
        struct box box = {begin, near, length, depth};
        if (run->font.stance != STANCE_HORIZONTAL)
            box = (struct box){(run->baseline - descent) / FIXED_ONE, begin, depth, length};
        sheet_rule(sheet, box, INK_MARK);
    }
}

enum status dress_marks(struct ui *ui, const struct article *article, const struct marks *wanted)
{
    const struct page *shown = ui->frames[0].page;
    /* A passing value: the marks are freed again, and the page keeps its own rules. */
    struct sheet sheet;
    sheet_open(&sheet, ui->metrics, ui->width, ui->height);
    for (uint32_t i = 0; i < shown->rule_count; i++)
        sheet_keep(&sheet, &shown->rules[i]);
    mark_line(ui, &sheet, shown, wanted);
    mark_link(&sheet, shown, wanted->link, ui_folio_size(ui->width, ui->height) / 6);
    struct page *marks = sheet_close(&sheet);
    if (!marks)
        return STATUS_NO_MEMORY;
    struct page page = *shown;
    page.rules = marks->rules;
    page.rule_count = marks->rule_count;
    enum status status = canvas_page(ui->canvas, &page, article, ui->theme, ui->surface);
    page_free(marks);
    return status;
}
