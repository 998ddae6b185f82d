/* Keys, buttons and sticks: what is told when they are held, and that each kind of device reaches everything. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "platform/input.h"

#define INPUT                                                                                                \
    {                                                                                                        \
        .width = 800, .height = 480                                                                          \
    }

static struct action key(struct input *input, uint32_t type, SDL_Keycode code, uint32_t time)
{
    return input_event(input,
                       &(SDL_Event){.key = {.type = type, .timestamp = time, .keysym = {.sym = code}}});
}

static struct action again(struct input *input, SDL_Keycode code, uint16_t modifiers)
{
    return input_event(
        input,
        &(SDL_Event){.key = {.type = SDL_KEYDOWN, .repeat = 1, .keysym = {.sym = code, .mod = modifiers}}});
}

static void select_and_back_are_told_when_let_go(void **state)
{
    struct input input = INPUT;
    (void)state;
    assert_int_equal(key(&input, SDL_KEYDOWN, SDLK_RETURN, 0).kind, ACTION_NONE);
    assert_int_equal(input_wait(&input, 100), 500);
    assert_int_equal(key(&input, SDL_KEYUP, SDLK_RETURN, 200).kind, ACTION_SELECT);
    assert_int_equal(input_wait(&input, 200), -1);
    assert_int_equal(key(&input, SDL_KEYDOWN, SDLK_ESCAPE, 1000).kind, ACTION_NONE);
    assert_int_equal(key(&input, SDL_KEYUP, SDLK_ESCAPE, 1599).kind, ACTION_BACK);
    /* One that went down elsewhere. */
    assert_int_equal(key(&input, SDL_KEYUP, SDLK_RETURN, 2000).kind, ACTION_NONE);
}

static void held_down_they_mean_something_else(void **state)
{
    struct input input = INPUT;
    (void)state;
    key(&input, SDL_KEYDOWN, SDLK_RETURN, 0);
    assert_int_equal(again(&input, SDLK_RETURN, 0).kind, ACTION_NONE);
    assert_int_equal(input_due(&input, 599).kind, ACTION_NONE);
    assert_int_equal(input_due(&input, 600).kind, ACTION_MENU);
    assert_int_equal(input_due(&input, 2000).kind, ACTION_NONE);
    assert_int_equal(key(&input, SDL_KEYUP, SDLK_RETURN, 2000).kind, ACTION_NONE);
    key(&input, SDL_KEYDOWN, SDLK_ESCAPE, 3000);
    assert_int_equal(input_due(&input, 3600).kind, ACTION_HOME);
    assert_int_equal(key(&input, SDL_KEYUP, SDLK_ESCAPE, 3700).kind, ACTION_NONE);
    key(&input, SDL_KEYDOWN, SDLK_BACKSPACE, 4000);
    struct action held = input_due(&input, 4600);
    assert_int_equal(held.kind, ACTION_HOME);
    assert_int_equal(held.code, 0x7F);
    assert_int_equal(key(&input, SDL_KEYUP, SDLK_BACKSPACE, 4700).kind, ACTION_NONE);
    key(&input, SDL_KEYDOWN, SDLK_ESCAPE, 5000);
    assert_int_equal(input_due(&input, 5600).code, 0);
    /* Its keyboard is unplugged: another key still does what it does. */
    key(&input, SDL_KEYDOWN, SDLK_RETURN, 9000);
    assert_int_equal(key(&input, SDL_KEYUP, SDLK_RETURN, 9100).kind, ACTION_SELECT);
}

static void only_what_moves_repeats(void **state)
{
    struct input input = INPUT;
    (void)state;
    assert_int_equal(again(&input, SDLK_RIGHT, 0).kind, ACTION_RIGHT);
    assert_int_equal(again(&input, SDLK_DOWN, 0).kind, ACTION_FOCUS_NEXT);
    assert_int_equal(again(&input, SDLK_m, 0).kind, ACTION_NONE);
    assert_int_equal(again(&input, SDLK_t, 0).kind, ACTION_NONE);
}

