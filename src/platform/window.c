#include "platform/window.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "platform/input.h"
#include "platform/panel.h"
#include "platform/rotate.h"

/* How often a driver that cannot sleep until an event (KMSDRM reads its devices itself) is asked: unnoticed by a hand, and
 * well under 1 % of a small board's processor. */
#define POLL_MS 16

/* A window on a desktop when no size is asked for. */
#define DESKTOP_WIDTH 1280
#define DESKTOP_HEIGHT 800

struct window {
    SDL_Window *window;
    SDL_Renderer *renderer; /* NULL: the window's surface is drawn to instead */
    SDL_Texture *texture;   /* the panel's size */
    int32_t panel_width, panel_height;
    struct panel_size size; /* as it was given */
    bool shown;             /* something was presented before */
    bool sleeps;            /* SDL_WaitEvent sleeps with this driver */
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
    if (window->texture)
        SDL_DestroyTexture(window->texture);
    window->texture = NULL;
    return true;
}

static void set_hints(bool kiosk)
{
    /* There no key is the desktop's, and a window that is asked to close stays: only a signal is a reason to quit. */
    SDL_SetHint(SDL_HINT_GRAB_KEYBOARD, kiosk ? "1" : "0");
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, kiosk ? "0" : "1");
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
    return !strcmp(driver, "x11") || !strcmp(driver, "wayland");
}

static enum status open_window(struct window *window, const struct window_options *options)
{
    bool sized = options->width && options->height;
    bool whole = options->kiosk || (!sized && !on_desktop());
    uint32_t flags = whole ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE;
    if (options->kiosk)
        flags |= SDL_WINDOW_ALWAYS_ON_TOP | SDL_WINDOW_KEYBOARD_GRABBED;
    int width = sized ? options->width : DESKTOP_WIDTH, height = sized ? options->height : DESKTOP_HEIGHT;
    if (across(window)) {
        int other = width;
        width = height;
        height = other;
    }
    window->window = SDL_CreateWindow(options->title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width,
                                      height, flags);
    if (!window->window)
        return STATUS_UNSUPPORTED;
    /* Smaller ones cannot be laid out. */
    SDL_SetWindowMinimumSize(window->window, 240, 240);
    measure(window);
    /* The dummy driver has no screen; its surface is the picture that tests look at. */
    if (strcmp(SDL_GetCurrentVideoDriver(), "dummy") != 0)
        window->renderer = SDL_CreateRenderer(window->window, -1, 0);
    return STATUS_OK;
}

enum status window_open(const struct window_options *options, struct window **out, struct fault *fault)
{
    struct window *window = calloc(1, sizeof *window);
    if (!window)
        return fault_no_memory(fault);
    window->input.rotation = options->rotation;
    window->input.kiosk = options->kiosk;
    window->size = (struct panel_size){options->panel_width, options->panel_height};
    set_hints(options->kiosk);
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) || !has_screen()) {
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        free(window);
        return fault_set(
            fault, STATUS_UNSUPPORTED,
            _("No screen could be opened (%s): start the reader in a desktop session, or on a console "
              "with access to the graphics card."),
            SDL_GetError());
    }
    const char *driver = SDL_GetCurrentVideoDriver();
    window->sleeps = strcmp(driver, "KMSDRM") != 0 && strcmp(driver, "KMSDRM_LEGACY") != 0;
    if (!window->sleeps) {
        /* The other renderers run there without an error and leave the screen black. */
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengles2");
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "opengles2");
    } else {
        /* The picture is already made: to copy it into a window, Mesa's driver would only take 90 MB of memory. */
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    }
    if (open_window(window, options)) {
        fault_set(fault, STATUS_UNSUPPORTED, _("The window could not be opened (%s): try another --size."),
                  SDL_GetError());
        window_close(window);
        return STATUS_UNSUPPORTED;
    }
    SDL_DisableScreenSaver();
    SDL_StopTextInput();
    input_open(&window->input);
    /* Without game controllers the rest works as well: a failure is none. */
    SDL_InitSubSystem(SDL_INIT_GAMECONTROLLER);
    *out = window;
    return STATUS_OK;
}

