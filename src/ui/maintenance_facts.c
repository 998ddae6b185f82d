/* Versions of what runs here, and the log of the last day. A row that is too long for the screen is shown whole when it is chosen. */
#include <harfbuzz/hb.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uversion.h>

#include "base/log.h"
#include "base/messages.h"
#include "ui/maintenance.h"
#include "ui/upkeep.h"

static void show_row(struct ui *ui, struct upkeep *upkeep, uint32_t number)
{
    const struct upkeep_row *row = &upkeep->rows[number];
    upkeep_ask(ui, &(struct upkeep_question){.headline = row->detail ? row->label : NULL,
                                             .sentence = row->detail ? row->detail : row->label});
}

static void add_fact(struct upkeep *upkeep, const char *name, const char *value)
{
    if (value)
        upkeep_add(upkeep, upkeep->list.count, name, value);
}

/* As they are on this machine, not as they were when this was compiled. */
static void fill_versions(struct ui *ui, struct upkeep *upkeep)
{
    char text[U_MAX_VERSION_STRING_LENGTH + 16];
    SDL_version sdl;
    UVersionInfo icu;
    add_fact(upkeep, "slipcase", SLIPCASE_VERSION);
    SDL_GetVersion(&sdl);
    snprintf(text, sizeof text, "%d.%d.%d", sdl.major, sdl.minor, sdl.patch);
    add_fact(upkeep, "SDL", text);
    u_getVersion(icu);
    u_versionToString(icu, text);
    add_fact(upkeep, "ICU", text);
    add_fact(upkeep, "HarfBuzz", hb_version_string());
    /* "20914": two digits each. */
    long xml = strtol(xmlParserVersion, NULL, 10);
    snprintf(text, sizeof text, "%ld.%ld.%ld", xml / 10000, xml / 100 % 100, xml % 100);
    add_fact(upkeep, "libxml2", text);
    add_fact(upkeep, _("Kernel"), ui->host->kernel);
    add_fact(upkeep, _("Board"), ui->host->board);
}

struct screen *maintenance_versions(void)
{
    static const struct upkeep_kind kind = {
        .name = "versions", .headline = N_("Versions"), .fill = fill_versions, .choose = show_row};
    struct upkeep *upkeep = upkeep_new(&kind);
    return upkeep ? &upkeep->list.screen : NULL;
}

static void fill_log(struct ui *ui, struct upkeep *upkeep)
{
    const struct journal_line *line;
    for (uint32_t i = 0; (line = journal_line(log_journal(), ui->now.ms, i)); i++) {
        char moment[32], text[sizeof moment + sizeof line->text + 1];
        upkeep_moment(line->wall, moment, sizeof moment);
        snprintf(text, sizeof text, "%s %s", moment, line->text);
        upkeep_add(upkeep, upkeep->list.count, text, NULL);
    }
    if (!upkeep->list.count)
        upkeep_add(upkeep, 0, _("Nothing was logged in the last day."), NULL);
}

struct screen *maintenance_log(void)
{
    static const struct upkeep_kind kind = {
        .name = "log", .headline = N_("Log of the last day"), .fill = fill_log, .choose = show_row};
    struct upkeep *upkeep = upkeep_new(&kind);
    return upkeep ? &upkeep->list.screen : NULL;
}
