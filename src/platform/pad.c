#include "platform/pad.h"

/* A stick is tilted from here on, and at rest again below the second; between them it stays what it was. Of 32767. */
#define TILTED 20000
#define RESTING 10000

static const struct action nothing = {.kind = ACTION_NONE};

void pads_close(struct pads *pads)
{
    for (size_t i = 0; i < PADS_MOST; i++) {
        if (pads->list[i].controller)
            SDL_GameControllerClose(pads->list[i].controller);
        pads->list[i] = (struct pad){0};
    }
}

enum action_kind pads_meaning(uint8_t button)
{
    switch (button) {
    case SDL_CONTROLLER_BUTTON_DPAD_RIGHT:
        return ACTION_RIGHT;
    case SDL_CONTROLLER_BUTTON_DPAD_LEFT:
        return ACTION_LEFT;
    case SDL_CONTROLLER_BUTTON_RIGHTSHOULDER:
        return ACTION_NEXT;
    case SDL_CONTROLLER_BUTTON_LEFTSHOULDER:
        return ACTION_PREVIOUS;
    case SDL_CONTROLLER_BUTTON_DPAD_DOWN:
        return ACTION_FOCUS_NEXT;
    case SDL_CONTROLLER_BUTTON_DPAD_UP:
        return ACTION_FOCUS_PREVIOUS;
    case SDL_CONTROLLER_BUTTON_A:
        return ACTION_SELECT;
    case SDL_CONTROLLER_BUTTON_B:
        return ACTION_BACK;
    case SDL_CONTROLLER_BUTTON_X:
        return ACTION_CONTENTS;
    case SDL_CONTROLLER_BUTTON_Y:
        return ACTION_HOME;
    case SDL_CONTROLLER_BUTTON_START:
        return ACTION_MENU;
    case SDL_CONTROLLER_BUTTON_BACK:
        return ACTION_SHELF;
    case SDL_CONTROLLER_BUTTON_RIGHTSTICK:
        return ACTION_LARGER;
    case SDL_CONTROLLER_BUTTON_LEFTSTICK:
        return ACTION_SMALLER;
    default:
        return ACTION_NONE;
    }
}

static struct pad *find(struct pads *pads, SDL_JoystickID id)
{
    for (size_t i = 0; i < PADS_MOST; i++) {
        SDL_GameController *controller = pads->list[i].controller;
        if (controller && SDL_JoystickInstanceID(SDL_GameControllerGetJoystick(controller)) == id)
            return &pads->list[i];
    }
    return NULL;
}

static void added(struct pads *pads, int device)
{
    if (find(pads, SDL_JoystickGetDeviceInstanceID(device)))
        return;
    for (size_t i = 0; i < PADS_MOST; i++) {
        if (pads->list[i].controller)
            continue;
        pads->list[i] = (struct pad){.controller = SDL_GameControllerOpen(device)};
        return;
    }
}

static void removed(struct pads *pads, SDL_JoystickID id)
{
    struct pad *pad = find(pads, id);
    if (!pad)
        return;
    SDL_GameControllerClose(pad->controller);
    *pad = (struct pad){0};
}

/* Each tilt counts once, like a press of the cross. */
static struct action tilted(struct pads *pads, const SDL_ControllerAxisEvent *axis)
{
    static const enum action_kind kinds[2][2] = {{ACTION_LEFT, ACTION_RIGHT},
                                                 {ACTION_FOCUS_PREVIOUS, ACTION_FOCUS_NEXT}};
    struct pad *pad = find(pads, axis->which);
    if (!pad || axis->axis >= PAD_AXES)
        return nothing;
    int8_t before = pad->tilt[axis->axis];
    if (axis->value > -RESTING && axis->value < RESTING)
        pad->tilt[axis->axis] = 0;
    if (axis->value >= TILTED || axis->value <= -TILTED)
        pad->tilt[axis->axis] = axis->value > 0 ? 1 : -1;
    if (!pad->tilt[axis->axis] || pad->tilt[axis->axis] == before)
        return nothing;
    bool upright = axis->axis == SDL_CONTROLLER_AXIS_LEFTY || axis->axis == SDL_CONTROLLER_AXIS_RIGHTY;
    return (struct action){.kind = kinds[upright][axis->value > 0]};
}

struct action pads_event(struct pads *pads, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_CONTROLLERBUTTONDOWN:
        return (struct action){.kind = pads_meaning(event->cbutton.button)};
    case SDL_CONTROLLERAXISMOTION:
        return tilted(pads, &event->caxis);
    case SDL_CONTROLLERDEVICEADDED:
        added(pads, event->cdevice.which);
        return nothing;
    case SDL_CONTROLLERDEVICEREMOVED:
        removed(pads, event->cdevice.which);
        return nothing;
    default:
        return nothing;
    }
}
