/* slipcase [BUNDLE|FOLDER]...: reading on the screen */
#include <stdio.h>

#include "base/messages.h"
#include "base/resource.h"
#include "command/command.h"
#include "command/options.h"
#include "platform/window.h"
#include "ui/ui.h"

/* Shows what changed, does one slice of work ahead, and sleeps when there is none left. */
static int turn_pages(struct window *window, struct ui *ui)
{
    struct fault fault = {0};
    bool busy = true, exposed = true;
    for (;;) {
        bool changed, resized;
        SDL_Surface *picture = ui_picture(ui, &changed);
        if ((changed || exposed) && window_show(window, picture, &fault))
            return options_fail(&fault);
        struct action action = window_next(window, !busy, &resized, &exposed);
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

/* One bundle is opened, several and a folder of them are a shelf. Without any it is the handbook. */
static enum status open_bundles(struct ui *ui, const struct options *options, struct fault *fault)
{
    struct library library = {0};
    struct buffer handbook = {0};
    bool any_shelf = false;
    enum status status = STATUS_OK;
    for (int i = 0; !status && i < options->bundle_count; i++) {
        bool shelf;
        status = library_add(&library, options->bundles[i], &shelf, fault);
        any_shelf |= shelf;
    }
    if (!status && options->bundle_count == 0 && resource_path("slipcase/handbook.zip", &handbook))
        status = fault_no_memory(fault);
    if (!status && (library.count > 1 || any_shelf))
        status = ui_shelf(ui, &library, fault);
    else if (!status)
        ui_open(ui, library.count ? library.paths[0] : handbook.data);
    buffer_free(&handbook);
    library_free(&library);
    return status;
}

int command_read(int argc, char **argv)
{
    struct options options;
    struct fault fault = {0};
    struct window *window = NULL;
    struct fonts *fonts = NULL;
    struct ui *ui = NULL;
    int code;
    if (!options_parse(argc, argv, "sftrkm", &options))
        return EXIT_UNUSABLE;
    if (fonts_open(NULL, &fonts, &fault)) {
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
    window_size(window, &look.width, &look.height);
    if (ui_new(fonts, &look, &ui, &fault)) {
        code = options_fail(&fault);
        goto out;
    }
    if (open_bundles(ui, &options, &fault)) {
        code = options_fail(&fault);
        goto out;
    }
    code = turn_pages(window, ui);
out:
    ui_free(ui);
    window_close(window);
    fonts_close(fonts);
    return code;
}
