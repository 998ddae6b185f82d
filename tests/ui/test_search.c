/* The search screen: typing, characters, hits, opening one and coming back; and that nothing is left of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "desk.h"
#include "holding.h"
#include "ui/search_page.h"
#include "ui/visit.h"

/* The otter is some pages from the beginning of its article. */
#define LONG "春天来了，河水涨到台阶下面。\n\n"

/* Writes the bundle of which this is about. */
static void write_library(struct desk *desk)
{
    char *before = repeat(LONG, 100), *behind = repeat(LONG, 50), *far = NULL;
    assert_true(asprintf(&far, "# 远\n\n%s桥头有一只水獭。\n\n%s", before, behind) > 0);
    desk_write(desk, (struct leaf[]){{"README.md", "# 首页\n\n[井](井水.md)\n"},
                                     {"井水.md", "# 井水的安全\n\n打水以前先看看井边有没有青苔。\n"},
                                     {"北京.md", "# 北京\n\n城里有许多老井。\n"},
                                     {"far.md", far},
                                     {"well.md", "# Wells\n\nA kettle of water, boiled.\n"},
                                     {0}});
    free(before);
    free(behind);
    free(far);
}

static struct search_screen *screen_of(struct desk *desk)
{
    struct screen *screen = desk->ui->screens[desk->ui->depth - 1];
    assert_string_equal(screen->kind->name, "search");
    return (struct search_screen *)screen;
}

static void open_search(struct desk *desk, const char *language)
{
    messages_open();
    messages_choose(language);
    desk_idle(desk);
    desk_act(desk, ACTION_SEARCH);
    desk_line(desk, "screen search");
    desk_idle(desk);
}

static void open_library(struct desk *desk, const char *language, bool index)
{
    write_library(desk);
    if (index)
        desk_index(desk);
    ui_open(desk->ui, desk->path);
    open_search(desk, language);
}

static void open_english_library(struct desk *desk)
{
    desk_write(desk,
               (struct leaf[]){{"README.md", "# Wells\n\nA kettle of water, boiled by the river.\n"}, {0}});
    ui_open(desk->ui, desk->path);
    open_search(desk, "en");
}

static bool touch(struct desk *desk, const struct button *buttons, uint32_t count, const char *label)
{
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(buttons[i].label, label) != 0 || buttons[i].off)
            continue;
        desk_tap(desk, buttons[i].box.x + buttons[i].box.width / 2,
                 buttons[i].box.y + buttons[i].box.height / 2);
        desk_text(desk);
        desk_idle(desk);
        return true;
    }
    return false;
}

/* Touches a key, a character or a button. */
static void press(struct desk *desk, const char *label)
{
    const struct search_screen *search = screen_of(desk);
    if (!touch(desk, search->keyboard.buttons, search->keyboard.count, label) &&
        !touch(desk, search->choices, search->choice_count, label) && !touch(desk, search->tops, TOPS, label))
        fail_msg("there is no “%s” on:\n%s", label, desk_text(desk));
}

/* A key for each letter. */
static void spell(struct desk *desk, const char *letters)
{
    for (; *letters; letters++)
        press(desk, (char[]){*letters, '\0'});
}

/* The same on a real keyboard, on which each letter means something else elsewhere. */
static void type(struct desk *desk, const char *text)
{
    for (; *text; text++)
        assert_true(ui_act(desk->ui, &(struct action){.kind = *text == 'q' ? ACTION_QUIT : ACTION_HOME,
                                                      .code = (uint32_t)*text}));
    desk_idle(desk);
}

static void touch_row(struct desk *desk, uint32_t row)
{
    struct box box = list_box(desk->ui, &screen_of(desk)->list, row);
    desk_tap(desk, box.x + box.width / 2, box.y + box.height / 2);
    desk_text(desk);
    desk_idle(desk);
}

static void touched_characters_find(struct desk *desk, bool index)
{
    open_library(desk, "zh-Hans", index);
    desk_line(desk, "typed ");
    desk_line(desk, "sentence 输入一个词，或文章的标题。");
    spell(desk, "jing");
    desk_line(desk, "typed jing");
    assert_int_equal(screen_of(desk)->part, PART_KEYS);
    /* Pinyin of titles is found as it is. */
    desk_begins(desk, "row 井水的安全");
    press(desk, "井");
    desk_line(desk, "typed 井");
    desk_line(desk, "sentence 3 篇");
    /* No letters are left: Enter opens the first one. */
    desk_line(desk, "row 井水的安全 *");
    desk_begins(desk, "row 北京 | 城里有许多老井。");
    press(desk, "删去");
    desk_line(desk, "typed ");
    spell(desk, "shuita");
    desk_line(desk, "sentence 点一下要的字。");
    press(desk, "水");
    /* What is left of the letters waits for the next one, and the character before is looked for. */
    desk_line(desk, "typed 水ta");
    desk_begins(desk, "row 井水的安全");
    press(desk, "獭");
    desk_line(desk, "typed 水獭");
    desk_line(desk, "sentence 1 篇");
}

