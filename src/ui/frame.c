#include "ui/frame.h"

#include "paint/squeeze.h"

/* Rows that are painted at once ahead: a whole picture beside the one shown would be the most memory that a reader takes. */
#define ROWS_AHEAD 100

void frame_again(struct frame *frame)
{
    squeeze_free(frame->ahead);
    frame->ahead = NULL;
    if (frame->state == FRAME_PAINTED)
        frame->state = FRAME_EMPTY;
}

void frame_clear(struct frame *frame)
{
    frame_again(frame);
    page_free(frame->page);
    *frame = (struct frame){.number = PAGE_NONE};
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
    /* As a neighbour it is to be painted again. */
    frame_again(&ui->frames[i]);
}

static void show_ahead(struct ui *ui)
{
    struct frame *frame = &ui->frames[0];
    if (!frame->ahead)
        return;
    squeeze_blit(frame->ahead, ui->surface, 0, 0);
    squeeze_free(frame->ahead);
    frame->ahead = NULL;
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
    show_ahead(ui);
    ui->stale = true;
}

void frame_paint(struct ui *ui, const struct book *book, uint32_t number)
{
    struct frame *frame = &ui->frames[0];
    set_page(ui, book, frame, number);
    if (frame->state != FRAME_EMPTY)
        return;
    bool failed = canvas_page(ui->canvas, frame->page, book->article, ui->theme, ui->surface) != STATUS_OK;
    frame->state = failed ? FRAME_FAILED : FRAME_PAINTED;
}

static enum status paint_rows(struct ui *ui, const struct book *book, struct frame *frame, int32_t top)
{
    int32_t height = ui->height - top < ROWS_AHEAD ? ui->height - top : ROWS_AHEAD;
    SDL_Surface *rows = SDL_CreateRGBSurfaceWithFormat(0, ui->width, height, 32, SDL_PIXELFORMAT_XRGB8888);
    if (!rows)
        return STATUS_NO_MEMORY;
    enum status status = canvas_rows(ui->canvas, frame->page, book->article, ui->theme, rows, top);
    if (!status)
        status = squeeze_add(frame->ahead, rows);
    SDL_FreeSurface(rows);
    return status;
}

static void paint_ahead(struct ui *ui, const struct book *book, struct frame *frame, uint32_t number)
{
    set_page(ui, book, frame, number);
    if (frame->state != FRAME_EMPTY)
        return;
    frame->ahead = squeeze_new(ui->width);
    enum status status = frame->ahead ? STATUS_OK : STATUS_NO_MEMORY;
    for (int32_t top = 0; top < ui->height && !status; top += ROWS_AHEAD)
        status = paint_rows(ui, book, frame, top);
    if (!status)
        squeeze_finish(frame->ahead);
    else
        frame_again(frame);
    frame->state = status ? FRAME_FAILED : FRAME_PAINTED;
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
        paint_ahead(ui, book, &ui->frames[i], neighbour);
        return true;
    }
    return false;
}
