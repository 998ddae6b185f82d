#include "ui/focus.h"

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

void focus_set(struct ui *ui, struct reading *reading, const struct link *link)
{
    reading->focus = link;
    if (ui->frames[0].state == FRAME_PAINTED)
        ui->frames[0].state = FRAME_EMPTY;
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
