/* Fingers, the mouse and the ways to the maintenance screen, at times that the tests give. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/input.h"

#define WIDTH 800
#define HEIGHT 480
/* px a tap may move on a picture of this size. */
#define SLACK (HEIGHT / 16)

static struct action finger(struct input *input, uint32_t type, SDL_FingerID id, const float *point,
                            uint32_t time)
{
    SDL_Event event = {
        .tfinger = {
            .type = type, .timestamp = time, .touchId = 7, .fingerId = id, .x = point[0], .y = point[1]}};
    return input_event(input, &event);
}

/* On a picture that is not turned. */
static struct action at(struct input *input, uint32_t type, SDL_FingerID id, int32_t x, int32_t y)
{
    const float point[] = {((float)x + 0.5f) / WIDTH, ((float)y + 0.5f) / HEIGHT};
    return finger(input, type, id, point, 0);
}

static struct action tap(struct input *input, int32_t x, int32_t y, uint32_t time)
{
    const float point[] = {((float)x + 0.5f) / WIDTH, ((float)y + 0.5f) / HEIGHT};
    assert_int_equal(finger(input, SDL_FINGERDOWN, 1, point, time).kind, ACTION_NONE);
    return finger(input, SDL_FINGERUP, 1, point, time + 50);
}

#define INPUT                                                                                                \
    {                                                                                                        \
        .width = WIDTH, .height = HEIGHT                                                                     \
    }

static void drag_and_swipe(void **state)
{
    struct input input = INPUT;
    (void)state;
    assert_int_equal(at(&input, SDL_FINGERDOWN, 1, 400, 200).kind, ACTION_NONE);
    assert_int_equal(at(&input, SDL_FINGERMOTION, 1, 400 - SLACK / 2, 200).kind, ACTION_NONE);
    struct action action = at(&input, SDL_FINGERMOTION, 1, 300, 210);
    assert_int_equal(action.kind, ACTION_DRAG);
    assert_int_equal(action.x, 400);
    assert_int_equal(action.y, 200);
    assert_int_equal(action.dx, -100);
    assert_int_equal(action.dy, 10);
    /* Also where it is near again. */
    assert_int_equal(at(&input, SDL_FINGERMOTION, 1, 399, 200).kind, ACTION_DRAG);
    assert_int_equal(input_wait(&input, 100), 9900);
    assert_int_equal(at(&input, SDL_FINGERMOTION, 1, 250, 200).kind, ACTION_DRAG);
    action = at(&input, SDL_FINGERUP, 1, 240, 200);
    assert_int_equal(action.kind, ACTION_SWIPE);
    assert_int_equal(action.dx, -160);
    assert_int_equal(input_wait(&input, 100), -1);
}

static void a_finger_that_comes_back(void **state)
{
    struct input input = INPUT;
    (void)state;
    at(&input, SDL_FINGERDOWN, 1, 400, 200);
    assert_int_equal(at(&input, SDL_FINGERMOTION, 1, 100, 200).kind, ACTION_DRAG);
    assert_int_equal(at(&input, SDL_FINGERMOTION, 1, 300, 200).kind, ACTION_DRAG);
    assert_int_equal(at(&input, SDL_FINGERUP, 1, 300, 200).kind, ACTION_DROP);
    /* An unsteady hand taps. */
    at(&input, SDL_FINGERDOWN, 1, 400, 200);
    assert_int_equal(at(&input, SDL_FINGERMOTION, 1, 400 + SLACK, 200).kind, ACTION_DRAG);
    struct action action = at(&input, SDL_FINGERUP, 1, 400 + SLACK, 200);
    assert_int_equal(action.kind, ACTION_TAP);
    assert_int_equal(action.x, 400);
}

static void a_second_finger_ends_a_drag(void **state)
{
    struct input input = INPUT;
    (void)state;
    at(&input, SDL_FINGERDOWN, 1, 400, 200);
    assert_int_equal(at(&input, SDL_FINGERMOTION, 1, 300, 200).kind, ACTION_DRAG);
    assert_int_equal(at(&input, SDL_FINGERDOWN, 2, 500, 200).kind, ACTION_DROP);
    assert_int_equal(at(&input, SDL_FINGERDOWN, 3, 510, 200).kind, ACTION_NONE);
    assert_int_equal(at(&input, SDL_FINGERMOTION, 3, 790, 200).kind, ACTION_NONE);
    assert_int_equal(at(&input, SDL_FINGERUP, 2, 500, 200).kind, ACTION_NONE);
    assert_int_equal(at(&input, SDL_FINGERMOTION, 1, 100, 200).kind, ACTION_NONE);
    assert_int_equal(at(&input, SDL_FINGERUP, 1, 100, 200).kind, ACTION_NONE);
    assert_int_equal(tap(&input, 400, 200, 100).kind, ACTION_TAP);
}

