#include "ui/message.h"

#include <stdlib.h>

#include "base/messages.h"
#include "ui/notice.h"
#include "ui/reading.h"

struct message {
    struct screen screen;
    struct notice notice;
    bool instead;
};

static void message_free(struct screen *screen)
{
    struct message *message = (struct message *)screen;
    notice_free(&message->notice);
    free(message);
}

static void message_arrange(struct ui *ui, struct screen *screen)
{
    struct message *message = (struct message *)screen;
    struct notice *notice = &message->notice;
    uint32_t count = 0;
    if (!message->instead || history_has(&ui->history, -1) || ui->volumes.count)
        notice->buttons[count++] = (struct button){.action = ACTION_BACK, .label = _("Back")};
    /* A home page that cannot be shown is no way out of itself. */
    const struct place *place = &ui->history.places[ui->history.at];
    if (ui->bundle && !(message->instead && place->entry == publication_home(ui->publication)))
        notice->buttons[count++] = (struct button){.action = ACTION_HOME, .label = _("Home")};
    notice->button_count = count;
    notice_arrange(ui, notice);
}

static void message_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    struct message *message = (struct message *)screen;
    enum action_kind chosen = ACTION_NONE;
    if (!notice_act(ui, &message->notice, action, &chosen))
        chosen = action->kind;
    if (chosen == ACTION_HOME) {
        ui_go_home(ui);
    } else if (chosen == ACTION_BACK && message->instead) {
        reading_step(ui, -1);
    } else if (chosen == ACTION_BACK) {
        ui_pop(ui);
    }
}

static void message_draw(struct ui *ui, struct screen *screen)
{
    notice_draw(ui, &((struct message *)screen)->notice);
}

static enum status message_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    (void)ui;
    return notice_describe(&((struct message *)screen)->notice, out);
}

struct screen *message_new(const char *headline, const char *sentence, bool instead)
{
    static const struct screen_kind kind = {
        .name = "message",
        .free = message_free,
        .arrange = message_arrange,
        .act = message_act,
        .draw = message_draw,
        .describe = message_describe,
    };
    struct message *message = calloc(1, sizeof *message);
    if (!message)
        return NULL;
    message->screen.kind = &kind;
    message->instead = instead;
    if (!notice_set(&message->notice, headline, sentence, NULL))
        return &message->screen;
    message_free(&message->screen);
    return NULL;
}
