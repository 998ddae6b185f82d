#include "ui/pulled.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/messages.h"
#include "ui/notice.h"

/* ms */
#define STAYS 10000u

struct pulled {
    struct screen screen;
    struct notice notice;
    uint64_t since; /* ms */
};

static void pulled_free(struct screen *screen)
{
    struct pulled *pulled = (struct pulled *)screen;
    notice_free(&pulled->notice);
    free(pulled);
}

static void pulled_arrange(struct ui *ui, struct screen *screen)
{
    struct notice *notice = &((struct pulled *)screen)->notice;
    notice->buttons[0] = (struct button){.action = ACTION_BACK, .label = _("Library")};
    notice->button_count = 1;
    notice_arrange(ui, notice);
}

static void pulled_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    (void)screen;
    /* A finger that is still down has not said anything yet. */
    if (action->kind != ACTION_DRAG && action->kind != ACTION_DROP)
        ui_pop(ui);
}

static void pulled_tick(struct ui *ui, struct screen *screen)
{
    if (ui->now.ms - ((struct pulled *)screen)->since >= STAYS)
        ui_pop(ui);
}

static void pulled_draw(struct ui *ui, struct screen *screen)
{
    notice_draw(ui, &((struct pulled *)screen)->notice);
}

static enum status pulled_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    (void)ui;
    return notice_describe(&((struct pulled *)screen)->notice, out);
}

struct screen *pulled_new(struct ui *ui, const char *stick)
{
    static const struct screen_kind kind = {
        .name = "pulled",
        .free = pulled_free,
        .arrange = pulled_arrange,
        .act = pulled_act,
        .tick = pulled_tick,
        .draw = pulled_draw,
        .describe = pulled_describe,
    };
    struct pulled *pulled = calloc(1, sizeof *pulled);
    char sentence[FAULT_SENTENCE_SIZE];
    if (!pulled)
        return NULL;
    pulled->screen.kind = &kind;
    pulled->since = ui->now.ms;
    snprintf(
        sentence, sizeof sentence,
        _("The stick “%s” was pulled out, and what you were reading is on it. Plug it in again to read on."),
        stick);
    if (!notice_set(&pulled->notice, NULL, sentence, NULL))
        return &pulled->screen;
    pulled_free(&pulled->screen);
    return NULL;
}
