#include "ui/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/messages.h"
#include "base/utf8.h"
#include "ui/importer.h"
#include "ui/notice.h"
#include "ui/upkeep.h"

/* ms between two pictures of the progress: each is made anew. */
#define REFRESH 250u

struct import {
    struct screen screen;
    struct notice notice;
    struct importer *importer; /* the ui's */
    enum importer_state state; /* that is shown */
    bool only_read;            /* there is a volume to be read from the stick instead */
    char *path, *title;        /* of the bundle; owned */
    char failure[FAULT_SENTENCE_SIZE];
    uint64_t shown; /* ms: when the picture was made */
};

/* What the buttons do: their actions only tell them apart. */
enum { COPY = ACTION_SELECT, READ = ACTION_FORWARD, LEAVE = ACTION_BACK };

/* Whether the importer is still about this bundle. */
static bool is_ours(const struct import *import)
{
    return import->path && import->importer->source && !strcmp(import->importer->source, import->path);
}

static void import_free(struct screen *screen)
{
    struct import *import = (struct import *)screen;
    if (is_ours(import))
        importer_drop(import->importer);
    notice_free(&import->notice);
    free(import->path);
    free(import->title);
    free(import);
}

/* ---- what it says ---- */

/* Before it is copied a name is known only where the shelf has verified the bundle; else there is but a claim, which is not repeated. */
static const char *about_signature(const struct ui *ui)
{
    const struct importer *importer = ui->importer;
    const struct install_about *about = install_about(importer->install);
    if (importer->seal.size)
        return importer->seal.data;
    if (!about->claims)
        return _("Not signed");
    return ui->volumes.trust ? _("Signature: not checked yet; copying checks it")
                             : _("Signature: not checked, as no keys are configured");
}

/* As many lines as there is memory for. */
static void say_offer(const struct ui *ui, const struct import *import, char *out, size_t size)
{
    const struct install_about *about = install_about(import->importer->install);
    struct buffer text = {0};
    char bytes[64], room[64];
    amount_bytes(about->size, bytes, sizeof bytes);
    amount_bytes(about->room, room, sizeof room);
    enum status status = buffer_print(&text, _("File: %s"), bundle_file_name(import->path));
    if (!status && about->edition)
        status = buffer_print(&text, " · ");
    if (!status && about->edition)
        status = buffer_print(&text, _("Edition %llu"), (unsigned long long)about->edition);
    if (!status)
        status = buffer_print(&text, "\n");
    if (!status)
        status = buffer_print(&text, "%s", about_signature(ui));
    if (!status)
        status = buffer_print(&text, "\n");
    if (!status)
        status = buffer_print(&text, _("It has %s; %s are free."), bytes, room);
    snprintf(out, size, "%s", text.data ? text.data : "");
    out[utf8_whole(out, strlen(out))] = '\0';
    (void)status;
    buffer_free(&text);
}

static void say_progress(const struct ui *ui, struct import *import, char *out, size_t size)
{
    struct importer *importer = import->importer;
    uint64_t done, total, whole = install_about(importer->install)->size;
    char some[64], all[64], left[64] = "", what[200];
    install_amount(importer->install, &done, &total);
    import->notice.bar = total ? (uint32_t)(done * 1000 / total) + 1 : 1;
    amount_bytes(done < whole ? done : done - whole, some, sizeof some);
    amount_bytes(whole, all, sizeof all);
    snprintf(what, sizeof what, done < whole ? _("Copied: %s of %s") : _("Checked: %s of %s"), some, all);
    uint64_t seconds = pace_left(&importer->pace, total - done);
    if (seconds)
        amount_time(seconds, left, sizeof left);
    /* The second line is there from the beginning, so that nothing moves when it comes. */
    snprintf(out, size, "%s\n%s", what, *left ? left : _("Please leave the stick in."));
    import->shown = ui->now.ms;
}