static void two_buttons_lead_to_the_maintenance_screen(void **state)
{
    struct input input = INPUT;
    (void)state;
    for (int kiosk = 0; kiosk < 2; kiosk++) {
        input.kiosk = kiosk;
        assert_int_equal(key(&input, SDL_KEYDOWN, SDLK_LEFT, 0).kind, ACTION_LEFT);
        assert_int_equal(key(&input, SDL_KEYDOWN, SDLK_RIGHT, 300).kind, kiosk ? ACTION_NONE : ACTION_RIGHT);
        assert_int_equal(input_wait(&input, 400), kiosk ? 4900 : -1);
        assert_int_equal(input_due(&input, 5299).kind, ACTION_NONE);
        assert_int_equal(input_due(&input, 5300).kind, kiosk ? ACTION_MAINTENANCE : ACTION_NONE);
        assert_int_equal(input_due(&input, 9000).kind, ACTION_NONE);
        key(&input, SDL_KEYUP, SDLK_LEFT, 9000);
        key(&input, SDL_KEYUP, SDLK_RIGHT, 9000);
    }
    /* One that is let go; and one whose release was never told. */
    key(&input, SDL_KEYDOWN, SDLK_LEFT, 20000);
    key(&input, SDL_KEYDOWN, SDLK_RIGHT, 20100);
    key(&input, SDL_KEYUP, SDLK_RIGHT, 21000);
    assert_int_equal(input_due(&input, 26000).kind, ACTION_NONE);
    assert_int_equal(key(&input, SDL_KEYDOWN, SDLK_RIGHT, 30000).kind, ACTION_RIGHT);
    assert_int_equal(input_due(&input, 36000).kind, ACTION_NONE);
}

static void a_chord_leads_to_the_maintenance_screen(void **state)
{
    struct input input = INPUT;
    SDL_Event event = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = SDLK_m}}};
    (void)state;
    event.key.keysym.mod = KMOD_LCTRL | KMOD_LALT;
    assert_int_equal(input_event(&input, &event).kind, ACTION_NONE);
    input.kiosk = true;
    assert_int_equal(input_event(&input, &event).kind, ACTION_MAINTENANCE);
    event.key.keysym.mod = KMOD_LCTRL;
    assert_int_equal(input_event(&input, &event).kind, ACTION_NONE);
}

static struct action axis(struct input *input, SDL_JoystickID pad, uint8_t number, int16_t value)
{
    return input_event(
        input,
        &(SDL_Event){
            .caxis = {.type = SDL_CONTROLLERAXISMOTION, .which = pad, .axis = number, .value = value}});
}

static void sticks(void **state)
{
    struct input input = INPUT;
    (void)state;
    if (SDL_InitSubSystem(SDL_INIT_GAMECONTROLLER)) {
        print_message("skipped: no game controllers here (%s)\n", SDL_GetError());
        skip();
    }
    int32_t device = SDL_JoystickAttachVirtual(SDL_JOYSTICK_TYPE_GAMECONTROLLER, SDL_CONTROLLER_AXIS_MAX,
                                               SDL_CONTROLLER_BUTTON_MAX, 0);
    assert_in_range(device, 0, 64);
    input_event(&input, &(SDL_Event){.cdevice = {.type = SDL_CONTROLLERDEVICEADDED, .which = device}});
    SDL_JoystickID id = SDL_JoystickGetDeviceInstanceID(device);
    assert_int_equal(axis(&input, id, SDL_CONTROLLER_AXIS_LEFTX, 9000).kind, ACTION_NONE);
    assert_int_equal(axis(&input, id, SDL_CONTROLLER_AXIS_LEFTX, 25000).kind, ACTION_RIGHT);
    assert_int_equal(axis(&input, id, SDL_CONTROLLER_AXIS_LEFTX, 15000).kind, ACTION_NONE);
    assert_int_equal(axis(&input, id, SDL_CONTROLLER_AXIS_LEFTX, 32767).kind, ACTION_NONE);
    assert_int_equal(axis(&input, id, SDL_CONTROLLER_AXIS_LEFTX, 0).kind, ACTION_NONE);
    assert_int_equal(axis(&input, id, SDL_CONTROLLER_AXIS_LEFTX, -32768).kind, ACTION_LEFT);
    assert_int_equal(axis(&input, id, SDL_CONTROLLER_AXIS_RIGHTY, 32767).kind, ACTION_FOCUS_NEXT);
    assert_int_equal(axis(&input, id, SDL_CONTROLLER_AXIS_LEFTY, -32768).kind, ACTION_FOCUS_PREVIOUS);
    assert_int_equal(axis(&input, id, SDL_CONTROLLER_AXIS_TRIGGERLEFT, 32767).kind, ACTION_NONE);
    assert_int_equal(axis(&input, id + 1, SDL_CONTROLLER_AXIS_LEFTX, 32767).kind, ACTION_NONE);
    input_close(&input);
    SDL_JoystickDetachVirtual(device);
    SDL_QuitSubSystem(SDL_INIT_GAMECONTROLLER);
}