static void typing_finds_with_an_index(void **state)
{
    touched_characters_find(*state, true);
}

static void typing_finds_without_one(void **state)
{
    touched_characters_find(*state, false);
}

/* The place is marked; Back leads to the list as it was left, over what was read before. */
static void a_hit_opens_at_its_place(void **state)
{
    struct desk *desk = *state;
    open_library(desk, "zh-Hans", true);
    spell(desk, "shuita");
    press(desk, "水");
    press(desk, "獭");
    touch_row(desk, 0);
    desk_line(desk, "entry far.md");
    desk_line(desk, "marked");
    assert_in_range(desk_number(desk, "page"), 2, 100);
    assert_non_null(strstr(desk_text(desk), "水獭"));
    desk_act(desk, ACTION_NEXT);
    desk_no_line(desk, "marked");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen search");
    desk_line(desk, "typed 水獭");
    desk_begins(desk, "row 远 | ");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry README.md");
    /* It was left: there is nothing to come back to any more. */
    desk_act(desk, ACTION_FORWARD);
    desk_line(desk, "entry far.md");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry README.md");
    desk_act(desk, ACTION_SEARCH);
    desk_line(desk, "typed ");
}

/* From an article behind the hit Back leads to the hit first; from the hit Search shows the list again. */
static void the_list_waits(void **state)
{
    struct desk *desk = *state;
    open_library(desk, "en", true);
    type(desk, "kettle");
    desk_act(desk, ACTION_SELECT);
    desk_idle(desk);
    desk_line(desk, "entry well.md");
    desk_act(desk, ACTION_HOME);
    desk_line(desk, "entry README.md");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry well.md");
    desk_act(desk, ACTION_SEARCH);
    desk_line(desk, "typed kettle");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry well.md");
}

static void a_found_title_opens_at_its_beginning(void **state)
{
    struct desk *desk = *state;
    open_library(desk, "en", true);
    type(desk, "wells");
    desk_begins(desk, "row Wells");
    desk_act(desk, ACTION_SELECT);
    desk_idle(desk);
    desk_line(desk, "entry well.md");
    desk_line(desk, "page 1 / 1");
}

/* Letters that mean something elsewhere are only typed. */
static void a_real_keyboard_types(void **state)
{
    struct desk *desk = *state;
    open_library(desk, "en", true);
    type(desk, "qschKETTLE 42");
    desk_line(desk, "typed qschkettle 42");
    desk_line(desk, "sentence Nothing found.");
    assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_BACK, .code = 0x08}));
    desk_line(desk, "typed qschkettle 4");
    /* Held down. */
    assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_HOME, .code = 0x7F}));
    desk_line(desk, "screen search");
    desk_line(desk, "typed ");
    type(desk, "kettle");
    desk_begins(desk, "row Wells | A kettle of water, boiled. *");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen reading");
    /* A letter that means nothing does nothing there. */
    assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_TYPE, .code = 'a'}));
    desk_line(desk, "screen reading");
}

static void delete_takes_one_or_all(void **state)
{
    struct desk *desk = *state;
    open_library(desk, "en", true);
    spell(desk, "wel");
    press(desk, "Delete");
    desk_line(desk, "typed we");
    const struct keyboard *keyboard = &screen_of(desk)->keyboard;
    for (uint32_t i = 0; i < keyboard->count; i++) {
        struct box box = keyboard->buttons[i].box;
        if (!strcmp(keyboard->buttons[i].label, "Delete"))
            assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_LONG_PRESS,
                                                          .x = box.x + box.width / 2,
                                                          .y = box.y + box.height / 2}));
    }
    desk_line(desk, "typed ");
    spell(desk, "w");
    press(desk, "123");
    spell(desk, "10");
    press(desk, "qwe");
    press(desk, "Space");
    spell(desk, "q");
    desk_line(desk, "typed w10 q");
    press(desk, "Clear");
    desk_line(desk, "typed ");
    desk_line(desk, "button Clear off");
}

