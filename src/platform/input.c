#include "platform/input.h"

#include <stdlib.h>

#include "platform/rotate.h"

#define LONG_PRESS_MS 600
/* No hand rests on the panel for longer. */
#define STUCK_MS 10000
/* A swipe is at least this part of the picture's shorter side; less is a tap with an unsteady hand. */
#define SWIPE_PART 16

static const struct action nothing = {.kind = ACTION_NONE};

void input_open(struct input *input)
{
    SDL_ShowCursor(SDL_DISABLE);
    input->cursor = false;
}

void input_close(struct input *input)
{
    for (size_t i = 0; i < INPUT_CONTROLLERS; i++) {
        if (input->controllers[i])
            SDL_GameControllerClose(input->controllers[i]);
        input->controllers[i] = NULL;
    }
}

static void show_cursor(struct input *input, bool show)
{
    if (show != input->cursor)
        SDL_ShowCursor(show ? SDL_ENABLE : SDL_DISABLE);
    input->cursor = show;
}

/* Keys with Alt, Control or Shift first: the first row that fits counts. */
static const struct {
    SDL_Keycode key;
    uint16_t modifiers; /* KMOD_…: one of these must be down; 0: neither Control nor Alt may be */
    enum action_kind action;
} keys[] = {
    {SDLK_LEFT, KMOD_ALT, ACTION_BACK},
    {SDLK_RIGHT, KMOD_ALT, ACTION_FORWARD},
    {SDLK_HOME, KMOD_ALT, ACTION_HOME},
    {SDLK_SPACE, KMOD_SHIFT, ACTION_PREVIOUS},
    {SDLK_TAB, KMOD_SHIFT, ACTION_FOCUS_PREVIOUS},
    {SDLK_PLUS, KMOD_CTRL, ACTION_LARGER},
    {SDLK_EQUALS, KMOD_CTRL, ACTION_LARGER},
    {SDLK_MINUS, KMOD_CTRL, ACTION_SMALLER},
    {SDLK_q, KMOD_CTRL, ACTION_QUIT},
    {SDLK_HOME, KMOD_CTRL, ACTION_FIRST},
    {SDLK_END, KMOD_CTRL, ACTION_LAST},
    {SDLK_RIGHT, 0, ACTION_RIGHT},
    {SDLK_LEFT, 0, ACTION_LEFT},
    {SDLK_PAGEDOWN, 0, ACTION_NEXT},
    {SDLK_PAGEUP, 0, ACTION_PREVIOUS},
    {SDLK_SPACE, 0, ACTION_NEXT},
    {SDLK_DOWN, 0, ACTION_FOCUS_NEXT},
    {SDLK_UP, 0, ACTION_FOCUS_PREVIOUS},
    {SDLK_TAB, 0, ACTION_FOCUS_NEXT},
    {SDLK_RETURN, 0, ACTION_SELECT},
    {SDLK_KP_ENTER, 0, ACTION_SELECT},
    {SDLK_SELECT, 0, ACTION_SELECT},
    {SDLK_HOME, 0, ACTION_FIRST},
    {SDLK_END, 0, ACTION_LAST},
    {SDLK_ESCAPE, 0, ACTION_BACK},
    {SDLK_BACKSPACE, 0, ACTION_BACK},
    {SDLK_AC_BACK, 0, ACTION_BACK},
    {SDLK_AC_FORWARD, 0, ACTION_FORWARD},
    {SDLK_AC_HOME, 0, ACTION_HOME},
    {SDLK_h, 0, ACTION_HOME},
    {SDLK_s, 0, ACTION_SHELF},
    {SDLK_c, 0, ACTION_CONTENTS},
    {SDLK_m, 0, ACTION_MENU},
    {SDLK_F10, 0, ACTION_MENU},
    {SDLK_MENU, 0, ACTION_MENU},
    {SDLK_APPLICATION, 0, ACTION_MENU},
    {SDLK_PLUS, 0, ACTION_LARGER},
    {SDLK_EQUALS, 0, ACTION_LARGER},
    {SDLK_KP_PLUS, 0, ACTION_LARGER},
    {SDLK_MINUS, 0, ACTION_SMALLER},
    {SDLK_KP_MINUS, 0, ACTION_SMALLER},
    {SDLK_t, 0, ACTION_THEME},
    {SDLK_v, 0, ACTION_LINES},
    {SDLK_q, 0, ACTION_QUIT},
};

