/* Sticks and a library that change while somebody reads or looks at the shelf. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "holding.h"
#include "host.h"
#include "ui/import.h"
#include "ui/screen.h"

static void wait(struct desk *desk, uint64_t ms)
{
    static struct ui_time now = {.ms = 1000};
    now.ms += ms;
    ui_tick(desk->ui, &now);
}

static void on_the_shelf(void **state)
{
    struct desk *desk = *state;
    struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}};
    SDL_Surface *picture = SDL_CreateRGBSurfaceWithFormat(0, 30, 40, 32, SDL_PIXELFORMAT_XRGB8888);
    put(desk, &board, wells);
    desk_picture(desk, "cover.png", picture);
    put(desk, &board, english);
    put(desk, &stick, rivers);
    SDL_FreeSurface(picture);
    assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
    desk_idle(desk);
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_line(desk, "row Clean water *");
    tell(desk, 2, (struct holding *[]){&stick, &board});
    /* What was known stays known, the cover too, and the focus with its book. */
    desk_line(desk, "row Clean water *");
    desk_line(desk, "about 井水的安全: Simplified Chinese · 2 articles");
    desk_line(desk, "cover 60 80");
    desk_line(desk, "aside The stick may be pulled out at any time.");
    desk_idle(desk);
    desk_line(desk, "row Rivers");
    desk_line(desk, "about Rivers: On the stick “WATER” · English · 1 article");
    /* While something is copied from it, or it is written to, it stays in. */
    ui_copying(desk->ui, true);
    desk_line(desk, "aside Copying: please leave the stick in.");
    ui_copying(desk->ui, false);
    stick.source.held = true;
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_line(desk, "aside Please leave the stick in.");
    tell(desk, 1, (struct holding *[]){&board});
    desk_line(desk, "row Clean water *");
    desk_no_line(desk, "row Rivers");
    desk_no_line(desk, "aside Please leave the stick in.");
    assert_int_equal(open_files(desk), 0);
    library_free(&stick.library);
    library_free(&board.library);
}

static void focus_on_what_went(void **state)
{
    struct desk *desk = *state;
    struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}};
    put(desk, &board, wells);
    put(desk, &stick, rivers);
    tell(desk, 2, (struct holding *[]){&board, &stick});
    assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
    tell(desk, 2, (struct holding *[]){&board, &stick});
    desk_idle(desk);
    desk_act(desk, ACTION_LAST);
    desk_line(desk, "row Rivers *");
    tell(desk, 1, (struct holding *[]){&board});
    desk_line(desk, "row 井水的安全 *");
    /* Nothing at all is left. */
    tell(desk, 0, NULL);
    desk_idle(desk);
    desk_line(desk, "screen shelf");
    desk_act(desk, ACTION_SELECT);
    desk_act(desk, ACTION_NEXT);
    desk_act(desk, ACTION_LAST);
    desk_tap(desk, 300, 300);
    desk_line(desk, "screen shelf");
    library_free(&stick.library);
    library_free(&board.library);
}

/* The first page of a long shelf stays the first page: there is the stick. */
static void where_the_shelf_is_long(void **state)
{
    struct desk *desk = *state;
    struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}};
    desk_size(desk, 480, 320);
    for (int i = 0; i < 12; i++)
        put(desk, &board, english);
    for (int i = 0; i < 5; i++)
        put(desk, &stick, rivers);
    assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_idle(desk);
    desk_begins(desk, "page 1 / ");
    desk_line(desk, "row Rivers *");
    /* Whoever has turned pages stays there. */
    tell(desk, 1, (struct holding *[]){&board});
    desk_idle(desk);
    desk_act(desk, ACTION_LAST);
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_idle(desk);
    desk_line(desk, "row Clean water *");
    library_free(&stick.library);
    library_free(&board.library);
}

static void pulled_while_reading(void **state)
{
    struct desk *desk = *state;
    struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}};
    static const enum action_kind over[] = {ACTION_NONE, ACTION_MENU, ACTION_CONTENTS};
    put(desk, &board, english);
    put(desk, &stick, wells);
    assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
    wait(desk, 1000);
    for (size_t i = 0; i < 2 * sizeof over / sizeof *over; i++) {
        tell(desk, 2, (struct holding *[]){&stick, &board});
        desk_idle(desk);
        desk_act(desk, ACTION_FIRST);
        desk_act(desk, ACTION_SELECT);
        desk_line(desk, "entry README.md");
        desk_idle(desk);
        desk_act(desk, over[i / 2]);
        assert_int_not_equal(open_files(desk), 0);
        tell(desk, 1, (struct holding *[]){&board});
        desk_line(desk, "screen pulled");
        desk_line(desk,
                  "sentence The stick “WATER” was pulled out, and what you were reading is on it. Plug it in "
                  "again to read on.");
        assert_int_equal(open_files(desk), 0);
        wait(desk, 9000);
        desk_line(desk, "screen pulled");
        if (i % 2)
            wait(desk, 2000);
        else
            desk_act(desk, ACTION_NEXT);
        desk_line(desk, "screen shelf");
        desk_line(desk, "row Clean water *");
        desk_act(desk, ACTION_BACK);
        desk_line(desk, "screen shelf");
    }
    library_free(&stick.library);
    library_free(&board.library);
}

