/* Every action is within reach of each of: a panel alone, four buttons alone, a keyboard alone. A walk goes to all of them, and each kind of
 * hand does the same walk with nothing but the actions that it can make (platform/keys.h, touch.h, gate.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "desk.h"
#include "host.h"
#include "ui/button.h"
#include "ui/list.h"
#include "ui/prompt.h"
#include "ui/screen.h"
#include "ui/visit.h"

#define SENTENCE "春天来了，河水涨到台阶下面，图书馆的门每天早上九点打开。"

/* What stands on the screen to be touched, the latest last. */
static struct {
    char label[64];
    struct box box;
} drawn[256];
static uint32_t drawn_count;
static bool types; /* a PIN */

static void note(const struct button *buttons, uint32_t count, int32_t below)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = drawn_count++ % (sizeof drawn / sizeof *drawn);
        snprintf(drawn[at].label, sizeof drawn[at].label, "%s%s", buttons[i].off ? "off " : "",
                 buttons[i].label);
        drawn[at].box = buttons[i].box;
        drawn[at].box.y += below;
    }
}

void __real_button_draw(struct ui *ui, struct sheet *sheet, const struct button *buttons, uint32_t count,
                        uint32_t focus);
void __wrap_button_draw(struct ui *ui, struct sheet *sheet, const struct button *buttons, uint32_t count,
                        uint32_t focus);
uint32_t __real_button_at(const struct button *buttons, uint32_t count, int32_t x, int32_t y);
uint32_t __wrap_button_at(const struct button *buttons, uint32_t count, int32_t x, int32_t y);

void __wrap_button_draw(struct ui *ui, struct sheet *sheet, const struct button *buttons, uint32_t count,
                        uint32_t focus)
{
    /* A bar stands at the foot of the screen. */
    note(buttons, count, ui->height - sheet->page->height);
    __real_button_draw(ui, sheet, buttons, count, focus);
}

/* The keys of the PIN are drawn by themselves. */
uint32_t __wrap_button_at(const struct button *buttons, uint32_t count, int32_t x, int32_t y)
{
    if (types)
        note(buttons, count, 0);
    return __real_button_at(buttons, count, x, y);
}

/* One kind of hand. */
struct hand {
    const char *name;
    uint64_t can;                    /* of those that it can make */
    enum action_kind next, previous; /* for pages */
    enum action_kind onward, inward; /* for the focus among buttons, rows and links */
    enum action_kind menu;
};

#define BIT(kind) (UINT64_C(1) << (kind))
#define KEYS                                                                                                 \
    (BIT(ACTION_NEXT) | BIT(ACTION_PREVIOUS) | BIT(ACTION_LEFT) | BIT(ACTION_RIGHT) | BIT(ACTION_FIRST) |    \
     BIT(ACTION_LAST) | BIT(ACTION_BACK) | BIT(ACTION_FORWARD) | BIT(ACTION_HOME) | BIT(ACTION_SHELF) |      \
     BIT(ACTION_CONTENTS) | BIT(ACTION_MENU) | BIT(ACTION_SELECT) | BIT(ACTION_FOCUS_NEXT) |                 \
     BIT(ACTION_FOCUS_PREVIOUS) | BIT(ACTION_LARGER) | BIT(ACTION_SMALLER) | BIT(ACTION_THEME) |             \
     BIT(ACTION_LINES) | BIT(ACTION_JUMP) | BIT(ACTION_SEARCH) | BIT(ACTION_TYPE) | BIT(ACTION_MAINTENANCE))
#define FOUR_BUTTONS                                                                                         \
    (BIT(ACTION_LEFT) | BIT(ACTION_RIGHT) | BIT(ACTION_SELECT) | BIT(ACTION_BACK) | BIT(ACTION_MENU) |       \
     BIT(ACTION_HOME) | BIT(ACTION_MAINTENANCE))
#define PANEL                                                                                                \
    (BIT(ACTION_TAP) | BIT(ACTION_DRAG) | BIT(ACTION_DROP) | BIT(ACTION_SWIPE) | BIT(ACTION_PINCH) |         \
     BIT(ACTION_LONG_PRESS) | BIT(ACTION_MAINTENANCE))

