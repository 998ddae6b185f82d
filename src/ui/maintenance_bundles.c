/* The bundles of the library, each with what is known of it and the way to remove it; and those of sticks, to be brought in. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "ui/amount.h"
#include "ui/maintenance.h"
#include "ui/seal.h"
#include "ui/upkeep.h"

/* What the shelf knows of the file: the only volume that it is or holds. *count is how many there are. */
static const struct volume *find_volume(const struct ui *ui, const char *path, uint32_t *count)
{
    const struct volume *found = NULL;
    size_t length = strlen(path);
    *count = 0;
    for (uint32_t i = 0; i < ui->volumes.count; i++) {
        const struct volume *volume = &ui->volumes.list[i];
        if (strncmp(volume->path, path, length) != 0 || (volume->path[length] && volume->path[length] != '/'))
            continue;
        found = volume;
        ++*count;
    }
    return *count == 1 ? found : NULL;
}

static void add_file(struct ui *ui, struct upkeep *upkeep, uint32_t index)
{
    const char *path = upkeep->library.paths[index];
    uint32_t count;
    const struct volume *volume = find_volume(ui, path, &count);
    struct host_file file;
    char detail[96] = "", size[32] = "", edition[48] = "";
    if (ui->host->file(ui->host->machine, path, &file))
        amount_bytes(file.size, size, sizeof size);
    if (volume && volume->edition)
        snprintf(edition, sizeof edition, _("Edition %llu"), (unsigned long long)volume->edition);
    snprintf(detail, sizeof detail, "%s%s%s", edition, *edition && *size ? " · " : "", size);
    upkeep_add(upkeep, index, volume && volume->title ? volume->title : bundle_file_name(path), detail);
}

static void fill(struct ui *ui, struct upkeep *upkeep)
{
    struct fault fault = {0};
    library_free(&upkeep->library);
    if (library_add_folder(&upkeep->library, ui->host->library, &fault)) {
        upkeep_add(upkeep, UINT32_MAX, fault.sentence, NULL);
        return;
    }
    for (uint32_t i = 0; i < upkeep->library.count; i++) {
        if (strcmp(upkeep->library.paths[i], ui->host->library) != 0)
            add_file(ui, upkeep, i);
    }
    if (!upkeep->list.count)
        upkeep_add(upkeep, UINT32_MAX, _("There is no bundle in the library."), NULL);
}

/* Who signed it, once that is proven; what a signature only claims is not repeated here, where somebody decides by it. */
static void say_signer(const struct ui *ui, const char *path, const struct volume *volume, struct buffer *out)
{
    const struct signer *signer =
        volume && volume->verification ? verification_signer(volume->verification) : NULL;
    enum status status;
    if (signer) {
        status = seal_say(signer, out);
        if (!status)
            status = buffer_add(out, "\n", 1);
        if (!status)
            status = buffer_print(out, _("Key %s"), signer->id);
    } else if (trust_claim(path, NULL, NULL)) {
        status = buffer_print(out, "%s", _("Not signed"));
    } else {
        status = buffer_print(out, "%s",
                              ui->volumes.trust ? _("Signature: not valid, or not checked yet")
                                                : _("Signature: not checked, as no keys are configured"));
    }
    if (!status)
        status = buffer_add(out, "\n", 1);
    (void)status;
}

/* Lines of what is known; without memory fewer of them. */
static void say_facts(const struct ui *ui, const char *path, struct buffer *out)
{
    uint32_t count;
    const struct volume *volume = find_volume(ui, path, &count);
    struct host_file file;
    char size[32], moment[32];
    enum status status = buffer_print(out, _("File: %s"), bundle_file_name(path));
    if (!status && ui->host->file(ui->host->machine, path, &file)) {
        amount_bytes(file.size, size, sizeof size);
        upkeep_moment(file.when, moment, sizeof moment);
        status = buffer_print(out, "\n%s · %s", size, moment);
    }
    if (!status && count > 1)
        status = buffer_print(out, "\n");
    if (!status && count > 1)
        status = buffer_print(out, ngettext("Holds %u bundle", "Holds %u bundles", count), count);
    if (!status && volume && volume->edition)
        status = buffer_print(out, "\n");
    if (!status && volume && volume->edition)
        status = buffer_print(out, _("Edition %llu"), (unsigned long long)volume->edition);
    if (!status && volume && volume->date)
        status = buffer_print(out, " · %s", volume->date);
    if (!status)
        status = buffer_add(out, "\n", 1);
    if (!status)
        say_signer(ui, path, volume, out);
    if (!status && volume && volume->reason && buffer_print(out, "%s\n", volume->reason))
        return;
    if (out->size && out->data[out->size - 1] == '\n')
        out->data[--out->size] = '\0';
}

