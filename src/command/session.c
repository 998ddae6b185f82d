#include "command/session.h"

#include <stdlib.h>

#include "base/messages.h"
#include "bundle/trust.h"
#include "command/kiosk.h"
#include "command/sources.h"
#include "platform/window.h"

/* How long a kiosk's loop may sleep: its screens change with the time. */
#define TICK_MS 1000

struct session {
    struct kiosk *kiosk; /* NULL: a person's own desk */
    struct sources *sources;
    struct trust *trust;
    struct fonts *fonts;
    struct window *window;
    struct ui *ui;
    bool busy, exposed; /* there is work to do ahead; the window lost its picture */
};

static enum status open_window(struct session *session, const struct options *options,
                               const struct config *config, struct fault *fault)
{
    struct window_options frame = {.title = "Slipcase",
                                   .width = options->width,
                                   .height = options->height,
                                   .rotation = config->rotation,
                                   .panel_width = config->size[0],
                                   .panel_height = config->size[1],
                                   .kiosk = options->kiosk};
    return window_open(&frame, &session->window, fault);
}

static enum status open_ui(struct session *session, const struct config *config, struct fault *fault)
{
    struct ui_options look = {.trust = session->trust,
                              .target = window_target(session->window),
                              .font_size = (uint16_t)config->text_size,
                              .theme = config->theme};
    window_size(session->window, &look.width, &look.height);
    return ui_new(session->fonts, &look, &session->ui, fault);
}

/* The settings in force, and what there is to read. */
static enum status prepare(struct session *session, const struct options *options, struct config *config,
                           struct fault *fault)
{
    enum status status = STATUS_OK;
    if (options->kiosk)
        status = kiosk_open(config, &session->kiosk, fault);
    config_obey(config, options);
    if (config->language)
        messages_choose(config->language);
    /* Without the keys nothing could be told from anything: better no screen than one that shows whatever there is. */
    if (!status && config->keys)
        status = trust_open(config->keys, &session->trust, fault);
    if (!status && session->kiosk)
        kiosk_sweep(session->kiosk);
    if (!status)
        status = sources_open(options, config, &session->sources, fault);
    return status;
}

/* The screen, behind the sandbox of a kiosk. */
static enum status appear(struct session *session, const struct options *options, const struct config *config,
                          struct fault *fault)
{
    enum status status = fonts_open(NULL, &session->fonts, fault);
    if (!status && session->kiosk)
        status = kiosk_shut_in(session->kiosk, options, fault);
    if (!status)
        status = open_window(session, options, config, fault);
    if (!status)
        status = open_ui(session, config, fault);
    if (!status && session->kiosk)
        status = kiosk_serve(session->kiosk, session->ui, session->window, session->sources, fault);
    if (!status)
        status = sources_show(session->sources, session->ui, fault);
    return status;
}

enum status session_open(const struct options *options, struct config *config, struct session **out,
                         struct fault *fault)
{
    struct session *session = calloc(1, sizeof *session);
    if (!session)
        return fault_no_memory(fault);
    session->busy = session->exposed = true;
    enum status status = prepare(session, options, config, fault);
    if (!status)
        status = appear(session, options, config, fault);
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
    kiosk_close(session->kiosk);
    ui_free(session->ui);
    window_close(session->window);
    fonts_close(session->fonts);
    trust_free(session->trust);
    sources_close(session->sources);
    free(session);
}

enum session_state session_turn(struct session *session, const struct ui_time *now, struct fault *fault)
{
    bool changed, resized;
    /* Another screen was opened at the end of the turn before, and its first picture is still to come: each may take long, and is told by itself. */
    if (session->kiosk)
        kiosk_alive(session->kiosk, now);
    ui_tick(session->ui, now);
    sources_follow(session->sources, session->ui, now);
    SDL_Surface *picture = ui_picture(session->ui, &changed);
    if ((changed || session->exposed) && window_show(session->window, picture, fault))
        return SESSION_FAILED;
    if (session->kiosk && !kiosk_turn(session->kiosk, now))
        return SESSION_OVER;
    int32_t limit = session->busy ? 0 : session->kiosk ? (int32_t)(TICK_MS - now->ms % TICK_MS) : -1;
    struct action action = window_next(session->window, limit, &resized, &session->exposed);
    if (resized) {
        int32_t width, height;
        window_size(session->window, &width, &height);
        ui_resize(session->ui, width, height);
        ui_set_target(session->ui, window_target(session->window));
        if (session->kiosk)
            kiosk_panel(session->kiosk);
    }
    if (!ui_act(session->ui, &action))
        return SESSION_OVER;
    session->busy = ui_idle(session->ui);
    return SESSION_GOES_ON;
}