void window_close(struct window *window)
{
    if (!window)
        return;
    input_close(&window->input);
    if (SDL_WasInit(SDL_INIT_GAMECONTROLLER))
        SDL_QuitSubSystem(SDL_INIT_GAMECONTROLLER);
    if (window->texture)
        SDL_DestroyTexture(window->texture);
    if (window->renderer)
        SDL_DestroyRenderer(window->renderer);
    if (window->window)
        SDL_DestroyWindow(window->window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
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

int32_t window_target(const struct window *window)
{
    struct panel_size size = window->size;
    /* On a desktop a screen may be one of several, and the window only a part of it. */
    if (!size.width && !on_desktop())
        size = panel_edid(PANEL_SYSFS);
    if (!size.width)
        size = display_size(window);
    return panel_target(size, window->panel_width, window->panel_height);
}

/* Copies as much of the picture as the panel holds; they differ for a moment after a change of size. */
static void copy(const struct window *window, SDL_Surface *picture, struct pixels to)
{
    struct pixels from = {picture->pixels, (size_t)picture->pitch};
    if (picture->w == window->input.width && picture->h == window->input.height)
        rotate_picture(from, picture->w, picture->h, window->input.rotation, to);
}

static bool show_texture(struct window *window, SDL_Surface *picture)
{
    void *bytes;
    int pitch;
    if (!window->texture)
        window->texture =
            SDL_CreateTexture(window->renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING,
                              window->panel_width, window->panel_height);
    if (!window->texture || SDL_LockTexture(window->texture, NULL, &bytes, &pitch))
        return false;
    copy(window, picture, (struct pixels){bytes, (size_t)pitch});
    SDL_UnlockTexture(window->texture);
    /* KMSDRM shows a frame when the next one comes: the first must come twice. */
    for (int frames = window->sleeps || window->shown ? 1 : 2; frames; frames--) {
        if (SDL_RenderCopy(window->renderer, window->texture, NULL, NULL))
            return false;
        SDL_RenderPresent(window->renderer);
    }
    return true;
}

static bool show_surface(struct window *window, SDL_Surface *picture)
{
    SDL_Surface *surface = SDL_GetWindowSurface(window->window);
    if (!surface || surface->format->BytesPerPixel != 4 || surface->w != window->panel_width ||
        surface->h != window->panel_height)
        return false;
    copy(window, picture, (struct pixels){surface->pixels, (size_t)surface->pitch});
    return !SDL_UpdateWindowSurface(window->window);
}

enum status window_show(struct window *window, SDL_Surface *picture, struct fault *fault)
{
    bool shown = window->renderer ? show_texture(window, picture) : show_surface(window, picture);
    if (!shown)
        return fault_set(fault, STATUS_IO, _("The picture could not be shown (%s)."), SDL_GetError());
    window->shown = true;
    return STATUS_OK;
}

/* SDL_PollEvent would end at a mark that it left behind the events of the time before. */
static bool poll_event(SDL_Event *event)
{
    SDL_PumpEvents();
    return SDL_PeepEvents(event, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) > 0;
}

/* The sooner of two limits in ms, of which -1 is none. */
static int32_t sooner(int32_t one, int32_t other)
{
    return one < 0 ? other : other < 0 ? one : one < other ? one : other;
}

/* Waits at most `limit` ms (-1: for ever). */
static bool next_event(struct window *window, int32_t limit, SDL_Event *event)
{
    uint32_t begun = SDL_GetTicks();
    if (window->sleeps && limit)
        return limit < 0 ? SDL_WaitEvent(event) : SDL_WaitEventTimeout(event, limit);
    while (!poll_event(event)) {
        if (limit >= 0 && SDL_GetTicks() - begun >= (uint32_t)limit)
            return false;
        SDL_Delay(POLL_MS);
    }
    return true;
}

/* What a change of the window means for the picture. */
static void window_event(struct window *window, const SDL_Event *event, bool *resized, bool *exposed)
{
    if (event->type == SDL_RENDER_TARGETS_RESET || event->type == SDL_RENDER_DEVICE_RESET) {
        if (window->texture)
            SDL_DestroyTexture(window->texture);
        window->texture = NULL;
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
           input_moves(&event) && poll_event(&event)) {
        struct action next = input_event(&window->input, &event);
        action = next.kind == ACTION_NONE ? action : next;
    }
    return action;
}

struct action window_next(struct window *window, int32_t limit, bool *resized, bool *exposed)
{
    struct action action = {.kind = ACTION_NONE};
    SDL_Event event;
    *resized = *exposed = false;
    uint32_t begun = SDL_GetTicks();
    int32_t left = limit;
    do {
        bool got = next_event(window, sooner(left, input_wait(&window->input, SDL_GetTicks())), &event);
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
