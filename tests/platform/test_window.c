/* The window on SDL's dummy driver: events that SDL itself would send, and the actions they become. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "platform/window.h"

#define WIDTH 800
#define HEIGHT 480

static struct window *open_window(int rotation, bool kiosk)
{
    struct window_options options = {
        .title = "test", .width = WIDTH, .height = HEIGHT, .rotation = rotation, .kiosk = kiosk};
    struct window *window;
    assert_int_equal(window_open(&options, &window, NULL), STATUS_OK);
    bool resized, exposed;
    while (window_next(window, 0, &resized, &exposed).kind != ACTION_NONE || resized || exposed)
        ;
    return window;
}

static struct action next(struct window *window)
{
    bool resized, exposed;
    return window_next(window, 0, &resized, &exposed);
}

/* The only window there is; its number is one more for every one before. */
static SDL_Window *sdl_window(void)
{
    uint32_t id = 1;
    while (id < 1000 && !SDL_GetWindowFromID(id))
        id++;
    assert_non_null(SDL_GetWindowFromID(id));
    return SDL_GetWindowFromID(id);
}

static void push(SDL_Event event)
{
    assert_int_equal(SDL_PushEvent(&event), 1);
}

static void push_key(SDL_Keycode key, uint16_t modifiers)
{
    push((SDL_Event){.key = {.type = SDL_KEYDOWN, .keysym = {.sym = key, .mod = modifiers}}});
    push((SDL_Event){.key = {.type = SDL_KEYUP, .keysym = {.sym = key, .mod = modifiers}}});
}

static void push_finger(uint32_t type, SDL_FingerID finger, float x, float y)
{
    push((SDL_Event){
        .tfinger = {
            .type = type, .timestamp = SDL_GetTicks(), .touchId = 7, .fingerId = finger, .x = x, .y = y}});
}

static void push_mouse(uint32_t type, uint8_t button, int32_t x, int32_t y, uint32_t which)
{
    push((SDL_Event){.button = {.type = type,
                                .timestamp = SDL_GetTicks(),
                                .which = which,
                                .button = button,
                                .x = x,
                                .y = y,
                                .clicks = 1}});
}

static void keys(void **state)
{
    static const struct {
        SDL_Keycode key;
        uint16_t modifiers;
        enum action_kind action;
    } rows[] = {
        {SDLK_RIGHT, 0, ACTION_RIGHT},
        {SDLK_LEFT, 0, ACTION_LEFT},
        {SDLK_PAGEDOWN, 0, ACTION_NEXT},
        {SDLK_PAGEUP, 0, ACTION_PREVIOUS},
        {SDLK_SPACE, 0, ACTION_NEXT},
        {SDLK_SPACE, KMOD_LSHIFT, ACTION_PREVIOUS},
        {SDLK_DOWN, 0, ACTION_FOCUS_NEXT},
        {SDLK_UP, 0, ACTION_FOCUS_PREVIOUS},
        {SDLK_TAB, 0, ACTION_FOCUS_NEXT},
        {SDLK_TAB, KMOD_RSHIFT, ACTION_FOCUS_PREVIOUS},
        {SDLK_RETURN, 0, ACTION_SELECT},
        {SDLK_HOME, 0, ACTION_FIRST},
        {SDLK_END, 0, ACTION_LAST},
        {SDLK_ESCAPE, 0, ACTION_BACK},
        {SDLK_BACKSPACE, 0, ACTION_BACK},
        {SDLK_LEFT, KMOD_LALT, ACTION_BACK},
        {SDLK_RIGHT, KMOD_LALT, ACTION_FORWARD},
        {SDLK_PLUS, KMOD_LSHIFT, ACTION_LARGER},
        {SDLK_EQUALS, 0, ACTION_LARGER},
        {SDLK_MINUS, 0, ACTION_SMALLER},
        {SDLK_t, KMOD_NUM | KMOD_CAPS, ACTION_THEME},
        {SDLK_v, 0, ACTION_LINES},
        {SDLK_m, 0, ACTION_MENU},
        {SDLK_F10, 0, ACTION_MENU},
        {SDLK_c, 0, ACTION_CONTENTS},
        {SDLK_h, 0, ACTION_HOME},
        {SDLK_SLASH, 0, ACTION_SEARCH},
        {SDLK_f, KMOD_LCTRL, ACTION_SEARCH},
        {SDLK_AC_SEARCH, 0, ACTION_SEARCH},
        {SDLK_f, 0, ACTION_TYPE},
        {SDLK_q, 0, ACTION_QUIT},
        {SDLK_q, KMOD_LCTRL, ACTION_QUIT},
        {SDLK_F1, 0, ACTION_NONE},
        {SDLK_t, KMOD_LCTRL, ACTION_NONE},
        {SDLK_F4, KMOD_LALT, ACTION_NONE},
    };
    struct window *window = open_window(0, false);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        push_key(rows[i].key, rows[i].modifiers);
        struct action action = next(window);
        if (action.kind != rows[i].action)
            print_error("key %s with %x\n", SDL_GetKeyName(rows[i].key), rows[i].modifiers);
        assert_int_equal(action.kind, rows[i].action);
        assert_int_equal(next(window).kind, ACTION_NONE);
    }
    window_close(window);
}

