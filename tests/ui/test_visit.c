/* A kiosk's visitors: they are asked whether they still read, nothing is left of them, pictures invite the next one, and outside
 * the opening hours it is closed. All by a clock of the test's own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "desk.h"
#include "ui/attract.h"
#include "ui/drift.h"
#include "ui/host.h"
#include "ui/prompt.h"
#include "ui/screen.h"
#include "ui/visit.h"

#define SENTENCE "春天来了，河水涨到台阶下面，图书馆的门每天早上九点打开。"
#define PARAGRAPH SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE "\n\n"
#define CHAPTER PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH

#define SECTION "## 一节\n\n一句。\n\n"
#define SECTIONS SECTION SECTION SECTION SECTION SECTION SECTION SECTION SECTION SECTION SECTION

/* Tuesday 2026-11-24 10:00 in Shanghai. */
#define MORNING INT64_C(1795485600)

static const struct leaf rivers[] = {
    {"README.md",
     "# 河流\n\n[井水](wells.md) [网](https://example.org/) [图](p.png) [无](no.md)\n\n" CHAPTER},
    {"wells.md",
     "# 井水\n\n## 一\n\n" CHAPTER CHAPTER "## 二\n\n" CHAPTER CHAPTER SECTIONS SECTIONS SECTIONS},
    {"birds.md", "# 鸟\n\n白鹭在三月回来。\n"},
    {"bundle.ini", "[bundle]\ntitle = 田野手册\nattract = wells.md, no.md, birds.md\n"},
    {0},
};
static const struct leaf water[] = {
    {"index.html", "<html lang=en><title>Clean water</title><h1>Clean water</h1><p>Boil it first.</p>"}, {0}};

static void put(struct desk *desk, struct library *library, const struct leaf *leaves)
{
    desk_write(desk, leaves);
    library->paths = realloc(library->paths, (library->count + 1) * sizeof *library->paths);
    assert_non_null(library->paths);
    library->paths[library->count++] = strdup(desk->path);
}

static void put_picture(struct desk *desk, const char *name)
{
    SDL_Surface *picture = SDL_CreateRGBSurfaceWithFormat(0, 30, 40, 32, SDL_PIXELFORMAT_XRGB8888);
    assert_non_null(picture);
    SDL_FillRect(picture, NULL, 0x406080);
    desk_picture(desk, name, picture);
    SDL_FreeSurface(picture);
}

/* The kiosk `seconds` after it was switched on. */
static void at(struct desk *desk, int64_t seconds)
{
    struct ui_time now = {.ms = 5000000 + (uint64_t)seconds * 1000, .wall = MORNING + seconds};
    ui_tick(desk->ui, &now);
}

static void begin(struct desk *desk, const struct visit_options *options)
{
    assert_int_equal(ui_visit(desk->ui, options, NULL), STATUS_OK);
    at(desk, 0);
}

static const struct visit_options patient = {.idle_ms = 180000, .countdown_ms = 20000};

static void a_desk_waits_for_ever(void **state)
{
    struct desk *desk = *state;
    desk_bundle(desk, rivers);
    desk_act(desk, ACTION_LARGER);
    desk_act(desk, ACTION_NEXT);
    desk_idle(desk);
    at(desk, 0);
    at(desk, 100000);
    desk_line(desk, "screen reading");
    desk_begins(desk, "page 2 / ");
    assert_false(ui_dark(desk->ui));
}

