#include "ui/follow.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/messages.h"
#include "ui/address.h"
#include "ui/contents.h"
#include "ui/message.h"
#include "ui/navigation.h"
#include "ui/note.h"
#include "ui/order.h"
#include "ui/reading.h"
#include "ui/stick.h"
#include "ui/viewer.h"

static void follow_entry(struct ui *ui, uint32_t from, const struct target *target)
{
    struct fault fault = {0};
    struct screen *screen = NULL;
    enum entry_kind kind = bundle_kind(ui->bundle, target->entry);
    if (entry_is_article(kind)) {
        bool here = target->entry == from && target->fragment && *target->fragment;
        struct screen *note = here && reading_article(ui) ? note_new(ui, target->fragment) : NULL;
        if (note) {
            ui_push(ui, note);
            return;
        }
        /* A failure is on the screen already. */
        if (reading_go(ui, target->entry, target->fragment, &fault))
            ui->stale = true;
        return;
    }
    enum status status = STATUS_UNSUPPORTED;
    if (kind == ENTRY_PICTURE && reading_article(ui))
        status = viewer_new(ui, target->entry, &screen, &fault);
    else
        fault_set(&fault, status, _("“%s” is in this bundle, but it cannot be shown here."),
                  bundle_name(ui->bundle, target->entry));
    ui_push(ui, status ? message_new(NULL, fault.sentence, false) : screen);
}

void follow_target(struct ui *ui, uint32_t from, const struct target *target)
{
    struct fault fault = {0};
    if (target->kind == TARGET_ENTRY) {
        follow_entry(ui, from, target);
    } else if (target->kind == TARGET_FOLDER) {
        ui_push(ui, contents_new(ui, target->address));
    } else if (target->kind == TARGET_MISSING) {
        fault_set(&fault, STATUS_NOT_FOUND, _("The page “%s” is not in this bundle."), target->address);
        ui_push(ui, message_new(NULL, fault.sentence, false));
    } else if (target->kind == TARGET_OUTSIDE) {
        ui_push(ui, address_new(target->address));
    }
}

void follow_link(struct ui *ui, uint32_t from, const char *href)
{
    static const char navigation[] = "slipcase:navigation/";
    struct fault fault = {0};
    struct target target = {0};
    if (!strcmp(href, order_link.href)) {
        if (order_go(ui, 1))
            ui->stale = true;
        return;
    }
    if (!strcmp(href, stick_link.href)) {
        if (ui_leave(ui))
            ui->stale = true;
        return;
    }
    if (!strncmp(href, navigation, sizeof navigation - 1)) {
        ui_push(ui, navigation_new(ui, strtoull(href + sizeof navigation - 1, NULL, 10)));
        return;
    }
    struct arena *arena = arena_new(KIB(64));
    enum status status = arena ? link_resolve(ui->bundle, from, href, arena, &target) : STATUS_NO_MEMORY;
    if (status == STATUS_NO_MEMORY) {
        fault_no_memory(&fault);
        ui_push(ui, message_new(NULL, fault.sentence, false));
    } else if (!status) {
        follow_target(ui, from, &target);
    }
    arena_free(arena);
}
