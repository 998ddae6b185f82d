/* The shelf: what it says of each bundle, and the way to a bundle and back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "signing.h"
#include "ui/visit.h"

static const struct leaf wells[] = {{"README.md", "# 井水的安全\n\n打水以前先看看井边。\n\n[下](a.md)\n"},
                                    {"a.md", "# 井盖\n\n盖好。\n"},
                                    {0}};
static const struct leaf english[] = {
    {"index.html", "<html lang=en><title>Clean water</title><h1>Clean water</h1><p>Boil it first.</p>"}, {0}};

/* Writes the bundle and puts it on the shelf. */
static void put(struct desk *desk, struct library *library, const struct leaf *leaves)
{
    desk_write(desk, leaves);
    library->paths = realloc(library->paths, (library->count + 1) * sizeof *library->paths);
    assert_non_null(library->paths);
    library->paths[library->count++] = strdup(desk->path);
}

static void show(struct desk *desk, struct library *library)
{
    assert_int_equal(ui_shelf(desk->ui, library, NULL), STATUS_OK);
    library_free(library);
    desk_idle(desk);
}

static void what_it_says(void **state)
{
    struct desk *desk = *state;
    struct library library = {0};
    SDL_Surface *picture = SDL_CreateRGBSurfaceWithFormat(0, 30, 40, 32, SDL_PIXELFORMAT_XRGB8888);
    put(desk, &library, wells);
    desk_picture(desk, "cover.png", picture);
    put(desk, &library, english);
    put(desk, &library, english);
    assert_int_equal(truncate(desk->path, 90), 0);
    SDL_FreeSurface(picture);
    show(desk, &library);
    desk_line(desk, "screen shelf");
    desk_line(desk, "row 井水的安全 *");
    desk_line(desk, "about 井水的安全: Simplified Chinese · 2 articles");
    /* Twice its own size, as on a page. */
    desk_line(desk, "cover 60 80");
    desk_line(desk, "about Clean water: English · 1 article");
    char line[256];
    const char *file = strrchr(desk->path, '/') + 1;
    snprintf(line, sizeof line, "broken %s: %s is cut off: the end of the zip is missing; copy it again.",
             file, file);
    desk_line(desk, line);
    /* The reason is there in full for whoever asks, and leads back. */
    desk_act(desk, ACTION_LAST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen message");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen shelf");
    /* There is nothing behind the shelf. */
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen shelf");
}

static void there_and_back(void **state)
{
    struct desk *desk = *state;
    struct library library = {0};
    put(desk, &library, wells);
    put(desk, &library, english);
    show(desk, &library);
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_line(desk, "row Clean water *");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry index.html");
    /* Back from the first article leads to the shelf, and from there to the article again. */
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "row Clean water current *");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry index.html");
    desk_act(desk, ACTION_MENU);
    desk_line(desk, "button Library");
    desk_act(desk, ACTION_SHELF);
    desk_line(desk, "screen shelf");
    desk_act(desk, ACTION_FIRST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry README.md");
    /* Back through the history first. */
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry a.md");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry README.md");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen shelf");
    assert_int_equal(ui_articles_opened(desk->ui), 3);
}

static void gone_meanwhile(void **state)
{
    struct desk *desk = *state;
    struct library library = {0};
    put(desk, &library, wells);
    put(desk, &library, english);
    show(desk, &library);
    desk_act(desk, ACTION_FOCUS_NEXT);
    assert_int_equal(unlink(desk->path), 0);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen message");
    desk_begins(desk, "sentence There is no file ");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen shelf");
    desk_begins(desk, "broken Clean water: There is no file ");
    /* The other one is still there. */
    desk_act(desk, ACTION_FIRST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry README.md");
}

static void many_on_every_screen(void **state)
{
    static const int32_t sizes[][2] = {{1280, 800}, {800, 1280}, {480, 320}, {320, 480}, {3840, 2160}};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct library library = {0};
        desk_size(desk, sizes[i][0], sizes[i][1]);
        for (int k = 0; k < 40; k++)
            put(desk, &library, english);
        show(desk, &library);
        desk_begins(desk, "page 1 / ");
        desk_act(desk, ACTION_NEXT);
        desk_idle(desk);
        desk_begins(desk, "page 2 / ");
        desk_line(desk, "about Clean water: English · 1 article");
        /* A tap in the middle of the first card opens it. */
        desk_tap(desk, sizes[i][0] / 4, sizes[i][1] / 5);
        desk_line(desk, "screen reading");
        desk_act(desk, ACTION_SHELF);
        desk_begins(desk, "page 2 / ");
    }
}

