/* monkey FOLDER SEED EVENTS: whatever hands, buttons, cables and clocks can do to a kiosk, at random from a seed. It must neither
 * fall nor let anybody out; under AddressSanitizer it must not leak either. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command/session.h"
#include "platform/pin.h"
#include "platform/sandbox.h"

#include <SDL.h>

#define WIDTH 480
#define HEIGHT 320

static uint64_t state;

#ifdef __SANITIZE_ADDRESS__
/* LeakSanitizer looks from a process of its own, which the sandbox does not let it start. */
enum status __wrap_sandbox_enter(const struct sandbox_options *options, struct fault *fault);

enum status __wrap_sandbox_enter(const struct sandbox_options *options, struct fault *fault)
{
    (void)options;
    (void)fault;
    return STATUS_OK;
}
#endif

/* splitmix64: the same events from the same seed on every machine. */
static uint32_t chance(uint32_t below)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ (z >> 31)) % below);
}

static void push(SDL_Event event)
{
    SDL_PushEvent(&event);
}

static void key(void)
{
    static const SDL_Keycode known[] = {
        SDLK_LEFT,  SDLK_RIGHT,   SDLK_UP,          SDLK_DOWN,  SDLK_RETURN,    SDLK_ESCAPE,
        SDLK_TAB,   SDLK_SPACE,   SDLK_HOME,        SDLK_END,   SDLK_BACKSPACE, SDLK_F10,
        SDLK_MENU,  SDLK_AC_HOME, SDLK_SELECT,      SDLK_F4,    SDLK_DELETE,    SDLK_PLUS,
        SDLK_MINUS, SDLK_SYSREQ,  SDLK_PRINTSCREEN, SDLK_SLASH, SDLK_AC_SEARCH,
    };
    static const uint16_t modifiers[] = {
        0, 0, 0, 0, KMOD_LSHIFT, KMOD_LCTRL, KMOD_LALT, KMOD_LGUI, KMOD_LCTRL | KMOD_LALT};
    SDL_Keysym sym = {.sym = SDLK_a + (SDL_Keycode)chance(26),
                      .mod = modifiers[chance(sizeof modifiers / sizeof *modifiers)]};
    switch (chance(4)) {
    case 0:
        sym.sym = SDLK_SPACE + (SDL_Keycode)chance(95);
        break;
    case 1:
    case 2:
        sym.sym = known[chance(sizeof known / sizeof *known)];
        break;
    }
    push((SDL_Event){.key = {.type = SDL_KEYDOWN, .keysym = sym, .repeat = chance(8) == 0}});
    if (chance(8))
        push((SDL_Event){.key = {.type = SDL_KEYUP, .keysym = sym}});
}

static void finger(uint32_t type, uint32_t id)
{
    push((SDL_Event){.tfinger = {.type = type,
                                 .timestamp = SDL_GetTicks(),
                                 .touchId = 7,
                                 .fingerId = id,
                                 .x = (float)chance(1001) / 1000.0f,
                                 .y = (float)chance(1001) / 1000.0f}});
}

/* Up to three fingers in any order; now and then one is never lifted. */
static void hands(void)
{
    static const uint32_t types[] = {SDL_FINGERDOWN, SDL_FINGERMOTION, SDL_FINGERUP};
    for (uint32_t touches = chance(12); touches; touches--)
        finger(types[chance(3)], chance(3));
    for (uint32_t id = 0; id < 3 && chance(16); id++)
        finger(SDL_FINGERUP, id);
}

/* A tap, or a swipe, as a person means it. */
static void gesture(void)
{
    SDL_TouchFingerEvent event = {.type = SDL_FINGERDOWN,
                                  .timestamp = SDL_GetTicks(),
                                  .touchId = 7,
                                  .fingerId = 1,
                                  .x = (float)chance(1001) / 1000.0f,
                                  .y = (float)chance(1001) / 1000.0f};
    push((SDL_Event){.tfinger = event});
    event.type = SDL_FINGERMOTION;
    for (uint32_t moves = chance(2) ? 0 : chance(5); moves; moves--) {
        event.x = (float)chance(1001) / 1000.0f;
        push((SDL_Event){.tfinger = event});
    }
    event.type = SDL_FINGERUP;
    push((SDL_Event){.tfinger = event});
}

static void mouse(void)
{
    static const uint32_t types[] = {SDL_MOUSEBUTTONDOWN, SDL_MOUSEBUTTONUP};
    int32_t x = (int32_t)chance(WIDTH), y = (int32_t)chance(HEIGHT);
    switch (chance(3)) {
    case 0:
        push((SDL_Event){.motion = {.type = SDL_MOUSEMOTION, .x = x, .y = y, .xrel = 1}});
        break;
    case 1:
        push((SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .y = (int32_t)chance(7) - 3}});
        break;
    default:
        push((SDL_Event){.button = {.type = types[chance(2)],
                                    .timestamp = SDL_GetTicks(),
                                    .button = (uint8_t)(1 + chance(6)),
                                    .x = x,
                                    .y = y}});
    }
}

