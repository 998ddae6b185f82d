#include "command/sources.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/messages.h"
#include "base/resource.h"
#include "platform/media.h"
#include "platform/watch.h"

/* A stick, and what is on it. */
struct stick {
    struct library library;
    struct fault problem;
};

struct sources {
    const struct options *options;
    char *folder; /* of the library; NULL: the options name what there is */
    struct library library;
    bool shelf;             /* several bundles, or a folder of them */
    struct buffer handbook; /* its path, as a library of one */
    struct media *media;    /* NULL: not followed */
    struct watch *watch;
    struct stick sticks[LIMIT_MEDIA];
    uint64_t second;    /* of the last look */
    bool library_stale; /* to be looked at again */
    bool sticks_stale;
    bool untold;  /* the ui does not know yet */
    bool plugged; /* see sources_plugged */
};

static enum status choose_named(struct sources *sources, struct fault *fault)
{
    enum status status = STATUS_OK;
    for (int i = 0; !status && i < sources->options->bundle_count; i++) {
        bool shelf;
        status = library_add(&sources->library, sources->options->bundles[i], &shelf, fault);
        sources->shelf |= shelf;
    }
    return status;
}

/* The handbook when the library's folder cannot be read or holds nothing yet: it says how to fill it. */
static enum status choose(struct sources *sources, struct fault *fault)
{
    library_free(&sources->library);
    sources->shelf = false;
    if (!sources->folder)
        return choose_named(sources, fault);
    enum status status = library_add_folder(&sources->library, sources->folder, NULL);
    if (status == STATUS_NO_MEMORY)
        return fault_no_memory(fault);
    /* A library that is one bundle itself has nowhere to put another one. */
    sources->shelf = sources->library.count && strcmp(sources->library.paths[0], sources->folder) != 0;
    if (sources->shelf)
        return STATUS_OK;
    library_free(&sources->library);
    return resource_path("slipcase/handbook.zip", &sources->handbook) ? fault_no_memory(fault) : STATUS_OK;
}

static bool is_handbook(const struct sources *sources)
{
    return sources->folder && !sources->shelf;
}

static enum status follow_from_now(struct sources *sources, const struct config *config, struct fault *fault)
{
    const struct options *options = sources->options;
    const char *const *paths =
        sources->folder ? (const char *const *)&sources->folder : (const char *const *)options->bundles;
    uint32_t count = sources->folder ? 1 : (uint32_t)options->bundle_count;
    enum status status = watch_open(paths, count, &sources->watch, fault);
    if (!status)
        status = media_open(config->media, &sources->media, fault);
    return status;
}

enum status sources_open(const struct options *options, const struct config *config, struct sources **out,
                         struct fault *fault)
{
    struct sources *sources = calloc(1, sizeof *sources);
    enum status status = sources ? STATUS_OK : fault_no_memory(fault);
    if (!status) {
        sources->options = options;
        sources->folder = options->bundle_count ? NULL : config_library(config);
        if (!options->bundle_count && !sources->folder)
            status = fault_no_memory(fault);
    }
    /* Before the first look, so that nothing that changes in between is missed. */
    if (!status && options->kiosk)
        status = follow_from_now(sources, config, fault);
    if (!status)
        status = choose(sources, fault);
    if (status) {
        sources_close(sources);
        return status;
    }
    *out = sources;
    return STATUS_OK;
}

void sources_close(struct sources *sources)
{
    if (!sources)
        return;
    for (uint32_t i = 0; i < LIMIT_MEDIA; i++)
        library_free(&sources->sticks[i].library);
    library_free(&sources->library);
    buffer_free(&sources->handbook);
    media_close(sources->media);
    watch_close(sources->watch);
    free(sources->folder);
    free(sources);
}

enum status sources_show(const struct sources *sources, struct ui *ui, struct fault *fault)
{
    const struct library *library = &sources->library;
    if (is_handbook(sources))
        ui_open_own(ui, sources->handbook.data);
    else if (library->count > 1 || sources->shelf)
        return ui_shelf(ui, library, fault);
    else
        ui_open(ui, library->paths[0]);
    return STATUS_OK;
}

/* False: memory did not suffice, or a stick was pulled meanwhile. */
static bool look_at_sticks(struct sources *sources)
{
    uint32_t count = media_count(sources->media);
    for (uint32_t i = 0; i < count; i++) {
        struct stick *stick = &sources->sticks[i];
        const struct media_item *item = media_item(sources->media, i);
        library_free(&stick->library);
        stick->problem = (struct fault){0};
        if (item->problem) {
            fault_set(&stick->problem, STATUS_UNSUPPORTED, "%s", item->problem);
            continue;
        }
        enum status status = library_add_folder(&stick->library, item->folder, &stick->problem);
        if (status == STATUS_NO_MEMORY)
            return false;
        /* What was pulled may look like an empty folder. */
        if ((status || !stick->library.count) && !media_there(sources->media, i))
            return false;
        if (status) {
            log_warning("%s", stick->problem.sentence);
            fault_set(&stick->problem, status,
                      _("The stick “%s” cannot be read; look at it on another machine."), item->label);
        } else if (!stick->library.count && stick->library.large) {
            fault_set(&stick->problem, STATUS_LIMIT,
                      _("The stick “%s” holds more files than can be looked through here; put what is to be "
                        "read on it as a zip."),
                      item->label);
        } else if (!stick->library.count) {
            fault_set(&stick->problem, STATUS_NOT_FOUND, _("There is nothing to read on the stick “%s”."),
                      item->label);
        }
    }
    return true;
}

static enum status tell(struct sources *sources, struct ui *ui)
{
    struct source list[LIMIT_MEDIA + 1];
    uint32_t count = media_count(sources->media);
    struct library handbook = {.paths = &sources->handbook.data, .count = 1};
    /* Whoever plugs a stick in looks for what is on it: it stands first. */
    for (uint32_t i = 0; i < count; i++) {
        const struct media_item *item = media_item(sources->media, i);
        const struct stick *stick = &sources->sticks[i];
        list[i] = (struct source){.library = &stick->library,
                                  .stick = item->label,
                                  .problem = stick->problem.status ? stick->problem.sentence : NULL,
                                  .serial = item->serial,
                                  .held = !item->read_only};
    }
    bool own = is_handbook(sources);
    list[count] = (struct source){.library = own ? &handbook : &sources->library, .own = own};
    return ui_sources(ui, list, count + 1, NULL);
}

const char *sources_stick(const struct sources *sources, uint32_t index)
{
    uint32_t count = sources->media ? media_count(sources->media) : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct media_item *item = media_item(sources->media, i);
        if (!item->problem && !index--)
            return item->folder;
    }
    return NULL;
}

bool sources_plugged(struct sources *sources)
{
    bool plugged = sources->plugged;
    sources->plugged = false;
    return plugged;
}

void sources_follow(struct sources *sources, struct ui *ui, const struct ui_time *now)
{
    if (!sources->media || sources->second == now->ms / 1000)
        return;
    sources->second = now->ms / 1000;
    sources->library_stale |= watch_changed(sources->watch, now->ms);
    if (media_changed(sources->media))
        sources->sticks_stale = sources->plugged = true;
    sources->untold |= sources->library_stale || sources->sticks_stale;
    /* What is named but is gone is told when it is opened. */
    if (sources->library_stale)
        sources->library_stale = choose(sources, NULL) == STATUS_NO_MEMORY;
    if (sources->sticks_stale)
        sources->sticks_stale = !look_at_sticks(sources);
    if (sources->untold && !sources->library_stale && !sources->sticks_stale)
        sources->untold = tell(sources, ui) != STATUS_OK;
}
