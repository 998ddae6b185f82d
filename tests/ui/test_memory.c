/* Memory that gives out at any moment while somebody looks for something: what is on the screen stays or a sentence comes, and
 * the reader goes on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "allocation.h"
#include "base/messages.h"
#include "desk.h"
#include "host.h"
#include "ui/listing.h"
#include "ui/visit.h"

static const struct leaf library[] = {
    {"README.md", "# 首页\n\n[夹](夹/)\n"},
    {"夹/第十.md", "# 十\n"},
    {"夹/第二.md", "# 二\n"},
    {"夹/中/甲.md", "# 甲\n"},
    {"安.md", "# 安\n"},
    {0},
};
static const struct leaf book[] = {
    {"README.md", "# 首页\n\n完。\n"},
    {"SUMMARY.md", "- [甲](a.md)\n- [乙](b.md#二)\n- [网](https://example.org/)\n"},
    {"a.md", "# 甲\n\n完。\n"},
    {"b.md", "# 乙\n\n完。\n\n## 二\n"},
    {0},
};

static void folders(void **state)
{
    struct desk *desk = *state;
    struct bundle *bundle;
    struct listing folder;
    bool sorted = false;
    desk_write(desk, library);
    assert_int_equal(bundle_open(desk->path, &bundle, NULL), STATUS_OK);
    for (size_t number = 1; !sorted; number++) {
        assert_in_range(number, 1, 1000);
        allocation_fail(number);
        enum status status = listing_open(bundle, "夹/", strlen("夹/"), "zh-Hans", &folder);
        while (!status && listing_more(&folder))
            ;
        sorted = allocation_count() < number;
        allocation_fail(0);
        /* In order, or as far as they were found. */
        assert_in_range(folder.count, 0, 3);
        if (sorted) {
            assert_int_equal(folder.count, 3);
            assert_string_equal(bundle_name(bundle, folder.items[1].entry), "夹/第二.md");
        }
        listing_free(&folder);
    }
    bundle_close(bundle);
}

static void look_around(struct desk *desk, const enum action_kind *kinds)
{
    for (; *kinds != ACTION_NONE; kinds++) {
        desk_act(desk, *kinds);
        bool changed;
        for (int i = 0; i < 50 && ui_idle(desk->ui); i++)
            ;
        assert_non_null(ui_picture(desk->ui, &changed));
    }
}

static void at_any_moment(struct desk *desk, const struct leaf *leaves, const enum action_kind *kinds)
{
    bool done = false;
    desk_bundle(desk, leaves);
    desk_idle(desk);
    for (size_t number = 1; !done; number++) {
        assert_in_range(number, 1, 20000);
        allocation_fail(number);
        look_around(desk, kinds);
        done = allocation_count() < number;
        allocation_fail(0);
        desk_act(desk, ACTION_HOME);
        desk_idle(desk);
        desk_line(desk, "entry README.md");
    }
}

static void contents_of_folders(void **state)
{
    static const enum action_kind kinds[] = {ACTION_CONTENTS, ACTION_FOCUS_NEXT, ACTION_SELECT, ACTION_SELECT,
                                             ACTION_BACK,     ACTION_LAST,       ACTION_SELECT, ACTION_NONE};
    at_any_moment(*state, library, kinds);
}

static void contents_and_reading_on(void **state)
{
    static const enum action_kind kinds[] = {
        ACTION_NEXT,           ACTION_NEXT,   ACTION_PREVIOUS,   ACTION_CONTENTS, ACTION_LAST,
        ACTION_FOCUS_PREVIOUS, ACTION_SELECT, ACTION_FOCUS_NEXT, ACTION_SELECT,   ACTION_NONE};
    at_any_moment(*state, book, kinds);
}

