#include "platform/window.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "platform/dpms.h"
#include "platform/events.h"
#include "platform/input.h"
#include "platform/panel.h"
#include "platform/present.h"

/* Until an X server has read what was sent to it before. */
#define NOTE_MS 20

/* A window on a desktop when no size is asked for. */
#define DESKTOP_WIDTH 1280
#define DESKTOP_HEIGHT 800

/* How often a kiosk looks whether its screen was plugged or pulled, which SDL's KMSDRM does not. */
#define SCREENS_MS 1000
/* How long a kiosk waits for its screen when it starts: after power-on the card's driver may come later than the reader. */
#define PATIENCE_MS 30000
#define TRY_MS 500

struct window {
    struct window_options options;
    SDL_Window *window; /* NULL: its screen was pulled, and no other one could be opened yet */
    struct present present;
    int32_t panel_width, panel_height;
    bool dark;
    bool sleeps;      /* SDL_WaitEvent sleeps with this driver */
    bool started;     /* SDL's video is */
    bool stale;       /* another screen, to be told by the next window_next */
    uint64_t screens; /* what was connected when the window was opened (panel.h) */
    uint32_t looked;  /* SDL_GetTicks when that was looked at */
    struct input input;
};

static bool across(const struct window *window)
{
    return window->input.rotation == 90 || window->input.rotation == 270;
}

/* Takes over the panel's size. True when it changed. */
static bool measure(struct window *window)
{
    int width = 0, height = 0;
    SDL_GetWindowSize(window->window, &width, &height);
    if (width == window->panel_width && height == window->panel_height)
        return false;
    window->panel_width = width;
    window->panel_height = height;
    window->input.width = across(window) ? height : width;
    window->input.height = across(window) ? width : height;
    present_reset(&window->present, width, height);
    return true;
}

static void set_hints(bool kiosk)
{
    /* There no key is the desktop's, and a window that is asked to close stays: only a signal is a reason to quit. */
    SDL_SetHint(SDL_HINT_GRAB_KEYBOARD, kiosk ? "1" : "0");
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, kiosk ? "0" : "1");
    /* With the keyboard in its hands SDL minimizes by Alt+Tab itself, which on the bare console leaves the screen black. */
    SDL_SetHint(SDL_HINT_ALLOW_ALT_TAB_WHILE_GRABBED, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    /* One finger, one kind of event. */
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    /* Game controllers come through evdev; looking for raw HID devices would wake the processor every few seconds. */
    SDL_SetHint(SDL_HINT_JOYSTICK_HIDAPI, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest");
}

/* Where it finds no screen, SDL takes its offscreen driver without a word; only who names a driver may mean that one. */
static bool has_screen(void)
{
    if (SDL_getenv("SDL_VIDEODRIVER") || strcmp(SDL_GetCurrentVideoDriver(), "offscreen") != 0)
        return true;
    SDL_SetError("%s", _("there is none"));
    return false;
}

static bool on_desktop(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver && (!strcmp(driver, "x11") || !strcmp(driver, "wayland"));
}

static bool open_window(struct window *window)
{
    const struct window_options *options = &window->options;
    bool sized = options->width && options->height;
    bool whole = options->kiosk || (!sized && !on_desktop());
    uint32_t flags = whole ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE;
    if (options->kiosk)
        flags |= SDL_WINDOW_ALWAYS_ON_TOP | SDL_WINDOW_KEYBOARD_GRABBED;
    SDL_Rect place = {.x = SDL_WINDOWPOS_CENTERED,
                      .y = SDL_WINDOWPOS_CENTERED,
                      .w = sized ? options->width : DESKTOP_WIDTH,
                      .h = sized ? options->height : DESKTOP_HEIGHT};
    if (across(window)) {
        int other = place.w;
        place.w = place.h;
        place.h = other;
    }
    /* An X server without a window manager leaves a window as it was made, whatever is asked for. */
    if (whole)
        SDL_GetDisplayBounds(0, &place);
    window->window = SDL_CreateWindow(options->title, place.x, place.y, place.w, place.h, flags);
    if (!window->window)
        return false;
    /* Smaller ones cannot be laid out. */
    SDL_SetWindowMinimumSize(window->window, 240, 240);
    present_open(&window->present, window->window);
    window->panel_width = window->panel_height = 0;
    measure(window);
    return true;
}

static void choose_renderer(struct window *window)
{
    window->sleeps = strncmp(SDL_GetCurrentVideoDriver(), "KMSDRM", 6) != 0;
    if (!window->sleeps) {
        /* The other renderers run there without an error and leave the screen black. Without a GPU Mesa draws by itself. */
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengles2");
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "opengles2");
        /* No frame is left on its way to a screen that is put to sleep or pulled. */
        SDL_SetHint(SDL_HINT_VIDEO_DOUBLE_BUFFER, "1");
    } else {
        /* The picture is already made: to copy it into a window, Mesa's driver would only take 90 MB of memory. */
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    }
}