static const struct hand panel = {.name = "panel", .can = PANEL, .menu = ACTION_LONG_PRESS},
                         buttons = {.name = "four buttons",
                                    .can = FOUR_BUTTONS,
                                    .next = ACTION_RIGHT,
                                    .previous = ACTION_LEFT,
                                    .onward = ACTION_RIGHT,
                                    .inward = ACTION_LEFT,
                                    .menu = ACTION_MENU},
                         keyboard = {.name = "keyboard",
                                     .can = KEYS,
                                     .next = ACTION_NEXT,
                                     .previous = ACTION_PREVIOUS,
                                     .onward = ACTION_FOCUS_NEXT,
                                     .inward = ACTION_FOCUS_PREVIOUS,
                                     .menu = ACTION_MENU};

static bool touches(const struct hand *hand)
{
    return hand->can == PANEL;
}

static bool hurried; /* nothing is done between two actions */

static void make(struct desk *desk, const struct hand *hand, struct action action)
{
    if (!(hand->can & BIT(action.kind)))
        fail_msg("no %s can make the action %d", hand->name, action.kind);
    assert_true(ui_act(desk->ui, &action));
    /* What is drawn in between is a part of it: a PIN is checked once the screen says so. */
    for (uint32_t slices = 0; !hurried && ui_idle(desk->ui); slices++) {
        bool changed;
        assert_in_range(slices, 0, 100000);
        assert_non_null(ui_picture(desk->ui, &changed));
    }
    desk_text(desk);
}

static void tap(struct desk *desk, const struct hand *hand, int32_t x, int32_t y)
{
    make(desk, hand, (struct action){.kind = ACTION_TAP, .x = x, .y = y});
}

static void tap_box(struct desk *desk, const struct hand *hand, struct box box)
{
    tap(desk, hand, box.x + box.width / 2, box.y + box.height / 2);
}

static bool has(struct desk *desk, const char *line)
{
    const char *text = desk_text(desk);
    size_t length = strlen(line);
    for (; text; text = strchr(text, '\n')) {
        text += *text == '\n';
        if (!strncmp(text, line, length))
            return true;
    }
    return false;
}

/* Whether the line that begins so has the focus. */
static bool has_focus(struct desk *desk, const char *line)
{
    const char *text = desk_text(desk);
    for (; text; text = strchr(text, '\n')) {
        text += *text == '\n';
        const char *end = strchr(text, '\n');
        if (!strncmp(text, line, strlen(line)) && end && end - text > 2 && !strncmp(end - 2, " *", 2))
            return true;
    }
    return false;
}

/* Moves the focus to the line that begins so, and presses it. */
static void walk_to(struct desk *desk, const struct hand *hand, const char *line)
{
    for (int i = 0; i < 120 && !has_focus(desk, line); i++)
        make(desk, hand, (struct action){.kind = i < 60 ? hand->onward : hand->inward});
    if (!has_focus(desk, line))
        fail_msg("“%s” is out of reach of the %s:\n%s", line, hand->name, desk_text(desk));
    make(desk, hand, (struct action){.kind = ACTION_SELECT});
}

static void press(struct desk *desk, const struct hand *hand, const char *label)
{
    char line[80];
    snprintf(line, sizeof line, "button %s", label);
    if (!touches(hand)) {
        walk_to(desk, hand, line);
        return;
    }
    /* A screen that comes to light again draws nothing anew: where another one had its button there is none on it. */
    char *before = strdup(desk_text(desk));
    uint16_t size = desk->ui->font_size;
    enum theme theme = desk->ui->theme;
    uint32_t most = sizeof drawn / sizeof *drawn, last = drawn_count;
    for (uint32_t i = last; i && last - i < most / 2; i--) {
        if (strcmp(drawn[(i - 1) % most].label, label) != 0)
            continue;
        tap_box(desk, hand, drawn[(i - 1) % most].box);
        if (strcmp(before, desk_text(desk)) != 0 || size != desk->ui->font_size || theme != desk->ui->theme) {
            free(before);
            return;
        }
    }
    free(before);
    fail_msg("there is no button “%s” in:\n%s", label, desk_text(desk));
}

/* Which of the rows shown begins so; UINT32_MAX: none. */
static uint32_t row_shown(struct desk *desk, const char *line)
{
    uint32_t rows = 0;
    for (const char *text = desk_text(desk); text; text = strchr(text, '\n')) {
        text += *text == '\n';
        if (!strncmp(text, line, strlen(line)))
            return rows;
        rows += !strncmp(text, "row ", 4) || !strncmp(text, "title ", 6);
    }
    return UINT32_MAX;
}

