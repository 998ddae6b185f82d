#include "ui/visit.h"

#include <stdlib.h>

#include "ui/attract.h"
#include "ui/closed.h"
#include "ui/drag.h"
#include "ui/drift.h"
#include "ui/frame.h"
#include "ui/prompt.h"
#include "ui/screen.h"

/* Before it closes whoever reads is told so. */
#define WARNING_S (5 * 60)
/* Long enough to read when it opens. */
#define CLOSED_SHOWN_MS 30000
/* Bundles that are looked at in one second for a picture to show. */
#define TRIES 8u

enum visit_state {
    VISIT_AWAY, /* nobody is there */
    VISIT_HERE,
    VISIT_ASKED,  /* and has not answered yet */
    VISIT_WARNED, /* that it closes */
    VISIT_CLOSED,
};

struct visit {
    struct visit_options options;
    struct hours hours; /* when there are any */
    enum visit_state state;
    struct screen *screen;  /* NULL: what stands below is shown */
    bool began;             /* the first tick was */
    uint64_t second;        /* of the last tick */
    uint64_t since;         /* ms: of the state */
    uint32_t patience_ms;   /* until the screen goes dark */
    bool warned;            /* it closes soon, and that was said */
    uint64_t picture_until; /* ms: then comes the next one */
    struct attract_cursor cursor;
    struct drift drift;
};

static void show(struct ui *ui, struct screen *screen)
{
    struct visit *visit = ui->visit;
    if (visit->screen)
        visit->screen->kind->free(visit->screen);
    visit->screen = screen;
    if (screen)
        drag_end(ui);
    ui->stale = true;
}

static void dark_free(struct screen *screen)
{
    free(screen);
}

static void dark_arrange(struct ui *ui, struct screen *screen)
{
    (void)ui;
    (void)screen;
}

static void dark_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    (void)ui;
    (void)screen;
    (void)action;
}

static void dark_draw(struct ui *ui, struct screen *screen)
{
    (void)screen;
    frame_again(&ui->frames[0]);
    SDL_FillRect(ui->surface, NULL, 0);
}

static enum status dark_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    (void)ui;
    (void)screen;
    (void)out;
    return STATUS_OK;
}

static const struct screen_kind dark_kind = {
    .name = "dark",
    .free = dark_free,
    .arrange = dark_arrange,
    .act = dark_act,
    .draw = dark_draw,
    .describe = dark_describe,
};

static bool is_dark(const struct visit *visit)
{
    return visit->screen && visit->screen->kind == &dark_kind;
}

static void go_dark(struct ui *ui)
{
    struct screen *dark = calloc(1, sizeof *dark);
    /* Without memory the screen stays on, and this is tried again. */
    if (!dark)
        return;
    dark->kind = &dark_kind;
    show(ui, dark);
}

enum status ui_visit(struct ui *ui, const struct visit_options *options, struct fault *fault)
{
    struct visit *visit = calloc(1, sizeof *visit);
    if (!visit)
        return fault_no_memory(fault);
    visit_free(ui);
    visit->options = *options;
    if (options->hours)
        visit->hours = *options->hours;
    visit->options.hours = options->hours ? &visit->hours : NULL;
    ui->visit = visit;
    ui->stale = true;
    return STATUS_OK;
}

void visit_free(struct ui *ui)
{
    if (!ui->visit)
        return;
    show(ui, NULL);
    drift_free(&ui->visit->drift);
    free(ui->visit);
    ui->visit = NULL;
}

bool ui_dark(const struct ui *ui)
{
    return ui->visit && is_dark(ui->visit);
}

struct screen *visit_screen(const struct ui *ui)
{
    return ui->visit ? ui->visit->screen : NULL;
}

void visit_arrange(struct ui *ui)
{
    struct screen *screen = visit_screen(ui);
    if (screen)
        screen->kind->arrange(ui, screen);
}

SDL_Surface *visit_picture(struct ui *ui, SDL_Surface *picture, bool changed)
{
    bool shifted = ui->visit && ui->visit->options.pixel_shift;
    return shifted ? drift_picture(&ui->visit->drift, picture, changed) : picture;
}

void visit_forget(struct ui *ui)
{
    struct screen *screen = visit_screen(ui);
    if (!screen || screen->kind != &attract_kind)
        return;
    show(ui, NULL);
    ui->visit->picture_until = 0;
}

/* `since` this state is. */
static void enter(struct ui *ui, enum visit_state state)
{
    struct visit *visit = ui->visit;
    visit->state = state;
    visit->since = ui->now.ms;
    visit->patience_ms = visit->options.dark_ms;
    visit->picture_until = 0;
}

/* The reader has gone, or has to. */
static void part(struct ui *ui, enum visit_state state)
{
    show(ui, NULL);
    ui_reset(ui);
    ui->visit->warned = false;
    enter(ui, state);
    if (state == VISIT_CLOSED)
        show(ui, closed_new(ui, &ui->visit->hours));
}