/* While it sleeps, SDL (2.26) sends its window a note over a second connection to the X server for each event that comes; one that
 * arrives behind the window's end is an error, with which Xlib ends the process. Hiding waits for the server, which then has the
 * time to read that other connection. */
static void end(SDL_Window *window)
{
    if (!strcmp(SDL_GetCurrentVideoDriver(), "x11")) {
        SDL_HideWindow(window);
        SDL_Delay(NOTE_MS);
    }
    SDL_DestroyWindow(window);
}

static void stop(struct window *window)
{
    input_close(&window->input);
    if (SDL_WasInit(SDL_INIT_GAMECONTROLLER))
        SDL_QuitSubSystem(SDL_INIT_GAMECONTROLLER);
    present_close(&window->present);
    if (window->window)
        end(window->window);
    window->window = NULL;
    if (window->started)
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    window->started = false;
}

/* After a failure everything is stopped. */
static enum status start(struct window *window, struct fault *fault)
{
    window->looked = SDL_GetTicks();
    window->screens = panel_screens(window->options.sysfs);
    window->started = !SDL_InitSubSystem(SDL_INIT_VIDEO);
    if (!window->started || !has_screen()) {
        fault_set(fault, STATUS_UNSUPPORTED,
                  _("No screen could be opened (%s): start the reader in a desktop session, or on a console "
                    "with access to the graphics card."),
                  SDL_GetError());
        stop(window);
        return STATUS_UNSUPPORTED;
    }
    choose_renderer(window);
    if (!open_window(window)) {
        fault_set(fault, STATUS_UNSUPPORTED, _("The window could not be opened (%s): try another --size."),
                  SDL_GetError());
        stop(window);
        return STATUS_UNSUPPORTED;
    }
    SDL_DisableScreenSaver();
    SDL_StopTextInput();
    input_open(&window->input);
    /* Without game controllers the rest works as well: a failure is none. */
    SDL_InitSubSystem(SDL_INIT_GAMECONTROLLER);
    return STATUS_OK;
}

enum status window_open(const struct window_options *options, struct window **out, struct fault *fault)
{
    struct window *window = calloc(1, sizeof *window);
    if (!window)
        return fault_no_memory(fault);
    window->options = *options;
    if (!options->sysfs)
        window->options.sysfs = PANEL_SYSFS;
    window->input.rotation = options->rotation;
    window->input.kiosk = options->kiosk;
    set_hints(options->kiosk);
    uint32_t begun = SDL_GetTicks();
    enum status status = start(window, fault);
    while (status && options->kiosk && SDL_GetTicks() - begun < PATIENCE_MS) {
        SDL_Delay(TRY_MS);
        status = start(window, fault);
    }
    if (status)
        free(window);
    else
        *out = window;
    return status;
}

void window_close(struct window *window)
{
    if (!window)
        return;
    window_dark(window, false);
    stop(window);
    free(window);
}

void window_size(const struct window *window, int32_t *width, int32_t *height)
{
    *width = window->input.width;
    *height = window->input.height;
}

/* What SDL knows of it, in mm. */
static struct panel_size display_size(const struct window *window)
{
    float across_dpi = 0, down_dpi = 0;
    int display = SDL_GetWindowDisplayIndex(window->window);
    if (display < 0 || SDL_GetDisplayDPI(display, NULL, &across_dpi, &down_dpi) || across_dpi < 1 ||
        down_dpi < 1)
        return (struct panel_size){0};
    return (struct panel_size){(int32_t)((float)window->panel_width * 25.4f / across_dpi + 0.5f),
                               (int32_t)((float)window->panel_height * 25.4f / down_dpi + 0.5f)};
}

/* As the panel itself lies. */
static struct panel_size measured(const struct window *window)
{
    struct panel_size size = {window->options.panel_width, window->options.panel_height};
    if (!window->window)
        return (struct panel_size){0};
    /* On a desktop a screen may be one of several, and the window only a part of it. */
    if (!size.width && !on_desktop())
        size = panel_edid(window->options.sysfs);
    return size.width ? size : display_size(window);
}