/* What is typed, chosen and found; and the next one finds nothing of it. */
static void searching(void **state)
{
    static const enum action_kind found[] = {ACTION_FIRST,  ACTION_SELECT, ACTION_BACK,
                                             ACTION_SEARCH, ACTION_MENU,   ACTION_NONE};
    struct desk *desk = *state;
    bool done = false;
    messages_open();
    messages_choose("zh-Hans");
    desk_write(desk, library);
    desk_index(desk);
    ui_open(desk->ui, desk->path);
    desk_idle(desk);
    /* Not each: an index is opened with thousands of them. */
    for (size_t number = 1; !done; number += number < 3000 ? 7 : 101) {
        assert_in_range(number, 1, 200000);
        allocation_fail(number);
        static const enum action_kind open[] = {ACTION_SEARCH, ACTION_NONE};
        look_around(desk, open);
        for (const char *letter = "erjia\b"; *letter; letter++) {
            static const enum action_kind none[] = {ACTION_FORWARD, ACTION_NONE};
            assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_TYPE, .code = (uint32_t)*letter}));
            look_around(desk, none);
        }
        look_around(desk, found);
        done = allocation_count() < number;
        allocation_fail(0);
        ui_reset(desk->ui);
        desk_idle(desk);
        desk_line(desk, "entry README.md");
        desk_act(desk, ACTION_SEARCH);
        desk_text(desk);
        desk_idle(desk);
        desk_line(desk, "typed ");
        desk_act(desk, ACTION_HOME);
        desk_idle(desk);
    }
    messages_choose("en");
}

/* Into each row of each page of the maintenance screen and back; every question is answered with Back. */
static void look_after(struct desk *desk)
{
    static const enum action_kind kinds[] = {ACTION_SELECT, ACTION_FOCUS_NEXT, ACTION_SELECT, ACTION_NEXT,
                                             ACTION_NEXT,   ACTION_BACK,       ACTION_BACK,   ACTION_NONE};
    desk_act(desk, ACTION_MAINTENANCE);
    for (int i = 0; i < 4; i++)
        assert_true(
            ui_act(desk->ui, &(struct action){.kind = ACTION_JUMP, .amount = "4711"[i] * 100 - '0' * 100}));
    static const enum action_kind enter[] = {ACTION_SELECT, ACTION_NONE};
    look_around(desk, enter);
    for (int row = 0; row < 10; row++) {
        desk_act(desk, ACTION_FIRST);
        for (int i = 0; i < row; i++)
            desk_act(desk, ACTION_FOCUS_NEXT);
        look_around(desk, kinds);
        desk_act(desk, ACTION_MAINTENANCE);
    }
}

static void maintenance(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {.stick = desk->folder};
    bool done = false;
    desk_bundle(desk, book);
    desk_idle(desk);
    fake_open(&fake, desk);
    /* Not each: the pages ask for much the same, and all of them would take minutes. */
    for (size_t number = 1; !done; number += 37) {
        assert_in_range(number, 1, 200000);
        allocation_fail(number);
        look_after(desk);
        done = allocation_count() < number;
        allocation_fail(0);
        /* Whatever was open leaves by itself. */
        pass(desk, 150000);
        desk_act(desk, ACTION_HOME);
        desk_idle(desk);
        desk_line(desk, "entry README.md");
    }
    assert_int_equal(fake.restarts + fake.offs + strlen(fake.removed), 0);
}

/* One after another comes, reads and goes, at day and at night. */
static void come_and_go(struct desk *desk, uint64_t *seconds)
{
    static const enum action_kind kinds[] = {ACTION_NEXT, ACTION_CONTENTS, ACTION_NEXT, ACTION_LARGER,
                                             ACTION_NONE};
    /* Attracted, reading, asked, gone; closed, dark, woken, dark; open. */
    static const uint32_t waits[] = {1, 12, 0, 60, 20, 0, 36000, 300, 30, 0, 30, 50400};
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        bool changed;
        *seconds += waits[i];
        struct ui_time now = {.ms = *seconds * 1000, .wall = 1795485600 + (int64_t)*seconds};
        ui_tick(desk->ui, &now);
        assert_non_null(ui_picture(desk->ui, &changed));
        if (!waits[i])
            look_around(desk, kinds);
    }
}

