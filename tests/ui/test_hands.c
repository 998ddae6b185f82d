/* What hands do: a page that follows a finger, pinches, and readers who have nothing but four buttons, or only the panel. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"

#define SENTENCE "春天来了，河水涨到台阶下面，图书馆的门每天早上九点打开。"
#define WIDTH 1280
#define HEIGHT 800

static void open_pages(struct desk *desk, const char *head)
{
    char *body = repeat(SENTENCE, 200), *article = NULL;
    assert_true(asprintf(&article, "%s%s\n", head, body) > 0);
    desk_bundle(desk, (struct leaf[]){{"README.html", article}, {0}});
    desk_idle(desk);
    free(body);
    free(article);
}

static void act(struct desk *desk, enum action_kind kind, int32_t dx, int32_t dy)
{
    assert_true(ui_act(desk->ui, &(struct action){.kind = kind, .x = 640, .y = 400, .dx = dx, .dy = dy}));
}

static SDL_Surface *copy(struct desk *desk)
{
    bool changed;
    SDL_Surface *picture = SDL_DuplicateSurface(ui_picture(desk->ui, &changed));
    assert_non_null(picture);
    return picture;
}

/* Whether the picture shown holds the part of `page` from (x, y) on moved by (dx, dy). */
static bool shows(struct desk *desk, const SDL_Surface *page, int32_t dx, int32_t dy)
{
    bool changed;
    const SDL_Surface *picture = ui_picture(desk->ui, &changed);
    uint32_t seen = 0;
    for (int32_t y = dy > 0 ? dy : 0; y < HEIGHT && y - dy < HEIGHT; y++) {
        for (int32_t x = dx > 0 ? dx : 0; x < WIDTH && x - dx < WIDTH; x++, seen++) {
            const unsigned char *one = (const unsigned char *)picture->pixels + y * picture->pitch + 4 * x;
            const unsigned char *other =
                (const unsigned char *)page->pixels + (y - dy) * page->pitch + 4 * (x - dx);
            if (memcmp(one, other, 3) != 0)
                return false;
        }
    }
    return seen > 0;
}

static void pages_follow(struct desk *desk, int32_t way, int32_t dy)
{
    int32_t far_x = way < 0 ? WIDTH : way > 0 ? -WIDTH : 0, far_y = dy < 0 ? HEIGHT : dy > 0 ? -HEIGHT : 0;
    desk_act(desk, ACTION_FIRST);
    desk_act(desk, ACTION_NEXT);
    desk_idle(desk);
    SDL_Surface *page = copy(desk);
    desk_act(desk, ACTION_NEXT);
    SDL_Surface *next = copy(desk);
    desk_act(desk, ACTION_PREVIOUS);
    desk_idle(desk);
    desk_begins(desk, "page 2 / ");
    /* Onward, back where it was, and onward again; the hand's way across does not matter. */
    act(desk, ACTION_DRAG, way ? way : 30, dy ? dy : 30);
    assert_true(shows(desk, page, way, dy));
    assert_true(shows(desk, next, way + far_x, dy + far_y));
    act(desk, ACTION_DROP, 0, 0);
    assert_true(shows(desk, page, 0, 0));
    act(desk, ACTION_DRAG, way / 2, dy / 2);
    assert_true(shows(desk, page, way / 2, dy / 2));
    act(desk, ACTION_SWIPE, way, dy);
    desk_begins(desk, "page 3 / ");
    assert_true(shows(desk, next, 0, 0));
    /* The page before the first one is none: a third of the way. */
    act(desk, ACTION_SWIPE, -way, -dy);
    desk_begins(desk, "page 2 / ");
    act(desk, ACTION_SWIPE, -way, -dy);
    desk_begins(desk, "page 1 / ");
    desk_idle(desk);
    SDL_Surface *first = copy(desk);
    act(desk, ACTION_DRAG, -way, -dy);
    assert_true(shows(desk, first, -way / 3, -dy / 3));
    act(desk, ACTION_SWIPE, -way, -dy);
    desk_begins(desk, "page 1 / ");
    assert_true(shows(desk, first, 0, 0));
    SDL_FreeSurface(page);
    SDL_FreeSurface(next);
    SDL_FreeSurface(first);
}

static void a_page_follows_the_finger(void **state)
{
    open_pages(*state, "<html lang=zh-Hans><h1>河边</h1>");
    pages_follow(*state, -300, 0);
    pages_follow(*state, 0, -240);
    desk_act(*state, ACTION_LAST);
    desk_idle(*state);
    SDL_Surface *last = copy(*state);
    act(*state, ACTION_DRAG, -300, 0);
    assert_true(shows(*state, last, -100, 0));
    SDL_FreeSurface(last);
}

static void lines_that_run_down_follow_to_the_right(void **state)
{
    open_pages(*state, "<html lang=ja style='writing-mode: vertical-rl'><h1>河边</h1>");
    pages_follow(*state, 300, 0);
}