static void say_end(const struct import *import, char *out, size_t size)
{
    const struct buffer *seal = &import->importer->seal;
    bool known = is_ours(import) && seal->size;
    snprintf(out, size, "%s%s%s", _("It is in the library now. The stick may be pulled out."),
             known ? "\n" : "", known ? seal->data : "");
    out[utf8_whole(out, strlen(out))] = '\0';
}

static void say(const struct ui *ui, struct import *import, char *out, size_t size)
{
    bool open = is_ours(import) && import->importer->install;
    import->notice.bar = 0;
    switch (import->state) {
    case IMPORTER_ASKS:
        if (open)
            say_offer(ui, import, out, size);
        break;
    case IMPORTER_COPIES:
        if (open)
            say_progress(ui, import, out, size);
        break;
    case IMPORTER_DONE:
        say_end(import, out, size);
        break;
    default:
        snprintf(out, size, "%s", import->failure);
    }
}

static void set_buttons(struct import *import)
{
    struct button *buttons = import->notice.buttons;
    uint32_t count = 0;
    switch (import->state) {
    case IMPORTER_ASKS:
        buttons[count++] = (struct button){.action = (enum action_kind)COPY, .label = _("Copy")};
        buttons[count++] = import->only_read
                               ? (struct button){.action = (enum action_kind)READ, .label = _("Only read")}
                               : (struct button){.action = (enum action_kind)LEAVE, .label = _("Back")};
        break;
    case IMPORTER_COPIES:
        buttons[count++] = (struct button){.action = (enum action_kind)LEAVE, .label = _("Cancel")};
        break;
    default:
        buttons[count++] = (struct button){.action = (enum action_kind)LEAVE, .label = _("Back")};
        /* Not of a stick that was pulled out. */
        if (import->only_read && (import->state == IMPORTER_DONE || !access(import->path, F_OK)))
            buttons[count++] = (struct button){.action = (enum action_kind)READ, .label = _("Read")};
    }
    import->notice.button_count = count;
    if (import->notice.focus >= count)
        import->notice.focus = 0;
}

static void import_arrange(struct ui *ui, struct screen *screen)
{
    struct import *import = (struct import *)screen;
    char sentence[1024] = "", headline[512];
    say(ui, import, sentence, sizeof sentence);
    snprintf(headline, sizeof headline,
             import->state == IMPORTER_ASKS ? _("Copy “%s” to this screen?") : "%s", import->title);
    headline[utf8_whole(headline, strlen(headline))] = '\0';
    char *title = strdup(headline), *text = strdup(sentence);
    /* Without memory for the new words the old ones stay. */
    if (title) {
        free(import->notice.headline);
        import->notice.headline = title;
    }
    if (text) {
        free(import->notice.sentence);
        import->notice.sentence = text;
    }
    set_buttons(import);
    if (import->notice.sentence)
        notice_arrange(ui, &import->notice);
}

/* ---- what it does ---- */

/* Takes over how the copying goes on. */
static void follow(struct ui *ui, struct import *import)
{
    struct importer *importer = import->importer;
    if (import->state == importer->state || import->state > IMPORTER_COPIES)
        return;
    import->state = is_ours(import) ? importer->state : IMPORTER_FAILED;
    snprintf(import->failure, sizeof import->failure, "%s",
             is_ours(import) ? importer->failure.sentence
                             : _("Another one is being copied; try again in a moment."));
    import->notice.focus = 0;
    import_arrange(ui, &import->screen);
}

/* Reads it: in the library when it is there, else on the stick. The shelf opens it as soon as it may: what was copied is verified. */
static void read_it(struct ui *ui, struct import *import)
{
    struct importer *importer = import->importer;
    const char *path = import->state == IMPORTER_DONE && importer->path ? importer->path : import->path;
    uint32_t index = 0;
    while (index < ui->volumes.count && strcmp(ui->volumes.list[index].path, path) != 0)
        index++;
    struct fault fault = {0};
    bool known = index < ui->volumes.count, ready = known && ui->volumes.list[index].state == VOLUME_READY;
    if (is_ours(import))
        importer_stop(ui);
    if (ready && !ui_open_volume(ui, index, &fault))
        return;
    ui->volumes.wanted = known && !ready ? index : VOLUME_NONE;
    ui_pop(ui);
}