static struct action key_action(struct input *input, const SDL_Keysym *key)
{
    show_cursor(input, false);
    /* 1 … 9 lead to that many tenths of the article. */
    if (key->sym >= SDLK_1 && key->sym <= SDLK_9 && !(key->mod & (KMOD_CTRL | KMOD_ALT)))
        return (struct action){.kind = ACTION_JUMP, .amount = (key->sym - SDLK_0) * 100};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        bool fits = keys[i].modifiers ? key->mod & keys[i].modifiers : !(key->mod & (KMOD_CTRL | KMOD_ALT));
        if (keys[i].key != key->sym || !fits)
            continue;
        if (keys[i].action == ACTION_QUIT && input->kiosk)
            return nothing;
        return (struct action){.kind = keys[i].action};
    }
    return nothing;
}

static struct action button_action(uint8_t button)
{
    switch (button) {
    case SDL_CONTROLLER_BUTTON_DPAD_RIGHT:
        return (struct action){.kind = ACTION_RIGHT};
    case SDL_CONTROLLER_BUTTON_DPAD_LEFT:
        return (struct action){.kind = ACTION_LEFT};
    case SDL_CONTROLLER_BUTTON_RIGHTSHOULDER:
        return (struct action){.kind = ACTION_NEXT};
    case SDL_CONTROLLER_BUTTON_LEFTSHOULDER:
        return (struct action){.kind = ACTION_PREVIOUS};
    case SDL_CONTROLLER_BUTTON_DPAD_DOWN:
        return (struct action){.kind = ACTION_FOCUS_NEXT};
    case SDL_CONTROLLER_BUTTON_DPAD_UP:
        return (struct action){.kind = ACTION_FOCUS_PREVIOUS};
    case SDL_CONTROLLER_BUTTON_A:
        return (struct action){.kind = ACTION_SELECT};
    case SDL_CONTROLLER_BUTTON_B:
        return (struct action){.kind = ACTION_BACK};
    case SDL_CONTROLLER_BUTTON_X:
        return (struct action){.kind = ACTION_CONTENTS};
    case SDL_CONTROLLER_BUTTON_Y:
        return (struct action){.kind = ACTION_HOME};
    case SDL_CONTROLLER_BUTTON_START:
        return (struct action){.kind = ACTION_MENU};
    default:
        return nothing;
    }
}

static void press_begin(struct input *input, SDL_FingerID finger, int32_t x, int32_t y, uint32_t time)
{
    int32_t side = input->width < input->height ? input->width : input->height;
    rotate_point(input->rotation, input->width, input->height, &x, &y);
    input->press = (struct press){
        .down = true, .finger = finger, .x = x, .y = y, .slack = side / SWIPE_PART, .begun = time};
}

static bool moved(const struct press *press, int32_t dx, int32_t dy)
{
    return abs(dx) > press->slack || abs(dy) > press->slack;
}

static struct action press_end(struct input *input, int32_t x, int32_t y)
{
    struct press press = input->press;
    rotate_point(input->rotation, input->width, input->height, &x, &y);
    input->press.down = false;
    if (!press.down || press.told)
        return nothing;
    int32_t dx = x - press.x, dy = y - press.y;
    if (moved(&press, dx, dy))
        return (struct action){.kind = ACTION_SWIPE, .x = press.x, .y = press.y, .dx = dx, .dy = dy};
    return (struct action){.kind = ACTION_TAP, .x = press.x, .y = press.y};
}

/* A pointer that wanders is no long press any more. */
static void press_move(struct input *input, int32_t x, int32_t y)
{
    rotate_point(input->rotation, input->width, input->height, &x, &y);
    if (moved(&input->press, x - input->press.x, y - input->press.y))
        input->press.strayed = true;
}

/* SDL gives fingers as parts of the panel, which is the picture turned. */
static void finger_point(const struct input *input, const SDL_TouchFingerEvent *finger, int32_t *x,
                         int32_t *y)
{
    bool across = input->rotation == 90 || input->rotation == 270;
    *x = (int32_t)(finger->x * (float)(across ? input->height : input->width));
    *y = (int32_t)(finger->y * (float)(across ? input->width : input->height));
}

static struct action finger_action(struct input *input, const SDL_TouchFingerEvent *finger)
{
    int32_t x, y;
    if (finger->touchId == SDL_MOUSE_TOUCHID)
        return nothing;
    finger_point(input, finger, &x, &y);
    show_cursor(input, false);
    if (finger->type == SDL_FINGERDOWN) {
        /* A second finger makes it neither a tap nor a swipe. A panel that was unplugged never tells of a lifted finger. */
        if (input->press.down && finger->timestamp - input->press.begun < STUCK_MS)
            input->press.told = true;
        else
            press_begin(input, finger->fingerId, x, y, finger->timestamp);
        return nothing;
    }
    if (!input->press.down || input->press.finger != finger->fingerId)
        return nothing;
    if (finger->type == SDL_FINGERUP)
        return press_end(input, x, y);
    press_move(input, x, y);
    return nothing;
}