int32_t window_target(const struct window *window)
{
    return panel_target(measured(window), window->panel_width, window->panel_height);
}

void window_millimetres(const struct window *window, int32_t *width, int32_t *height)
{
    struct panel_size size = measured(window);
    *width = across(window) ? size.height : size.width;
    *height = across(window) ? size.width : size.height;
}

enum status window_show(struct window *window, SDL_Surface *picture, struct fault *fault)
{
    if (window->window && !window->dark && !present_show(&window->present, picture, window->input.rotation))
        return fault_set(fault, STATUS_IO, _("The picture could not be shown (%s)."), SDL_GetError());
    return STATUS_OK;
}

void window_dark(struct window *window, bool dark)
{
    if (dark == window->dark)
        return;
    window->dark = dark;
    window->stale = window->stale || !dark;
    if (!window->window)
        return;
    /* Where it cannot sleep, it is black. */
    if (dark)
        present_show(&window->present, NULL, window->input.rotation);
    dpms_set(window->window, !dark);
    if (window->options.kiosk)
        panel_light(window->options.sysfs, !dark);
}

/* Opens the window anew when other screens are connected than before; until that works, it is tried again. */
static void watch(struct window *window)
{
    if (!window->options.kiosk || on_desktop() || SDL_GetTicks() - window->looked < SCREENS_MS)
        return;
    window->looked = SDL_GetTicks();
    uint64_t screens = panel_screens(window->options.sysfs);
    /* Without any, the old one may come back as it was. */
    if (!screens || (window->window && screens == window->screens))
        return;
    bool dark = window->dark;
    stop(window);
    if (start(window, NULL))
        return;
    window->stale = true;
    window->dark = false;
    window_dark(window, dark);
}

/* Waits at most `limit` ms (-1: for ever); without a screen too. */
static bool next_event(const struct window *window, int32_t limit, SDL_Event *event)
{
    if (window->window)
        return events_wait(window->sleeps, limit, event);
    SDL_Delay(limit >= 0 && limit < SCREENS_MS ? (uint32_t)limit : SCREENS_MS);
    return false;
}

/* What a change of the window means for the picture. */
static void window_event(struct window *window, const SDL_Event *event, bool *resized, bool *exposed)
{
    if (event->type == SDL_RENDER_TARGETS_RESET || event->type == SDL_RENDER_DEVICE_RESET) {
        present_reset(&window->present, window->panel_width, window->panel_height);
        *exposed = true;
    } else if (event->type == SDL_WINDOWEVENT) {
        uint8_t kind = event->window.event;
        if (kind == SDL_WINDOWEVENT_SIZE_CHANGED && measure(window))
            *resized = true;
        if (kind == SDL_WINDOWEVENT_SIZE_CHANGED || kind == SDL_WINDOWEVENT_EXPOSED ||
            kind == SDL_WINDOWEVENT_RESTORED)
            *exposed = true;
    }
}

/* A picture for every place a finger was at would come later and later: only where it is now counts. */
static struct action newest(struct window *window, struct action action)
{
    SDL_Event event;
    SDL_PumpEvents();
    while (action.kind == ACTION_DRAG &&
           SDL_PeepEvents(&event, 1, SDL_PEEKEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) > 0 &&
           input_moves(&event) && events_poll(&event)) {
        struct action next = input_event(&window->input, &event);
        action = next.kind == ACTION_NONE ? action : next;
    }
    return action;
}

struct action window_next(struct window *window, int32_t limit, bool *resized, bool *exposed)
{
    struct action action = {.kind = ACTION_NONE};
    SDL_Event event;
    watch(window);
    *resized = *exposed = window->stale;
    if (window->stale) {
        window->stale = false;
        return action;
    }
    uint32_t begun = SDL_GetTicks();
    int32_t left = limit;
    do {
        bool got =
            next_event(window, events_sooner(left, input_wait(&window->input, SDL_GetTicks())), &event);
        if (got) {
            window_event(window, &event, resized, exposed);
            action = newest(window, input_event(&window->input, &event));
        }
        if (action.kind == ACTION_NONE)
            action = input_due(&window->input, SDL_GetTicks());
        uint32_t passed = SDL_GetTicks() - begun;
        if (limit >= 0)
            left = passed < (uint32_t)limit ? limit - (int32_t)passed : 0;
        if (!got && !left)
            break;
    } while (action.kind == ACTION_NONE && !*resized && !*exposed);
    return action;
}
