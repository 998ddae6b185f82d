/* Contents, navigation, menu: their rows and buttons, and what they lead to; on every size of screen. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"

#define SENTENCE "春天来了，河水涨到台阶下面，图书馆的门每天早上九点打开。"
#define PARAGRAPH SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE "\n\n"
#define CHAPTER PARAGRAPH PARAGRAPH PARAGRAPH

static const struct leaf indexed[] = {
    {"README.md",
     "# 首页\n\n## 一\n\n" CHAPTER "## 二\n\n" CHAPTER "### 二之一\n\n" CHAPTER "## 三\n\n" CHAPTER},
    {"indexes/甲.md", "# 甲类\n\n[回](../README.md)\n"},
    {"indexes/乙.md", "# 乙类\n\n[回](../README.md)\n"},
    {"pages/1.md", "# 第一\n"},
    {0},
};

static void contents_of_article_and_bundle(void **state)
{
    struct desk *desk = *state;
    desk_bundle(desk, indexed);
    desk_idle(desk);
    desk_act(desk, ACTION_LAST);
    desk_act(desk, ACTION_CONTENTS);
    desk_idle(desk);
    desk_line(desk, "screen contents");
    desk_line(desk, "title In this article");
    desk_line(desk, "row     二之一");
    desk_line(desk, "row   三 current *");
    desk_line(desk, "title indexes");
    /* The titles, not the files' names. */
    desk_line(desk, "row 甲类");
    desk_line(desk, "row 乙类");
    desk_no_line(desk, "row 第一");
    desk_act(desk, ACTION_FOCUS_PREVIOUS);
    desk_act(desk, ACTION_FOCUS_PREVIOUS);
    desk_line(desk, "row   二 *");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen reading");
    assert_in_range(desk_number(desk, "position"), 600, 800);
    desk_act(desk, ACTION_CONTENTS);
    desk_idle(desk);
    desk_act(desk, ACTION_LAST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen reading");
    desk_begins(desk, "entry indexes/");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry README.md");
}

static void contents_from_a_summary(void **state)
{
    struct desk *desk = *state;
    desk_bundle(desk,
                (struct leaf[]){{"README.md", "# 首页\n\n完。\n"},
                                {"SUMMARY.md",
                                 "# 目录\n\n- [前言](README.md)\n- [第一章](a.md)\n  - [第一节](a.md#x)\n- "
                                 "[外](https://example.org)\n"},
                                {"a.md", "# 甲\n\n完。\n"},
                                {0}});
    desk_act(desk, ACTION_CONTENTS);
    desk_idle(desk);
    desk_begins(desk, "row 前言 current");
    desk_line(desk, "row 第一章");
    desk_line(desk, "row   第一节");
    desk_act(desk, ACTION_LAST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen address");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen contents");
    desk_act(desk, ACTION_FOCUS_PREVIOUS);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry a.md");
    desk_act(desk, ACTION_CONTENTS);
    desk_act(desk, ACTION_CONTENTS);
    desk_line(desk, "screen reading");
}

