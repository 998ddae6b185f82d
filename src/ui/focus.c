#include "ui/focus.h"

#include "ui/frame.h"

/* The first link on the page (step 1), the last (-1), or the one after or before the focused one. */
const struct link *focus_next(const struct page *page, const struct link *focus, int step)
{
    const struct link *before = NULL;
    bool passed = !focus;
    for (uint32_t i = 0; page && i < page->link_count; i++) {
        const struct link *link = page->links[i].link;
        if (step < 0 && link == focus)
            return before;
        if (step > 0 && passed && link != focus)
            return link;
        passed = passed || link == focus;
        before = link;
    }
    return step < 0 && !focus ? before : NULL;
}

/* px from a point to the part of a line, which is 0 between its ends. */
static int32_t outside(int32_t point, int32_t begin, int32_t length)
{
    return point < begin ? begin - point : point >= begin + length ? point - begin - length + 1 : 0;
}

const struct link *focus_at(const struct page *page, int32_t x, int32_t y, int32_t target)
{
    const struct link *found = NULL;
    int64_t least = INT64_MAX;
    for (uint32_t i = 0; i < page->link_count; i++) {
        const struct box *box = &page->links[i].box;
        int64_t beside = outside(x, box->x, box->width), above = outside(y, box->y, box->height);
        int64_t distance = beside * beside + above * above;
        if (distance >= least || 2 * beside > (target > box->width ? target - box->width : 0) ||
            2 * above > (target > box->height ? target - box->height : 0))
            continue;
        least = distance;
        found = page->links[i].link;
    }
    return found;
}

void focus_set(struct ui *ui, struct reading *reading, const struct link *link)
{
    reading->focus = link;
    frame_again(&ui->frames[0]);
    ui->stale = true;
}

void focus_move(struct ui *ui, struct reading *reading, int step)
{
    const struct link *link = focus_next(ui->frames[0].page, reading->focus, step);
    if (link)
        focus_set(ui, reading, link);
    else
        seek_page(ui, reading, step, true);
}
