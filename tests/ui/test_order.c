/* Reading on from one article to the next, in a bundle that says in which order they are read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"

#define SENTENCE "春天来了，河水涨到台阶下面，图书馆的门每天早上九点打开。"

/* A short one, a long one that is not counted at once, and a short one. */
static void open_book(struct desk *desk, size_t sentences)
{
    char *body = repeat(SENTENCE "\n\n", sentences);
    struct buffer middle = {0};
    assert_int_equal(buffer_print(&middle, "# 中间\n\n%s", body), STATUS_OK);
    desk_bundle(desk,
                (struct leaf[]){
                    {"README.md", "# 封面\n\n完。\n\n[末](c.md)\n"},
                    {"SUMMARY.md", "# 目录\n\n- [第一章 出发](a.md)\n- [第二章](b.md)\n- [第三章](c.md)\n"},
                    {"a.md", "# 甲\n\n完。\n"},
                    {"b.md", middle.data},
                    {"c.md", "# 末\n\n完。\n"},
                    {"d.md", "# 不在目录里\n\n完。\n"},
                    {0}});
    buffer_free(&middle);
    free(body);
}

static void next_at_the_end_goes_on(void **state)
{
    struct desk *desk = *state;
    open_book(desk, 40);
    desk_idle(desk);
    desk_line(desk, "entry README.md");
    desk_line(desk, "Next: 第一章 出发");
    desk_act(desk, ACTION_NEXT);
    desk_line(desk, "entry a.md");
    desk_idle(desk);
    desk_line(desk, "Next: 第二章");
    desk_tap(desk, 1200, 400);
    desk_line(desk, "entry b.md");
    desk_idle(desk);
    desk_no_line(desk, "Next: 第三章");
    desk_act(desk, ACTION_NEXT);
    desk_line(desk, "page 2 / 3");
    desk_act(desk, ACTION_NEXT);
    desk_line(desk, "page 3 / 3");
    desk_line(desk, "Next: 第三章");
    struct action swipe = {.kind = ACTION_SWIPE, .x = 900, .y = 400, .dx = -300};
    assert_true(ui_act(desk->ui, &swipe));
    desk_line(desk, "entry c.md");
    desk_idle(desk);
    /* The end of the book. */
    desk_act(desk, ACTION_NEXT);
    desk_line(desk, "entry c.md");
    assert_null(strstr(desk_text(desk), "Next:"));
    /* And back: to the end of each article. */
    desk_act(desk, ACTION_PREVIOUS);
    desk_line(desk, "entry b.md");
    desk_line(desk, "page 3 / 3");
    /* The places one was at: where the last page of b was left, twice. */
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry c.md");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry b.md");
    desk_line(desk, "page 3 / 3");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry a.md");
    desk_act(desk, ACTION_PREVIOUS);
    desk_line(desk, "entry README.md");
    desk_act(desk, ACTION_PREVIOUS);
    desk_line(desk, "entry README.md");
}

static void the_row_below_the_text_leads_on(void **state)
{
    struct desk *desk = *state;
    open_book(desk, 4);
    desk_idle(desk);
    /* Behind the page's own links; moving the focus leads no further. */
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_line(desk, "focus c.md");
    for (int i = 0; i < 3; i++) {
        desk_act(desk, ACTION_FOCUS_NEXT);
        desk_line(desk, "focus slipcase:next");
    }
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry a.md");
    desk_idle(desk);
    /* In the middle of the page, where a touch anywhere else opens the menu. */
    bool found = false;
    for (int32_t y = 60; y < 700 && !found; y += 20) {
        desk_tap(desk, 640, y);
        found = strstr(desk_text(desk), "entry b.md");
        if (!found)
            desk_act(desk, ACTION_MENU);
    }
    assert_true(found);
}

/* The end is not known yet when the reader turns past it. */
static void pages_that_are_not_counted_yet(void **state)
{
    struct desk *desk = *state;
    open_book(desk, 30000);
    desk_act(desk, ACTION_NEXT);
    desk_line(desk, "entry a.md");
    desk_act(desk, ACTION_NEXT);
    desk_line(desk, "entry b.md");
    desk_act(desk, ACTION_PREVIOUS);
    desk_line(desk, "entry a.md");
    desk_act(desk, ACTION_NEXT);
    desk_act(desk, ACTION_LAST);
    desk_idle(desk);
    desk_act(desk, ACTION_NEXT);
    desk_line(desk, "entry c.md");
    desk_act(desk, ACTION_PREVIOUS);
    desk_line(desk, "waiting");
    desk_idle(desk);
    uint64_t count = desk_number(desk, "page");
    assert_in_range(count, 100, 10000);
    desk_line(desk, "Next: 第三章");
    /* Whoever does not want to wait goes to the start. */
    desk_act(desk, ACTION_HOME);
    desk_act(desk, ACTION_NEXT);
    desk_line(desk, "entry a.md");
}

static void pages_for_render_stay_in_the_article(void **state)
{
    struct desk *desk = *state;
    struct fault fault = {0};
    struct bundle *bundle;
    open_book(desk, 4);
    assert_int_equal(bundle_open(desk->path, &bundle, &fault), STATUS_OK);
    assert_int_equal(ui_show(desk->ui, bundle, bundle_find(bundle, "a.md"), &fault), STATUS_OK);
    assert_int_equal(ui_turn(desk->ui, 0, &fault), STATUS_OK);
    desk_line(desk, "page 1 / 1");
    desk_line(desk, "Next: 第二章");
    assert_int_equal(ui_turn(desk->ui, 1, &fault), STATUS_NOT_FOUND);
    desk_line(desk, "entry a.md");
}

static void out_of_the_order_pages_end(void **state)
{
    struct desk *desk = *state;
    struct fault fault = {0};
    struct bundle *bundle;
    open_book(desk, 4);
    assert_int_equal(bundle_open(desk->path, &bundle, &fault), STATUS_OK);
    assert_int_equal(ui_show(desk->ui, bundle, bundle_find(bundle, "d.md"), &fault), STATUS_OK);
    desk_idle(desk);
    desk_act(desk, ACTION_NEXT);
    desk_act(desk, ACTION_PREVIOUS);
    desk_line(desk, "entry d.md");
    assert_null(strstr(desk_text(desk), "Next:"));
    desk_bundle(desk, (struct leaf[]){{"README.md", "# 甲\n\n完。\n"}, {"b.md", "# 乙\n"}, {0}});
    desk_idle(desk);
    desk_act(desk, ACTION_NEXT);
    desk_line(desk, "entry README.md");
    assert_null(strstr(desk_text(desk), "Next:"));
}

static void one_that_cannot_be_opened_is_told(void **state)
{
    struct desk *desk = *state;
    desk_write(desk, (struct leaf[]){{"README.md", "# 封面\n\n完。\n"},
                                     {"SUMMARY.md", "- [坏](bad.md)\n- [好](good.md)\n"},
                                     {"bad.md", "MARKER"},
                                     {"good.md", "# 好\n\n完。\n"},
                                     {0}});
    desk_damage(desk, "MARKER");
    ui_open(desk->ui, desk->path);
    desk_idle(desk);
    desk_line(desk, "Next: 坏");
    desk_act(desk, ACTION_NEXT);
    desk_line(desk, "screen message");
    assert_non_null(strstr(desk_text(desk), "bad.md"));
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry README.md");
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(next_at_the_end_goes_on, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(the_row_below_the_text_leads_on, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(pages_that_are_not_counted_yet, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(pages_for_render_stay_in_the_article, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(out_of_the_order_pages_end, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(one_that_cannot_be_opened_is_told, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