static void asked_and_answered(void **state)
{
    struct desk *desk = *state;
    desk_bundle(desk, rivers);
    begin(desk, &patient);
    /* Nobody was there yet: nobody is asked. */
    at(desk, 1000);
    desk_line(desk, "screen reading");
    desk_act(desk, ACTION_NEXT);
    desk_idle(desk);
    at(desk, 1179);
    desk_begins(desk, "page 2 / ");
    at(desk, 1180);
    desk_line(desk, "screen prompt");
    desk_line(desk, "headline Are you still reading?");
    desk_line(desk, "sentence In 20 seconds this goes back to the start.");
    at(desk, 1199);
    desk_line(desk, "sentence In 1 second this goes back to the start.");
    /* Nothing happened on its own, nor while a finger is on its way; what comes then is an answer and nothing else. */
    desk_act(desk, ACTION_NONE);
    desk_act(desk, ACTION_DRAG);
    desk_act(desk, ACTION_DROP);
    desk_line(desk, "screen prompt");
    desk_act(desk, ACTION_NEXT);
    desk_line(desk, "screen reading");
    desk_begins(desk, "page 2 / ");
    at(desk, 1378);
    desk_line(desk, "screen reading");
    at(desk, 1379);
    desk_line(desk, "screen prompt");
    desk_tap(desk, 1270, 400);
    desk_begins(desk, "page 2 / ");
    /* Every key is one, too. */
    static const enum action_kind keys[] = {ACTION_LARGER, ACTION_THEME, ACTION_MENU,  ACTION_LEFT,
                                            ACTION_SHELF,  ACTION_BACK,  ACTION_SELECT};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        at(desk, 2000 + 1000 * (int64_t)i);
        desk_line(desk, "screen prompt");
        desk_act(desk, keys[i]);
        desk_begins(desk, "page 2 / ");
    }
    /* But for the one that means the start. */
    at(desk, 9000);
    desk_act(desk, ACTION_HOME);
    desk_idle(desk);
    desk_begins(desk, "page 1 / ");
    desk_act(desk, ACTION_NEXT);
    desk_idle(desk);
    /* No answer is one. */
    at(desk, 20000);
    at(desk, 20019);
    desk_line(desk, "screen prompt");
    at(desk, 20020);
    desk_idle(desk);
    desk_begins(desk, "page 1 / ");
    at(desk, 90000);
    desk_begins(desk, "page 1 / ");
}

/* A point on “Start again”. */
static struct action start_again(struct desk *desk)
{
    struct action action = {.kind = ACTION_TAP};
    for (action.y = 0; action.y < 800; action.y += 8) {
        for (action.x = 0; action.x < 1280; action.x += 8) {
            if (prompt_again(visit_screen(desk->ui), &action))
                return action;
        }
    }
    fail_msg("there is no such button");
    return action;
}

static void start_again_by_touch(void **state)
{
    static const int32_t sizes[][2] = {{1280, 800}, {480, 800}, {480, 320}, {240, 160}};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        desk_size(desk, sizes[i][0], sizes[i][1]);
        desk_bundle(desk, rivers);
        begin(desk, &patient);
        desk_act(desk, ACTION_NEXT);
        at(desk, 200);
        desk_line(desk, "button Start again");
        struct action action = start_again(desk);
        assert_true(ui_act(desk->ui, &action));
        desk_idle(desk);
        desk_begins(desk, "page 1 / ");
        /* Somebody is there. */
        at(desk, 379);
        desk_line(desk, "screen reading");
        at(desk, 380);
        desk_line(desk, "screen prompt");
    }
}

/* What is shown, and what was before. */
struct sight {
    char *text;
    unsigned char *pixels;
    size_t size;
};

static struct sight look(struct desk *desk)
{
    bool changed;
    struct sight sight = {.text = strdup(desk_text(desk))};
    SDL_Surface *picture = ui_picture(desk->ui, &changed);
    sight.size = (size_t)picture->pitch * (size_t)picture->h;
    sight.pixels = malloc(sight.size);
    assert_non_null(sight.pixels);
    memcpy(sight.pixels, picture->pixels, sight.size);
    return sight;
}

static void forget(struct sight *sight)
{
    free(sight->text);
    free(sight->pixels);
}

static void same(struct desk *desk, const struct sight *fresh)
{
    struct sight sight = look(desk);
    assert_string_equal(sight.text, fresh->text);
    assert_int_equal(sight.size, fresh->size);
    assert_memory_equal(sight.pixels, fresh->pixels, fresh->size);
    forget(&sight);
}

static void open_all(struct desk *desk, const struct library *library)
{
    if (library->count == 1)
        ui_open(desk->ui, library->paths[0]);
    else
        assert_int_equal(ui_shelf(desk->ui, library, NULL), STATUS_OK);
    desk_idle(desk);
}

#define MOST 16