/* Whoever minds the kiosk goes on, and no key leads from there into what was being read. */
static void pulled_behind_the_pin(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}};
    put(desk, &board, english);
    put(desk, &stick, wells);
    assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
    fake_open(&fake, desk);
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_idle(desk);
    desk_act(desk, ACTION_FIRST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry README.md");
    desk_act(desk, ACTION_MAINTENANCE);
    desk_line(desk, "screen pin");
    tell(desk, 1, (struct holding *[]){&board});
    desk_line(desk, "screen pin");
    type_pin(desk, "4711");
    desk_line(desk, "screen maintenance");
    tell(desk, 2, (struct holding *[]){&stick, &board});
    tell(desk, 1, (struct holding *[]){&board});
    desk_line(desk, "screen maintenance");
    const struct import_options import = {.policy = IMPORT_READ, .folder = desk->folder};
    assert_int_equal(ui_import(desk->ui, &import), STATUS_OK);
    ui_push(desk->ui, import_new(desk->ui, stick.library.paths[0]));
    static const enum action_kind away[] = {ACTION_HOME, ACTION_SHELF, ACTION_CONTENTS, ACTION_MENU,
                                            ACTION_MAINTENANCE};
    for (size_t i = 0; i < sizeof away / sizeof *away; i++) {
        desk_act(desk, away[i]);
        desk_line(desk, "screen import");
    }
    library_free(&stick.library);
    library_free(&board.library);
}

/* Behind the shelf, or one whose place another one took at once. */
static void pulled_without_a_word(void **state)
{
    struct desk *desk = *state;
    struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}};
    put(desk, &board, english);
    put(desk, &stick, wells);
    assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_idle(desk);
    desk_act(desk, ACTION_FIRST);
    desk_act(desk, ACTION_SELECT);
    desk_act(desk, ACTION_SHELF);
    desk_line(desk, "row 井水的安全 current *");
    tell(desk, 1, (struct holding *[]){&board});
    desk_line(desk, "screen shelf");
    desk_line(desk, "row Clean water *");
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_idle(desk);
    desk_act(desk, ACTION_FIRST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry README.md");
    stick.source.serial = 2;
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_line(desk, "screen pulled");
    /* What is read on the board goes on, whatever is pulled. */
    desk_act(desk, ACTION_NEXT);
    desk_idle(desk);
    desk_act(desk, ACTION_LAST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry index.html");
    tell(desk, 1, (struct holding *[]){&board});
    desk_line(desk, "entry index.html");
    library_free(&stick.library);
    library_free(&board.library);
}

static void news_on_the_page(void **state)
{
    struct desk *desk = *state;
    struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}};
    put(desk, &board, wells);
    put(desk, &stick, rivers);
    put(desk, &stick, english);
    assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
    desk_act(desk, ACTION_SELECT);
    desk_idle(desk);
    wait(desk, 1000);
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_line(desk, "screen reading");
    desk_line(desk, "news Library: 2 books on the stick “WATER”");
    desk_line(desk, "Library: 2 books on the stick “WATER”");
    wait(desk, 29000);
    desk_line(desk, "news Library: 2 books on the stick “WATER”");
    wait(desk, 2000);
    desk_no_line(desk, "news Library: 2 books on the stick “WATER”");
    /* Pulled out again before anybody looked. */
    tell(desk, 1, (struct holding *[]){&board});
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_line(desk, "news Library: 2 books on the stick “WATER”");
    tell(desk, 1, (struct holding *[]){&board});
    desk_no_line(desk, "news Library: 2 books on the stick “WATER”");
    desk_line(desk, "entry README.md");
    /* A tap on it, or the focus, leads to the shelf. */
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_tap(desk, 640, 15);
    desk_line(desk, "screen shelf");
    desk_act(desk, ACTION_BACK);
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_line(desk, "focus slipcase:shelf");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen shelf");
    library_free(&stick.library);
    library_free(&board.library);
}

/* As high as a finger is wide: 9 mm, down from the edge. */
static void news_under_a_finger(void **state)
{
    static const int32_t screens[][3] = {{1280, 800, 53}, {480, 800, 51}, {480, 320, 58}};
    struct desk *desk = *state;
    struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}};
    put(desk, &board, wells);
    put(desk, &stick, rivers);
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
        desk->target = screens[i][2];
        desk_size(desk, screens[i][0], screens[i][1]);
        assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
        desk_act(desk, ACTION_SELECT);
        desk_idle(desk);
        tell(desk, 2, (struct holding *[]){&stick, &board});
        desk_tap(desk, screens[i][0] / 2, 1);
        desk_line(desk, "screen shelf");
        desk_act(desk, ACTION_BACK);
        desk_tap(desk, screens[i][0] / 2, screens[i][2] - 1);
        desk_line(desk, "screen shelf");
    }
    library_free(&stick.library);
    library_free(&board.library);
}