static void japanese_and_korean_have_keys_of_their_own(void **state)
{
    static const struct leaf leaves[] = {
        {"README.md", "# とうきょう\n\nがっこうへ行く。\n"}, {"ko.md", "# 서울\n\n학교에 간다.\n"}, {0}};
    struct desk *desk = *state;
    desk_bundle(desk, leaves);
    open_search(desk, "ja");
    press(desk, "か");
    press(desk, "゛゜小");
    press(desk, "つ");
    press(desk, "゛゜小");
    press(desk, "こ");
    desk_line(desk, "typed がっこ");
    desk_begins(desk, "row とうきょう | がっこうへ行く。");
    press(desk, "ABC");
    spell(desk, "a");
    press(desk, "あ");
    desk_line(desk, "typed がっこa");
    desk_act(desk, ACTION_BACK);
    open_search(desk, "ko");
    const char *const keys[] = {"ㅅ", "ㅓ", "ㅇ", "ㅜ", "ㄹ"};
    for (size_t i = 0; i < 5; i++)
        press(desk, keys[i]);
    desk_line(desk, "typed 서울");
    desk_begins(desk, "row 서울");
    press(desk, "ㅃㅉ");
    press(desk, "ㅃ");
    press(desk, "ㅏ");
    desk_line(desk, "typed 서울빠");
    /* A real keyboard has them where the typewriter has its letters. */
    assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_TYPE, .code = 0x7F}));
    type(desk, "gkrryQ");
    desk_line(desk, "typed 학교ㅃ");
    desk_begins(desk, "row 서울 | 학교에 간다.");
}

static void traditional_characters_for_who_reads_them(void **state)
{
    static const struct leaf leaves[] = {{"README.md", "# 图书馆\n\n很大。\n"}, {0}};
    struct desk *desk = *state;
    desk_bundle(desk, leaves);
    open_search(desk, "zh-Hant");
    spell(desk, "tu");
    press(desk, "圖");
    desk_line(desk, "typed 圖");
    desk_begins(desk, "row 图书馆");
}

/* The keys give way to the hits, and come back. */
static void the_keys_can_be_put_away(void **state)
{
    struct desk *desk = *state;
    open_library(desk, "en", true);
    spell(desk, "well");
    uint32_t room = screen_of(desk)->list.room;
    press(desk, "Hide");
    assert_true(screen_of(desk)->list.room > room);
    assert_int_equal(screen_of(desk)->keyboard.count, 0);
    press(desk, "Keys");
    assert_int_equal(screen_of(desk)->list.room, room);
    /* A swipe over the hits, and the room beside them, mean the same; and so does the field. */
    for (int i = 0; i < 2; i++) {
        struct action action = {.kind = i ? ACTION_TAP : ACTION_SWIPE, .x = 640, .y = 380, .dy = -60};
        assert_true(ui_act(desk->ui, &action));
        assert_true(screen_of(desk)->list.room > room);
        struct box field = screen_of(desk)->field;
        desk_tap(desk, field.x + field.width / 2, field.y + field.height / 2);
        assert_int_equal(screen_of(desk)->list.room, room);
    }
    desk_line(desk, "typed well");
}

/* Without an index nobody knows whether better ones come later. */
static void many_hits_have_pages_with(struct desk *desk, bool index, const char *sentence)
{
    enum { COUNT = INQUIRY_HITS + 20 };
    static char names[COUNT][16], texts[COUNT][64];
    static struct leaf leaves[COUNT + 1];
    for (int i = 0; i < COUNT; i++) {
        snprintf(names[i], sizeof names[i], "%03d.md", i);
        snprintf(texts[i], sizeof texts[i], "# Page %03d\n\nA kettle.\n", i);
        leaves[i] = (struct leaf){names[i], texts[i]};
    }
    desk_write(desk, leaves);
    if (index)
        desk_index(desk);
    ui_open(desk->ui, desk->path);
    open_search(desk, "en");
    type(desk, "kettle");
    desk_line(desk, sentence);
    uint32_t seen = 0;
    for (int page = 0; page < COUNT; page++) {
        for (const char *row = desk_text(desk); (row = strstr(row, "\nrow Page ")); row++)
            seen++;
        desk_act(desk, ACTION_NEXT);
        if (screen_of(desk)->list.focus / screen_of(desk)->list.room == (uint32_t)page)
            break;
    }
    assert_int_equal(seen, INQUIRY_HITS);
    /* As it was left. */
    desk_act(desk, ACTION_SELECT);
    desk_idle(desk);
    desk_act(desk, ACTION_BACK);
    desk_idle(desk);
    desk_begins(desk, "row Page 099");
}