/* What a visitor may do. On the shelf they open the first bundle. */
static const enum action_kind visitors[][MOST] = {
    {ACTION_LARGER, ACTION_LARGER},
    {ACTION_SMALLER, ACTION_NEXT},
    {ACTION_THEME},
    {ACTION_THEME, ACTION_THEME, ACTION_LAST},
    {ACTION_LINES, ACTION_NEXT},
    {ACTION_LAST},
    {ACTION_MENU},
    {ACTION_MENU, ACTION_NEXT, ACTION_NEXT},
    {ACTION_CONTENTS, ACTION_LAST},
    {ACTION_CONTENTS, ACTION_NEXT, ACTION_MENU},
    {ACTION_FOCUS_NEXT},
    {ACTION_FOCUS_NEXT, ACTION_SELECT, ACTION_NEXT, ACTION_NEXT, ACTION_LARGER}, /* another article */
    {ACTION_FOCUS_NEXT, ACTION_SELECT, ACTION_CONTENTS, ACTION_LAST}, /* contents that are turned over */
    {ACTION_FOCUS_NEXT, ACTION_SELECT, ACTION_LAST, ACTION_BACK},     /* and back */
    {ACTION_FOCUS_NEXT, ACTION_FOCUS_NEXT, ACTION_SELECT},            /* an address */
    {ACTION_FOCUS_NEXT, ACTION_FOCUS_NEXT, ACTION_FOCUS_NEXT, ACTION_SELECT, ACTION_THEME}, /* a picture */
    {ACTION_FOCUS_NEXT, ACTION_FOCUS_NEXT, ACTION_FOCUS_NEXT, ACTION_FOCUS_NEXT,
     ACTION_SELECT}, /* a message */
    {ACTION_SHELF, ACTION_FOCUS_NEXT, ACTION_LARGER},
    {ACTION_SHELF, ACTION_FOCUS_NEXT, ACTION_SELECT, ACTION_NEXT},                    /* another bundle */
    {ACTION_SHELF, ACTION_FOCUS_NEXT, ACTION_FOCUS_NEXT, ACTION_SELECT, ACTION_MENU}, /* a broken one */
};

static void leaves_nothing(struct desk *desk, const struct library *library, bool wait)
{
    static const struct history none;
    open_all(desk, library);
    struct sight fresh = look(desk);
    desk_act(desk, ACTION_MENU);
    struct sight menu = look(desk);
    for (size_t i = 0; i < sizeof visitors / sizeof *visitors; i++) {
        desk_size(desk, 1280, 800);
        open_all(desk, library);
        begin(desk, &patient);
        if (library->count > 1)
            desk_act(desk, ACTION_SELECT);
        for (const enum action_kind *kind = visitors[i]; kind < visitors[i] + MOST && *kind; kind++) {
            if (wait)
                desk_idle(desk);
            desk_act(desk, *kind);
        }
        desk_text(desk);
        at(desk, 1000);
        at(desk, 2000);
        if (library->count > 1)
            assert_memory_equal(&desk->ui->history, &none, sizeof none);
        const unsigned char *pixels = desk->ui->surface->pixels;
        assert_true(!pixels[0] && !memcmp(pixels, pixels + 1, fresh.size - 1));
        for (uint32_t k = 0; k < FRAMES; k++)
            assert_null(desk->ui->frames[k].ahead);
        desk_idle(desk);
        same(desk, &fresh);
        desk_act(desk, ACTION_MENU);
        same(desk, &menu);
    }
    forget(&fresh);
    forget(&menu);
}

static void nothing_is_left_of_a_visitor(void **state)
{
    struct desk *desk = *state;
    struct library library = {0};
    put(desk, &library, rivers);
    put_picture(desk, "p.png");
    leaves_nothing(desk, &library, true);
    leaves_nothing(desk, &library, false);
    put(desk, &library, water);
    put(desk, &library, water);
    assert_int_equal(truncate(desk->path, 90), 0);
    desk_size(desk, 1280, 800);
    leaves_nothing(desk, &library, true);
    library_free(&library);
}

static const struct visit_options inviting = {.idle_ms = 180000, .countdown_ms = 20000, .attract_ms = 12000};