/* The row of a list. */
static void choose(struct desk *desk, const struct hand *hand, const char *label)
{
    char line[80];
    uint32_t begin, end;
    snprintf(line, sizeof line, "row %s", label);
    if (!touches(hand)) {
        walk_to(desk, hand, line);
        return;
    }
    for (int i = 0; i < 20 && row_shown(desk, line) == UINT32_MAX; i++)
        press(desk, hand, "Next");
    const struct list *list = (const struct list *)desk->ui->screens[desk->ui->depth - 1];
    list_shown(list, &begin, &end);
    tap_box(desk, hand, list_box(desk->ui, list, begin + row_shown(desk, line)));
}

/* The page's link with this address, or picture. */
static void follow(struct desk *desk, const struct hand *hand, const char *href)
{
    const struct page *page = desk->ui->frames[0].page;
    char line[80];
    assert_non_null(page);
    snprintf(line, sizeof line, "focus %s", href);
    if (!touches(hand)) {
        for (int i = 0; i < 20 && !has(desk, line); i++)
            make(desk, hand, (struct action){.kind = has(desk, "focus ") ? hand->onward : ACTION_SELECT});
        if (!has(desk, line))
            fail_msg("“%s” is out of reach of the %s:\n%s", href, hand->name, desk_text(desk));
        make(desk, hand, (struct action){.kind = ACTION_SELECT});
        return;
    }
    for (uint32_t i = 0; i < page->link_count; i++) {
        if (strcmp(page->links[i].link->href, href) != 0)
            continue;
        tap_box(desk, hand, page->links[i].box);
        return;
    }
    fail_msg("there is no link “%s”", href);
}

static void press_back(struct desk *desk, const struct hand *hand)
{
    if (touches(hand))
        press(desk, hand, "Back");
    else
        make(desk, hand, (struct action){.kind = ACTION_BACK});
}

static void turn(struct desk *desk, const struct hand *hand, int step)
{
    if (touches(hand))
        tap(desk, hand, step > 0 ? desk->ui->width - 20 : 20, desk->ui->height * 3 / 4);
    else
        make(desk, hand, (struct action){.kind = step > 0 ? hand->next : hand->previous});
}

static void open_menu(struct desk *desk, const struct hand *hand)
{
    make(desk, hand,
         (struct action){.kind = hand->menu, .x = desk->ui->width / 2, .y = desk->ui->height / 2});
    assert_true(has(desk, "screen menu"));
}

static void from_menu(struct desk *desk, const struct hand *hand, const char *label)
{
    open_menu(desk, hand);
    press(desk, hand, label);
}

static void expect(struct desk *desk, const struct hand *hand, const char *line)
{
    if (!has(desk, line))
        fail_msg("by %s: nothing begins with “%s” in:\n%s", hand->name, line, desk_text(desk));
}

/* From one key to another: by the focus, or with a finger. */
static void spell(struct desk *desk, const struct hand *hand, const char *letters)
{
    for (; *letters; letters++)
        press(desk, hand, (char[]){*letters, '\0'});
}

/* The hit, as `choose` does it. */
static void choose_hit(struct desk *desk, const struct hand *hand, const char *label)
{
    char line[80];
    snprintf(line, sizeof line, "row %s", label);
    if (!touches(hand)) {
        walk_to(desk, hand, line);
        return;
    }
    const struct list *list = (const struct list *)desk->ui->screens[desk->ui->depth - 1];
    uint32_t row = row_shown(desk, line);
    assert_int_not_equal(row, UINT32_MAX);
    tap_box(desk, hand, list_box(desk->ui, list, row));
}

/* A word is typed, mended and found; its article is read, and the hits are there again. */
static void look_for(struct desk *desk, const struct hand *from)
{
    /* Up and down lead from row to row there, left and right from key to key. */
    struct hand along = *from, *hand = &along;
    if (from == &keyboard) {
        along.onward = ACTION_RIGHT;
        along.inward = ACTION_LEFT;
    }
    from_menu(desk, from, "Search");
    expect(desk, hand, "screen search");
    spell(desk, hand, "fz");
    press(desk, hand, "Delete");
    spell(desk, hand, "irst");
    expect(desk, hand, "typed first");
    press(desk, hand, "Hide");
    press(desk, hand, "Keys");
    press(desk, hand, "123");
    spell(desk, hand, "1");
    press(desk, hand, "Clear");
    press(desk, hand, "qwe");
    spell(desk, hand, "first");
    choose_hit(desk, hand, "A | First.");
    expect(desk, hand, "entry a.md");
    from_menu(desk, from, "Back");
    expect(desk, hand, "screen search");
    expect(desk, hand, "typed first");
    press_back(desk, hand);
    expect(desk, hand, "screen reading");
}