static void import_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    struct import *import = (struct import *)screen;
    enum action_kind chosen = ACTION_NONE;
    if (!notice_act(ui, &import->notice, action, &chosen) && action->kind == ACTION_BACK)
        chosen = (enum action_kind)LEAVE;
    if (chosen == (enum action_kind)COPY) {
        if (is_ours(import))
            importer_start(ui);
        follow(ui, import);
    } else if (chosen == (enum action_kind)READ) {
        read_it(ui, import);
    } else if (chosen == (enum action_kind)LEAVE) {
        if (is_ours(import))
            importer_stop(ui);
        ui_pop(ui);
    }
}

static bool import_idle(struct ui *ui, struct screen *screen)
{
    struct import *import = (struct import *)screen;
    if (import->state != IMPORTER_COPIES)
        return false;
    bool more = importer_idle(ui);
    follow(ui, import);
    if (import->state == IMPORTER_COPIES && ui->now.ms >= import->shown + REFRESH)
        import_arrange(ui, screen);
    return more;
}

/* Behind the PIN nobody may find it left open. What is being copied comes to its end all the same. */
static void import_tick(struct ui *ui, struct screen *screen)
{
    (void)screen;
    if (ui_minded(ui))
        upkeep_over(ui);
}

static void import_draw(struct ui *ui, struct screen *screen)
{
    notice_draw(ui, &((struct import *)screen)->notice);
}

static enum status import_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    struct import *import = (struct import *)screen;
    (void)ui;
    return import->notice.sentence ? notice_describe(&import->notice, out) : STATUS_OK;
}

/* In the state in which the importer is, or failed with that sentence. */
static struct screen *make(struct ui *ui, const char *path, bool only_read, const struct fault *failure)
{
    static const struct screen_kind kind = {
        .name = "import",
        .apart = true,
        .free = import_free,
        .arrange = import_arrange,
        .act = import_act,
        .idle = import_idle,
        .tick = import_tick,
        .draw = import_draw,
        .describe = import_describe,
    };
    struct import *import = calloc(1, sizeof *import);
    if (!import)
        return NULL;
    import->screen.kind = &kind;
    import->importer = ui->importer;
    import->only_read = only_read;
    const char *title = failure || !ui->importer->title ? bundle_file_name(path) : ui->importer->title;
    import->path = strdup(path);
    import->title = strdup(title);
    import->state = failure ? IMPORTER_FAILED : ui->importer->state;
    snprintf(import->failure, sizeof import->failure, "%s", failure ? failure->sentence : "");
    if (import->path && import->title)
        return &import->screen;
    import_free(&import->screen);
    return NULL;
}

struct screen *import_new(struct ui *ui, const char *path)
{
    if (!ui->importer)
        return NULL;
    struct fault fault = {0};
    enum status status = importer_open(ui, path, NULL, &fault);
    return make(ui, path, false, status ? &fault : NULL);
}

bool import_offers(const struct ui *ui, const struct volume *volume)
{
    return ui->importer && ui->importer->policy == IMPORT_OFFER && importer_wants(ui, volume);
}

bool import_offer(struct ui *ui, uint32_t index)
{
    const struct volume *volume = &ui->volumes.list[index];
    struct fault fault = {0};
    if (!import_offers(ui, volume))
        return false;
    enum status status = importer_open(ui, volume->path, volume, &fault);
    /* A reader wants to read: only that there is no room is worth a word. */
    if (status && status != STATUS_LIMIT)
        return false;
    struct screen *screen = make(ui, volume->path, true, status ? &fault : NULL);
    ui_push(ui, screen);
    return screen != NULL;
}