static void many_hits_have_pages(void **state)
{
    many_hits_have_pages_with(*state, false, "sentence The first 100 articles");
    many_hits_have_pages_with(*state, true, "sentence The 100 best articles");
}

/* Where the messages are English a Chinese library is still asked in Chinese, and one of another language in letters. */
static void the_keys_are_for_the_library(void **state)
{
    struct desk *desk = *state;
    open_library(desk, "en", true);
    spell(desk, "shui");
    press(desk, "水");
    desk_line(desk, "typed 水");
    desk_act(desk, ACTION_BACK);
    open_english_library(desk);
    spell(desk, "kettle");
    desk_line(desk, "sentence 1 article");
    desk_no_line(desk, "button ABC");
}

/* And in its own forms of Han characters. */
static void the_characters_are_the_library_s(void **state)
{
    struct desk *desk = *state;
    desk_write(desk, (struct leaf[]){{"bundle.ini", "[bundle]\nlanguage = zh-Hant\n"},
                                     {"README.md", "# 發現\n\n從這裡開始。\n"},
                                     {0}});
    ui_open(desk->ui, desk->path);
    open_search(desk, "en");
    spell(desk, "fa");
    press(desk, "發");
    desk_line(desk, "typed 發");
}

static void nothing_is_found(void **state)
{
    struct desk *desk = *state;
    open_library(desk, "en", true);
    press(desk, "ABC");
    type(desk, "zzzz");
    desk_line(desk, "sentence Nothing found.");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen search");
    type(desk, " ");
    desk_line(desk, "typed zzzz ");
}

/* While it looks, it says so; and the first key waits for nothing. */
static void it_says_that_it_looks(void **state)
{
    struct desk *desk = *state;
    write_library(desk);
    ui_open(desk->ui, desk->path);
    messages_choose("en");
    desk_idle(desk);
    desk_act(desk, ACTION_SEARCH);
    for (const char *letter = "ket"; *letter; letter++)
        assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_TYPE, .code = (uint32_t)*letter}));
    desk_line(desk, "typed ket");
    desk_line(desk, "sentence Still looking …");
    desk_idle(desk);
    desk_line(desk, "sentence 1 article");
}

static void a_damaged_index_is_one_sentence(void **state)
{
    struct desk *desk = *state;
    write_library(desk);
    desk_index(desk);
    desk_damage(desk, "SQLite format 3");
    ui_open(desk->ui, desk->path);
    open_search(desk, "en");
    char line[200];
    snprintf(line, sizeof line, "sentence The search index of %s is damaged, ", strrchr(desk->path, '/') + 1);
    desk_begins(desk, line);
    type(desk, "kettle");
    desk_begins(desk, "row Wells | A kettle of water");
}

static SDL_Surface *picture(struct desk *desk)
{
    bool changed;
    SDL_Surface *copy = SDL_DuplicateSurface(ui_picture(desk->ui, &changed));
    assert_non_null(copy);
    return copy;
}

static bool same(const SDL_Surface *a, const SDL_Surface *b)
{
    return a->w == b->w && a->h == b->h && !memcmp(a->pixels, b->pixels, (size_t)a->pitch * (size_t)a->h);
}

/* What the next one sees, on the search screen and before: that of a reader whom nobody has used. */
static void nothing_is_left_for_the_next_one(void **state)
{
    struct desk *desk = *state;
    char *texts[2][2];
    SDL_Surface *pictures[2][2];
    write_library(desk);
    desk_index(desk);
    for (int used = 0; used < 2; used++) {
        desk_size(desk, 1280, 800);
        ui_open(desk->ui, desk->path);
        if (used) {
            open_search(desk, "zh-Hans");
            spell(desk, "jing");
            press(desk, "井");
            touch_row(desk, 0);
            /* One screen is kept aside, another one is open. */
            desk_act(desk, ACTION_SEARCH);
            press(desk, "收起");
            touch_row(desk, 1);
            ui_reset(desk->ui);
            assert_null(desk->ui->aside);
        }
        messages_open();
        messages_choose("zh-Hans");
        desk_idle(desk);
        texts[used][0] = strdup(desk_text(desk));
        pictures[used][0] = picture(desk);
        desk_act(desk, ACTION_SEARCH);
        desk_text(desk);
        desk_idle(desk);
        texts[used][1] = strdup(desk_text(desk));
        pictures[used][1] = picture(desk);
    }
    for (int i = 0; i < 2; i++) {
        assert_string_equal(texts[0][i], texts[1][i]);
        assert_true(same(pictures[0][i], pictures[1][i]));
        for (int used = 0; used < 2; used++) {
            free(texts[used][i]);
            SDL_FreeSurface(pictures[used][i]);
        }
    }
}