static void digits_lead_to_tenths(void **state)
{
    struct window *window = open_window(0, false);
    (void)state;
    for (int digit = 0; digit <= 9; digit++) {
        SDL_Keycode keys[] = {SDLK_0 + digit, digit ? SDLK_KP_1 + digit - 1 : SDLK_KP_0};
        for (int i = 0; i < 2; i++) {
            push_key(keys[i], 0);
            struct action action = next(window);
            assert_int_equal(action.kind, ACTION_JUMP);
            assert_int_equal(action.amount, digit * 100);
        }
    }
    push_key(SDLK_5, KMOD_LCTRL);
    assert_int_equal(next(window).kind, ACTION_NONE);
    window_close(window);
}

/* Whatever else a key means, it says what it types. */
static void keys_type(void **state)
{
    static const struct {
        SDL_Keycode key;
        uint16_t modifiers;
        uint32_t code;
    } rows[] = {
        {SDLK_a, 0, 'a'},    {SDLK_h, 0, 'h'},     {SDLK_z, KMOD_LSHIFT, 'Z'}, {SDLK_7, 0, '7'},
        {SDLK_KP_0, 0, '0'}, {SDLK_SPACE, 0, ' '}, {SDLK_BACKSPACE, 0, 0x08},  {SDLK_m, KMOD_LCTRL, 0},
        {SDLK_LEFT, 0, 0},   {SDLK_RETURN, 0, 0},  {SDLK_SLASH, 0, 0},
    };
    struct window *window = open_window(0, false);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        push_key(rows[i].key, rows[i].modifiers);
        assert_int_equal(next(window).code, rows[i].code);
        while (next(window).kind != ACTION_NONE)
            ;
    }
    window_close(window);
}

static void no_key_leaves_a_kiosk(void **state)
{
    struct window *window = open_window(0, true);
    (void)state;
    push_key(SDLK_q, 0);
    struct action typed = next(window);
    assert_int_equal(typed.kind, ACTION_TYPE);
    assert_int_equal(typed.code, 'q');
    push_key(SDLK_q, KMOD_LCTRL);
    push_key(SDLK_F4, KMOD_LALT);
    assert_int_equal(next(window).kind, ACTION_NONE);
    push((SDL_Event){.type = SDL_QUIT});
    assert_int_equal(next(window).kind, ACTION_QUIT);
    window_close(window);
}

/* The same finger on the same place of the picture, however the panel is mounted. */
static void touch(void **state)
{
    /* Where (0.9, 0.25) of the picture is on the panel. */
    static const struct {
        int rotation;
        float x, y;
    } rows[] = {{0, 0.9f, 0.25f}, {90, 0.75f, 0.9f}, {180, 0.1f, 0.75f}, {270, 0.25f, 0.1f}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct window *window = open_window(rows[i].rotation, false);
        int32_t width, height;
        window_size(window, &width, &height);
        assert_int_equal(width, WIDTH);
        assert_int_equal(height, HEIGHT);
        push_finger(SDL_FINGERDOWN, 1, rows[i].x, rows[i].y);
        push_finger(SDL_FINGERMOTION, 1, rows[i].x, rows[i].y + 0.01f);
        push_finger(SDL_FINGERUP, 1, rows[i].x, rows[i].y + 0.01f);
        struct action action = next(window);
        assert_int_equal(action.kind, ACTION_TAP);
        assert_in_range(action.x, 718, 722);
        assert_in_range(action.y, 118, 122);
        assert_int_equal(next(window).kind, ACTION_NONE);
        window_close(window);
    }
}

static void swipes_follow_the_rotation(void **state)
{
    struct window *window = open_window(90, false);
    (void)state;
    /* Up along the panel's y is to the left on a picture turned clockwise. */
    push_finger(SDL_FINGERDOWN, 1, 0.5f, 0.8f);
    push_finger(SDL_FINGERUP, 1, 0.5f, 0.3f);
    struct action action = next(window);
    assert_int_equal(action.kind, ACTION_SWIPE);
    assert_in_range(-action.dx, 398, 402);
    assert_in_range(action.dy + 2, 0, 4);
    assert_in_range(action.x, 638, 642);
    window_close(window);
}

