#include "command/session.h"

#include <stdlib.h>

#include "base/messages.h"
#include "base/resource.h"
#include "bundle/trust.h"
#include "platform/window.h"

/* How long a kiosk's loop may sleep: its screens change with the time. */
#define TICK_MS 1000

struct session {
    bool kiosk;
    struct library library;
    bool shelf;             /* several bundles, or a folder of them */
    struct buffer handbook; /* its path, when that is what is read */
    struct trust *trust;
    struct fonts *fonts;
    struct window *window;
    struct ui *ui;
    bool busy, exposed; /* there is work to do ahead; the window lost its picture */
};

static enum status choose(struct session *session, const struct options *options, const struct config *config,
                          struct fault *fault)
{
    enum status status = STATUS_OK;
    for (int i = 0; !status && i < options->bundle_count; i++) {
        bool shelf;
        status = library_add(&session->library, options->bundles[i], &shelf, fault);
        session->shelf |= shelf;
    }
    if (status || options->bundle_count)
        return status;
    char *folder = config_library(config);
    /* One that cannot be read, or holds nothing yet, is as none: the handbook says how to fill it. */
    status = folder ? library_add(&session->library, folder, &session->shelf, NULL) : STATUS_NO_MEMORY;
    free(folder);
    if (status != STATUS_NO_MEMORY && session->shelf)
        return STATUS_OK;
    library_free(&session->library);
    if (status == STATUS_NO_MEMORY || resource_path("slipcase/handbook.zip", &session->handbook))
        return fault_no_memory(fault);
    return STATUS_OK;
}

static enum status open_window(struct session *session, const struct options *options,
                               const struct config *config, struct fault *fault)
{
    struct window_options frame = {.title = "Slipcase",
                                   .width = options->width,
                                   .height = options->height,
                                   .rotation = config->rotation,
                                   .kiosk = options->kiosk};
    return window_open(&frame, &session->window, fault);
}

static enum status open_ui(struct session *session, const struct config *config, struct fault *fault)
{
    struct ui_options look = {.font_size = (uint16_t)config->text_size, .theme = config->theme};
    /* The handbook is part of the program. */
    look.trust = session->handbook.size ? NULL : session->trust;
    window_size(session->window, &look.width, &look.height);
    return ui_new(session->fonts, &look, &session->ui, fault);
}

/* One bundle is opened, several and a folder of them are a shelf. */
static enum status open_choice(struct session *session, struct fault *fault)
{
    const struct library *library = &session->library;
    if (library->count > 1 || session->shelf)
        return ui_shelf(session->ui, library, fault);
    ui_open(session->ui, library->count ? library->paths[0] : session->handbook.data);
    return STATUS_OK;
}

enum status session_open(const struct options *options, const struct config *config, struct session **out,
                         struct fault *fault)
{
    struct session *session = calloc(1, sizeof *session);
    enum status status = session ? STATUS_OK : fault_no_memory(fault);
    if (!status) {
        session->kiosk = options->kiosk;
        session->busy = session->exposed = true;
    }
    /* Without the keys nothing could be told from anything: better no screen than one that shows whatever there is. */
    if (!status && config->keys)
        status = trust_open(config->keys, &session->trust, fault);
    if (!status)
        status = choose(session, options, config, fault);
    if (!status)
        status = fonts_open(NULL, &session->fonts, fault);
    if (!status)
        status = open_window(session, options, config, fault);
    if (!status)
        status = open_ui(session, config, fault);
    if (!status)
        status = open_choice(session, fault);
    if (status) {
        session_close(session);
        return status;
    }
    *out = session;
    return STATUS_OK;
}

void session_close(struct session *session)
{
    if (!session)
        return;
    ui_free(session->ui);
    window_close(session->window);
    fonts_close(session->fonts);
    trust_free(session->trust);
    library_free(&session->library);
    buffer_free(&session->handbook);
    free(session);
}

enum session_state session_turn(struct session *session, const struct ui_time *now, struct fault *fault)
{
    bool changed, resized;
    ui_tick(session->ui, now);
    SDL_Surface *picture = ui_picture(session->ui, &changed);
    if ((changed || session->exposed) && window_show(session->window, picture, fault))
        return SESSION_FAILED;
    int32_t limit = session->busy ? 0 : session->kiosk ? (int32_t)(TICK_MS - now->ms % TICK_MS) : -1;
    struct action action = window_next(session->window, limit, &resized, &session->exposed);
    if (resized) {
        int32_t width, height;
        window_size(session->window, &width, &height);
        ui_resize(session->ui, width, height);
    }
    if (!ui_act(session->ui, &action))
        return SESSION_OVER;
    session->busy = ui_idle(session->ui);
    return SESSION_GOES_ON;
}
