#include "platform/input.h"

#include "platform/rotate.h"

/* A finger may move by this part of the picture's shorter side and still be a tap with an unsteady hand. */
#define SLACK_PART 16

static const struct action nothing = {.kind = ACTION_NONE};

void input_open(struct input *input)
{
    SDL_ShowCursor(SDL_DISABLE);
    input->cursor = false;
}

void input_close(struct input *input)
{
    pads_close(&input->pads);
}

static void show_cursor(struct input *input, bool show)
{
    if (show != input->cursor)
        SDL_ShowCursor(show ? SDL_ENABLE : SDL_DISABLE);
    input->cursor = show;
}

static struct action key_action(struct input *input, const SDL_KeyboardEvent *event)
{
    struct action action = keys_event(&input->keys, event);
    show_cursor(input, false);
    bool gated = input->kiosk && gate_button(&input->gate, keys_meaning(&event->keysym).kind,
                                             event->type == SDL_KEYDOWN, event->timestamp);
    if (gated || (action.kind == ACTION_MAINTENANCE && !input->kiosk))
        return nothing;
    if (action.kind == ACTION_QUIT && input->kiosk)
        action.kind = action.code ? ACTION_TYPE : ACTION_NONE;
    return action;
}

static struct action pad_action(struct input *input, const SDL_Event *event)
{
    struct action action = pads_event(&input->pads, event);
    if (event->type != SDL_CONTROLLERBUTTONDOWN && event->type != SDL_CONTROLLERBUTTONUP)
        return action;
    bool gated = input->kiosk && gate_button(&input->gate, pads_meaning(event->cbutton.button),
                                             event->type == SDL_CONTROLLERBUTTONDOWN, SDL_GetTicks());
    return gated ? nothing : action;
}

/* `contact` is at a point of the panel. */
static struct action contact_action(struct input *input, struct contact *contact, uint32_t type)
{
    int32_t side = input->width < input->height ? input->width : input->height;
    rotate_point(input->rotation, input->width, input->height, &contact->x, &contact->y);
    if (type == SDL_FINGERDOWN || type == SDL_MOUSEBUTTONDOWN)
        return touch_down(&input->touch, contact, side / SLACK_PART);
    if (type == SDL_FINGERMOTION || type == SDL_MOUSEMOTION)
        return touch_move(&input->touch, contact);
    struct action action = touch_up(&input->touch, contact);
    if (action.kind == ACTION_TAP && input->kiosk &&
        gate_tap(&input->gate, &action, input->width, input->height, contact->time))
        action.kind = ACTION_MAINTENANCE;
    return action;
}

/* SDL gives fingers as parts of the panel, which is the picture turned. */
static struct action finger_action(struct input *input, const SDL_TouchFingerEvent *finger)
{
    bool across = input->rotation == 90 || input->rotation == 270;
    if (finger->touchId == SDL_MOUSE_TOUCHID)
        return nothing;
    struct contact contact = {
        .panel = finger->touchId,
        .finger = finger->fingerId,
        .x = (int32_t)(finger->x * (float)(across ? input->height : input->width)),
        .y = (int32_t)(finger->y * (float)(across ? input->width : input->height)),
        .time = finger->timestamp,
    };
    show_cursor(input, false);
    return contact_action(input, &contact, finger->type);
}

static struct action motion_action(struct input *input, const SDL_MouseMotionEvent *motion)
{
    if (motion->which == SDL_TOUCH_MOUSEID)
        return nothing;
    if (motion->xrel || motion->yrel)
        show_cursor(input, true);
    struct contact contact = {
        .panel = SDL_MOUSE_TOUCHID, .x = motion->x, .y = motion->y, .time = motion->timestamp};
    return contact_action(input, &contact, motion->type);
}

static struct action button_action(struct input *input, const SDL_MouseButtonEvent *button)
{
    bool down = button->type == SDL_MOUSEBUTTONDOWN;
    struct contact contact = {
        .panel = SDL_MOUSE_TOUCHID, .x = button->x, .y = button->y, .time = button->timestamp};
    if (button->which == SDL_TOUCH_MOUSEID)
        return nothing;
    switch (button->button) {
    case SDL_BUTTON_LEFT:
        return contact_action(input, &contact, button->type);
    case SDL_BUTTON_RIGHT:
        return (struct action){.kind = down ? ACTION_MENU : ACTION_NONE};
    case SDL_BUTTON_X1:
        return (struct action){.kind = down ? ACTION_BACK : ACTION_NONE};
    case SDL_BUTTON_X2:
        return (struct action){.kind = down ? ACTION_FORWARD : ACTION_NONE};
    default:
        return nothing;
    }
}

/* A rotary encoder comes as a wheel as well. */
static struct action wheel_action(const SDL_MouseWheelEvent *wheel)
{
    int32_t turn = wheel->direction == SDL_MOUSEWHEEL_FLIPPED ? -wheel->y : wheel->y;
    if (wheel->which == SDL_TOUCH_MOUSEID || !turn)
        return nothing;
    return (struct action){.kind = turn < 0 ? ACTION_STEP_NEXT : ACTION_STEP_PREVIOUS};
}

struct action input_event(struct input *input, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT:
        return (struct action){.kind = ACTION_QUIT};
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        return key_action(input, &event->key);
    case SDL_CONTROLLERBUTTONDOWN:
    case SDL_CONTROLLERBUTTONUP:
    case SDL_CONTROLLERAXISMOTION:
    case SDL_CONTROLLERDEVICEADDED:
    case SDL_CONTROLLERDEVICEREMOVED:
        return pad_action(input, event);
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        return finger_action(input, &event->tfinger);
    case SDL_MOUSEMOTION:
        return motion_action(input, &event->motion);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return button_action(input, &event->button);
    case SDL_MOUSEWHEEL:
        return wheel_action(&event->wheel);
    default:
        return nothing;
    }
}

int32_t input_wait(const struct input *input, uint32_t now)
{
    int32_t waits[] = {touch_wait(&input->touch, now), keys_wait(&input->keys, now),
                       gate_wait(&input->gate, now)};
    int32_t soonest = -1;
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        if (waits[i] >= 0 && (soonest < 0 || waits[i] < soonest))
            soonest = waits[i];
    }
    return soonest;
}

struct action input_due(struct input *input, uint32_t now)
{
    struct action action = touch_due(&input->touch, now);
    if (action.kind == ACTION_NONE)
        action = keys_due(&input->keys, now);
    if (action.kind == ACTION_NONE && gate_due(&input->gate, now))
        action.kind = ACTION_MAINTENANCE;
    return action;
}

bool input_moves(const SDL_Event *event)
{
    return event->type == SDL_FINGERMOTION || event->type == SDL_MOUSEMOTION;
}