static void only_what_is_signed(void **state)
{
    struct desk *desk = *state;
    struct library library = {0};
    struct trust *trust;
    open_trust(desk, &trust);
    put(desk, &library, wells);
    sign(desk);
    put(desk, &library, english);
    put(desk, &library, english);
    sign(desk);
    desk_damage(desk, "Boil it first.");
    show(desk, &library);
    desk_line(desk, "about 井水的安全: Simplified Chinese · 2 articles");
    desk_begins(desk, "broken book-");
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen message");
    desk_begins(desk, "headline book-");
    desk_act(desk, ACTION_BACK);
    desk_act(desk, ACTION_LAST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen message");
    desk_act(desk, ACTION_BACK);
    desk_act(desk, ACTION_FIRST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry README.md");
    ui_free(desk->ui);
    desk->ui = NULL;
    trust_free(trust);
}

/* The first key of somebody who comes to a board that has just started is not lost: what was chosen while it was being verified opens
 * then, unless they do something else. */
static void chosen_before_it_is_verified(void **state)
{
    struct desk *desk = *state;
    struct library library = {0};
    const struct visit_options visit = {.idle_ms = 180000, .countdown_ms = 20000};
    struct trust *trust;
    open_trust(desk, &trust);
    char *text = repeat("井边的水。\n", 300000);
    put(desk, &library, (struct leaf[]){{"README.md", "# 河\n"}, {"long.txt", text}, {0}});
    sign(desk);
    put(desk, &library, english);
    free(text);
    for (int i = 0; i < 3; i++) {
        const struct ui_time now = {.ms = 1000};
        desk_size(desk, 1280, 800);
        assert_int_equal(ui_visit(desk->ui, &visit, NULL), STATUS_OK);
        assert_int_equal(ui_shelf(desk->ui, &library, NULL), STATUS_OK);
        ui_tick(desk->ui, &now);
        desk_act(desk, i == 2 ? ACTION_LAST : ACTION_SELECT);
        if (i == 2) /* It turns out not to be signed at all. */
            desk_act(desk, ACTION_SELECT);
        for (int k = 0; i < 2 && k < 3; k++)
            assert_true(ui_idle(desk->ui));
        desk_line(desk, "screen shelf");
        if (i < 2)
            assert_non_null(strstr(desk_text(desk), " % · It opens in a moment.\n"));
        if (i == 1)
            desk_act(desk, ACTION_FOCUS_NEXT);
        desk_idle(desk);
        desk_line(desk, i == 0 ? "entry README.md" : i == 1 ? "screen shelf" : "screen message");
    }
    library_free(&library);
    ui_free(desk->ui);
    desk->ui = NULL;
    trust_free(trust);
}

static void one_bundle_that_is_signed(void **state)
{
    struct desk *desk = *state;
    struct trust *trust;
    open_trust(desk, &trust);
    desk_write(desk, wells);
    ui_open(desk->ui, desk->path);
    desk_idle(desk);
    desk_line(desk, "screen shelf");
    desk_begins(desk, "broken ");
    sign(desk);
    ui_open(desk->ui, desk->path);
    desk_begins(desk, "screen shelf");
    /* As soon as it is verified. */
    desk_idle(desk);
    desk_line(desk, "entry README.md");
    assert_int_equal(ui_articles_opened(desk->ui), 0);
    ui_free(desk->ui);
    desk->ui = NULL;
    trust_free(trust);
}

static void editions_and_times(void **state)
{
    static const struct leaf old[] = {{"README.md", "# 旧\n\n文。\n"},
                                      {"bundle.ini", "[bundle]\nid = a\nedition = 3\ntitle = 井 三\n"},
                                      {0}};
    static const struct leaf fresh[] = {{"README.md", "# 新\n\n文。\n"},
                                        {"bundle.ini", "[bundle]\nid = a\nedition = 4\ntitle = 井 四\n"},
                                        {0}};
    static const struct leaf over[] = {
        {"README.md", "# 过\n\n文。\n"},
        {"bundle.ini", "[bundle]\ntitle = 过期\ndate = 2020-01-01\nexpires = 2021-01-01\n"},
        {0}};
    struct desk *desk = *state;
    struct library library = {0};
    put(desk, &library, fresh);
    put(desk, &library, old);
    put(desk, &library, over);
    show(desk, &library);
    desk_line(desk, "row 井 四 *");
    desk_begins(desk, "about 井 四: ");
    desk_begins(desk, "broken 井 三: ");
    desk_begins(desk, "broken 过期: ");
    desk_write(desk, over);
    ui_open(desk->ui, desk->path);
    desk_line(desk, "screen message");
    /* The newer one may be on a page that nobody has turned to. */
    put(desk, &library, old);
    for (int i = 0; i < 20; i++)
        put(desk, &library, english);
    put(desk, &library, fresh);
    show(desk, &library);
    desk_begins(desk, "page 1 / ");
    desk_begins(desk, "broken 井 三: ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_it_says, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(there_and_back, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(gone_meanwhile, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(only_what_is_signed, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(chosen_before_it_is_verified, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(one_bundle_that_is_signed, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(editions_and_times, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(many_on_every_screen, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
