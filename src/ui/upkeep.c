#include "ui/upkeep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/grow.h"
#include "base/log.h"
#include "base/messages.h"
#include "ui/maintenance.h"
#include "ui/notice.h"

#define OVER_MS 120000

static void empty(struct upkeep *upkeep)
{
    for (uint32_t i = 0; i < upkeep->list.count; i++) {
        free(upkeep->rows[i].label);
        free(upkeep->rows[i].detail);
    }
    upkeep->list.count = 0;
}

static void upkeep_free(struct screen *screen)
{
    struct upkeep *upkeep = (struct upkeep *)screen;
    empty(upkeep);
    free(upkeep->rows);
    library_free(&upkeep->library);
    list_free(&upkeep->list);
    free(upkeep);
}

struct upkeep_row *upkeep_add(struct upkeep *upkeep, uint32_t number, const char *label, const char *detail)
{
    if (GROW(upkeep->rows, upkeep->room, upkeep->list.count + 1))
        return NULL;
    struct upkeep_row *row = &upkeep->rows[upkeep->list.count];
    *row = (struct upkeep_row){
        .label = strdup(label), .detail = detail ? strdup(detail) : NULL, .number = number};
    if (!row->label) {
        free(row->detail);
        return NULL;
    }
    upkeep->list.count++;
    return row;
}

static struct list_row list_row_of(struct ui *ui, struct screen *screen, uint32_t index)
{
    const struct upkeep_row *row = &((struct upkeep *)screen)->rows[index];
    (void)ui;
    return (struct list_row){
        .label = row->label, .detail = row->detail, .current = row->current, .region = (uint8_t)ui_region()};
}

static void list_choose(struct ui *ui, struct screen *screen, uint32_t index)
{
    struct upkeep *upkeep = (struct upkeep *)screen;
    if (upkeep->kind->choose)
        upkeep->kind->choose(ui, upkeep, upkeep->rows[index].number);
}

static bool list_back(struct ui *ui, struct screen *screen)
{
    bool start = ((struct upkeep *)screen)->start;
    if (start)
        maintenance_leave(ui);
    return start;
}

static void upkeep_arrange(struct ui *ui, struct screen *screen)
{
    struct upkeep *upkeep = (struct upkeep *)screen;
    empty(upkeep);
    upkeep->list.headline = _(upkeep->kind->headline);
    upkeep->kind->fill(ui, upkeep);
    if (upkeep->list.focus >= upkeep->list.count)
        upkeep->list.focus = 0;
    for (uint32_t i = 0; !upkeep->list.page && i < upkeep->list.count; i++) {
        if (upkeep->rows[i].current)
            upkeep->list.focus = i;
    }
    list_arrange(ui, screen);
}

/* Left and right walk the rows, here as elsewhere: whoever has four buttons has no others for that. */
static void upkeep_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    struct action turned = *action;
    if (action->kind == ACTION_LEFT)
        turned.kind = ACTION_FOCUS_PREVIOUS;
    else if (action->kind == ACTION_RIGHT)
        turned.kind = ACTION_FOCUS_NEXT;
    list_act(ui, screen, &turned);
}

static bool upkeep_idle(struct ui *ui, struct screen *screen)
{
    struct upkeep *upkeep = (struct upkeep *)screen;
    return upkeep->kind->idle && upkeep->kind->idle(ui, upkeep);
}

bool upkeep_over(struct ui *ui)
{
    bool over = ui->now.ms - ui->touched >= OVER_MS;
    if (over)
        maintenance_leave(ui);
    return over;
}

static void upkeep_tick(struct ui *ui, struct screen *screen)
{
    (void)screen;
    upkeep_over(ui);
}

static enum status upkeep_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    enum status status = buffer_print(out, "upkeep %s\n", ((struct upkeep *)screen)->kind->name);
    return status ? status : list_describe(ui, screen, out);
}