/* Whatever comes between ends it. */
static void a_drag_ends(void **state)
{
    static const enum action_kind kinds[] = {ACTION_TAP,   ACTION_LARGER, ACTION_THEME, ACTION_BACK,
                                             ACTION_MENU,  ACTION_LINES,  ACTION_NEXT,  ACTION_LONG_PRESS,
                                             ACTION_PINCH, ACTION_HOME};
    struct desk *desk = *state;
    bool changed;
    open_pages(desk, "<html lang=zh-Hans><h1>河边</h1>");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        act(desk, ACTION_DRAG, -300, 0);
        SDL_Surface *dragged = ui_picture(desk->ui, &changed);
        act(desk, kinds[i], 0, 0);
        assert_ptr_not_equal(ui_picture(desk->ui, &changed), dragged);
        desk_act(desk, ACTION_HOME);
    }
    act(desk, ACTION_DRAG, -300, 0);
    ui_resize(desk->ui, 800, 480);
    assert_int_equal(ui_picture(desk->ui, &changed)->w, 800);
    act(desk, ACTION_DRAG, -300, 0);
    /* On other screens nothing follows. */
    desk_act(desk, ACTION_CONTENTS);
    act(desk, ACTION_DRAG, 0, -200);
    desk_line(desk, "screen contents");
    desk_act(desk, ACTION_MENU);
    act(desk, ACTION_DRAG, 0, -200);
    act(desk, ACTION_DROP, 0, 0);
    act(desk, ACTION_PINCH, 0, 0);
    desk_line(desk, "screen menu");
}

static void pinch_changes_the_text_size(void **state)
{
    struct desk *desk = *state;
    open_pages(desk, "<html lang=zh-Hans><h1>河边</h1>");
    SDL_Surface *before = copy(desk);
    assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_PINCH, .amount = 1180}));
    desk_idle(desk);
    assert_false(shows(desk, before, 0, 0));
    assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_PINCH, .amount = 850}));
    desk_idle(desk);
    assert_true(shows(desk, before, 0, 0));
    SDL_FreeSurface(before);
}

/* Turns with one of the two buttons until the line is shown. */
static void turn_to(struct desk *desk, enum action_kind button, const char *line)
{
    for (int i = 0; i < 40; i++) {
        for (const char *text = desk_text(desk); text; text = strchr(text, '\n')) {
            text += *text == '\n';
            if (!strncmp(text, line, strlen(line)) && strchr("\n", text[strlen(line)]))
                return;
        }
        desk_act(desk, button);
    }
    fail_msg("“%s” is out of reach", line);
}

static void open_shelf(struct desk *desk)
{
    struct library library = {0};
    for (int i = 0; i < 3; i++) {
        char ini[64];
        snprintf(ini, sizeof ini, "[bundle]\ntitle = Book %d\n", i);
        char *body = repeat(SENTENCE, 120), *article = NULL;
        assert_true(asprintf(&article, "# Book %d\n\n[one](a.md) [two](b.md)\n\n%s\n", i, body) > 0);
        desk_write(desk, (struct leaf[]){{"README.md", article},
                                         {"a.md", "# A\n\nFirst.\n"},
                                         {"b.md", "# B\n\nSecond.\n"},
                                         {"bundle.ini", ini},
                                         {0}});
        bool shelf;
        assert_int_equal(library_add(&library, desk->path, &shelf, NULL), STATUS_OK);
        free(body);
        free(article);
    }
    assert_int_equal(ui_shelf(desk->ui, &library, NULL), STATUS_OK);
    library_free(&library);
    desk_idle(desk);
}

/* Left, Right, Enter and Esc; the latter two held down are the menu and the home page. */
static void four_buttons_are_enough(void **state)
{
    static const char *labels[] = {"Back",     "Forward",    "Home",         "Library",
                                   "Contents", "Search",     "Smaller text", "Larger text",
                                   "Colours",  "Lines down", "Close"};
    struct desk *desk = *state;
    open_shelf(desk);
    desk_line(desk, "screen shelf");
    turn_to(desk, ACTION_RIGHT, "row Book 2 *");
    turn_to(desk, ACTION_LEFT, "row Book 1 *");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "title Book 1");
    desk_idle(desk);
    /* Pages, then the second link of the first one. */
    desk_act(desk, ACTION_RIGHT);
    desk_begins(desk, "page 2 / ");
    desk_act(desk, ACTION_LEFT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "focus a.md");
    desk_act(desk, ACTION_RIGHT);
    desk_line(desk, "focus b.md");
    desk_act(desk, ACTION_LEFT);
    desk_line(desk, "focus a.md");
    desk_act(desk, ACTION_RIGHT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry b.md");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "title Book 1");
    /* Out of the links, by Back and behind the last one. */
    desk_act(desk, ACTION_SELECT);
    desk_act(desk, ACTION_BACK);
    desk_no_line(desk, "focus a.md");
    desk_act(desk, ACTION_SELECT);
    desk_act(desk, ACTION_RIGHT);
    desk_act(desk, ACTION_RIGHT);
    desk_begins(desk, "page 2 / ");
    /* Where there is no link Select is the menu; each of its buttons that does something now has the focus once. */
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen menu");
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        char line[64], off[64];
        snprintf(line, sizeof line, "button %s *", labels[i]);
        snprintf(off, sizeof off, "button %s off", labels[i]);
        if (!strstr(desk_text(desk), off))
            turn_to(desk, ACTION_RIGHT, line);
    }
    turn_to(desk, ACTION_LEFT, "button Contents *");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen contents");
    desk_idle(desk);
    turn_to(desk, ACTION_RIGHT, "row A *");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry a.md");
    desk_act(desk, ACTION_MENU);
    turn_to(desk, ACTION_RIGHT, "button Library *");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen shelf");
    desk_act(desk, ACTION_MENU);
    turn_to(desk, ACTION_RIGHT, "button Close *");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen shelf");
}

