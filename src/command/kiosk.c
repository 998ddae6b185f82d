#include "command/kiosk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hours.h"
#include "base/log.h"
#include "base/messages.h"
#include "bundle/install.h"
#include "command/defaults.h"
#include "platform/machine.h"
#include "platform/notify.h"
#include "platform/request.h"
#include "platform/sandbox.h"
#include "platform/usage.h"
#include "ui/host.h"
#include "ui/import.h"
#include "ui/visit.h"

struct kiosk {
    struct config *config;
    struct state *state;
    char *library;  /* folder */
    char *editions; /* install.h; NULL: there is nowhere to keep them */
    struct machine *machine;
    struct host host;
    struct usage *usage; /* NULL: nothing is counted */
    struct sources *sources;
    struct ui *ui;
    struct window *window;
    struct notify notify;
    bool ready; /* the service manager was told so */
};

enum status kiosk_open(struct config *config, struct kiosk **out, struct fault *fault)
{
    struct kiosk *kiosk = calloc(1, sizeof *kiosk);
    if (!kiosk)
        return fault_no_memory(fault);
    kiosk->config = config;
    enum status status = state_open(&kiosk->state, fault);
    if (!status && defaults_read(kiosk->state, config))
        status = fault_no_memory(fault);
    if (!status && !(kiosk->library = config_library(config)))
        status = fault_no_memory(fault);
    const char *folder = status ? NULL : state_folder(kiosk->state);
    if (folder && asprintf(&kiosk->editions, "%s/editions", folder) < 0) {
        kiosk->editions = NULL;
        status = fault_no_memory(fault);
    }
    struct machine_options machine = {.pin = config->pin, .library = kiosk->library, .state = folder};
    if (!status)
        status = machine_open(&machine, &kiosk->machine, fault);
    if (!status && config->count)
        status = usage_open(kiosk->state, config->usage_key, &kiosk->usage, fault);
    if (status) {
        kiosk_close(kiosk);
        return status;
    }
    *out = kiosk;
    return STATUS_OK;
}

void kiosk_close(struct kiosk *kiosk)
{
    if (!kiosk)
        return;
    if (kiosk->ready)
        notify_stopping();
    usage_close(kiosk->usage);
    machine_close(kiosk->machine);
    state_close(kiosk->state);
    free(kiosk->editions);
    free(kiosk->library);
    free(kiosk);
}

void kiosk_sweep(struct kiosk *kiosk)
{
    install_sweep(kiosk->library, kiosk->editions);
}

enum status kiosk_shut_in(struct kiosk *kiosk, const struct options *options, struct fault *fault)
{
    size_t reads = 0, writes = 0;
    const char *runtime = request_folder(), *state = state_folder(kiosk->state);
    const char **read = calloc((size_t)options->bundle_count + 2, sizeof *read), *write[3];
    struct fault limits = {0};
    if (!read)
        return fault_no_memory(fault);
    for (int i = 0; i < options->bundle_count; i++)
        read[reads++] = options->bundles[i];
    read[reads++] = kiosk->config->media;
    read[reads++] = kiosk->library;
    if (state)
        write[writes++] = state;
    if (runtime)
        write[writes++] = runtime;
    /* Copies go there, and the maintenance screen removes bundles. */
    if (kiosk->config->policy != POLICY_READ || kiosk->config->pin)
        write[writes++] = kiosk->library;
    const struct sandbox_options sandbox = {read, reads, write, writes};
    if (sandbox_enter(&sandbox, &limits))
        log_warning("%s", limits.sentence);
    free(read);
    return STATUS_OK;
}

static void look(void *program, struct host_look *out)
{
    const struct kiosk *kiosk = program;
    *out = (struct host_look){.text_size = (uint16_t)kiosk->config->text_size,
                              .theme = (uint8_t)kiosk->config->theme,
                              .language = kiosk->config->language};
}

/* The language as config.h keeps it: one of messages_languages. */
static const char *known_language(const char *tag)
{
    const char *const *known = messages_languages;
    while (tag && *known && strcmp(*known, tag) != 0)
        known++;
    return tag ? *known : NULL;
}