static void long_press(void **state)
{
    struct window *window = open_window(0, false);
    bool resized, exposed;
    (void)state;
    push_finger(SDL_FINGERDOWN, 1, 0.5f, 0.5f);
    struct action action = window_next(window, -1, &resized, &exposed);
    assert_int_equal(action.kind, ACTION_LONG_PRESS);
    assert_int_equal(action.x, WIDTH / 2);
    push_finger(SDL_FINGERUP, 1, 0.5f, 0.5f);
    assert_int_equal(next(window).kind, ACTION_NONE);
    window_close(window);
}

static void mouse(void **state)
{
    struct window *window = open_window(0, false);
    (void)state;
    assert_int_equal(SDL_ShowCursor(SDL_QUERY), SDL_DISABLE);
    push((SDL_Event){.motion = {.type = SDL_MOUSEMOTION, .x = 5, .y = 5, .xrel = 1}});
    assert_int_equal(next(window).kind, ACTION_NONE);
    assert_int_equal(SDL_ShowCursor(SDL_QUERY), SDL_ENABLE);
    push_mouse(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 100, 200, 0);
    push_mouse(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 103, 201, 0);
    struct action action = next(window);
    assert_int_equal(action.kind, ACTION_TAP);
    assert_int_equal(action.x, 100);
    assert_int_equal(action.y, 200);
    push_mouse(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 100, 200, 0);
    push_mouse(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 300, 210, 0);
    action = next(window);
    assert_int_equal(action.kind, ACTION_SWIPE);
    assert_int_equal(action.dx, 200);
    assert_int_equal(action.dy, 10);
    push((SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .y = -1}});
    assert_int_equal(next(window).kind, ACTION_STEP_NEXT);
    push((SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .y = 1}});
    assert_int_equal(next(window).kind, ACTION_STEP_PREVIOUS);
    push_mouse(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT, 1, 1, 0);
    push_mouse(SDL_MOUSEBUTTONUP, SDL_BUTTON_RIGHT, 1, 1, 0);
    assert_int_equal(next(window).kind, ACTION_MENU);
    push_mouse(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_X1, 1, 1, 0);
    assert_int_equal(next(window).kind, ACTION_BACK);
    /* What SDL makes out of a finger is known already. */
    push_mouse(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 100, 200, SDL_TOUCH_MOUSEID);
    push_mouse(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 100, 200, SDL_TOUCH_MOUSEID);
    assert_int_equal(next(window).kind, ACTION_NONE);
    window_close(window);
}

static void controller(void **state)
{
    static const struct {
        uint8_t button;
        enum action_kind action;
    } rows[] = {
        {SDL_CONTROLLER_BUTTON_DPAD_RIGHT, ACTION_RIGHT},
        {SDL_CONTROLLER_BUTTON_DPAD_LEFT, ACTION_LEFT},
        {SDL_CONTROLLER_BUTTON_DPAD_DOWN, ACTION_FOCUS_NEXT},
        {SDL_CONTROLLER_BUTTON_DPAD_UP, ACTION_FOCUS_PREVIOUS},
        {SDL_CONTROLLER_BUTTON_RIGHTSHOULDER, ACTION_NEXT},
        {SDL_CONTROLLER_BUTTON_LEFTSHOULDER, ACTION_PREVIOUS},
        {SDL_CONTROLLER_BUTTON_A, ACTION_SELECT},
        {SDL_CONTROLLER_BUTTON_B, ACTION_BACK},
        {SDL_CONTROLLER_BUTTON_START, ACTION_MENU},
        {SDL_CONTROLLER_BUTTON_GUIDE, ACTION_NONE},
    };
    struct window *window = open_window(0, false);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        push((SDL_Event){.cbutton = {.type = SDL_CONTROLLERBUTTONDOWN, .button = rows[i].button}});
        assert_int_equal(next(window).kind, rows[i].action);
    }
    window_close(window);
}

/* A controller that is plugged while the reader runs, and pulled again. */
static void hot_plug(void **state)
{
    struct window *window = open_window(0, false);
    int32_t device = SDL_JoystickAttachVirtual(SDL_JOYSTICK_TYPE_GAMECONTROLLER, SDL_CONTROLLER_AXIS_MAX,
                                               SDL_CONTROLLER_BUTTON_MAX, 0);
    (void)state;
    if (device < 0) {
        print_message("skipped: no game controllers here (%s)\n", SDL_GetError());
        window_close(window);
        skip();
    }
    assert_int_equal(next(window).kind, ACTION_NONE);
    SDL_Joystick *joystick = SDL_JoystickOpen(device);
    assert_non_null(joystick);
    SDL_JoystickSetVirtualButton(joystick, SDL_CONTROLLER_BUTTON_B, 1);
    assert_int_equal(next(window).kind, ACTION_BACK);
    SDL_JoystickClose(joystick);
    assert_int_equal(SDL_JoystickDetachVirtual(device), 0);
    assert_int_equal(next(window).kind, ACTION_NONE);
    window_close(window);
}

