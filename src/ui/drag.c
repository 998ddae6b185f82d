#include "ui/drag.h"

#include <stdlib.h>

#include "paint/squeeze.h"

/* A page behind which there is none follows a finger by this part of its way. */
#define RESISTANCE 3

static bool is_upright(const struct action *action)
{
    return abs(action->dy) > abs(action->dx);
}

void drag_move(struct ui *ui, const struct action *action)
{
    struct drag *drag = &ui->drag;
    if (!drag->picture) {
        drag->picture =
            SDL_CreateRGBSurfaceWithFormat(0, ui->width, ui->height, 32, SDL_PIXELFORMAT_XRGB8888);
        if (!drag->picture)
            return;
        /* A hand that began across the page goes on across it. */
        drag->upright = is_upright(action);
    }
    drag->way = drag->upright ? action->dy : action->dx;
    ui->stale = true;
}

void drag_end(struct ui *ui)
{
    if (!ui->drag.picture)
        return;
    SDL_FreeSurface(ui->drag.picture);
    ui->drag = (struct drag){0};
    ui->stale = true;
}

/* What lies below comes next; what lies to the right does so unless the pages go to the left. */
static int step_of(int32_t way, bool upright, bool leftward)
{
    int step = way < 0 ? 1 : way > 0 ? -1 : 0;
    return leftward && !upright ? -step : step;
}

int drag_step(const struct ui *ui, const struct action *action, bool leftward)
{
    bool upright = ui->drag.picture ? ui->drag.upright : is_upright(action);
    return step_of(upright ? action->dy : action->dx, upright, leftward);
}

/* The neighbour's picture; NULL: it is not painted yet. */
static struct squeezed *neighbour(const struct ui *ui, uint32_t number)
{
    for (uint32_t i = 1; i < FRAMES; i++) {
        if (ui->frames[i].number == number)
            return ui->frames[i].ahead;
    }
    return NULL;
}

void drag_draw(struct ui *ui, const struct book *book, uint32_t number)
{
    struct drag *drag = &ui->drag;
    if (!drag->picture)
        return;
    int step = step_of(drag->way, drag->upright, book_leftward(book));
    bool none = step < 0 ? !number : book->finished && number + 1 >= book_count(book);
    int32_t way = none ? drag->way / RESISTANCE : drag->way, side = drag->upright ? ui->height : ui->width;
    struct squeezed *other = step && !none ? neighbour(ui, number + (uint32_t)step) : NULL;
    SDL_Rect page = {0}, beside = {0};
    *(drag->upright ? &page.y : &page.x) = way;
    *(drag->upright ? &beside.y : &beside.x) = way < 0 ? way + side : way - side;
    if (!other)
        SDL_FillRect(drag->picture, NULL, theme_color(ui->theme, INK_PANEL));
    SDL_BlitSurface(ui->surface, NULL, drag->picture, &page);
    if (other)
        squeeze_blit(other, drag->picture, beside.x, beside.y);
}