static enum status keep_look(void *program, const struct host_look *wanted, struct fault *fault)
{
    struct kiosk *kiosk = program;
    kiosk->config->text_size = wanted->text_size;
    kiosk->config->theme = (enum theme)wanted->theme;
    kiosk->config->language = known_language(wanted->language);
    if (kiosk->config->language)
        messages_choose(kiosk->config->language);
    return defaults_write(kiosk->state, kiosk->config, fault);
}

static const char *stick(void *program, uint32_t index)
{
    return sources_stick(((struct kiosk *)program)->sources, index);
}

static enum status export_usage(void *program, struct fault *fault)
{
    struct kiosk *kiosk = program;
    const char *folder;
    enum status status =
        fault_set(fault, STATUS_NOT_FOUND, _("There is no stick; plug in the one that holds the file %s."),
                  USAGE_KEY_FILE);
    for (uint32_t i = 0; status && (folder = stick(kiosk, i)); i++)
        status = usage_stick(kiosk->usage, folder, fault);
    return status;
}

static enum status serve_visitors(struct kiosk *kiosk, struct fault *fault)
{
    const struct config *config = kiosk->config;
    struct hours hours;
    const uint32_t second = 1000, minute = 60000;
    /* config.c has parsed it before. */
    bool timed = config->hours && !hours_parse(config->hours, &hours, NULL);
    const struct visit_options visit = {.idle_ms = (uint32_t)config->idle * minute,
                                        .countdown_ms = (uint32_t)config->countdown * second,
                                        .attract_ms = (uint32_t)config->attract * second,
                                        .dark_ms = (uint32_t)config->screen_off * minute,
                                        .hours = timed ? &hours : NULL,
                                        .pixel_shift = config->pixel_shift};
    return ui_visit(kiosk->ui, &visit, fault);
}

enum status kiosk_serve(struct kiosk *kiosk, struct ui *ui, struct window *window, struct sources *sources,
                        struct fault *fault)
{
    static const enum import_policy policies[] = {
        [POLICY_READ] = IMPORT_READ, [POLICY_OFFER] = IMPORT_OFFER, [POLICY_COPY] = IMPORT_COPY};
    const struct import_options import = {
        .policy = policies[kiosk->config->policy], .folder = kiosk->library, .editions = kiosk->editions};
    kiosk->ui = ui;
    kiosk->window = window;
    kiosk->sources = sources;
    kiosk->host =
        (struct host){.program = kiosk,
                      .look = look,
                      .keep_look = keep_look,
                      .export_usage = kiosk->usage && kiosk->config->usage_key ? export_usage : NULL,
                      .stick = stick,
                      .import = import_new};
    machine_host(kiosk->machine, &kiosk->host);
    kiosk_panel(kiosk);
    ui_host(ui, &kiosk->host);
    if (ui_import(ui, &import))
        return fault_no_memory(fault);
    return serve_visitors(kiosk, fault);
}

void kiosk_panel(struct kiosk *kiosk)
{
    window_millimetres(kiosk->window, &kiosk->host.width_mm, &kiosk->host.height_mm);
}

/* The administrator has come with the key: no more is to be done for the counts. */
static void export_to_sticks(struct kiosk *kiosk)
{
    struct fault fault = {0};
    const char *folder;
    for (uint32_t i = 0; (folder = stick(kiosk, i)); i++) {
        enum status status = usage_stick(kiosk->usage, folder, &fault);
        if (status && status != STATUS_NOT_FOUND)
            log_warning("%s", fault.sentence);
    }
}

void kiosk_alive(struct kiosk *kiosk, const struct ui_time *now)
{
    /* The first picture has a time of its own, TimeoutStartSec=, which a word to the watchdog would end. */
    if (kiosk->ready)
        notify_turned(&kiosk->notify, now->ms);
}

bool kiosk_turn(struct kiosk *kiosk, const struct ui_time *now)
{
    bool plugged = sources_plugged(kiosk->sources);
    if (kiosk->usage)
        usage_tell(kiosk->usage, ui_articles_opened(kiosk->ui), now->ms, now->wall);
    if (plugged && kiosk->host.export_usage)
        export_to_sticks(kiosk);
    window_dark(kiosk->window, ui_dark(kiosk->ui));
    if (!kiosk->ready)
        notify_ready();
    kiosk->ready = true;
    return !machine_restarts(kiosk->machine);
}