struct upkeep *upkeep_new(const struct upkeep_kind *kind)
{
    static const struct screen_kind screen_kind = {
        .name = "maintenance",
        .apart = true,
        .own = true,
        .free = upkeep_free,
        .arrange = upkeep_arrange,
        .act = upkeep_act,
        .idle = upkeep_idle,
        .tick = upkeep_tick,
        .draw = list_draw,
        .describe = upkeep_describe,
    };
    static const struct list_kind list_kind = {.row = list_row_of, .choose = list_choose, .back = list_back};
    struct upkeep *upkeep = calloc(1, sizeof *upkeep);
    if (!upkeep)
        return NULL;
    upkeep->list = (struct list){.screen.kind = &screen_kind, .kind = &list_kind};
    upkeep->kind = kind;
    return upkeep;
}

struct ask {
    struct screen screen;
    struct notice notice;
    char *yes;     /* NULL: no question */
    char *subject; /* or NULL */
    void (*act)(struct ui *ui, const char *subject);
};

static void ask_free(struct screen *screen)
{
    struct ask *ask = (struct ask *)screen;
    notice_free(&ask->notice);
    free(ask->yes);
    free(ask->subject);
    free(ask);
}

static void ask_arrange(struct ui *ui, struct screen *screen)
{
    struct ask *ask = (struct ask *)screen;
    struct notice *notice = &ask->notice;
    /* Back comes first and has the focus: what cannot be undone takes a second look. */
    notice->buttons[0] = (struct button){.action = ACTION_BACK, .label = _("Back")};
    notice->buttons[1] = (struct button){.action = ACTION_SELECT, .label = ask->yes};
    notice->button_count = ask->yes ? 2 : 1;
    notice_arrange(ui, notice);
}

static void ask_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    struct ask *ask = (struct ask *)screen;
    enum action_kind chosen = ACTION_NONE;
    if (!notice_act(ui, &ask->notice, action, &chosen))
        chosen = action->kind;
    if (chosen == ACTION_BACK) {
        ui_pop(ui);
    } else if (chosen == ACTION_SELECT) {
        char *subject = ask->subject;
        void (*act)(struct ui * ui, const char *subject) = ask->act;
        ask->subject = NULL;
        ui_pop(ui);
        act(ui, subject);
        free(subject);
    }
}

static void ask_tick(struct ui *ui, struct screen *screen)
{
    (void)screen;
    upkeep_over(ui);
}

static void ask_draw(struct ui *ui, struct screen *screen)
{
    notice_draw(ui, &((struct ask *)screen)->notice);
}

static enum status ask_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    (void)ui;
    return notice_describe(&((struct ask *)screen)->notice, out);
}

void upkeep_ask(struct ui *ui, const struct upkeep_question *question)
{
    static const struct screen_kind kind = {
        .name = "question",
        .apart = true,
        .own = true,
        .free = ask_free,
        .arrange = ask_arrange,
        .act = ask_act,
        .tick = ask_tick,
        .draw = ask_draw,
        .describe = ask_describe,
    };
    struct ask *ask = calloc(1, sizeof *ask);
    if (!ask)
        return;
    ask->screen.kind = &kind;
    ask->act = question->act;
    ask->yes = question->yes ? strdup(question->yes) : NULL;
    ask->subject = question->subject ? strdup(question->subject) : NULL;
    if (notice_set(&ask->notice, question->headline, question->sentence, NULL) ||
        !ask->yes != !question->yes || !ask->subject != !question->subject)
        ask_free(&ask->screen);
    else
        ui_push(ui, &ask->screen);
}

void upkeep_fail(struct ui *ui, const struct fault *fault)
{
    log_warning("%s", fault->sentence);
    upkeep_ask(ui, &(struct upkeep_question){.sentence = fault->sentence});
}

void upkeep_moment(int64_t wall, char *out, size_t size)
{
    time_t seconds = (time_t)wall;
    struct tm time;
    *out = '\0';
    if (localtime_r(&seconds, &time))
        strftime(out, size, "%Y-%m-%d %H:%M", &time);
}