/* What a visitor does. */
static const enum action_kind wanted[] = {ACTION_NEXT,     ACTION_PREVIOUS, ACTION_SELECT, ACTION_BACK,
                                          ACTION_MENU,     ACTION_FORWARD,  ACTION_HOME,   ACTION_SHELF,
                                          ACTION_LARGER,   ACTION_SMALLER,  ACTION_THEME,  ACTION_LINES,
                                          ACTION_CONTENTS, ACTION_SEARCH};
/* What the menu's buttons do for whoever can open it, move in it and select (tests/ui walks it). */
static const enum action_kind menu[] = {ACTION_BACK,     ACTION_FORWARD, ACTION_HOME,   ACTION_SHELF,
                                        ACTION_CONTENTS, ACTION_SMALLER, ACTION_LARGER, ACTION_THEME,
                                        ACTION_LINES,    ACTION_SEARCH};

/* What screens make of an action that means one thing here and another there. */
static enum action_kind effect(enum action_kind kind)
{
    switch (kind) {
    case ACTION_LEFT:
    case ACTION_STEP_PREVIOUS:
        return ACTION_PREVIOUS;
    case ACTION_RIGHT:
    case ACTION_STEP_NEXT:
    case ACTION_SWIPE:
        return ACTION_NEXT;
    default:
        return kind;
    }
}

static bool reaches(const enum action_kind *kinds, size_t count, enum action_kind kind)
{
    for (size_t i = 0; i < count; i++) {
        if (effect(kinds[i]) == kind)
            return true;
    }
    return false;
}

static void all_of(const char *device, const enum action_kind *direct, size_t count)
{
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (reaches(direct, count, wanted[i]))
            continue;
        bool through = reaches(menu, sizeof menu / sizeof *menu, wanted[i]) &&
                       reaches(direct, count, ACTION_MENU) && reaches(direct, count, ACTION_SELECT);
        if (!through)
            fail_msg("%s does not reach action %d", device, (int)wanted[i]);
    }
}

/* The actions of a short press and of a long one. */
static size_t press(struct input *input, SDL_Keycode code, enum action_kind *out)
{
    size_t count = 0;
    struct action action = key(input, SDL_KEYDOWN, code, 0);
    if (action.kind == ACTION_NONE)
        action = key(input, SDL_KEYUP, code, 10);
    out[count++] = action.kind;
    key(input, SDL_KEYDOWN, code, 1000);
    action = input_due(input, 2000);
    key(input, SDL_KEYUP, code, 2000);
    if (action.kind != ACTION_NONE)
        out[count++] = action.kind;
    return count;
}

static void every_device_reaches_everything(void **state)
{
    static const struct {
        const char *name;
        SDL_Keycode keys[8];
    } rows[] = {
        {"four buttons", {SDLK_LEFT, SDLK_RIGHT, SDLK_RETURN, SDLK_ESCAPE}},
        {"a keyboard's arrows", {SDLK_LEFT, SDLK_RIGHT, SDLK_UP, SDLK_DOWN, SDLK_RETURN, SDLK_ESCAPE}},
        {"a keyboard's letters", {SDLK_SPACE, SDLK_PAGEUP, SDLK_KP_ENTER, SDLK_BACKSPACE, SDLK_m}},
        {"a remote control", {SDLK_AUDIONEXT, SDLK_AUDIOPREV, SDLK_SELECT, SDLK_AC_BACK, SDLK_MENU}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct input input = INPUT;
        enum action_kind direct[16];
        size_t count = 0;
        for (size_t k = 0; k < 8 && rows[i].keys[k]; k++)
            count += press(&input, rows[i].keys[k], direct + count);
        all_of(rows[i].name, direct, count);
    }
    enum action_kind pad[SDL_CONTROLLER_BUTTON_MAX];
    for (uint8_t i = 0; i < SDL_CONTROLLER_BUTTON_MAX; i++)
        pad[i] = pads_meaning(i);
    all_of("a game controller", pad, SDL_CONTROLLER_BUTTON_MAX);
    /* Turned both ways, pressed, held. */
    struct input input = INPUT;
    enum action_kind knob[4];
    for (int turn = 0; turn < 2; turn++)
        knob[turn] =
            input_event(&input, &(SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .y = turn ? 1 : -1}}).kind;
    assert_int_equal(press(&input, SDLK_RETURN, knob + 2), 2);
    all_of("a rotary encoder", knob, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(select_and_back_are_told_when_let_go),
        cmocka_unit_test(held_down_they_mean_something_else),
        cmocka_unit_test(only_what_moves_repeats),
        cmocka_unit_test(two_buttons_lead_to_the_maintenance_screen),
        cmocka_unit_test(a_chord_leads_to_the_maintenance_screen),
        cmocka_unit_test(sticks),
        cmocka_unit_test(every_device_reaches_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
