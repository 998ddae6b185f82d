/* How bundles come into the reader and out of it again: one by itself, or from the shelf. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/messages.h"
#include "bundle/manifest.h"
#include "ui/drag.h"
#include "ui/message.h"
#include "ui/reading.h"
#include "ui/restock.h"
#include "ui/search.h"
#include "ui/shelf.h"
#include "ui/visit.h"

static void close_bundle(struct ui *ui)
{
    visit_forget(ui);
    search_forget(ui);
    reading_close(ui);
    canvas_forget(ui->canvas);
    publication_free(ui->publication);
    ui->publication = NULL;
    bundle_close(ui->bundle);
    ui->bundle = NULL;
    ui->history = (struct history){0};
}

void ui_close(struct ui *ui)
{
    uint32_t kept = 1;
    for (uint32_t i = 1; i < ui->depth; i++) {
        struct screen *screen = ui->screens[i];
        if (screen->kind->apart)
            ui->screens[kept++] = screen;
        else
            screen->kind->free(screen);
    }
    ui->depth = kept;
    close_bundle(ui);
    ui->stale = true;
}

/* Takes the bundle over, also on failure, which leaves all else as it was. NULL: none. */
static enum status take_bundle(struct ui *ui, struct bundle *bundle, struct fault *fault)
{
    struct publication *publication = NULL;
    if (bundle && publication_open(bundle, &publication, fault)) {
        bundle_close(bundle);
        return STATUS_NO_MEMORY;
    }
    ui_pop_all(ui);
    close_bundle(ui);
    ui->publication = publication;
    ui->bundle = bundle;
    return STATUS_OK;
}

void ui_go_home(struct ui *ui)
{
    struct fault fault = {0};
    if (reading_go(ui, publication_home(ui->publication), NULL, &fault))
        ui->stale = true;
}

static enum status set_shelf(struct ui *ui, const struct library *library, struct fault *fault)
{
    const struct source source = {.library = library};
    struct restocked restocked = {0};
    enum status status = take_bundle(ui, NULL, fault);
    if (!status && restock(&ui->volumes, &source, 1, &restocked))
        status = fault_no_memory(fault);
    free(restocked.stick);
    if (!status)
        ui_push(ui, shelf_new(ui));
    return status;
}

/* Shows the bundles that are inside of this one, or this one once it is verified. */
static enum status open_shelf(struct ui *ui, const char *path, struct fault *fault)
{
    char *copy = strdup(path);
    struct library library = {.paths = &copy, .count = 1};
    enum status status = copy ? set_shelf(ui, &library, fault) : fault_no_memory(fault);
    free(copy);
    return status;
}

/* A bundle of its own, without a shelf. */
static enum status open_alone(struct ui *ui, const char *path, struct fault *fault)
{
    struct bundle *bundle;
    const char *name = bundle_file_name(path);
    enum status status = bundle_open_as(path, name, &bundle, fault);
    if (status)
        return status;
    bool shelf = !bundle_articles(bundle);
    if (!shelf)
        status = manifest_may_show(bundle_manifest(bundle), time(NULL), name, fault);
    if (shelf || status) {
        bundle_close(bundle);
        return status ? status : open_shelf(ui, path, fault);
    }
    status = take_bundle(ui, bundle, fault);
    /* Nobody chose the article that it begins with. */
    uint32_t opened = ui->opened;
    if (!status)
        ui_go_home(ui);
    ui->opened = opened;
    return status;
}

/* Opens it in place of all that there is. */
static void open_only(struct ui *ui, const char *path, bool checked)
{
    struct fault fault = {0};
    volumes_free(&ui->volumes);
    enum status status = take_bundle(ui, NULL, &fault);
    ui->volumes.impatient = checked;
    if (!status)
        status = checked ? open_shelf(ui, path, &fault) : open_alone(ui, path, &fault);
    if (!status)
        return;
    log_warning("%s: %s", path, fault.sentence);
    ui_push(ui, message_new(NULL, fault.sentence, true));
}

/* The start, to which a reset leads back. */
static void open_first(struct ui *ui, const char *path, bool checked)
{
    free(ui->path);
    /* Without memory for it a reset shows the empty shelf. */
    ui->path = strdup(path);
    ui->path_checked = checked;
    open_only(ui, path, checked);
}

void ui_open(struct ui *ui, const char *path)
{
    open_first(ui, path, ui->volumes.trust != NULL);
}

void ui_open_own(struct ui *ui, const char *path)
{
    open_first(ui, path, false);
}

enum status ui_shelf(struct ui *ui, const struct library *library, struct fault *fault)
{
    free(ui->path);
    ui->path = NULL;
    return set_shelf(ui, library, fault);
}

void ui_reset(struct ui *ui)
{
    struct volumes *volumes = &ui->volumes;
    struct fault fault = {0};
    ui->font_size = ui->first_size;
    ui->theme = ui->first_theme;
    ui->turned = false;
    drag_end(ui);
    /* Without a bundle to take over this does not fail. */
    if (take_bundle(ui, NULL, &fault))
        return;
    SDL_FillRect(ui->surface, NULL, 0);
    if (ui->path && !volumes->count) {
        open_only(ui, ui->path, ui->path_checked);
        return;
    }
    /* What is verified stays so. A bundle by itself is opened again, unless there is more by now. */
    bool only = ui->path && volumes->count == 1 && !strcmp(volumes->list[0].path, ui->path);
    volumes->open = volumes->wanted = VOLUME_NONE;
    volumes->impatient = only || (ui->path && ui->path_checked);
    ui_push(ui, shelf_new(ui));
}

enum status ui_open_volume(struct ui *ui, uint32_t index, struct fault *fault)
{
    struct bundle *bundle = NULL;
    enum status status = volume_open(&ui->volumes.list[index], &bundle, fault);
    if (!status)
        status = take_bundle(ui, bundle, fault);
    if (status)
        return status;
    ui->volumes.open = index;
    ui->volumes.wanted = VOLUME_NONE;
    ui_go_home(ui);
    return STATUS_OK;
}

bool ui_leave(struct ui *ui)
{
    if (!ui->volumes.count)
        return false;
    ui_pop_all(ui);
    ui_push(ui, shelf_new(ui));
    return true;
}

enum status ui_show(struct ui *ui, struct bundle *bundle, uint32_t entry, struct fault *fault)
{
    struct fault own = {0};
    enum status status = take_bundle(ui, bundle, &own);
    if (!status)
        status = reading_go(ui, entry, NULL, &own);
    return status ? fault_set(fault, status, "%s", own.sentence) : STATUS_OK;
}