static struct action mouse_action(struct input *input, const SDL_Event *event)
{
    const SDL_MouseButtonEvent *button = &event->button;
    if (event->type == SDL_MOUSEMOTION) {
        if (event->motion.which == SDL_TOUCH_MOUSEID)
            return nothing;
        if (event->motion.xrel || event->motion.yrel)
            show_cursor(input, true);
        if (input->press.down)
            press_move(input, event->motion.x, event->motion.y);
        return nothing;
    }
    if (event->type == SDL_MOUSEWHEEL) {
        int32_t turn = event->wheel.direction == SDL_MOUSEWHEEL_FLIPPED ? -event->wheel.y : event->wheel.y;
        if (event->wheel.which == SDL_TOUCH_MOUSEID || !turn)
            return nothing;
        return (struct action){.kind = turn < 0 ? ACTION_NEXT : ACTION_PREVIOUS};
    }
    if (button->which == SDL_TOUCH_MOUSEID || button->type != event->type)
        return nothing;
    if (button->button == SDL_BUTTON_X1 || button->button == SDL_BUTTON_X2) {
        enum action_kind kind = button->button == SDL_BUTTON_X1 ? ACTION_BACK : ACTION_FORWARD;
        return (struct action){.kind = event->type == SDL_MOUSEBUTTONDOWN ? kind : ACTION_NONE};
    }
    if (button->button == SDL_BUTTON_RIGHT && event->type == SDL_MOUSEBUTTONDOWN)
        return (struct action){.kind = ACTION_MENU};
    if (button->button != SDL_BUTTON_LEFT)
        return nothing;
    if (event->type == SDL_MOUSEBUTTONUP)
        return press_end(input, button->x, button->y);
    press_begin(input, 0, button->x, button->y, button->timestamp);
    return nothing;
}

static void controller_added(struct input *input, int device)
{
    SDL_JoystickID id = SDL_JoystickGetDeviceInstanceID(device);
    size_t spare = INPUT_CONTROLLERS;
    for (size_t i = 0; i < INPUT_CONTROLLERS; i++) {
        SDL_GameController *controller = input->controllers[i];
        if (controller && SDL_JoystickInstanceID(SDL_GameControllerGetJoystick(controller)) == id)
            return;
        if (!controller && spare == INPUT_CONTROLLERS)
            spare = i;
    }
    if (spare < INPUT_CONTROLLERS)
        input->controllers[spare] = SDL_GameControllerOpen(device);
}

static void controller_removed(struct input *input, SDL_JoystickID id)
{
    for (size_t i = 0; i < INPUT_CONTROLLERS; i++) {
        SDL_GameController *controller = input->controllers[i];
        if (!controller || SDL_JoystickInstanceID(SDL_GameControllerGetJoystick(controller)) != id)
            continue;
        SDL_GameControllerClose(controller);
        input->controllers[i] = NULL;
    }
}

struct action input_event(struct input *input, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT:
        return (struct action){.kind = ACTION_QUIT};
    case SDL_KEYDOWN:
        return key_action(input, &event->key.keysym);
    case SDL_CONTROLLERBUTTONDOWN:
        return button_action(event->cbutton.button);
    case SDL_CONTROLLERDEVICEADDED:
        controller_added(input, event->cdevice.which);
        return nothing;
    case SDL_CONTROLLERDEVICEREMOVED:
        controller_removed(input, event->cdevice.which);
        return nothing;
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        return finger_action(input, &event->tfinger);
    case SDL_MOUSEMOTION:
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEWHEEL:
        return mouse_action(input, event);
    default:
        return nothing;
    }
}

int32_t input_wait(const struct input *input, uint32_t now)
{
    const struct press *press = &input->press;
    if (!press->down || press->told || press->strayed)
        return -1;
    uint32_t passed = now - press->begun;
    return passed < LONG_PRESS_MS ? (int32_t)(LONG_PRESS_MS - passed) : 0;
}

struct action input_due(struct input *input, uint32_t now)
{
    if (input_wait(input, now))
        return nothing;
    input->press.told = true;
    return (struct action){.kind = ACTION_LONG_PRESS, .x = input->press.x, .y = input->press.y};
}