/* The countdown comes over it, and goes; then the visitor is gone. */
static void a_visitor_leaves(void **state)
{
    static const struct visit_options options = {.idle_ms = 60000, .countdown_ms = 20000};
    struct desk *desk = *state;
    struct ui_time now = {.ms = 1000, .wall = 1700000000};
    write_library(desk);
    ui_open(desk->ui, desk->path);
    assert_int_equal(ui_visit(desk->ui, &options, NULL), STATUS_OK);
    ui_tick(desk->ui, &now);
    open_search(desk, "en");
    type(desk, "kettle");
    now.ms += 61000;
    ui_tick(desk->ui, &now);
    desk_line(desk, "screen prompt");
    /* A letter says that somebody is there, and is not typed. */
    assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_TYPE, .code = 'a'}));
    desk_line(desk, "screen search");
    desk_line(desk, "typed kettle");
    now.ms += 61000;
    ui_tick(desk->ui, &now);
    now.ms += 21000;
    ui_tick(desk->ui, &now);
    desk_line(desk, "screen reading");
    desk_act(desk, ACTION_SEARCH);
    desk_line(desk, "typed ");
}

/* A stick is pulled while somebody types, and while a hit is read. */
static void the_bundle_is_pulled(void **state)
{
    struct desk *desk = *state;
    for (int hit = 0; hit < 2; hit++) {
        struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}};
        struct holding *both[] = {&stick, &board};
        desk_size(desk, 1280, 800);
        put(desk, &board, rivers);
        put(desk, &stick, wells);
        assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
        tell(desk, 2, both);
        desk_idle(desk);
        desk_act(desk, ACTION_FIRST);
        desk_act(desk, ACTION_SELECT);
        desk_line(desk, "entry README.md");
        open_search(desk, "zh-Hans");
        spell(desk, "jing");
        press(desk, "井");
        if (hit)
            touch_row(desk, 0);
        tell(desk, 1, both + 1);
        desk_idle(desk);
        desk_line(desk, "screen pulled");
        assert_null(desk->ui->aside);
        assert_null(desk->ui->bundle);
        library_free(&board.library);
        library_free(&stick.library);
    }
}

static void without_a_bundle_there_is_none(void **state)
{
    struct desk *desk = *state;
    struct holding board = {0};
    put(desk, &board, rivers);
    put(desk, &board, wells);
    assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
    desk_act(desk, ACTION_SEARCH);
    desk_line(desk, "screen shelf");
    library_free(&board.library);
}

static void inside(const struct button *buttons, uint32_t count, int32_t width, int32_t height)
{
    for (uint32_t i = 0; i < count; i++) {
        struct box box = buttons[i].box;
        assert_true(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height);
        assert_true(box.width >= 20 && box.height >= 16);
        for (uint32_t j = 0; j < i; j++) {
            struct box other = buttons[j].box;
            assert_true(box.x + box.width <= other.x || other.x + other.width <= box.x ||
                        box.y + box.height <= other.y || other.y + other.height <= box.y);
        }
    }
}

