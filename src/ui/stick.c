#include "ui/stick.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "ui/frame.h"
#include "ui/importer.h"
#include "ui/list.h"
#include "ui/pulled.h"
#include "ui/reading.h"
#include "ui/restock.h"
#include "ui/seek.h"
#include "ui/shelf.h"
#include "ui/twin.h"
#include "ui/visit.h"

/* ms: long enough to finish the page and see it. */
#define NEWS_STAYS 30000u

const struct link stick_link = {.href = "slipcase:shelf"};

/* Puts the line on the page shown and takes it off again: it stands in place of the running title. */
static void set_news(struct ui *ui, const char *text)
{
    struct reading *reading = reading_of(ui);
    if (!*text && !*ui->news)
        return;
    snprintf(ui->news, sizeof ui->news, "%s", text);
    ui->news_until = ui->now.ms + NEWS_STAYS;
    if (!reading->book.layout || reading->want.kind != WANT_NOTHING)
        return;
    frame_clear_all(ui);
    seek_show(ui, reading, reading->number);
}

void stick_tick(struct ui *ui)
{
    if (*ui->news && ui->now.ms >= ui->news_until)
        set_news(ui, "");
}

const char *stick_advice(const struct ui *ui)
{
    const struct volumes *volumes = &ui->volumes;
    uint32_t sticks = 0;
    bool held = false;
    for (uint32_t i = 0; i < volumes->source_count; i++) {
        sticks += volumes->sources[i].stick != NULL;
        held |= volumes->sources[i].held;
    }
    if (ui->importer && *ui->importer->advice && (sticks || ui->copying))
        return ui->importer->advice;
    if (ui->copying)
        return _("Copying: please leave the stick in.");
    if (held)
        return _("Please leave the stick in.");
    if (sticks > 1)
        return _("The sticks may be pulled out at any time.");
    return sticks ? _("The stick may be pulled out at any time.") : "";
}

void stick_tell(struct ui *ui)
{
    for (uint32_t i = 1; i < ui->depth; i++) {
        if (ui->screens[i]->kind == &shelf_kind)
            ui->screens[i]->kind->arrange(ui, ui->screens[i]);
    }
}

void ui_copying(struct ui *ui, bool copying)
{
    if (ui->copying == copying)
        return;
    ui->copying = copying;
    stick_tell(ui);
}

static struct list *shelf_of(struct ui *ui)
{
    for (uint32_t i = 1; i < ui->depth; i++) {
        if (ui->screens[i]->kind == &shelf_kind)
            return (struct list *)ui->screens[i];
    }
    return NULL;
}

/* Closes what was read on the stick that is gone: the shelf is shown, and over it the reason to whoever was reading. */
static void pull(struct ui *ui, const char *stick)
{
    bool reads = !ui->screens[ui->depth - 1]->kind->apart;
    ui_close(ui);
    if (!shelf_of(ui))
        ui_put(ui, 1, shelf_new(ui));
    if (reads && stick)
        ui_push(ui, pulled_new(ui, stick));
}

/* Tells whoever reads of a stick that has come. */
static void announce(struct ui *ui, const struct restocked *restocked)
{
    char text[sizeof ui->news];
    const char *stick = ui->volumes.sources[restocked->plugged].stick;
    if (restocked->arrivals)
        snprintf(text, sizeof text,
                 ngettext("Library: %u book on the stick “%s”", "Library: %u books on the stick “%s”",
                          restocked->arrivals),
                 restocked->arrivals, stick);
    else
        snprintf(text, sizeof text, _("Library: the stick “%s” cannot be read"), stick);
    set_news(ui, text);
}

/* Whoever looks at the shelf's beginning goes on doing so, since sticks stand first; else the focus stays where it was. */
static void keep_place(struct ui *ui, struct list *shelf, uint32_t focus, bool began)
{
    shelf->focus = twin_row(&ui->volumes, focus);
    shelf->count = twin_rows(&ui->volumes);
    uint32_t begin, end;
    list_shown(shelf, &begin, &end);
    if (began && begin)
        shelf->focus = 0;
}

enum status ui_sources(struct ui *ui, const struct source *list, uint32_t count, struct fault *fault)
{
    struct list *shelf = shelf_of(ui);
    struct restocked restocked = {.focus = shelf && shelf->count ? twin_at(&ui->volumes, shelf->focus) : 0};
    uint32_t begin = 0, end;
    visit_forget(ui);
    if (shelf)
        list_shown(shelf, &begin, &end);
    if (restock(&ui->volumes, list, count, &restocked))
        return fault_no_memory(fault);
    if (shelf)
        keep_place(ui, shelf, restocked.focus, begin == 0);
    if (restocked.pulled && ui->bundle)
        pull(ui, restocked.stick);
    free(restocked.stick);
    if (restocked.plugged != VOLUME_NONE && !shelf_of(ui))
        announce(ui, &restocked);
    else if (!*stick_advice(ui))
        set_news(ui, "");
    for (uint32_t i = ui->depth; i > 1; i--)
        ui->screens[i - 1]->kind->arrange(ui, ui->screens[i - 1]);
    return STATUS_OK;
}