/* What a reader does. */
static void read_on(struct desk *desk, const struct hand *hand)
{
    choose(desk, hand, "Book");
    expect(desk, hand, "title Book");
    turn(desk, hand, 1);
    expect(desk, hand, "page 2 / ");
    turn(desk, hand, -1);
    expect(desk, hand, "page 1 / ");
    follow(desk, hand, "a.md");
    expect(desk, hand, "entry a.md");
    from_menu(desk, hand, "Back");
    expect(desk, hand, "entry README.md");
    from_menu(desk, hand, "Forward");
    expect(desk, hand, "entry a.md");
    from_menu(desk, hand, "Home");
    expect(desk, hand, "entry README.md");
    follow(desk, hand, "https://example.org/");
    expect(desk, hand, "screen address");
    press(desk, hand, "Back");
    expect(desk, hand, "screen reading");
    from_menu(desk, hand, "Contents");
    expect(desk, hand, "screen contents");
    press_back(desk, hand);
    expect(desk, hand, "screen reading");
    look_for(desk, hand);
    follow(desk, hand, "p.png");
    expect(desk, hand, "screen picture");
    if (touches(hand))
        tap(desk, hand, 640, 400);
    else
        make(desk, hand, (struct action){.kind = ACTION_BACK});
    expect(desk, hand, "screen reading");
    from_menu(desk, hand, "Contents");
    choose(desk, hand, "A");
    expect(desk, hand, "entry a.md");
    from_menu(desk, hand, "Home");
}

/* Text size, colours, direction: each is another picture, and back. */
static void looks(struct desk *desk, const struct hand *hand)
{
    uint16_t size = desk->ui->font_size;
    from_menu(desk, hand, "Larger text");
    assert_true(desk->ui->font_size > size);
    press(desk, hand, "Smaller text");
    assert_int_equal(desk->ui->font_size, size);
    press(desk, hand, "Colours");
    assert_int_equal(desk->ui->theme, THEME_SEPIA);
    press(desk, hand, "Lines down");
    assert_true(desk->ui->turned);
    press(desk, hand, "Lines across");
    assert_false(desk->ui->turned);
    press(desk, hand, "Close");
    expect(desk, hand, "screen reading");
    from_menu(desk, hand, "Library");
    expect(desk, hand, "screen shelf");
}

static void type(struct desk *desk, const struct hand *hand, const char *digits)
{
    types = true;
    if (touches(hand))
        tap(desk, hand, 0, 0);
    for (; *digits; digits++) {
        if (hand->can & BIT(ACTION_JUMP))
            make(desk, hand, (struct action){.kind = ACTION_JUMP, .amount = (*digits - '0') * 100});
        else
            press(desk, hand, (char[]){*digits, '\0'});
    }
    if (touches(hand))
        tap(desk, hand, 0, 0);
    press(desk, hand, "OK");
    types = false;
}

/* Each row of the maintenance screen, and back. */
static void mind(struct desk *desk, const struct hand *hand)
{
    static const struct {
        const char *row, *shown;
    } rows[] = {{"Bundles", "upkeep bundles"},  {"Import", "upkeep stick"},
                {"Free space", "upkeep start"}, {"Text size", "upkeep look"},
                {"Test", "screen trial"},       {"Versions", "upkeep versions"},
                {"Log", "upkeep log"},          {"Export", "screen question"},
                {"Restart", "screen question"}, {"Switch off", "screen question"}};
    make(desk, hand, (struct action){.kind = ACTION_MAINTENANCE});
    expect(desk, hand, "screen pin");
    type(desk, hand, "4711");
    expect(desk, hand, "upkeep start");
    for (uint32_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        choose(desk, hand, rows[i].row);
        expect(desk, hand, rows[i].shown);
        for (int k = 0; k < 12 && has(desk, "screen trial"); k++)
            make(desk, hand,
                 touches(hand) && k < 8 ? (struct action){.kind = ACTION_TAP, .x = 640, .y = 100}
                 : touches(hand)        ? (struct action){.kind = ACTION_TAP, .x = 60, .y = 760}
                                        : (struct action){.kind = ACTION_SELECT});
        if (!has(desk, "upkeep start"))
            press_back(desk, hand);
        expect(desk, hand, "upkeep start");
    }
}