/* On every screen, also upright and with large text: nothing overlaps, and a hit is in sight while somebody types. */
static void every_size_has_room(void **state)
{
    static const struct {
        int32_t width, height, target;
    } sizes[] = {{480, 320, 0},  {320, 480, 0},   {480, 320, 58},  {480, 800, 51},
                 {800, 480, 51}, {1280, 800, 53}, {800, 1280, 53}, {3840, 2160, 0}};
    static const char *const languages[] = {"zh-Hans", "zh-Hant", "en", "ja", "ko"};
    struct desk *desk = *state;
    write_library(desk);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes * 5 * 2; i++) {
        int32_t width = sizes[i / 10].width, height = sizes[i / 10].height;
        desk->target = sizes[i / 10].target;
        desk_size(desk, width, height);
        ui_open(desk->ui, desk->path);
        for (int larger = 0; i % 2 && larger < 8; larger++)
            desk_act(desk, ACTION_LARGER);
        open_search(desk, languages[i / 2 % 5]);
        const struct search_screen *search = screen_of(desk);
        assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_TYPE, .code = 'j'}));
        desk_idle(desk);
        desk_text(desk);
        inside(search->tops, TOP_KEYS, width, height);
        inside(search->choices, search->choice_count, width, height);
        inside(search->keyboard.buttons, search->keyboard.count, width, height);
        struct box hit = list_box(desk->ui, &search->list, 0);
        assert_true(hit.height >= 24);
        assert_true(hit.y >= search->field.y + search->field.height);
        assert_true(hit.y + hit.height <= height - search->list.foot);
        if (search->choice_count)
            assert_true(search->choices[0].box.y + search->choices[0].box.height <=
                        search->keyboard.buttons[0].box.y);
        /* Where the panel has the room, a key is what a finger needs. */
        if (width >= 800 && height >= 800)
            assert_true(search->keyboard.buttons[0].box.height + search->keyboard.gap >= desk->target);
    }
    desk->target = 0;
}

/* Up and down go to what lies there; the page keys turn the hits. */
static void arrows_go_where_they_point(void **state)
{
    struct desk *desk = *state;
    open_english_library(desk);
    desk_line(desk, "button q *");
    desk_act(desk, ACTION_RIGHT);
    desk_line(desk, "button w *");
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_line(desk, "button Space *");
    desk_act(desk, ACTION_FOCUS_PREVIOUS);
    desk_act(desk, ACTION_FOCUS_PREVIOUS);
    desk_act(desk, ACTION_FOCUS_PREVIOUS);
    desk_act(desk, ACTION_SELECT);
    desk_idle(desk);
    assert_int_equal(screen_of(desk)->typing.size, 1);
    desk_act(desk, ACTION_FOCUS_PREVIOUS);
    desk_act(desk, ACTION_FOCUS_PREVIOUS);
    desk_act(desk, ACTION_FOCUS_PREVIOUS);
    /* At the top of the screen. */
    assert_int_equal(screen_of(desk)->part, PART_TOP);
    desk_act(desk, ACTION_STEP_PREVIOUS);
    desk_act(desk, ACTION_STEP_NEXT);
    assert_int_equal(screen_of(desk)->part, PART_TOP);
}

static void another_size_keeps_what_is_typed(void **state)
{
    struct desk *desk = *state;
    open_library(desk, "zh-Hans", true);
    spell(desk, "jing");
    ui_resize(desk->ui, 480, 800);
    desk_line(desk, "typed jing");
    press(desk, "井");
    desk_act(desk, ACTION_MENU);
    desk_act(desk, ACTION_LARGER);
    desk_act(desk, ACTION_THEME);
    desk_act(desk, ACTION_SEARCH);
    desk_line(desk, "screen search");
    desk_line(desk, "typed 井");
    desk_act(desk, ACTION_CONTENTS);
    desk_line(desk, "screen contents");
    desk_act(desk, ACTION_SEARCH);
    desk_line(desk, "typed 井");
}

static void contents_have_a_button(void **state)
{
    struct desk *desk = *state;
    write_library(desk);
    ui_open(desk->ui, desk->path);
    messages_choose("en");
    desk_idle(desk);
    desk_act(desk, ACTION_CONTENTS);
    desk_idle(desk);
    const struct list *list = (const struct list *)desk->ui->screens[1];
    assert_true(touch(desk, list->buttons, LIST_BUTTONS, "Search"));
    desk_line(desk, "screen search");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen contents");
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(typing_finds_with_an_index, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(typing_finds_without_one, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_hit_opens_at_its_place, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(the_list_waits, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_found_title_opens_at_its_beginning, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_real_keyboard_types, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(delete_takes_one_or_all, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(japanese_and_korean_have_keys_of_their_own, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(traditional_characters_for_who_reads_them, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(the_keys_can_be_put_away, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(many_hits_have_pages, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(the_keys_are_for_the_library, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(the_characters_are_the_library_s, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(nothing_is_found, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(it_says_that_it_looks, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_damaged_index_is_one_sentence, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(nothing_is_left_for_the_next_one, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_visitor_leaves, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(the_bundle_is_pulled, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(without_a_bundle_there_is_none, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(every_size_has_room, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(arrows_go_where_they_point, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(another_size_keeps_what_is_typed, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(contents_have_a_button, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