static void pinch(void **state)
{
    static const int rotations[] = {0, 90, 180, 270};
    (void)state;
    for (size_t i = 0; i < sizeof rotations / sizeof *rotations; i++) {
        bool across = rotations[i] % 180 != 0;
        struct input input = INPUT;
        input.rotation = rotations[i];
        /* 200 px apart along the picture's width, to 300 px and back. */
        float one[] = {0.5f, 0.5f}, other[] = {0.5f, 0.5f};
        other[across] = 0.75f;
        finger(&input, SDL_FINGERDOWN, 1, one, 0);
        finger(&input, SDL_FINGERDOWN, 2, other, 0);
        other[across] = 0.78f;
        assert_int_equal(finger(&input, SDL_FINGERMOTION, 2, other, 0).kind, ACTION_NONE);
        other[across] = 0.875f;
        struct action action = finger(&input, SDL_FINGERMOTION, 2, other, 0);
        assert_int_equal(action.kind, ACTION_PINCH);
        assert_in_range(action.amount, 1480, 1520);
        assert_in_range(action.y, HEIGHT / 2 - 2, HEIGHT / 2 + 2);
        other[across] = 0.75f;
        action = finger(&input, SDL_FINGERUP, 2, other, 0);
        assert_int_equal(action.kind, ACTION_PINCH);
        assert_in_range(action.amount, 650, 680);
        assert_int_equal(finger(&input, SDL_FINGERUP, 1, one, 0).kind, ACTION_NONE);
    }
}

static void two_fingers_are_no_tap(void **state)
{
    struct input input = INPUT;
    (void)state;
    at(&input, SDL_FINGERDOWN, 1, 400, 200);
    at(&input, SDL_FINGERDOWN, 2, 500, 200);
    assert_int_equal(input_wait(&input, 0), -1);
    assert_int_equal(at(&input, SDL_FINGERUP, 2, 500, 200).kind, ACTION_NONE);
    assert_int_equal(at(&input, SDL_FINGERUP, 1, 400, 200).kind, ACTION_NONE);
    assert_int_equal(tap(&input, 400, 200, 100).kind, ACTION_TAP);
}

/* A panel that is unplugged while somebody touches it. */
static void a_finger_that_is_never_lifted(void **state)
{
    struct input input = INPUT;
    (void)state;
    at(&input, SDL_FINGERDOWN, 1, 400, 200);
    assert_int_equal(at(&input, SDL_FINGERMOTION, 1, 200, 200).kind, ACTION_DRAG);
    assert_int_equal(input_due(&input, 9999).kind, ACTION_NONE);
    assert_int_equal(input_due(&input, 10000).kind, ACTION_DROP);
    assert_int_equal(input_wait(&input, 10000), -1);
    assert_int_equal(tap(&input, 400, 200, 11000).kind, ACTION_TAP);
    /* Two of them, and the same finger again. */
    at(&input, SDL_FINGERDOWN, 1, 400, 200);
    at(&input, SDL_FINGERDOWN, 2, 500, 200);
    assert_int_equal(tap(&input, 400, 200, 12000).kind, ACTION_TAP);
}

static void long_press(void **state)
{
    struct input input = INPUT;
    (void)state;
    at(&input, SDL_FINGERDOWN, 1, 400, 200);
    assert_int_equal(input_wait(&input, 0), 600);
    assert_int_equal(input_due(&input, 599).kind, ACTION_NONE);
    struct action action = input_due(&input, 600);
    assert_int_equal(action.kind, ACTION_LONG_PRESS);
    assert_int_equal(action.x, 400);
    assert_int_equal(at(&input, SDL_FINGERMOTION, 1, 100, 200).kind, ACTION_NONE);
    assert_int_equal(at(&input, SDL_FINGERUP, 1, 100, 200).kind, ACTION_NONE);
}

static void corners_lead_to_the_maintenance_screen(void **state)
{
    static const struct {
        int32_t x, y;
    } corners[] = {{5, 5}, {WIDTH - 5, 5}, {WIDTH - 70, HEIGHT - 70}, {5, HEIGHT - 5}};
    struct input input = INPUT;
    (void)state;
    for (int kiosk = 0; kiosk < 2; kiosk++) {
        input.kiosk = kiosk;
        for (uint32_t i = 0; i < 4; i++) {
            struct action action = tap(&input, corners[i].x, corners[i].y, i * 3000);
            assert_int_equal(action.kind, kiosk && i == 3 ? ACTION_MAINTENANCE : ACTION_TAP);
        }
    }
    /* Too slow; a tap between them; the other way round; and begun anew at once. */
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(tap(&input, corners[i].x, corners[i].y, 20000 + i * 3400).kind, ACTION_TAP);
    for (uint32_t i = 0; i < 4; i++) {
        if (i == 2)
            tap(&input, 400, 200, 40000);
        assert_int_equal(tap(&input, corners[i].x, corners[i].y, 40000 + i).kind, ACTION_TAP);
    }
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(tap(&input, corners[3 - i].x, corners[3 - i].y, 50000 + i).kind, ACTION_TAP);
    for (uint32_t i = 1; i < 4; i++)
        assert_int_equal(tap(&input, corners[i].x, corners[i].y, 51000 + i).kind,
                         i == 3 ? ACTION_MAINTENANCE : ACTION_TAP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drag_and_swipe),
        cmocka_unit_test(a_finger_that_comes_back),
        cmocka_unit_test(a_second_finger_ends_a_drag),
        cmocka_unit_test(pinch),
        cmocka_unit_test(two_fingers_are_no_tap),
        cmocka_unit_test(a_finger_that_is_never_lifted),
        cmocka_unit_test(long_press),
        cmocka_unit_test(corners_lead_to_the_maintenance_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