static void pictures_of_a_bundle(void **state)
{
    struct desk *desk = *state;
    desk_write(desk, rivers);
    put_picture(desk, "cover.png");
    ui_open(desk->ui, desk->path);
    begin(desk, &inviting);
    desk_idle(desk);
    desk_line(desk, "screen attract");
    desk_line(desk, "cover cover.png");
    desk_line(desk, "田野手册");
    desk_begins(desk, "Touch to read");
    at(desk, 11);
    desk_line(desk, "cover cover.png");
    at(desk, 12);
    desk_line(desk, "article wells.md");
    desk_line(desk, "井水");
    /* The one that is not there is passed over; and from the beginning. */
    at(desk, 24);
    desk_line(desk, "article birds.md");
    at(desk, 36);
    desk_line(desk, "cover cover.png");
    at(desk, 48);
    desk_line(desk, "article wells.md");
    /* What is touched opens, and nothing else is done: not even by a tap on the menu's place. */
    desk_act(desk, ACTION_DRAG);
    desk_line(desk, "screen attract");
    desk_tap(desk, 640, 400);
    desk_line(desk, "screen reading");
    desk_line(desk, "entry wells.md");
    desk_begins(desk, "page 1 / ");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry README.md");
    at(desk, 227);
    desk_line(desk, "screen reading");
    at(desk, 228);
    desk_line(desk, "screen prompt");
    at(desk, 248);
    desk_line(desk, "screen attract");
    desk_line(desk, "article birds.md");
    at(desk, 260);
    desk_line(desk, "cover cover.png");
    desk_act(desk, ACTION_NEXT);
    desk_line(desk, "entry README.md");
    desk_begins(desk, "page 1 / ");
}

/* Without attract= it is the home page; without a cover only that. */
static void pictures_of_a_plain_bundle(void **state)
{
    struct desk *desk = *state;
    desk_bundle(desk, water);
    begin(desk, &inviting);
    for (int i = 0; i < 3; i++) {
        at(desk, 12 * i);
        desk_line(desk, "screen attract");
        desk_line(desk, "article index.html");
    }
    desk_act(desk, ACTION_LARGER);
    desk_line(desk, "screen reading");
    assert_int_equal(desk->ui->font_size, desk->ui->first_size);
}

static void no_more_than_its_share(void **state)
{
    struct desk *desk = *state;
    char text[1024] = "[bundle]\nattract = ";
    for (unsigned i = 0; i < LIMIT_ATTRACT + 4; i++)
        strcat(text, i % 2 ? "a.md," : "b.md,");
    desk_bundle(
        desk,
        (struct leaf[]){
            {"README.md", "# 首页\n"}, {"a.md", "# 甲\n"}, {"b.md", "# 乙\n"}, {"bundle.ini", text}, {0}});
    begin(desk, &inviting);
    struct attract_cursor cursor = {0};
    uint32_t count = 0;
    for (struct screen *screen; (screen = attract_new(desk->ui, &cursor)); count++)
        screen->kind->free(screen);
    assert_int_equal(count, LIMIT_ATTRACT);
}

static void pictures_of_a_shelf(void **state)
{
    struct desk *desk = *state;
    struct library library = {0};
    put(desk, &library, water);
    put(desk, &library, water);
    assert_int_equal(truncate(desk->path, 90), 0);
    put(desk, &library, rivers);
    put_picture(desk, "cover.png");
    put(desk, &library, (struct leaf[]){{"a.md", ""}, {0}});
    assert_int_equal(ui_shelf(desk->ui, &library, NULL), STATUS_OK);
    begin(desk, &inviting);
    /* Nothing is known of them yet. */
    desk_line(desk, "screen shelf");
    desk_idle(desk);
    at(desk, 1);
    desk_line(desk, "article index.html");
    at(desk, 13);
    desk_line(desk, "cover cover.png");
    at(desk, 25);
    desk_line(desk, "article wells.md");
    assert_null(desk->ui->bundle);
    /* The shelf below is what Back leads to in the end. */
    desk_tap(desk, 10, 10);
    desk_line(desk, "entry wells.md");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry README.md");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen shelf");
    at(desk, 1000);
    at(desk, 1020);
    desk_line(desk, "article birds.md");
    /* One that is pulled out has no picture; and the empty one never had. */
    assert_int_equal(unlink(library.paths[0]), 0);
    at(desk, 1032);
    desk_line(desk, "cover cover.png");
    /* Pulled out while its picture is shown: the shelf says so, to whom it may concern. */
    assert_int_equal(unlink(library.paths[2]), 0);
    desk_tap(desk, 10, 10);
    desk_line(desk, "screen message");
    desk_begins(desk, "sentence There is no file ");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen shelf");
    /* And without any picture the shelf is what invites. */
    at(desk, 2000);
    at(desk, 2020);
    desk_line(desk, "screen shelf");
    at(desk, 3000);
    desk_line(desk, "screen shelf");
    library_free(&library);
}

