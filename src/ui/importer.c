#include "ui/importer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/messages.h"
#include "ui/restock.h"
#include "ui/seal.h"
#include "ui/stick.h"

static char *copy(const char *text)
{
    return text ? strdup(text) : NULL;
}

struct importer *importer_new(const struct import_options *options)
{
    struct importer *importer = calloc(1, sizeof *importer);
    if (!importer)
        return NULL;
    importer->policy = options->policy;
    importer->folder = strdup(options->folder);
    /* As the library's paths are, without a '/' before the name that is put behind it. */
    for (size_t length = importer->folder ? strlen(importer->folder) : 0;
         length > 1 && importer->folder[length - 1] == '/';)
        importer->folder[--length] = '\0';
    importer->editions = copy(options->editions);
    if (importer->folder && !importer->editions == !options->editions)
        return importer;
    importer_free(importer);
    return NULL;
}

static void rest(struct importer *importer)
{
    install_close(importer->install);
    free(importer->source);
    free(importer->title);
    free(importer->path);
    buffer_free(&importer->seal);
    importer->install = NULL;
    importer->source = importer->title = importer->path = NULL;
    importer->pace = (struct pace){0};
    importer->percent = 0;
    importer->advice[0] = '\0';
    importer->state = IMPORTER_RESTS;
}

void importer_free(struct importer *importer)
{
    if (!importer)
        return;
    rest(importer);
    free(importer->folder);
    free(importer->editions);
    free(importer);
}

/* ---- which ---- */

static bool is_in_library(const struct volumes *volumes, const struct volume *wanted)
{
    for (uint32_t i = 0; i < volumes->count; i++) {
        const struct volume *other = &volumes->list[i];
        if (other->state != VOLUME_READY || volume_stick(volumes, other))
            continue;
        bool same = wanted->id ? other->id && !strcmp(other->id, wanted->id)
                               : !other->id && !strcmp(volume_file(other), volume_file(wanted));
        if (same && other->edition >= wanted->edition)
            return true;
    }
    return false;
}

bool importer_wants(const struct ui *ui, const struct volume *volume)
{
    const struct importer *importer = ui->importer;
    if (!importer || importer->policy == IMPORT_READ || volume->state != VOLUME_READY ||
        !volume_stick(&ui->volumes, volume) || volume->path[volume->file] ||
        entry_kind_of(volume->path) != ENTRY_BUNDLE)
        return false;
    /* By itself only what somebody who is trusted has signed. */
    return (importer->policy == IMPORT_OFFER || volume->verification) && !is_in_library(&ui->volumes, volume);
}

/* ---- how ---- */

/* NULL: nobody, as far as it is proven. */
static enum status set_seal(struct importer *importer, const struct signer *signer)
{
    buffer_free(&importer->seal);
    return signer ? seal_say(signer, &importer->seal) : STATUS_OK;
}

static enum status begin(struct ui *ui, const char *path, const struct volume *volume, struct fault *fault)
{
    struct importer *importer = ui->importer;
    rest(importer);
    const struct install_options options = {.source = path,
                                            .folder = importer->folder,
                                            .editions = importer->editions,
                                            .trust = ui->volumes.trust,
                                            .now = time(NULL)};
    importer->source = strdup(path);
    importer->title = strdup(volume && volume->title ? volume->title : bundle_file_name(path));
    const struct verification *known = volume ? volume->verification : NULL;
    bool sealed = !set_seal(importer, known ? verification_signer(known) : NULL);
    enum status status = importer->source && importer->title && sealed
                             ? install_open(&options, &importer->install, fault)
                             : fault_no_memory(fault);
    if (status)
        rest(importer);
    return status;
}

enum status importer_open(struct ui *ui, const char *path, const struct volume *volume, struct fault *fault)
{
    struct importer *importer = ui->importer;
    bool done = false;
    if (!importer || importer->state == IMPORTER_COPIES)
        return fault_set(fault, STATUS_INVALID, _("Another one is being copied; try again in a moment."));
    enum status status = begin(ui, path, volume, fault);
    while (!status && install_is(importer->install) == INSTALL_LOOKS)
        status = install_step(importer->install, &done, fault);
    if (!status && !install_about(importer->install)->fresh)
        status = fault_set(fault, STATUS_NOT_FOUND, _("%s is in the library already."), importer->title);
    if (status)
        rest(importer);
    else
        importer->state = IMPORTER_ASKS;
    return status;
}

/* The line on the shelf. */
static void advise(struct ui *ui)
{
    struct importer *importer = ui->importer;
    importer->advice[0] = '\0';
    if (importer->state == IMPORTER_COPIES)
        snprintf(importer->advice, sizeof importer->advice,
                 _("Copying “%s”: %u %%. Please leave the stick in."), importer->title, importer->percent);
    else if (importer->state == IMPORTER_FAILED)
        snprintf(importer->advice, sizeof importer->advice, _("“%s” could not be copied."), importer->title);
    stick_tell(ui);
}

void importer_start(struct ui *ui)
{
    if (ui->importer->state != IMPORTER_ASKS)
        return;
    ui->importer->state = IMPORTER_COPIES;
    ui_copying(ui, true);
    advise(ui);
}

void importer_stop(struct ui *ui)
{
    rest(ui->importer);
    ui_copying(ui, false);
    stick_tell(ui);
}

