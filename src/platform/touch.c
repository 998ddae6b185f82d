#include "platform/touch.h"

#include <stdlib.h>

#define LONG_PRESS_MS 600
/* No hand rests on the panel for longer. */
#define LOST_MS 10000
/* Thousandths by which two fingers come apart, or nearer, for each pinch that is told: about a step of the text size. */
#define PINCH_STEP 150

static const struct action nothing = {.kind = ACTION_NONE};

static struct contact *find(struct touch *touch, const struct contact *contact)
{
    for (uint32_t i = 0; i < touch->count; i++) {
        if (touch->fingers[i].panel == contact->panel && touch->fingers[i].finger == contact->finger)
            return &touch->fingers[i];
    }
    return NULL;
}

static void forget(struct touch *touch, struct contact *finger)
{
    *finger = touch->fingers[--touch->count];
    touch->state = touch->count ? TOUCH_SPENT : TOUCH_NONE;
}

/* Fingers that must have been lifted without a word: this one, which goes down again, and those long silent. */
static void forget_lost(struct touch *touch, const struct contact *contact)
{
    struct contact *again = find(touch, contact);
    if (again)
        forget(touch, again);
    for (uint32_t i = touch->count; i > 0; i--) {
        if (contact->time - touch->fingers[i - 1].time >= LOST_MS)
            forget(touch, &touch->fingers[i - 1]);
    }
}

static int32_t distance(const struct touch *touch)
{
    double x = touch->fingers[0].x - touch->fingers[1].x, y = touch->fingers[0].y - touch->fingers[1].y;
    int32_t apart = (int32_t)SDL_sqrt(x * x + y * y);
    return apart < 1 ? 1 : apart;
}

struct action touch_down(struct touch *touch, const struct contact *contact, int32_t slack)
{
    struct action action = {.kind = touch->state == TOUCH_DRAG ? ACTION_DROP : ACTION_NONE};
    forget_lost(touch, contact);
    if (touch->count == TOUCH_FINGERS)
        return action;
    touch->fingers[touch->count++] = *contact;
    if (touch->count == 1) {
        touch->state = TOUCH_PRESS;
        touch->slack = slack;
        touch->x = contact->x;
        touch->y = contact->y;
        touch->begun = contact->time;
        touch->far = 0;
    } else if (touch->state != TOUCH_SPENT) {
        touch->state = TOUCH_PINCH;
        touch->apart = distance(touch);
    }
    return action;
}

static int32_t strayed(const struct touch *touch, const struct contact *contact)
{
    int32_t dx = abs(contact->x - touch->x), dy = abs(contact->y - touch->y);
    return dx > dy ? dx : dy;
}

static struct action single(const struct touch *touch, enum action_kind kind, const struct contact *contact)
{
    return (struct action){
        .kind = kind, .x = touch->x, .y = touch->y, .dx = contact->x - touch->x, .dy = contact->y - touch->y};
}

static struct action drag(struct touch *touch, const struct contact *contact)
{
    int32_t way = strayed(touch, contact);
    touch->far = way > touch->far ? way : touch->far;
    if (touch->state == TOUCH_PRESS && way <= touch->slack / 2)
        return nothing;
    touch->state = TOUCH_DRAG;
    return single(touch, ACTION_DRAG, contact);
}

/* Told by steps, so that whoever acts on it need not know where the pinch began. */
static struct action pinch(struct touch *touch)
{
    int32_t apart = distance(touch), change = abs(apart - touch->apart);
    int64_t share = (int64_t)apart * 1000 / touch->apart;
    bool enough = share >= 1000 + PINCH_STEP || share <= 1000 * 1000 / (1000 + PINCH_STEP);
    /* Between fingers that are close, the least tremble is a large share. */
    if (!enough || change < touch->slack / 2)
        return nothing;
    touch->apart = apart;
    return (struct action){.kind = ACTION_PINCH,
                           .x = (touch->fingers[0].x + touch->fingers[1].x) / 2,
                           .y = (touch->fingers[0].y + touch->fingers[1].y) / 2,
                           .amount = (int32_t)(share < INT32_MAX ? share : INT32_MAX)};
}

struct action touch_move(struct touch *touch, const struct contact *contact)
{
    struct contact *finger = find(touch, contact);
    if (!finger)
        return nothing;
    *finger = *contact;
    if (touch->state == TOUCH_PRESS || touch->state == TOUCH_DRAG)
        return drag(touch, contact);
    return touch->state == TOUCH_PINCH ? pinch(touch) : nothing;
}

struct action touch_up(struct touch *touch, const struct contact *contact)
{
    struct contact *finger = find(touch, contact);
    if (!finger)
        return nothing;
    struct action action = touch_move(touch, contact);
    enum touch_state state = touch->state;
    forget(touch, finger);
    if (state == TOUCH_PRESS || (state == TOUCH_DRAG && touch->far <= touch->slack))
        return (struct action){.kind = ACTION_TAP, .x = touch->x, .y = touch->y};
    if (state == TOUCH_DRAG) {
        bool back = strayed(touch, contact) < touch->far / 2;
        return single(touch, back ? ACTION_DROP : ACTION_SWIPE, contact);
    }
    return action;
}

int32_t touch_wait(const struct touch *touch, uint32_t now)
{
    uint32_t begun = touch->begun, limit = LONG_PRESS_MS;
    if (touch->state == TOUCH_DRAG) {
        begun = touch->fingers[0].time;
        limit = LOST_MS;
    } else if (touch->state != TOUCH_PRESS) {
        return -1;
    }
    uint32_t passed = now - begun;
    return passed < limit ? (int32_t)(limit - passed) : 0;
}

struct action touch_due(struct touch *touch, uint32_t now)
{
    if (touch_wait(touch, now))
        return nothing;
    enum action_kind kind = touch->state == TOUCH_DRAG ? ACTION_DROP : ACTION_LONG_PRESS;
    touch->state = TOUCH_SPENT;
    return (struct action){.kind = kind, .x = touch->x, .y = touch->y};
}
