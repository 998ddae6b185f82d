#include "platform/gate.h"

/* Four taps take a hand that knows about 3 s. */
#define CORNERS_MS 10000
#define CORNERS 4u
/* Of the picture's shorter side. */
#define CORNER_PERCENT 15
/* Nobody turns to and fro for that long by leaning on the buttons. */
#define HELD_MS 5000
/* Two buttons that go down within this time go down together. */
#define PAIR_MS 1000

/* The corner of the point, clockwise from the top left; CORNERS: none. */
static uint32_t corner_of(const struct action *tap, int32_t width, int32_t height)
{
    int32_t side = (width < height ? width : height) * CORNER_PERCENT / 100;
    bool left = tap->x < side, right = tap->x >= width - side;
    bool top = tap->y < side, bottom = tap->y >= height - side;
    if (!(left || right) || !(top || bottom))
        return CORNERS;
    return top ? (left ? 0 : 1) : (right ? 2 : 3);
}

bool gate_tap(struct gate *gate, const struct action *tap, int32_t width, int32_t height, uint32_t now)
{
    uint32_t corner = corner_of(tap, width, height);
    if (gate->corner && now - gate->begun > CORNERS_MS)
        gate->corner = 0;
    if (corner != gate->corner)
        gate->corner = 0;
    if (corner != gate->corner)
        return false;
    if (!corner)
        gate->begun = now;
    gate->corner = (corner + 1) % CORNERS;
    return !gate->corner;
}

bool gate_button(struct gate *gate, enum action_kind kind, bool down, uint32_t now)
{
    bool previous = kind == ACTION_PREVIOUS || kind == ACTION_LEFT;
    if (!previous && kind != ACTION_NEXT && kind != ACTION_RIGHT)
        return false;
    struct gate_button *button = &gate->buttons[!previous], *other = &gate->buttons[previous];
    if (!down) {
        gate->paired = gate->told = false;
        button->down = false;
    } else if (!button->down) {
        *button = (struct gate_button){.down = true, .since = now};
        gate->paired = other->down && now - other->since < PAIR_MS;
    }
    return gate->paired;
}

int32_t gate_wait(const struct gate *gate, uint32_t now)
{
    if (!gate->paired || gate->told)
        return -1;
    uint32_t passed = now - gate->buttons[0].since, other = now - gate->buttons[1].since;
    passed = passed < other ? passed : other;
    return passed < HELD_MS ? (int32_t)(HELD_MS - passed) : 0;
}

bool gate_due(struct gate *gate, uint32_t now)
{
    if (gate_wait(gate, now))
        return false;
    gate->told = true;
    return true;
}