void importer_drop(struct importer *importer)
{
    if (importer->state == IMPORTER_ASKS)
        rest(importer);
}

/* Whether a reader could begin to read: the last thing that is asked before what was there is given up. */
static enum status open_copy(const char *path, struct fault *fault)
{
    struct bundle *bundle = NULL;
    struct publication *publication = NULL;
    struct entry_stream *home = NULL;
    char bytes[4096];
    size_t got = 1;
    enum status status = bundle_open_as(path, bundle_file_name(path), &bundle, fault);
    if (!status)
        status = publication_open(bundle, &publication, fault);
    uint32_t entry = status ? ENTRY_NONE : publication_home(publication);
    /* A shelf of books has none. */
    if (entry != ENTRY_NONE)
        status = entry_open(bundle, entry, &home, fault);
    while (home && !status && got)
        status = entry_read(home, bytes, sizeof bytes, &got, fault);
    entry_close(home);
    publication_free(publication);
    bundle_close(bundle);
    return status;
}

static enum status put_in_place(struct ui *ui, struct fault *fault)
{
    struct importer *importer = ui->importer;
    struct install *install = importer->install;
    struct fault ending;
    importer->path = strdup(install_path(install));
    if (!importer->path)
        return fault_no_memory(fault);
    enum status status = install_finish(install, fault);
    if (status)
        return status;
    /* What was verified is the copy, whatever was known of the stick. */
    if (set_seal(importer, install_about(install)->signer))
        buffer_free(&importer->seal);
    status = open_copy(importer->path, fault);
    /* What cannot be tidied up now the next start will. */
    if (status ? install_rollback(install, &ending) : install_keep(install, &ending))
        log_warning("%s", ending.sentence);
    /* At once: nobody should wait until the folder is looked at. Without memory for it that will have to do. */
    if (!status && !restock_copied(&ui->volumes, importer->path, install_verified(install)))
        stick_tell(ui);
    return status;
}

static void end(struct ui *ui, enum status status)
{
    struct importer *importer = ui->importer;
    install_close(importer->install);
    importer->install = NULL;
    importer->state = status ? IMPORTER_FAILED : IMPORTER_DONE;
    if (status == STATUS_IO && access(importer->source, F_OK))
        fault_set(
            &importer->failure, status,
            _("The stick was pulled out before “%s” was copied; what was here before still is. Plug it in "
              "again to copy it."),
            importer->title);
    if (status)
        log_warning("%s: %s", importer->source, importer->failure.sentence);
    ui_copying(ui, false);
    advise(ui);
}

static void tell_progress(struct ui *ui)
{
    struct importer *importer = ui->importer;
    uint64_t done, total;
    install_amount(importer->install, &done, &total);
    pace_note(&importer->pace, ui->now.ms, done);
    unsigned percent = total ? (unsigned)(done * 100 / total) : 0;
    if (*importer->advice && importer->percent == percent)
        return;
    importer->percent = percent;
    advise(ui);
}

static void step(struct ui *ui)
{
    struct importer *importer = ui->importer;
    bool ready = false, looked = install_is(importer->install) == INSTALL_LOOKS;
    enum status status = install_step(importer->install, &ready, &importer->failure);
    bool copies = !status && install_is(importer->install) != INSTALL_LOOKS;
    if (copies && looked && !install_about(importer->install)->fresh) {
        importer_stop(ui);
        return;
    }
    if (copies) {
        ui_copying(ui, true);
        tell_progress(ui);
    }
    if (!status && ready)
        status = put_in_place(ui, &importer->failure);
    if (status || ready)
        end(ui, status);
}

/* Where a shelf is open, it has looked into all there is before anything is copied. Who reads has none, so that it is done here, by slices. */
static bool look(struct ui *ui)
{
    struct volumes_shown none = {0};
    const struct cover_room room = {.theme = ui->theme};
    uint32_t known = 0;
    if (ui->importer->policy != IMPORT_COPY)
        return false;
    while (known < ui->volumes.count && ui->volumes.list[known].state >= VOLUME_READY)
        known++;
    return known < ui->volumes.count && volumes_more(&ui->volumes, &none, &room) != VOLUMES_DONE;
}

/* One that was not looked at yet. */
static bool find_next(struct ui *ui)
{
    struct fault fault;
    if (ui->importer->policy != IMPORT_COPY || ui->importer->state == IMPORTER_ASKS)
        return false;
    for (uint32_t i = 0; i < ui->volumes.count; i++) {
        struct volume *volume = &ui->volumes.list[i];
        if (volume->considered || !importer_wants(ui, volume))
            continue;
        volume->considered = true;
        if (begin(ui, volume->path, volume, &fault))
            log_warning("%s: %s", volume->path, fault.sentence);
        else
            ui->importer->state = IMPORTER_COPIES;
        return true;
    }
    return false;
}

bool importer_idle(struct ui *ui)
{
    struct importer *importer = ui->importer;
    if (!importer)
        return false;
    if (importer->state != IMPORTER_COPIES)
        return look(ui) || find_next(ui);
    step(ui);
    return true;
}

enum status ui_import(struct ui *ui, const struct import_options *options)
{
    struct importer *importer = importer_new(options);
    if (!importer)
        return STATUS_NO_MEMORY;
    importer_free(ui->importer);
    ui->importer = importer;
    return STATUS_OK;
}
