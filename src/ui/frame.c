#include "ui/frame.h"

void frame_clear(struct frame *frame)
{
    page_free(frame->page);
    frame->page = NULL;
    frame->number = PAGE_NONE;
    frame->state = FRAME_EMPTY;
}

void frame_clear_all(struct ui *ui)
{
    for (uint32_t i = 0; i < FRAMES; i++)
        frame_clear(&ui->frames[i]);
    ui->stale = true;
}

static void swap(struct ui *ui, uint32_t i)
{
    struct frame frame = ui->frames[i];
    ui->frames[i] = ui->frames[0];
    ui->frames[0] = frame;
}

/* Sets the page without painting it. */
static void set_page(struct ui *ui, const struct book *book, struct frame *frame, uint32_t number)
{
    if (frame->number == number)
        return;
    frame_clear(frame);
    frame->number = number;
    if (book_page(ui, book, number, &frame->page)) {
        frame->page = NULL;
        frame->state = FRAME_FAILED;
    }
}

void frame_turn(struct ui *ui, const struct book *book, uint32_t number)
{
    uint32_t spare = 0;
    for (uint32_t i = 1; i < FRAMES && ui->frames[0].number != number; i++) {
        if (ui->frames[i].number == number)
            spare = i;
    }
    /* What was shown is a neighbour now, most often: it is kept, and the other neighbour gives way. */
    if (!spare && ui->frames[0].number != number)
        spare = ui->frames[1].number == number + 1 || ui->frames[1].number + 1 == number ? 2 : 1;
    if (spare)
        swap(ui, spare);
    set_page(ui, book, &ui->frames[0], number);
    ui->stale = true;
}

void frame_paint(struct ui *ui, const struct book *book, struct frame *frame, uint32_t number)
{
    set_page(ui, book, frame, number);
    if (frame->state != FRAME_EMPTY)
        return;
    bool failed = canvas_page(ui->canvas, frame->page, book->article, ui->theme, frame->surface) != STATUS_OK;
    frame->state = failed ? FRAME_FAILED : FRAME_PAINTED;
}

bool frame_paint_ahead(struct ui *ui, const struct book *book, uint32_t number)
{
    uint32_t neighbours[] = {number + 1, number - 1}; /* the latter PAGE_NONE on the first page */
    for (uint32_t n = 0; n < 2; n++) {
        uint32_t neighbour = neighbours[n], other = neighbours[1 - n];
        if (neighbour >= book_count(book))
            continue;
        uint32_t i = ui->frames[1].number == other ? 2 : 1;
        if (ui->frames[3 - i].number == neighbour)
            i = 3 - i;
        if (ui->frames[i].number == neighbour && ui->frames[i].state != FRAME_EMPTY)
            continue;
        frame_paint(ui, book, &ui->frames[i], neighbour);
        return true;
    }
    return false;
}