static void controller(void)
{
    SDL_ControllerButtonEvent event = {.type = chance(2) ? SDL_CONTROLLERBUTTONDOWN : SDL_CONTROLLERBUTTONUP,
                                       .button = (uint8_t)chance(SDL_CONTROLLER_BUTTON_MAX)};
    push((SDL_Event){.cbutton = event});
}

static void window_event(void)
{
    static const uint8_t events[] = {SDL_WINDOWEVENT_CLOSE,       SDL_WINDOWEVENT_FOCUS_LOST,
                                     SDL_WINDOWEVENT_LEAVE,       SDL_WINDOWEVENT_MINIMIZED,
                                     SDL_WINDOWEVENT_HIDDEN,      SDL_WINDOWEVENT_RESTORED,
                                     SDL_WINDOWEVENT_SIZE_CHANGED};
    push((SDL_Event){
        .window = {.type = SDL_WINDOWEVENT, .windowID = 1, .event = events[chance(sizeof events)]}});
}

static void any_event(void)
{
    uint32_t which = chance(100);
    if (which < 30)
        key();
    else if (which < 60)
        gesture();
    else if (which < 75)
        hands();
    else if (which < 88)
        mouse();
    else if (which < 97)
        controller();
    else
        window_event();
}

/* The clock goes on by moments, now and then by minutes, and once in a while somebody sets it. */
static void time_goes_on(struct ui_time *now)
{
    uint64_t passed = chance(300) ? chance(400) : chance(600000);
    now->ms += passed;
    now->wall += (int64_t)(passed / 1000);
    if (!chance(5000))
        now->wall += (int64_t)chance(2000000) - 1000000;
}

/* Swaps the two names of each byte that comes: what is plugged in is pulled, what is gone is there again. A process of its own: the
 * kiosk's sandbox lets none in that could do so. */
static void cables(const char *folder, int orders)
{
    static const char *const places[][2] = {{"pocket", "media/sda1"}, {"mail.zip", "library/mail.zip"}};
    char order;
    if (chdir(folder))
        _exit(EXIT_FAILURE);
    while (read(orders, &order, 1) == 1) {
        const char *const *place = places[order == 'm'];
        if (rename(place[0], place[1]))
            (void)!rename(place[1], place[0]);
    }
    _exit(EXIT_SUCCESS);
}

static int start_cables(const char *folder)
{
    int ends[2];
    if (pipe(ends))
        return -1;
    if (!fork()) {
        close(ends[1]);
        cables(folder, ends[0]);
    }
    close(ends[0]);
    return ends[1];
}

static struct config kiosk_of(const char *folder)
{
    static char library[512], media[512], hash[PIN_HASH], hours[] = "Mo-Sa 08:00-20:00; Su 23:00-04:00";
    snprintf(library, sizeof library, "%s/library", folder);
    snprintf(media, sizeof media, "%s/media", folder);
    /* Nobody types that by chance. */
    if (pin_hash("271828182845", hash, NULL))
        exit(EXIT_FAILURE);
    return (struct config){.library = library,
                           .media = media,
                           .policy = POLICY_OFFER,
                           .pixel_shift = true,
                           .idle = 3,
                           .countdown = 20,
                           .attract = 12,
                           .hours = hours,
                           .screen_off = 10,
                           .pin = hash,
                           .count = true};
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return EXIT_FAILURE;
    struct options options = {.width = WIDTH, .height = HEIGHT, .kiosk = true};
    struct config config = kiosk_of(argv[1]);
    struct session *session;
    struct fault fault = {0};
    struct ui_time now = {.ms = 1000, .wall = 1800000000};
    int orders = start_cables(argv[1]);
    state = strtoull(argv[2], NULL, 10);
    uint64_t events = strtoull(argv[3], NULL, 10);
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    if (orders < 0 || session_open(&options, &config, &session, &fault)) {
        fprintf(stderr, "%s\n", fault.sentence);
        return EXIT_FAILURE;
    }
    enum session_state turned = SESSION_GOES_ON;
    for (uint64_t done = 0; done < events && turned == SESSION_GOES_ON; done++) {
        any_event();
        if (!chance(200) && write(orders, chance(3) ? "s" : "m", 1) != 1)
            turned = SESSION_FAILED;
        /* Turns end with this one at the latest, instead of waiting for more. */
        push((SDL_Event){
            .window = {.type = SDL_WINDOWEVENT, .windowID = 1, .event = SDL_WINDOWEVENT_EXPOSED}});
        while (turned == SESSION_GOES_ON && SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT))
            turned = session_turn(session, &now, &fault);
        time_goes_on(&now);
        if (turned != SESSION_GOES_ON)
            printf("event %" PRIu64 " of seed %s: %s\n", done, argv[2],
                   turned == SESSION_OVER ? "a way out" : fault.sentence);
    }
    session_close(session);
    close(orders);
    wait(NULL);
    return turned == SESSION_GOES_ON ? EXIT_SUCCESS : EXIT_FAILURE;
}
