#include "ui/maintenance.h"

#include <stdio.h>

#include "base/log.h"
#include "base/messages.h"
#include "ui/amount.h"
#include "ui/upkeep.h"

enum {
    ROW_BUNDLES,
    ROW_STICK,
    ROW_LOOK,
    ROW_TRIAL,
    ROW_VERSIONS,
    ROW_LOG,
    ROW_EXPORT,
    ROW_SPACE,
    ROW_RESTART,
    ROW_OFF
};

static void add_space(struct ui *ui, struct upkeep *upkeep)
{
    struct host_space space;
    char free[32], whole[32], line[96];
    if (!ui->host->space || !ui->host->space(ui->host->machine, &space))
        return;
    amount_bytes(space.free, free, sizeof free);
    amount_bytes(space.whole, whole, sizeof whole);
    snprintf(line, sizeof line, _("%s of %s"), free, whole);
    upkeep_add(upkeep, ROW_SPACE, _("Free space in the library"), line);
}

static void fill(struct ui *ui, struct upkeep *upkeep)
{
    const struct host *host = ui->host;
    if (host->library && host->file)
        upkeep_add(upkeep, ROW_BUNDLES, _("Bundles"), NULL);
    if (host->import && host->stick)
        upkeep_add(upkeep, ROW_STICK, _("Import from a stick"),
                   host->stick(host->program, 0) ? NULL : _("no stick is plugged in"));
    add_space(ui, upkeep);
    if (host->look && host->keep_look)
        upkeep_add(upkeep, ROW_LOOK, _("Text size, colours and language"), NULL);
    upkeep_add(upkeep, ROW_TRIAL, _("Test of the screen"), NULL);
    upkeep_add(upkeep, ROW_VERSIONS, _("Versions"), "slipcase " SLIPCASE_VERSION);
    upkeep_add(upkeep, ROW_LOG, _("Log of the last day"), NULL);
    if (host->export_usage)
        upkeep_add(upkeep, ROW_EXPORT, _("Export the counts of use"), NULL);
    if (host->restart)
        upkeep_add(upkeep, ROW_RESTART, _("Restart"), NULL);
    if (host->power_off)
        upkeep_add(upkeep, ROW_OFF, _("Switch off"), NULL);
}

static void restart(struct ui *ui, const char *subject)
{
    (void)subject;
    ui->host->restart(ui->host->machine);
}

static void power_off(struct ui *ui, const char *subject)
{
    struct fault fault = {0};
    (void)subject;
    if (ui->host->power_off(ui->host->machine, &fault))
        upkeep_fail(ui, &fault);
    else
        upkeep_ask(ui,
                   &(struct upkeep_question){
                       .sentence = _("The board shuts down. Cut its power only when the screen is dark.")});
}

static void export_usage(struct ui *ui)
{
    struct fault fault = {0};
    if (ui->host->export_usage(ui->host->program, &fault))
        upkeep_fail(ui, &fault);
    else
        upkeep_ask(ui, &(struct upkeep_question){.sentence =
                                                     _("The counts of use are being written to the stick.")});
}

static void choose(struct ui *ui, struct upkeep *upkeep, uint32_t number)
{
    switch (number) {
    case ROW_BUNDLES:
        ui_push(ui, maintenance_bundles());
        break;
    case ROW_STICK:
        ui_push(ui, maintenance_stick());
        break;
    case ROW_LOOK:
        ui_push(ui, maintenance_look());
        break;
    case ROW_TRIAL:
        ui_push(ui, maintenance_trial());
        break;
    case ROW_VERSIONS:
        ui_push(ui, maintenance_versions());
        break;
    case ROW_LOG:
        ui_push(ui, maintenance_log());
        break;
    case ROW_EXPORT:
        export_usage(ui);
        break;
    case ROW_RESTART:
        upkeep_ask(ui, &(struct upkeep_question){.sentence = _("Restart the reader? It takes a few seconds."),
                                                 .yes = _("Restart"),
                                                 .act = restart});
        break;
    case ROW_OFF:
        upkeep_ask(
            ui, &(struct upkeep_question){
                    .sentence =
                        _("Switch the board off? To start it again, its power must be cut and given again."),
                    .yes = _("Switch off"),
                    .act = power_off});
        break;
    default:
        upkeep->list.screen.kind->arrange(ui, &upkeep->list.screen);
    }
}

static const struct upkeep_kind start_kind = {
    .name = "start", .headline = N_("Maintenance"), .fill = fill, .choose = choose};

void maintenance_open(struct ui *ui)
{
    struct upkeep *upkeep = upkeep_new(&start_kind);
    ui_pop_all(ui);
    if (!upkeep)
        return;
    upkeep->start = true;
    ui_push(ui, &upkeep->list.screen);
}

void maintenance_leave(struct ui *ui)
{
    ui_reset(ui);
}