/* Many articles, no summary: all are reached page by page, by keys and by touch. */
static void long_contents_are_paged(void **state)
{
    struct desk *desk = *state;
    enum { COUNT = 200 };
    static char names[COUNT][32], texts[COUNT][32];
    static struct leaf leaves[COUNT + 1];
    for (int i = 0; i < COUNT; i++) {
        snprintf(names[i], sizeof names[i], "%03d.md", i);
        snprintf(texts[i], sizeof texts[i], "# 第%d篇\n", i);
        leaves[i] = (struct leaf){names[i], texts[i]};
    }
    desk_bundle(desk, leaves);
    desk_act(desk, ACTION_CONTENTS);
    desk_act(desk, ACTION_FIRST);
    uint32_t rows = 0;
    char seen[32];
    for (int page = 0; page < COUNT; page++) {
        desk_idle(desk);
        const char *text = desk_text(desk);
        for (const char *row = text; (row = strstr(row, "\nrow 第")); row++)
            rows++;
        snprintf(seen, sizeof seen, "第%d篇", COUNT - 1);
        if (strstr(text, seen))
            break;
        desk_act(desk, ACTION_NEXT);
    }
    /* The article's own heading is a row as well. */
    assert_int_equal(rows, COUNT + 1);
    /* The last row by touch: rows fill the screen between the headline and the buttons. */
    desk_act(desk, ACTION_LAST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry 199.md");
}

static void navigation_has_a_screen_of_its_own(void **state)
{
    struct desk *desk = *state;
    char *rows = repeat("[相当长的栏目名称](indexes/甲.md) | ", 40), *article = NULL;
    assert_true(asprintf(&article, "# 首页\n\n#### [首页](README.md) | %s [末](pages/末.md)\n\n" PARAGRAPH,
                         rows) > 0);
    desk_bundle(desk,
                (struct leaf[]){
                    {"README.md", article}, {"indexes/甲.md", "# 甲\n"}, {"pages/末.md", "# 末篇\n"}, {0}});
    desk_idle(desk);
    bool found = false;
    for (int i = 0; i < 60 && !found; i++) {
        desk_act(desk, ACTION_FOCUS_NEXT);
        found = strstr(desk_text(desk), "focus slipcase:navigation/");
    }
    assert_true(found);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen navigation");
    desk_act(desk, ACTION_LAST);
    desk_line(desk, "row 末 *");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry pages/末.md");
    free(rows);
    free(article);
}

static void menu_does_what_it_says(void **state)
{
    struct desk *desk = *state;
    desk_bundle(desk, indexed);
    desk_idle(desk);
    desk_tap(desk, 640, 400);
    desk_line(desk, "screen menu");
    desk_line(desk, "button Back off");
    desk_line(desk, "button Home *");
    desk_act(desk, ACTION_NEXT);
    desk_line(desk, "button Contents *");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen contents");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen reading");
    /* Text size keeps the menu. */
    desk_act(desk, ACTION_MENU);
    for (int i = 0; i < 4; i++)
        desk_act(desk, ACTION_NEXT);
    desk_line(desk, "button Larger text *");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen menu");
    desk_tap(desk, 640, 100);
    desk_line(desk, "screen reading");
    desk_act(desk, ACTION_MENU);
    desk_act(desk, ACTION_MENU);
    desk_line(desk, "screen reading");
    desk_idle(desk);
}

/* A picture differs from a plain one, whatever the size; and the menu leaves the upper part of the page alone. */
static void every_size_is_drawn(void **state)
{
    static const int32_t sizes[][2] = {{240, 160},  {480, 320},  {800, 480},
                                       {800, 1280}, {1280, 800}, {3840, 2160}};
    static const enum action_kind opens[] = {ACTION_NONE, ACTION_MENU, ACTION_CONTENTS};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        desk_size(desk, sizes[i][0], sizes[i][1]);
        desk_bundle(desk, indexed);
        desk_idle(desk);
        for (size_t k = 0; k < sizeof opens / sizeof *opens; k++) {
            bool changed;
            if (opens[k] != ACTION_NONE)
                desk_act(desk, opens[k]);
            SDL_Surface *picture = ui_picture(desk->ui, &changed);
            assert_true(changed);
            assert_int_equal(picture->w, sizes[i][0]);
            uint32_t other = 0, paper = theme_color(THEME_DAY, INK_BACKGROUND);
            for (int32_t y = 0; y < picture->h; y++) {
                const unsigned char *row = (const unsigned char *)picture->pixels + y * picture->pitch;
                for (int32_t x = 0; x < picture->w; x++)
                    other += (((const uint32_t *)(const void *)row)[x] & 0xFFFFFF) != paper;
            }
            assert_in_range(other, 200, (uint32_t)(picture->w * picture->h) * 3 / 4);
        }
    }
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(contents_of_article_and_bundle, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(contents_from_a_summary, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(long_contents_are_paged, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(navigation_has_a_screen_of_its_own, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(menu_does_what_it_says, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(every_size_is_drawn, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