static void shows_the_picture_turned(void **state)
{
    static const int rotations[] = {0, 90, 180, 270};
    (void)state;
    for (size_t i = 0; i < sizeof rotations / sizeof *rotations; i++) {
        struct window *window = open_window(rotations[i], false);
        int32_t width, height;
        window_size(window, &width, &height);
        SDL_Surface *picture = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_XRGB8888);
        SDL_FillRect(picture, NULL, 0x112233);
        SDL_FillRect(picture, &(SDL_Rect){0, 0, 10, 10}, 0xAABBCC);
        assert_int_equal(window_show(window, picture, NULL), STATUS_OK);
        SDL_Surface *panel = SDL_GetWindowSurface(sdl_window());
        assert_non_null(panel);
        /* The picture's top left corner, clockwise round the panel. */
        int x = rotations[i] == 90 || rotations[i] == 180 ? panel->w - 5 : 5;
        int y = rotations[i] == 180 || rotations[i] == 270 ? panel->h - 5 : 5;
        const unsigned char *row = (const unsigned char *)panel->pixels + y * panel->pitch;
        assert_int_equal(((const uint32_t *)(const void *)row)[x] & 0xFFFFFF, 0xAABBCC);
        row = (const unsigned char *)panel->pixels + (panel->h - 1 - y) * panel->pitch;
        assert_int_equal(((const uint32_t *)(const void *)row)[panel->w - 1 - x] & 0xFFFFFF, 0x112233);
        SDL_FreeSurface(picture);
        window_close(window);
    }
}

static void resized_and_exposed(void **state)
{
    struct window *window = open_window(90, false);
    bool resized, exposed;
    int32_t width, height;
    (void)state;
    SDL_Window *sdl = sdl_window();
    SDL_SetWindowSize(sdl, 600, 1024);
    assert_int_equal(window_next(window, 0, &resized, &exposed).kind, ACTION_NONE);
    assert_true(resized);
    assert_true(exposed);
    window_size(window, &width, &height);
    assert_int_equal(width, 1024);
    assert_int_equal(height, 600);
    push((SDL_Event){.window = {.type = SDL_WINDOWEVENT,
                                .windowID = SDL_GetWindowID(sdl),
                                .event = SDL_WINDOWEVENT_EXPOSED}});
    window_next(window, 0, &resized, &exposed);
    assert_true(exposed);
    assert_false(resized);
    window_close(window);
}

/* What 9 mm are on the panel that the configuration tells of, however it hangs. */
static void targets(void **state)
{
    static const int rotations[] = {0, 90};
    (void)state;
    for (size_t i = 0; i < sizeof rotations / sizeof *rotations; i++) {
        struct window_options options = {.title = "test",
                                         .width = WIDTH,
                                         .height = HEIGHT,
                                         .rotation = rotations[i],
                                         .panel_width = 154,
                                         .panel_height = 86};
        struct window *window;
        assert_int_equal(window_open(&options, &window, NULL), STATUS_OK);
        assert_int_equal(window_target(window), 51);
        window_close(window);
    }
}

static void no_screen_is_told(void **state)
{
    struct window_options options = {.title = "test", .width = WIDTH, .height = HEIGHT};
    struct window *window;
    struct fault fault = {0};
    (void)state;
    setenv("SDL_VIDEODRIVER", "nosuchdriver", 1);
    assert_int_equal(window_open(&options, &window, &fault), STATUS_UNSUPPORTED);
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    assert_non_null(strstr(fault.sentence, "nosuchdriver"));
}

int main(void)
{
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    /* The dummy driver gives no window the focus. */
    setenv("SDL_JOYSTICK_ALLOW_BACKGROUND_EVENTS", "1", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys),
        cmocka_unit_test(digits_lead_to_tenths),
        cmocka_unit_test(keys_type),
        cmocka_unit_test(no_key_leaves_a_kiosk),
        cmocka_unit_test(touch),
        cmocka_unit_test(swipes_follow_the_rotation),
        cmocka_unit_test(long_press),
        cmocka_unit_test(mouse),
        cmocka_unit_test(controller),
        cmocka_unit_test(hot_plug),
        cmocka_unit_test(shows_the_picture_turned),
        cmocka_unit_test(resized_and_exposed),
        cmocka_unit_test(targets),
        cmocka_unit_test(no_screen_is_told),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}