static void one_that_cannot_be_read(void **state)
{
    struct desk *desk = *state;
    struct holding board = {0},
                   stick = {.source = {.stick = "WATER", .problem = "It is square.", .serial = 1}};
    put(desk, &board, wells);
    assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
    desk_idle(desk);
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_line(desk, "broken WATER: It is square.");
    desk_idle(desk);
    desk_act(desk, ACTION_FIRST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "headline WATER");
    desk_line(desk, "sentence It is square.");
    desk_act(desk, ACTION_BACK);
    desk_act(desk, ACTION_LAST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry README.md");
    tell(desk, 1, (struct holding *[]){&board});
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_line(desk, "news Library: the stick “WATER” cannot be read");
    library_free(&board.library);
}

static void editions(void **state)
{
    static const struct leaf old[] = {{"README.md", "# 旧\n\n文。\n"},
                                      {"bundle.ini", "[bundle]\nid = a\nedition = 3\ntitle = 井 三\n"},
                                      {0}};
    static const struct leaf fresh[] = {{"README.md", "# 新\n\n文。\n"},
                                        {"bundle.ini", "[bundle]\nid = a\nedition = 4\ntitle = 井 四\n"},
                                        {0}};
    struct desk *desk = *state;
    struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}};
    put(desk, &board, old);
    put(desk, &stick, fresh);
    assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_idle(desk);
    desk_begins(desk, "about 井 四: ");
    desk_begins(desk, "broken 井 三: ");
    /* Without the newer one the older one counts again. */
    tell(desk, 1, (struct holding *[]){&board});
    desk_idle(desk);
    desk_begins(desk, "about 井 三: ");
    desk_act(desk, ACTION_SELECT);
    desk_begins(desk, "title 旧");
    /* A newer one takes its name while it is read: reading goes on, the shelf has the newer. */
    assert_int_equal(rename(stick.library.paths[0], board.library.paths[0]), 0);
    tell(desk, 1, (struct holding *[]){&board});
    desk_begins(desk, "title 旧");
    desk_act(desk, ACTION_HOME);
    desk_begins(desk, "title 旧");
    desk_act(desk, ACTION_SHELF);
    desk_idle(desk);
    desk_line(desk, "row 井 四 current *");
    desk_act(desk, ACTION_SELECT);
    desk_begins(desk, "title 新");
    library_free(&stick.library);
    library_free(&board.library);
}

static void signed_ones(void **state)
{
    struct desk *desk = *state;
    struct holding board = {.source.own = true}, stick = {.source = {.stick = "WATER", .serial = 1}};
    struct trust *trust;
    open_trust(desk, &trust);
    /* The handbook needs no signature, what is on the stick does. */
    put(desk, &board, wells);
    ui_open_own(desk->ui, desk->path);
    desk_line(desk, "entry README.md");
    put(desk, &stick, rivers);
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_act(desk, ACTION_SHELF);
    desk_idle(desk);
    desk_line(desk, "about 井水的安全: Simplified Chinese · 2 articles");
    desk_begins(desk, "broken book-");
    /* The signature comes later than the bundle. */
    sign(desk);
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_idle(desk);
    desk_line(desk, "about Rivers: On the stick “WATER” · English · 1 article");
    assert_int_equal(open_files(desk), 2);
    desk_act(desk, ACTION_FIRST);
    desk_act(desk, ACTION_SELECT);
    desk_begins(desk, "title Rivers");
    tell(desk, 1, (struct holding *[]){&board});
    desk_line(desk, "screen pulled");
    assert_int_equal(open_files(desk), 0);
    ui_free(desk->ui);
    desk->ui = NULL;
    trust_free(trust);
    library_free(&stick.library);
    library_free(&board.library);
}

/* A bundle of bundles stays unfolded, with the focus and what is open where they were. */
static void bundles_in_one(void **state)
{
    struct desk *desk = *state;
    struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}};
    put(desk, &board, wells);
    put(desk, &stick, rivers);
    run(desk, "mkdir inner && cp book-*.zip inner && zip -q -r -0 outer.zip inner && rm -r inner");
    free(board.library.paths[0]);
    assert_true(asprintf(&board.library.paths[0], "%s/outer.zip", desk->folder) > 0);
    assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
    desk_idle(desk);
    desk_act(desk, ACTION_LAST);
    desk_act(desk, ACTION_SELECT);
    desk_act(desk, ACTION_SHELF);
    desk_idle(desk);
    desk_line(desk, "row Rivers current *");
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_line(desk, "row Rivers current *");
    desk_line(desk, "row 井水的安全");
    desk_idle(desk);
    desk_line(desk, "about Rivers: On the stick “WATER” · English · 1 article");
    desk_line(desk, "about Rivers: English · 1 article");
    library_free(&stick.library);
    library_free(&board.library);
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(on_the_shelf, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(focus_on_what_went, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(where_the_shelf_is_long, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(pulled_while_reading, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(pulled_behind_the_pin, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(pulled_without_a_word, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(news_on_the_page, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(news_under_a_finger, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(one_that_cannot_be_read, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(editions, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(signed_ones, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(bundles_in_one, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