static void remove_it(struct ui *ui, const char *path)
{
    struct fault fault = {0};
    enum status status = ui->host->remove(ui->host->machine, path, &fault);
    struct screen *screen = ui->screens[ui->depth - 1];
    screen->kind->arrange(ui, screen);
    if (status)
        upkeep_fail(ui, &fault);
}

static void ask_to_remove(struct ui *ui, const char *path)
{
    struct library library = {0};
    struct buffer text = {0};
    bool last = false;
    if (!library_add_folder(&library, ui->host->library, NULL))
        last = library.count < 2;
    library_free(&library);
    enum status status =
        buffer_print(&text, _("Remove %s? It is gone then, and its signature, too."), bundle_file_name(path));
    if (!status && last)
        status = buffer_print(&text, "\n%s",
                              _("It is the last one: nothing but the handbook will be left to read."));
    if (!status)
        upkeep_ask(ui, &(struct upkeep_question){
                           .sentence = text.data, .yes = _("Remove"), .act = remove_it, .subject = path});
    buffer_free(&text);
}

static void choose(struct ui *ui, struct upkeep *upkeep, uint32_t number)
{
    if (number >= upkeep->library.count)
        return;
    const char *path = upkeep->library.paths[number];
    uint32_t count;
    const struct volume *volume = find_volume(ui, path, &count);
    struct buffer text = {0};
    say_facts(ui, path, &text);
    if (text.data)
        upkeep_ask(ui, &(struct upkeep_question){.headline = volume && volume->title ? volume->title
                                                                                     : bundle_file_name(path),
                                                 .sentence = text.data,
                                                 .yes = ui->host->remove ? _("Remove") : NULL,
                                                 .act = ask_to_remove,
                                                 .subject = path});
    buffer_free(&text);
}

/* What the shelf does while it is shown: nobody may have come by it since the start. Covers are not needed here. */
static bool idle(struct ui *ui, struct upkeep *upkeep)
{
    struct volumes_shown none = {0};
    const struct cover_room room = {.theme = ui->theme};
    enum volumes_work work = volumes_more(&ui->volumes, &none, &room);
    if (work == VOLUMES_CHANGED)
        upkeep->list.screen.kind->arrange(ui, &upkeep->list.screen);
    return work != VOLUMES_DONE;
}

struct screen *maintenance_bundles(void)
{
    static const struct upkeep_kind kind = {
        .name = "bundles", .headline = N_("Bundles"), .fill = fill, .choose = choose, .idle = idle};
    struct upkeep *upkeep = upkeep_new(&kind);
    return upkeep ? &upkeep->list.screen : NULL;
}

/* What people call the stick mounted there, as the shelf knows it. */
static const char *stick_name(const struct ui *ui, const char *folder)
{
    size_t length = strlen(folder);
    for (uint32_t i = 0; i < ui->volumes.count; i++) {
        const struct volume *volume = &ui->volumes.list[i];
        const char *name = volume_stick(&ui->volumes, volume);
        if (name && !strncmp(volume->path, folder, length) && volume->path[length] == '/')
            return name;
    }
    return bundle_file_name(folder);
}

static void fill_from_sticks(struct ui *ui, struct upkeep *upkeep)
{
    const struct host *host = ui->host;
    const char *stick;
    library_free(&upkeep->library);
    for (uint32_t i = 0; (stick = host->stick(host->program, i)); i++) {
        uint32_t begin = upkeep->library.count;
        struct fault fault = {0};
        if (library_add_folder(&upkeep->library, stick, &fault))
            upkeep_add(upkeep, UINT32_MAX, fault.sentence, NULL);
        /* One that is a bundle itself is read where it is. */
        for (uint32_t k = begin; k < upkeep->library.count; k++)
            if (strcmp(upkeep->library.paths[k], stick) != 0)
                upkeep_add(upkeep, k, bundle_file_name(upkeep->library.paths[k]), stick_name(ui, stick));
    }
    if (!upkeep->list.count)
        upkeep_add(upkeep, UINT32_MAX, _("There is no bundle on a stick; plug one in."), NULL);
}

static void choose_from_stick(struct ui *ui, struct upkeep *upkeep, uint32_t number)
{
    if (number < upkeep->library.count)
        ui_push(ui, ui->host->import(ui, upkeep->library.paths[number]));
    else /* look again */
        upkeep->list.screen.kind->arrange(ui, &upkeep->list.screen);
}

struct screen *maintenance_stick(void)
{
    static const struct upkeep_kind kind = {.name = "stick",
                                            .headline = N_("Import from a stick"),
                                            .fill = fill_from_sticks,
                                            .choose = choose_from_stick};
    struct upkeep *upkeep = upkeep_new(&kind);
    return upkeep ? &upkeep->list.screen : NULL;
}