static bool is_in_hours(const struct ui *ui, int64_t wall)
{
    const struct visit *visit = ui->visit;
    return !visit->options.hours || hours_open(&visit->hours, wall);
}

static void watch_reader(struct ui *ui)
{
    struct visit *visit = ui->visit;
    /* Whoever minds the kiosk does so at any hour. */
    bool soon = !ui_minded(ui) && !is_in_hours(ui, ui->now.wall + WARNING_S);
    if (visit->options.idle_ms && ui->now.ms - ui->touched >= visit->options.idle_ms) {
        enter(ui, VISIT_ASKED);
        show(ui, prompt_still(ui, ui->now.ms + visit->options.countdown_ms));
        return;
    }
    if (soon && !visit->warned) {
        visit->state = VISIT_WARNED;
        show(ui, prompt_closing(ui, hours_change(&visit->hours, ui->now.wall)));
    }
    visit->warned = soon;
}

/* The next picture that there is; without any, what stands below. */
static void invite(struct ui *ui)
{
    struct visit *visit = ui->visit;
    struct screen *next = NULL;
    if (ui->now.ms < visit->picture_until)
        return;
    /* Its bundle is closed before another is opened. */
    show(ui, NULL);
    for (uint32_t i = 0; i < TRIES && !next; i++)
        next = attract_new(ui, &visit->cursor);
    show(ui, next);
    if (next)
        visit->picture_until = ui->now.ms + visit->options.attract_ms;
}

static void watch_empty_room(struct ui *ui)
{
    struct visit *visit = ui->visit;
    bool may = visit->state == VISIT_CLOSED || !visit->options.hours;
    if (is_dark(visit))
        return;
    if (may && visit->options.dark_ms && ui->now.ms - visit->since >= visit->patience_ms)
        go_dark(ui);
    else if (visit->state == VISIT_CLOSED && !visit->screen)
        show(ui, closed_new(ui, &visit->hours));
    else if (visit->state == VISIT_AWAY && visit->options.attract_ms)
        invite(ui);
}

static void watch(struct ui *ui)
{
    struct visit *visit = ui->visit;
    if (visit->state == VISIT_HERE || visit->state == VISIT_WARNED)
        watch_reader(ui);
    if (visit->state == VISIT_ASKED && ui->now.ms - visit->since >= visit->options.countdown_ms) {
        part(ui, is_in_hours(ui, ui->now.wall) ? VISIT_AWAY : VISIT_CLOSED);
    }
    if (visit->state == VISIT_AWAY || visit->state == VISIT_CLOSED)
        watch_empty_room(ui);
}

void visit_tick(struct ui *ui)
{
    struct visit *visit = ui->visit;
    uint64_t second = ui->now.ms / 1000;
    if (!visit || (visit->began && visit->second == second))
        return;
    if (!visit->began)
        enter(ui, VISIT_AWAY);
    visit->began = true;
    visit->second = second;
    bool open = ui_minded(ui) || is_in_hours(ui, ui->now.wall);
    if (!open && visit->state != VISIT_CLOSED) {
        part(ui, VISIT_CLOSED);
    } else if (open && visit->state == VISIT_CLOSED) {
        show(ui, NULL);
        enter(ui, VISIT_AWAY);
    }
    watch(ui);
    if (visit->options.pixel_shift && drift_tick(&visit->drift, ui->now.ms))
        ui->stale = true;
    if (visit->screen && visit->screen->kind->tick)
        visit->screen->kind->tick(ui, visit->screen);
}

/* The action that ends what the visit shows does nothing else, but for opening what was touched. */
static void answer(struct ui *ui, const struct action *action)
{
    struct visit *visit = ui->visit;
    struct screen *screen = visit->screen;
    if (visit->state == VISIT_CLOSED) {
        enter(ui, VISIT_CLOSED);
        visit->patience_ms = CLOSED_SHOWN_MS;
        show(ui, closed_new(ui, &visit->hours));
    } else if (visit->state == VISIT_ASKED && prompt_again(screen, action)) {
        part(ui, VISIT_HERE);
    } else if (screen->kind == &attract_kind) {
        struct attract_choice choice = attract_take(screen);
        show(ui, NULL);
        attract_follow(ui, &choice);
        enter(ui, VISIT_HERE);
    } else {
        show(ui, NULL);
        enter(ui, VISIT_HERE);
    }
}

bool visit_act(struct ui *ui, const struct action *action)
{
    struct visit *visit = ui->visit;
    if (!visit || action->kind == ACTION_NONE || action->kind == ACTION_QUIT)
        return false;
    if (action->kind == ACTION_MAINTENANCE) {
        if (!ui->host || !ui->host->pin_fits)
            return true;
        show(ui, NULL);
        enter(ui, VISIT_HERE);
        return false;
    }
    bool over = visit->screen || visit->state == VISIT_CLOSED;
    /* A finger on its way: what it means comes when it is lifted. */
    if (over && action->kind != ACTION_DRAG && action->kind != ACTION_DROP)
        answer(ui, action);
    else if (!over)
        enter(ui, VISIT_HERE);
    return over;
}
