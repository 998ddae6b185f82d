/* Links to other pages in one line: as many whole labels as fit, then how many more there are (page.h: the link
 * "slipcase:navigation/POSITION" leads to all of them). */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "layout/set.h"

/* The links shown, and whether "⋯ N" stands behind them. */
struct row {
    uint32_t shown, total;
    fixed gap;
};

static struct label label_of(const struct setter *setter, const struct set *set, const struct span *span)
{
    uint16_t size = (uint16_t)(setter->geometry.em * 17 / 20);
    struct label label = {.font = {.size = size, .region = span ? span->region : setter->region},
                          .ink = INK_LINK};
    if (span) {
        label.text = set->block->text.bytes + span->begin;
        label.size = span->end - span->begin;
        label.link = span->link;
    }
    return label;
}

static fixed more_width(const struct setter *setter)
{
    return FIXED(setter->geometry.em) * 3;
}

static enum status arrange(struct setter *setter, const struct set *set, struct row *row)
{
    const struct text *text = &set->block->text;
    fixed at = 0, measure = FIXED(set->width);
    bool full = false;
    *row = (struct row){.gap = FIXED(setter->geometry.em) * 5 / 4};
    uint32_t before_more = 0; /* how many are shown when "⋯ N" has to follow */
    for (uint32_t i = 0; i < text->span_count; i++) {
        if (!text->spans[i].link)
            continue;
        row->total++;
        if (full)
            continue;
        struct label label = label_of(setter, set, &text->spans[i]);
        fixed width;
        enum status status = label_width(setter, &label, &width);
        if (status)
            return status;
        full = width > measure - at;
        if (full)
            continue;
        at += width + row->gap;
        row->shown++;
        if (at + more_width(setter) <= measure)
            before_more = row->shown;
    }
    if (row->shown < row->total)
        row->shown = before_more;
    return STATUS_OK;
}

enum status links_row_set(struct setter *setter, struct set *set)
{
    struct row row;
    enum status status = arrange(setter, set, &row);
    return status || !row.total ? status : set_strip(set, setter->geometry.pitch, false);
}

void links_row_draw(struct setter *setter, struct set *set, int32_t y, struct drawing *drawing)
{
    const struct text *text = &set->block->text;
    struct row row;
    if (drawing->status || (drawing->status = arrange(setter, set, &row)))
        return;
    struct label more = label_of(setter, set, NULL);
    fixed x = FIXED(set->left);
    int32_t pitch = setter->geometry.pitch, baseline = y + para_baseline(setter, &more.font, pitch);
    uint32_t shown = 0;
    for (uint32_t i = 0; i < text->span_count && shown <= row.shown; i++) {
        if (!text->spans[i].link)
            continue;
        bool last = shown++ == row.shown;
        struct label label = label_of(setter, set, &text->spans[i]);
        if (last) {
            char words[64];
            snprintf(words, sizeof words, "slipcase:navigation/%" PRIu64, set->block->position);
            more.link = drawing_new_link(drawing, words);
            snprintf(words, sizeof words, "⋯ %u", (unsigned)(row.total - row.shown));
            more.text = drawing_text(drawing, words);
            more.size = (uint32_t)strlen(words);
            label = more;
        }
        fixed width = 0;
        if (!drawing->status)
            drawing->status = label_width(setter, &label, &width);
        if (drawing->status)
            return;
        label_draw(setter, &label, x, baseline, drawing);
        int32_t left = x / FIXED_ONE, right = (x + width) / FIXED_ONE + 1;
        drawing_link(drawing, (struct box){left, y, right - left, pitch}, label.link);
        x += width + row.gap;
    }
}
