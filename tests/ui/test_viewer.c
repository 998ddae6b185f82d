/* The screen of one picture: links that lead to pictures, and to other files that are no article. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"

#define RED 0xC00000u
#define BLUE 0x0000C0u

static const struct leaf linked[] = {
    {"book-main/README.md", "# 首页\n\n<figure><a href=\"图/50%25%20%23%201.png\"><img src=\"small.png\" "
                            "alt=\"河\"></a></figure>\n\n"
                            "[小图](small.png) [文件](文件.pdf) [坏图](bad.png)\n"},
    {"book-main/文件.pdf", "%PDF-1.4"},
    {"book-main/bad.png", "no picture"},
    {0},
};

/* A picture whose left half is red and whose right half is blue. */
static void add_picture(struct desk *desk, const char *name, int width, int height)
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_XRGB8888);
    assert_non_null(surface);
    SDL_Rect left = {0, 0, width / 2, height}, right = {width / 2, 0, width - width / 2, height};
    SDL_FillRect(surface, &left, RED);
    SDL_FillRect(surface, &right, BLUE);
    desk_picture(desk, name, surface);
    SDL_FreeSurface(surface);
}

static void open_linked(struct desk *desk)
{
    desk_write(desk, linked);
    add_picture(desk, "book-main/图/50% # 1.png", 2000, 500);
    add_picture(desk, "book-main/small.png", 100, 60);
    ui_open(desk->ui, desk->path);
    desk_idle(desk);
}

/* Focuses link `number` of the page (from 1) and follows it. */
static void follow(struct desk *desk, int number)
{
    desk_act(desk, ACTION_FIRST);
    for (int i = 0; i < number; i++)
        desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
}

static uint32_t pixel(const SDL_Surface *surface, int32_t x, int32_t y)
{
    uint32_t color;
    memcpy(&color, (const unsigned char *)surface->pixels + y * surface->pitch + x * 4, sizeof color);
    return color & 0xFFFFFF;
}

/* The picture fills its box and no more: red, blue, paper all around, and a line of text below. */
static void assert_shown(struct desk *desk, const char *line, struct box box)
{
    char text[80];
    bool changed;
    snprintf(text, sizeof text, "box %d %d %d %d", (int)box.x, (int)box.y, (int)box.width, (int)box.height);
    desk_line(desk, "screen picture");
    desk_line(desk, line);
    desk_line(desk, text);
    const SDL_Surface *shown = ui_picture(desk->ui, &changed);
    uint32_t paper = theme_color(THEME_DAY, INK_BACKGROUND), ink = 0;
    int32_t right = box.x + box.width, bottom = box.y + box.height, middle = box.y + box.height / 2;
    assert_int_equal(pixel(shown, box.x + 2, box.y + 2), RED);
    assert_int_equal(pixel(shown, box.x + 2, bottom - 3), RED);
    assert_int_equal(pixel(shown, box.x + box.width / 2 - 4, middle), RED);
    assert_int_equal(pixel(shown, box.x + box.width / 2 + 4, middle), BLUE);
    assert_int_equal(pixel(shown, right - 3, bottom - 3), BLUE);
    assert_int_equal(pixel(shown, box.x - 1, middle), paper);
    assert_int_equal(pixel(shown, right, middle), paper);
    for (int32_t x = 0; x < shown->w; x++) {
        assert_int_equal(pixel(shown, x, box.y - 1), paper);
        for (int32_t y = bottom; y < shown->h; y++)
            ink += pixel(shown, x, y) != paper;
    }
    assert_in_range(ink, 50, 5000);
}

static void a_linked_figure_is_shown_large(void **state)
{
    static const enum action_kind back[] = {ACTION_BACK, ACTION_SELECT, ACTION_LONG_PRESS};
    struct desk *desk = *state;
    open_linked(desk);
    for (size_t i = 0; i < sizeof back / sizeof *back; i++) {
        follow(desk, 1);
        desk_line(desk, "picture 图/50% # 1.png");
        /* As wide as the screen without its margins of half a label's size. */
        assert_shown(desk, "line 50% # 1.png", (struct box){12, 217, 1256, 314});
        desk_act(desk, back[i]);
        desk_line(desk, "screen reading");
        desk_line(desk, "entry README.md");
    }
    follow(desk, 1);
    desk_tap(desk, 3, 3);
    desk_line(desk, "page 1 / 1");
}

/* Twice its own size and no larger; on a small screen it is made to fit. */
static void a_picture_follows_the_screen(void **state)
{
    struct desk *desk = *state;
    open_linked(desk);
    follow(desk, 2);
    assert_shown(desk, "line small.png", (struct box){540, 314, 200, 120});
    ui_resize(desk->ui, 240, 160);
    desk_idle(desk);
    assert_shown(desk, "line small.png", (struct box){25, 8, 190, 114});
    ui_resize(desk->ui, 240, 800);
    desk_idle(desk);
    assert_shown(desk, "line small.png", (struct box){20, 319, 200, 120});
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen reading");
}

static void what_cannot_be_shown_is_told(void **state)
{
    struct desk *desk = *state;
    open_linked(desk);
    follow(desk, 3);
    desk_line(desk, "screen message");
    desk_line(desk, "sentence “文件.pdf” is in this bundle, but it cannot be shown here.");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen reading");
    follow(desk, 4);
    desk_line(desk, "screen message");
    desk_line(desk, "sentence “bad.png” is not a picture of a kind that can be shown.");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen reading");
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_linked_figure_is_shown_large, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_picture_follows_the_screen, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(what_cannot_be_shown_is_told, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