/* Over the menu of the reader's own page: what a visitor is asked, and pictures while nobody is there. */
static void visit(struct desk *desk, const struct hand *hand)
{
    static const struct visit_options options = {
        .idle_ms = 60000, .countdown_ms = 20000, .attract_ms = 12000};
    assert_int_equal(ui_visit(desk->ui, &options, NULL), STATUS_OK);
    pass(desk, 1000);
    expect(desk, hand, "screen attract");
    if (touches(hand))
        tap(desk, hand, 640, 400);
    else
        make(desk, hand, (struct action){.kind = ACTION_SELECT});
    expect(desk, hand, "screen reading");
    turn(desk, hand, 1);
    pass(desk, 61000);
    expect(desk, hand, "button Start again");
    turn(desk, hand, 1);
    expect(desk, hand, "page 2 / ");
    pass(desk, 61000);
    struct action again = {.kind = ACTION_HOME};
    if (touches(hand))
        for (again.kind = ACTION_TAP; again.y < 800 && !prompt_again(visit_screen(desk->ui), &again);
             again.y += 8)
            for (again.x = 0; again.x < 1280 && !prompt_again(visit_screen(desk->ui), &again); again.x += 8)
                ;
    if (touches(hand))
        again.y -= 8;
    make(desk, hand, again);
    expect(desk, hand, "screen shelf");
}

/* A bundle of a stick: read there, copied halfway, copied. */
static void bring(struct desk *desk, const struct hand *hand)
{
    choose(desk, hand, "Stick");
    expect(desk, hand, "screen import");
    press(desk, hand, "Only read");
    expect(desk, hand, "title Stick");
    from_menu(desk, hand, "Library");
    choose(desk, hand, "Stick");
    hurried = true;
    press(desk, hand, "Copy");
    press(desk, hand, "Cancel");
    hurried = false;
    expect(desk, hand, "screen shelf");
    choose(desk, hand, "Stick");
    press(desk, hand, "Copy");
    press(desk, hand, "Read");
    expect(desk, hand, "title Stick");
    from_menu(desk, hand, "Library");
}

static void write_book(struct desk *desk, const char *title, struct library *library)
{
    char ini[64], *body = repeat(SENTENCE, 120), *article = NULL;
    SDL_Surface *picture = SDL_CreateRGBSurfaceWithFormat(0, 30, 40, 32, SDL_PIXELFORMAT_XRGB8888);
    snprintf(ini, sizeof ini, "[bundle]\ntitle = %s\n", title);
    assert_true(asprintf(&article, "# %s\n\n[one](a.md) [out](https://example.org/) [picture](p.png)\n\n%s\n",
                         title, body) > 0);
    desk_write(
        desk, (struct leaf[]){{"README.md", article}, {"a.md", "# A\n\nFirst.\n"}, {"bundle.ini", ini}, {0}});
    desk_picture(desk, "p.png", picture);
    library->paths = realloc(library->paths, (library->count + 1) * sizeof *library->paths);
    assert_non_null(library->paths);
    library->paths[library->count++] = strdup(desk->path);
    SDL_FreeSurface(picture);
    free(body);
    free(article);
}

static void walk(struct desk *desk, const struct hand *hand)
{
    struct library board = {0}, stick = {0};
    struct fake fake = {0};
    char copies[80], command[200];
    snprintf(copies, sizeof copies, "%s.copies", desk->folder);
    snprintf(command, sizeof command, "mkdir %s", copies);
    assert_int_equal(system(command), 0);
    desk_size(desk, 1280, 800);
    write_book(desk, "Book", &board);
    write_book(desk, "Other", &board);
    assert_int_equal(ui_shelf(desk->ui, &board, NULL), STATUS_OK);
    fake_open(&fake, desk);
    desk_idle(desk);
    desk_text(desk);
    read_on(desk, hand);
    looks(desk, hand);
    mind(desk, hand);
    press_back(desk, hand);
    expect(desk, hand, "screen shelf");
    write_book(desk, "Stick", &stick);
    const struct import_options import = {.policy = IMPORT_OFFER, .folder = copies};
    const struct source sources[] = {{.library = &stick, .stick = "WATER", .serial = 1}, {.library = &board}};
    assert_int_equal(ui_import(desk->ui, &import), STATUS_OK);
    assert_int_equal(ui_sources(desk->ui, sources, 2, NULL), STATUS_OK);
    desk_idle(desk);
    bring(desk, hand);
    visit(desk, hand);
    snprintf(command, sizeof command, "rm -r %s", copies);
    assert_int_equal(system(command), 0);
    library_free(&board);
    library_free(&stick);
}

static void a_panel_is_enough(void **state)
{
    walk(*state, &panel);
}

static void four_buttons_are_enough(void **state)
{
    walk(*state, &buttons);
}

static void a_keyboard_is_enough(void **state)
{
    walk(*state, &keyboard);
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_panel_is_enough, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(four_buttons_are_enough, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_keyboard_is_enough, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
