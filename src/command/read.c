/* slipcase [BUNDLE|FOLDER]...: reading on the screen */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/messages.h"
#include "base/resource.h"
#include "bundle/trust.h"
#include "command/command.h"
#include "command/config.h"
#include "command/options.h"
#include "platform/window.h"
#include "ui/ui.h"

/* How long the loop may sleep on a kiosk, whose screens change with the time. */
#define TICK_MS 1000

static struct ui_time time_now(void)
{
    struct timespec steady, wall;
    clock_gettime(CLOCK_MONOTONIC, &steady);
    clock_gettime(CLOCK_REALTIME, &wall);
    return (struct ui_time){.ms = (uint64_t)steady.tv_sec * 1000 + (uint64_t)steady.tv_nsec / 1000000,
                            .wall = wall.tv_sec};
}

/* Shows what changed, does one slice of work ahead, and sleeps when there is none left. */
static int turn_pages(struct window *window, struct ui *ui, bool kiosk)
{
    struct fault fault = {0};
    bool busy = true, exposed = true;
    for (;;) {
        bool changed, resized;
        struct ui_time now = time_now();
        ui_tick(ui, &now);
        SDL_Surface *picture = ui_picture(ui, &changed);
        if ((changed || exposed) && window_show(window, picture, &fault))
            return options_fail(&fault);
        int32_t limit = busy ? 0 : kiosk ? (int32_t)(TICK_MS - now.ms % TICK_MS) : -1;
        struct action action = window_next(window, limit, &resized, &exposed);
        if (resized) {
            int32_t width, height;
            window_size(window, &width, &height);
            ui_resize(ui, width, height);
        }
        if (!ui_act(ui, &action))
            return EXIT_SOUND;
        busy = ui_idle(ui);
    }
}

/* What there is to read: what is named, else the bundles in the library's folder, else the handbook. */
struct choice {
    struct library library;
    bool shelf;
    struct buffer handbook; /* its path, when it is that */
};

static enum status choose(const struct options *options, const struct config *config, struct choice *choice,
                          struct fault *fault)
{
    enum status status = STATUS_OK;
    for (int i = 0; !status && i < options->bundle_count; i++) {
        bool shelf;
        status = library_add(&choice->library, options->bundles[i], &shelf, fault);
        choice->shelf |= shelf;
    }
    if (status || options->bundle_count)
        return status;
    char *folder = config_library(config);
    /* One that cannot be read, or holds nothing yet, is as none: the handbook says how to fill it. */
    status = folder ? library_add(&choice->library, folder, &choice->shelf, NULL) : STATUS_NO_MEMORY;
    free(folder);
    if (status != STATUS_NO_MEMORY && choice->shelf)
        return STATUS_OK;
    library_free(&choice->library);
    if (status == STATUS_NO_MEMORY || resource_path("slipcase/handbook.zip", &choice->handbook))
        return fault_no_memory(fault);
    return STATUS_OK;
}

/* One bundle is opened, several and a folder of them are a shelf. */
static enum status open_choice(struct ui *ui, const struct choice *choice, struct fault *fault)
{
    const struct library *library = &choice->library;
    if (library->count > 1 || choice->shelf)
        return ui_shelf(ui, library, fault);
    ui_open(ui, library->count ? library->paths[0] : choice->handbook.data);
    return STATUS_OK;
}

static void free_choice(struct choice *choice)
{
    library_free(&choice->library);
    buffer_free(&choice->handbook);
}

int command_read(int argc, char **argv)
{
    struct options options;
    struct fault fault = {0};
    struct window *window = NULL;
    struct fonts *fonts = NULL;
    struct ui *ui = NULL;
    struct config config;
    struct trust *trust = NULL;
    struct choice choice = {0};
    int code;
    if (!options_parse(argc, argv, "sftrkmc", &options))
        return EXIT_UNUSABLE;
    if (!config_read(options.config, &config)) {
        code = EXIT_UNUSABLE;
        goto out;
    }
    /* Without the keys nothing could be told from anything: better no screen than one that shows whatever there is. */
    if (config.keys && trust_open(config.keys, &trust, &fault)) {
        code = options_fail(&fault);
        goto out;
    }
    if (choose(&options, &config, &choice, &fault) || fonts_open(NULL, &fonts, &fault)) {
        code = options_fail(&fault);
        goto out;
    }
    struct window_options frame = {.title = "Slipcase",
                                   .width = options.width,
                                   .height = options.height,
                                   .rotation = options.rotation,
                                   .kiosk = options.kiosk};
    if (window_open(&frame, &window, &fault)) {
        code = options_fail(&fault);
        goto out;
    }
    struct ui_options look = {.font_size = options.font_size, .theme = options.theme};
    /* The handbook is part of the program. */
    look.trust = choice.handbook.size ? NULL : trust;
    window_size(window, &look.width, &look.height);
    if (ui_new(fonts, &look, &ui, &fault)) {
        code = options_fail(&fault);
        goto out;
    }
    if (open_choice(ui, &choice, &fault)) {
        code = options_fail(&fault);
        goto out;
    }
    code = turn_pages(window, ui, options.kiosk);
out:
    ui_free(ui);
    window_close(window);
    fonts_close(fonts);
    trust_free(trust);
    free_choice(&choice);
    config_free(&config);
    return code;
}