static void visitors(void **state)
{
    struct desk *desk = *state;
    uint64_t seconds = 0;
    bool done = false;
    struct hours hours;
    assert_int_equal(hours_parse("09:00-20:00", &hours, NULL), STATUS_OK);
    const struct visit_options options = {.idle_ms = 60000,
                                          .countdown_ms = 20000,
                                          .attract_ms = 12000,
                                          .dark_ms = 30000,
                                          .hours = &hours,
                                          .pixel_shift = true};
    desk_size(desk, 480, 320);
    desk_bundle(desk, book);
    assert_int_equal(ui_visit(desk->ui, &options, NULL), STATUS_OK);
    for (size_t number = 1; !done; number++) {
        assert_in_range(number, 1, 20000);
        allocation_fail(number);
        come_and_go(desk, &seconds);
        done = allocation_count() < number;
        allocation_fail(0);
        /* The next ones find nothing amiss. */
        come_and_go(desk, &seconds);
        desk_idle(desk);
        struct ui_time now = {.ms = seconds * 1000 + 1000, .wall = 1795485600 + (int64_t)seconds + 1};
        ui_tick(desk->ui, &now);
        desk_line(desk, "screen attract");
        seconds = (seconds / 86400 + 1) * 86400;
    }
}

/* A page stays where it is when there is no memory for the picture of it beside another one. */
static void a_page_that_is_dragged(void **state)
{
    static const enum action_kind kinds[] = {ACTION_DRAG,       ACTION_DRAG, ACTION_DROP,  ACTION_DRAG,
                                             ACTION_SWIPE,      ACTION_DRAG, ACTION_PINCH, ACTION_DRAG,
                                             ACTION_LONG_PRESS, ACTION_NONE};
    at_any_moment(*state, book, kinds);
}

/* A stick that comes and goes while somebody reads what is on it, and while nobody does. */
static void sticks(void **state)
{
    struct desk *desk = *state;
    struct library board = {0}, stick = {0};
    struct source sources[] = {{.library = &stick, .stick = "WATER", .serial = 1}, {.library = &board}};
    char *paths[2];
    bool done = false;
    desk_write(desk, book);
    paths[0] = strdup(desk->path);
    desk_write(desk, library);
    paths[1] = strdup(desk->path);
    assert_true(paths[0] && paths[1]);
    board = (struct library){.paths = &paths[0], .count = 1};
    stick = (struct library){.paths = &paths[1], .count = 1};
    for (size_t number = 1; !done; number++) {
        static const enum action_kind kinds[] = {ACTION_SHELF, ACTION_FIRST, ACTION_SELECT, ACTION_NONE};
        assert_in_range(number, 1, 20000);
        assert_int_equal(ui_sources(desk->ui, sources + 1, 1, NULL), STATUS_OK);
        allocation_fail(number);
        /* What fails leaves the shelf as it was, and is done at another time. */
        enum status status = ui_sources(desk->ui, sources, 2, NULL);
        look_around(desk, kinds);
        status |= ui_sources(desk->ui, sources + 1, 1, NULL);
        done = allocation_count() < number;
        allocation_fail(0);
        assert_true(!status || status == STATUS_NO_MEMORY);
        assert_int_equal(ui_sources(desk->ui, sources + 1, 1, NULL), STATUS_OK);
        desk_act(desk, ACTION_SHELF);
        desk_idle(desk);
        desk_line(desk, "screen shelf");
    }
    free(paths[0]);
    free(paths[1]);
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    setenv("TZ", "Asia/Shanghai", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(folders, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(contents_of_folders, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(contents_and_reading_on, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(searching, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(maintenance, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(visitors, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_page_that_is_dragged, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(sticks, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