/* What is touched is broken by now, but its twin on a stick is not. */
/* How far the colour reaches on the screen. */
static SDL_Point extent_of(struct desk *desk, uint32_t colour)
{
    bool changed;
    const SDL_Surface *picture = ui_picture(desk->ui, &changed);
    SDL_Point first = {picture->w, picture->h}, last = {-1, -1};
    for (int y = 0; y < picture->h; y++) {
        const uint32_t *row =
            (const uint32_t *)((const uint8_t *)picture->pixels + (size_t)y * picture->pitch);
        for (int x = 0; x < picture->w; x++) {
            if ((row[x] & 0xFFFFFF) != colour)
                continue;
            first = (SDL_Point){x < first.x ? x : first.x, y < first.y ? y : first.y};
            last = (SDL_Point){x > last.x ? x : last.x, y};
        }
    }
    return last.x < 0 ? (SDL_Point){0} : (SDL_Point){last.x - first.x + 1, last.y - first.y + 1};
}

/* Bundles that one program made have their pictures in the same places; and one comes to lie where another lay. */
static void each_bundle_has_its_own_pictures(void **state)
{
    struct desk *desk = *state;
    static const struct {
        uint32_t colour;
        SDL_Point size;
    } pictures[] = {{0x204060, {60, 40}}, {0x604020, {60, 40}}, {0x206040, {40, 60}}};
    struct library library = {0};
    for (size_t i = 0; i < 3; i++) {
        char svg[256];
        snprintf(svg, sizeof svg,
                 "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\">"
                 "<rect width=\"60\" height=\"60\" fill=\"#%06x\"/></svg>",
                 pictures[i].size.x, pictures[i].size.y, (unsigned)pictures[i].colour);
        put(desk, &library, (struct leaf[]){{"README.md", "# 相册\n\n![](p.svg)\n"}, {"p.svg", svg}, {0}});
    }
    assert_int_equal(ui_shelf(desk->ui, &library, NULL), STATUS_OK);
    begin(desk, &inviting);
    desk_idle(desk);
    uint32_t seen[3] = {0};
    for (int64_t i = 0; i < 6; i++) {
        at(desk, 12 * i + 1);
        desk_line(desk, "article README.md");
        for (size_t k = 0; k < 3; k++) {
            SDL_Point size = extent_of(desk, pictures[k].colour);
            seen[k] += size.x && size.x * pictures[k].size.y == size.y * pictures[k].size.x;
        }
    }
    for (size_t k = 0; k < 3; k++)
        assert_int_equal(seen[k], 2);
    library_free(&library);
}

static void picture_of_a_twin(void **state)
{
    struct desk *desk = *state;
    static const struct leaf ponds[] = {
        {"README.md", "# 池\n\n文。\n"}, {"bundle.ini", "[bundle]\nid = p\nedition = 3\n"}, {0}};
    struct library board = {0}, stick = {0};
    put(desk, &board, ponds);
    put(desk, &stick, ponds);
    const struct source list[] = {{.library = &stick, .stick = "WATER", .serial = 1}, {.library = &board}};
    assert_int_equal(ui_shelf(desk->ui, &board, NULL), STATUS_OK);
    assert_int_equal(ui_sources(desk->ui, list, 2, NULL), STATUS_OK);
    begin(desk, &inviting);
    desk_idle(desk);
    at(desk, 1);
    desk_line(desk, "screen attract");
    assert_int_equal(unlink(board.paths[0]), 0);
    desk_tap(desk, 10, 10);
    desk_line(desk, "screen message");
    desk_act(desk, ACTION_BACK);
    desk_begins(desk, "broken 池: There is no file ");
    desk_line(desk, "about 池: On the stick “WATER” · Simplified Chinese · 1 article");
    library_free(&stick);
    library_free(&board);
}

/* The ui opens another bundle, or the screen turns, while a picture of the one before is shown. */
static void changes_behind_a_picture(void **state)
{
    struct desk *desk = *state;
    desk_write(desk, rivers);
    put_picture(desk, "cover.png");
    ui_open(desk->ui, desk->path);
    begin(desk, &inviting);
    ui_resize(desk->ui, 480, 800);
    desk_line(desk, "cover cover.png");
    at(desk, 12);
    ui_resize(desk->ui, 800, 480);
    desk_line(desk, "article wells.md");
    desk_bundle(desk, water);
    desk_line(desk, "screen reading");
    at(desk, 13);
    desk_line(desk, "article index.html");
}

static struct hours parsed(const char *text)
{
    struct hours hours;
    assert_int_equal(hours_parse(text, &hours, NULL), STATUS_OK);
    return hours;
}

