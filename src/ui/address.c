#include "ui/address.h"

#include <stdlib.h>

#include "base/messages.h"
#include "ui/notice.h"

struct address {
    struct screen screen;
    struct notice notice;
};

static void address_free(struct screen *screen)
{
    struct address *address = (struct address *)screen;
    notice_free(&address->notice);
    free(address);
}

static void address_arrange(struct ui *ui, struct screen *screen)
{
    struct notice *notice = &((struct address *)screen)->notice;
    notice->buttons[0] = (struct button){.action = ACTION_BACK, .label = _("Back")};
    notice->button_count = 1;
    notice_arrange(ui, notice);
}

static void address_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    enum action_kind chosen = ACTION_NONE;
    if (!notice_act(ui, &((struct address *)screen)->notice, action, &chosen))
        chosen = action->kind;
    if (chosen == ACTION_BACK)
        ui_pop(ui);
}

static void address_draw(struct ui *ui, struct screen *screen)
{
    notice_draw(ui, &((struct address *)screen)->notice);
}

static enum status address_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    (void)ui;
    return notice_describe(&((struct address *)screen)->notice, out);
}

struct screen *address_new(const char *address)
{
    static const struct screen_kind kind = {
        .name = "address",
        .free = address_free,
        .arrange = address_arrange,
        .act = address_act,
        .draw = address_draw,
        .describe = address_describe,
    };
    struct address *screen = calloc(1, sizeof *screen);
    if (!screen)
        return NULL;
    screen->screen.kind = &kind;
    if (!notice_set(&screen->notice, _("Outside this bundle"),
                    _("This link leads to an address outside this bundle, and it cannot be opened here. To "
                      "see it, open "
                      "the address on a device of your own."),
                    address))
        return &screen->screen;
    address_free(&screen->screen);
    return NULL;
}