/* A rotary encoder: turning and pressing; held down it is the menu. */
static void one_knob_is_enough(void **state)
{
    struct desk *desk = *state;
    open_shelf(desk);
    turn_to(desk, ACTION_STEP_NEXT, "row Book 1 *");
    desk_act(desk, ACTION_SELECT);
    desk_idle(desk);
    desk_act(desk, ACTION_STEP_NEXT);
    desk_begins(desk, "page 2 / ");
    desk_act(desk, ACTION_STEP_PREVIOUS);
    desk_act(desk, ACTION_SELECT);
    desk_act(desk, ACTION_STEP_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry b.md");
    desk_act(desk, ACTION_MENU);
    turn_to(desk, ACTION_STEP_PREVIOUS, "button Back *");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "title Book 1");
}

static void a_panel_is_enough(void **state)
{
    struct desk *desk = *state;
    open_shelf(desk);
    desk_line(desk, "screen shelf");
    act(desk, ACTION_LONG_PRESS, 0, 0);
    desk_line(desk, "screen menu");
    desk_tap(desk, 640, 20);
    desk_line(desk, "screen shelf");
}

/* The least height of the rows and buttons under a finger: 9 mm, on panels of 165 and of 149 dpi and where nothing is known. */
static void targets_are_nine_millimetres(void **state)
{
    static const struct {
        int32_t width, height, target;
    } rows[] = {{480, 320, 58}, {1280, 800, 53}, {800, 480, 51}, {480, 800, 51}, {1280, 800, 0}};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int32_t target = rows[i].target ? rows[i].target : 48;
        desk->target = rows[i].target;
        desk_size(desk, rows[i].width, rows[i].height);
        open_shelf(desk);
        desk_act(desk, ACTION_SELECT);
        desk_idle(desk);
        desk_act(desk, ACTION_CONTENTS);
        desk_idle(desk);
        /* The button at the foot of the list, from its lowest row of pixels to as high as a finger is. */
        desk_line(desk, "screen contents");
        desk_tap(desk, rows[i].width / 8, rows[i].height - 14);
        desk_line(desk, "screen reading");
        desk_act(desk, ACTION_CONTENTS);
        desk_tap(desk, rows[i].width / 8, rows[i].height - 14 - (target - 8));
        desk_line(desk, "screen reading");
    }
}

static void a_tap_beside_a_link_follows_it(void **state)
{
    struct desk *desk = *state;
    desk->target = 53;
    desk_size(desk, WIDTH, HEIGHT);
    desk_bundle(desk, (struct leaf[]){{"README.md", "# A\n\n[b](b.md)\n"}, {"b.md", "# B\n"}, {0}});
    desk_idle(desk);
    /* The link stands alone on its line: every place from which it is followed. */
    int32_t left = WIDTH, right = 0, top = HEIGHT, bottom = 0;
    for (int32_t y = 0; y < HEIGHT / 2; y += 3) {
        for (int32_t x = 0; x < WIDTH / 3; x += 3) {
            desk_tap(desk, x, y);
            if (!strstr(desk_text(desk), "entry b.md"))
                continue;
            desk_act(desk, ACTION_BACK);
            left = x < left ? x : left;
            right = x > right ? x : right;
            top = y < top ? y : top;
            bottom = y > bottom ? y : bottom;
        }
    }
    assert_in_range(right - left, 53 - 6, 70);
    assert_in_range(bottom - top, 53 - 6, 70);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_page_follows_the_finger, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(lines_that_run_down_follow_to_the_right, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_drag_ends, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(pinch_changes_the_text_size, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(four_buttons_are_enough, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(one_knob_is_enough, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_panel_is_enough, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(targets_are_nine_millimetres, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_tap_beside_a_link_follows_it, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