#define HOUR INT64_C(3600)

static void closed_at_night(void **state)
{
    struct desk *desk = *state;
    struct hours hours = parsed("Mo-Fr 08:00-20:00; Sa,Su 10:00-16:00");
    struct visit_options options = {
        .idle_ms = 180000, .countdown_ms = 20000, .dark_ms = 600000, .hours = &hours};
    desk_bundle(desk, rivers);
    begin(desk, &options);
    /* In the day nothing goes dark. */
    at(desk, 2 * HOUR);
    desk_line(desk, "screen reading");
    int64_t evening = 10 * HOUR;
    at(desk, evening - 302);
    desk_act(desk, ACTION_LAST);
    desk_idle(desk);
    at(desk, evening - 301);
    desk_line(desk, "screen reading");
    at(desk, evening - 300);
    desk_line(desk, "screen prompt");
    desk_line(desk, "headline Closing at 20:00");
    desk_line(desk, "button Go on reading");
    desk_no_line(desk, "button Start again");
    desk_act(desk, ACTION_FIRST);
    desk_line(desk, "screen reading");
    assert_true(desk_number(desk, "page") > 1);
    at(desk, evening - 200);
    desk_line(desk, "screen reading");
    desk_act(desk, ACTION_PREVIOUS);
    at(desk, evening - 1);
    desk_line(desk, "screen prompt");
    at(desk, evening);
    desk_line(desk, "screen closed");
    desk_line(desk, "sentence Open again tomorrow at 08:00.");
    /* Nothing gets past it, but for whoever minds the kiosk. */
    desk_act(desk, ACTION_MENU);
    desk_tap(desk, 640, 400);
    desk_act(desk, ACTION_DRAG);
    desk_line(desk, "screen closed");
    at(desk, evening + 29);
    assert_false(ui_dark(desk->ui));
    at(desk, evening + 30);
    assert_true(ui_dark(desk->ui));
    desk_line(desk, "screen dark");
    bool changed;
    SDL_Surface *picture = ui_picture(desk->ui, &changed);
    const unsigned char *pixels = picture->pixels;
    assert_true(!pixels[0] && !memcmp(pixels, pixels + 1, (size_t)picture->pitch * (size_t)picture->h - 1));
    desk_tap(desk, 640, 400);
    assert_false(ui_dark(desk->ui));
    desk_line(desk, "screen closed");
    at(desk, evening + 60);
    assert_true(ui_dark(desk->ui));
    at(desk, evening + 12 * HOUR - 1);
    assert_true(ui_dark(desk->ui));
    at(desk, evening + 12 * HOUR);
    assert_false(ui_dark(desk->ui));
    desk_idle(desk);
    desk_begins(desk, "page 1 / ");
}

static void when_it_opens_again(void **state)
{
    struct desk *desk = *state;
    static const struct {
        const char *hours, *sentence;
    } cases[] = {
        {"Tu 18:00-20:00", "sentence Open again today at 18:00."},
        {"We 08:00-20:00", "sentence Open again tomorrow at 08:00."},
        {"Mo 8:00-20:00", "sentence Open again on Monday at 08:00."},
        {"Tu 09:00-09:30", "sentence Open again on Tuesday at 09:00."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hours hours = parsed(cases[i].hours);
        struct visit_options options = {.attract_ms = 12000, .hours = &hours};
        desk_bundle(desk, water);
        begin(desk, &options);
        desk_line(desk, "screen closed");
        desk_line(desk, cases[i].sentence);
        /* Without a time for it nothing goes dark. */
        at(desk, 1000);
        desk_line(desk, "screen closed");
    }
    /* The clock was not set yet. */
    struct ui_time reset = {.ms = 9000000, .wall = 86400};
    ui_tick(desk->ui, &reset);
    desk_line(desk, "screen attract");
}

/* Without hours it is enough that nobody is there. */
static void dark_without_hours(void **state)
{
    struct desk *desk = *state;
    struct visit_options options = inviting;
    options.dark_ms = 60000;
    desk_bundle(desk, water);
    begin(desk, &options);
    at(desk, 59);
    desk_line(desk, "screen attract");
    at(desk, 60);
    assert_true(ui_dark(desk->ui));
    desk_act(desk, ACTION_MENU);
    assert_false(ui_dark(desk->ui));
    desk_line(desk, "screen reading");
    at(desk, 120);
    at(desk, 239);
    desk_line(desk, "screen reading");
    at(desk, 240);
    desk_line(desk, "screen prompt");
    at(desk, 260);
    desk_line(desk, "screen attract");
    at(desk, 320);
    assert_true(ui_dark(desk->ui));
}

static bool never_fits(void *machine, const char *digits)
{
    (void)machine;
    (void)digits;
    return false;
}

/* Whoever minds the kiosk gets in at any hour, and nobody else through the way they came. */
static void whoever_minds_it(void **state)
{
    static const struct host host = {.pin_fits = never_fits};
    struct desk *desk = *state;
    struct hours hours = parsed("Mo 08:00-20:00");
    struct visit_options options = {.idle_ms = 10000, .countdown_ms = 20000, .hours = &hours};
    desk_bundle(desk, water);
    begin(desk, &options);
    desk_line(desk, "screen closed");
    /* There is no PIN. */
    desk_act(desk, ACTION_MAINTENANCE);
    at(desk, 1);
    desk_line(desk, "screen closed");
    desk->ui->host = &host;
    desk_act(desk, ACTION_MAINTENANCE);
    at(desk, 10);
    desk_line(desk, "screen pin");
    /* Who goes away without closing it is asked like everybody. */
    at(desk, 11);
    desk_line(desk, "screen prompt");
    desk_act(desk, ACTION_NEXT);
    desk_line(desk, "screen pin");
    /* When it is left, it is closed again. */
    at(desk, 12);
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen reading");
    at(desk, 13);
    desk_line(desk, "screen closed");
}

static uint32_t pixel(const SDL_Surface *surface, int x, int y)
{
    const unsigned char *row = (const unsigned char *)surface->pixels + (size_t)y * (size_t)surface->pitch;
    return ((const uint32_t *)(const void *)row)[x];
}

static void the_picture_moves_slowly(void **state)
{
    struct desk *desk = *state;
    struct visit_options options = {.pixel_shift = true};
    bool seen[5][5] = {{false}}, changed;
    int places = 0;
    SDL_Point last = {0, 0};
    desk_bundle(desk, rivers);
    desk_idle(desk);
    struct sight still = look(desk);
    begin(desk, &options);
    for (int step = 0; step < 60; step++) {
        at(desk, step * 180);
        SDL_Surface *picture = ui_picture(desk->ui, &changed);
        const SDL_Surface *own = desk->ui->surface;
        assert_memory_equal(own->pixels, still.pixels, still.size);
        /* Where has it gone? */
        struct drift drift = {0};
        drift_tick(&drift, desk->ui->now.ms);
        SDL_Point offset = drift.offset;
        assert_in_range(offset.x + DRIFT_MOST, 0, 2 * DRIFT_MOST);
        assert_in_range(offset.y + DRIFT_MOST, 0, 2 * DRIFT_MOST);
        if (step)
            assert_true(abs(offset.x - last.x) + abs(offset.y - last.y) <= 1);
        last = offset;
        places += !seen[offset.x + 2][offset.y + 2];
        seen[offset.x + 2][offset.y + 2] = true;
        for (int y = 2; y < own->h - 2; y++) {
            for (int x = 2; x < own->w - 2; x++)
                assert_int_equal(pixel(picture, x + offset.x, y + offset.y), pixel(own, x, y));
        }
        assert_int_equal(pixel(picture, 0, 0), pixel(own, 0, 0));
        assert_int_equal(pixel(picture, own->w - 1, 0), pixel(own, 0, 0));
        /* Nothing is drawn that has not changed. */
        at(desk, step * 180 + 30);
        ui_picture(desk->ui, &changed);
        assert_false(changed);
    }
    assert_int_equal(places, 25);
    forget(&still);
    ui_resize(desk->ui, 480, 320);
    assert_int_equal(ui_picture(desk->ui, &changed)->w, 480);
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    setenv("TZ", "Asia/Shanghai", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_desk_waits_for_ever, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(asked_and_answered, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(start_again_by_touch, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(nothing_is_left_of_a_visitor, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(pictures_of_a_bundle, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(pictures_of_a_plain_bundle, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(no_more_than_its_share, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(pictures_of_a_shelf, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(each_bundle_has_its_own_pictures, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(picture_of_a_twin, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(changes_behind_a_picture, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(closed_at_night, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(when_it_opens_again, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(dark_without_hours, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(whoever_minds_it, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(the_picture_moves_slowly, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
