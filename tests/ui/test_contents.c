/* The contents of a bundle: its table of contents, or its folders; and the way along long ones. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <minizip/zip.h>

#include "base/limits.h"
#include "desk.h"

#define SENTENCE "春天来了，河水涨到台阶下面，图书馆的门每天早上九点打开。"
#define PARAGRAPH SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE "\n\n"

static const struct leaf library[] = {
    {"book-main/README.md",
     "# 首页\n\n" SENTENCE "\n\n[教](教程/) [图](图片/) [诗](诗词) [唐](%E8%AF%97%E8%AF%8D/唐)\n"},
    {"book-main/图片/a.png", "x"},
    {"book-main/重要通知.txt", "通知"},
    {"book-main/安.md", "# 平安\n"},
    {"book-main/教程/index.md", "# 入门教程\n"},
    {"book-main/教程/第十章.md", "# 十\n"},
    {"book-main/教程/第二章.md", "# 二\n"},
    {"book-main/教程/图/1.png", "x"},
    {"book-main/教程/附录/甲.md", "# 甲\n"},
    {"book-main/诗词/宋/一.md", "# 宋一\n"},
    {"book-main/诗词/唐/一.md", "# 唐一\n"},
    {"book-main/诗词/唐/二.md", "# 唐二\n"},
    {"book-main/zebra/z.md", "# z\n"},
    {0},
};

/* The rows shown from `first` on are these and no more, each the beginning of its line. */
static void assert_rows(struct desk *desk, const char *const *rows)
{
    desk_idle(desk);
    const char *line = desk_text(desk);
    for (; *rows; rows++) {
        line = strstr(line, "\nrow ");
        if (!line || strncmp(line + 5, *rows, strlen(*rows)) != 0)
            fail_msg("“%s” does not come next in:\n%s", *rows, desk_text(desk));
        line++;
    }
    line = strstr(line, "\nrow ");
    if (line)
        fail_msg("too many rows:\n%s", desk_text(desk));
}
#define ROWS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void folders_are_contents(void **state)
{
    struct desk *desk = *state;
    desk_bundle(desk, library);
    desk_act(desk, ACTION_CONTENTS);
    assert_rows(desk, ROWS("首页 current *", "入门教程 | 4 articles", "诗词 | 3 articles",
                           "zebra | 1 article", "首页 current", "平安", "通知"));
    desk_line(desk, "title In this bundle");
    /* Into a folder: the article's own headings are out of the way. */
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "title 教程");
    assert_rows(desk, ROWS("↑ 首页", "附录 | 1 article *", "入门教程", "二", "十"));
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "title 教程/附录");
    assert_rows(desk, ROWS("↑ 教程", "甲 *"));
    /* Back leads up as far as the reader came down, and to the folder that was left. */
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "row 附录 | 1 article *");
    desk_act(desk, ACTION_BACK);
    desk_idle(desk);
    desk_line(desk, "row 入门教程 | 4 articles *");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen reading");
}

static void the_folder_of_the_article_comes_first(void **state)
{
    struct desk *desk = *state;
    desk_bundle(desk, library);
    desk_act(desk, ACTION_CONTENTS);
    desk_idle(desk);
    for (int i = 0; i < 2; i++)
        desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    assert_rows(desk, ROWS("↑ 首页", "宋 | 1 article *", "唐 | 2 articles"));
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    assert_rows(desk, ROWS("↑ 诗词", "唐一 *", "唐二"));
    desk_act(desk, ACTION_LAST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry 诗词/唐/二.md");
    desk_act(desk, ACTION_CONTENTS);
    desk_line(desk, "title 诗词/唐");
    assert_rows(desk, ROWS("唐二 current *", "↑ 诗词", "唐一", "唐二 current"));
    /* The row upwards leads on from the folder that was left, and further up. */
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    assert_rows(desk, ROWS("↑ 首页", "宋", "唐 | 2 articles current *"));
    desk_act(desk, ACTION_FIRST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "title In this bundle");
    desk_line(desk, "row 诗词 | 3 articles current *");
    /* The reader did not come down: Back leads to the page. */
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen reading");
}

/* A folder without a README is shown as what is in it; one without an article is not there. */
static void links_to_folders(void **state)
{
    struct desk *desk = *state;
    desk_bundle(desk, library);
    desk_idle(desk);
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry 教程/index.md");
    desk_act(desk, ACTION_BACK);
    for (int i = 0; i < 2; i++)
        desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen message");
    desk_act(desk, ACTION_BACK);
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen contents");
    desk_line(desk, "title 诗词");
    assert_rows(desk, ROWS("↑ 首页", "宋 | 1 article *", "唐 | 2 articles"));
    desk_act(desk, ACTION_BACK);
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "title 诗词/唐");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry 诗词/唐/一.md");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry README.md");
}

/* A bundle of so many articles in one folder; their names begin with one of 24 characters. */
static void write_many(struct desk *desk, const char *language, uint32_t count)
{
    static const char *const starts[] = {"啊", "波", "次", "的", "额", "佛", "个", "和",
                                         "就", "可", "了", "吗", "你", "哦", "怕", "去",
                                         "人", "是", "他", "我", "想", "有", "在", "第"};
    enum { STARTS = sizeof starts / sizeof *starts };
    char name[64], text[64];
    desk_write(desk, (struct leaf[]){{0}});
    zipFile zip = zipOpen64(desk->path, APPEND_STATUS_CREATE);
    assert_non_null(zip);
    for (uint32_t i = 0; i <= count; i++) {
        zip_fileinfo info = {0};
        snprintf(name, sizeof name, i ? "全/%s%u.md" : "index.html", starts[i * 7 % STARTS], i);
        snprintf(text, sizeof text, i ? "# %s%u\n" : "<html lang=%s>完%u",
                 i ? starts[i * 7 % STARTS] : language, i);
        assert_int_equal(zipOpenNewFileInZip4_64(zip, name, &info, NULL, 0, NULL, 0, NULL, 0, 0, 0, -15, 8, 0,
                                                 NULL, 0, 0, 1 << 11, 0),
                         ZIP_OK);
        assert_int_equal(zipWriteInFileInZip(zip, text, (unsigned)strlen(text)), ZIP_OK);
        assert_int_equal(zipCloseFileInZip(zip), ZIP_OK);
    }
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
    ui_open(desk->ui, desk->path);
    desk_idle(desk);
    desk_act(desk, ACTION_CONTENTS);
    desk_idle(desk);
    desk_act(desk, ACTION_FIRST);
}

static void a_large_folder_is_sorted_meanwhile(void **state)
{
    struct desk *desk = *state;
    write_many(desk, "zh-Hans", 20000);
    assert_rows(desk, ROWS("全 | 20000 articles *", "index current"));
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "title Sorting the names in this folder.");
    /* It answers all the while, and one may leave. */
    assert_true(ui_idle(desk->ui));
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "row 全 | 20000 articles *");
    desk_act(desk, ACTION_SELECT);
    desk_idle(desk);
    desk_line(desk, "row 啊24 *");
    desk_line(desk, "row 啊48");
    desk_line(desk, "cell A");
    desk_line(desk, "cell Z");
    /* By numbers within a letter, not digit by digit. */
    desk_act(desk, ACTION_LAST);
    desk_idle(desk);
    desk_line(desk, "row 在19978 *");
}

/* Too many names to be sorted: they are there all the same. */
static void past_the_limit_names_stay_as_they_are(void **state)
{
    struct desk *desk = *state;
    write_many(desk, "zh-Hans", LIMIT_COLLATED + 1);
    desk_act(desk, ACTION_SELECT);
    desk_idle(desk);
    desk_line(desk, "row 个100002 *");
    desk_act(desk, ACTION_LAST);
    desk_begins(desk, "row 额");
}

/* The letters beside the list: each touch on a cell of two leads to the next one of them. */
static void letters_lead_along(void **state)
{
    struct desk *desk = *state;
    desk_size(desk, 480, 320);
    write_many(desk, "zh-Hans", 2400);
    desk_act(desk, ACTION_SELECT);
    desk_idle(desk);
    desk_line(desk, "cell BC");
    desk_line(desk, "row 啊24 *");
    /* Two columns of cells between the rows and the right margin. */
    desk_tap(desk, 480 - 24 - 10, 40);
    desk_line(desk, "row 吗5 *");
    desk_tap(desk, 480 - 24 - 40, 80);
    desk_line(desk, "row 波7 *");
    desk_tap(desk, 480 - 24 - 40, 80);
    desk_line(desk, "row 次14 *");
    desk_act(desk, ACTION_NEXT);
    desk_tap(desk, 480 - 24 - 40, 80);
    desk_line(desk, "row 波7 *");
    desk_idle(desk);
}

static void other_languages_have_other_letters(void **state)
{
    struct desk *desk = *state;
    write_many(desk, "zh-Hant", 240);
    desk_act(desk, ACTION_SELECT);
    desk_idle(desk);
    desk_line(desk, "row 了22 *");
    desk_line(desk, "cell 2");
}

/* A table of contents: parts, levels, places within an article, addresses, what is missing. */
static void a_table_of_contents(void **state)
{
    struct desk *desk = *state;
    desk_bundle(desk,
                (struct leaf[]){{"README.md", "# 前言\n\n完。\n"},
                                {"SUMMARY.md",
                                 "# 目录\n\n[前言](README.md)\n\n## 上部\n\n- [第一章](a.md)\n  - "
                                 "[第一节](a.md#一)\n  - [第二节](a.md#二)\n- [网](https://example.org/)\n"
                                 "- [缺](gone.md)\n- [夹](夹/)\n"},
                                {"a.md", "# 甲\n\n" PARAGRAPH "## 一\n\n" PARAGRAPH PARAGRAPH
                                         "## 二\n\n" PARAGRAPH "## 三\n\n" PARAGRAPH PARAGRAPH},
                                {"夹/b.md", "# 乙\n"},
                                {0}});
    desk_act(desk, ACTION_CONTENTS);
    assert_rows(desk,
                ROWS("前言 current *", "前言 current", "第一章", "  第一节", "  第二节", "网", "缺", "夹"));
    desk_line(desk, "title 上部");
    for (int i = 0; i < 4; i++)
        desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry a.md");
    assert_in_range(desk_number(desk, "position"), 500, 1000);
    /* Between 二 and 三, and at the end: both in what the table calls the second section. */
    desk_act(desk, ACTION_CONTENTS);
    desk_idle(desk);
    desk_line(desk, "row   第二节 current");
    desk_line(desk, "row 第一章");
    desk_act(desk, ACTION_BACK);
    desk_act(desk, ACTION_LAST);
    desk_act(desk, ACTION_CONTENTS);
    desk_idle(desk);
    desk_line(desk, "row   第二节 current");
    desk_act(desk, ACTION_LAST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "title 夹");
    desk_act(desk, ACTION_BACK);
    desk_act(desk, ACTION_FOCUS_PREVIOUS);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen message");
    assert_non_null(strstr(desk_text(desk), "gone.md"));
    desk_act(desk, ACTION_BACK);
    desk_act(desk, ACTION_FOCUS_PREVIOUS);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "address https://example.org/");
}

/* 5,000 items: by keys, by touching the bar at its side, and by dragging along it. */
static void a_long_table_is_quick_to_get_along(void **state)
{
    struct desk *desk = *state;
    struct buffer table = {0};
    for (int i = 1; i <= 5000; i++)
        assert_int_equal(buffer_print(&table, "- [第%d节](a.md#%d)\n", i, i), STATUS_OK);
    desk_bundle(desk,
                (struct leaf[]){{"README.md", "完"}, {"SUMMARY.md", table.data}, {"a.md", "# 甲\n"}, {0}});
    desk_act(desk, ACTION_CONTENTS);
    desk_idle(desk);
    desk_line(desk, "row 第1节 *");
    desk_act(desk, ACTION_LAST);
    desk_line(desk, "row 第5000节 *");
    desk_act(desk, ACTION_FIRST);
    desk_line(desk, "row 第1节 *");
    struct action action = {.kind = ACTION_JUMP, .amount = 500};
    assert_true(ui_act(desk->ui, &action));
    desk_line(desk, "row 第2500节 *");
    desk_tap(desk, 1200, 60);
    desk_line(desk, "row 第1节 *");
    desk_tap(desk, 1200, 390);
    desk_begins(desk, "page 18");
    desk_tap(desk, 1200, 720);
    desk_line(desk, "row 第5000节 *");
    action = (struct action){.kind = ACTION_SWIPE, .x = 1205, .y = 700, .dy = -2000};
    assert_true(ui_act(desk->ui, &action));
    desk_line(desk, "row 第1节 *");
    /* Beside the bar a swipe turns the page as before. */
    action = (struct action){.kind = ACTION_SWIPE, .x = 600, .y = 700, .dy = -200};
    assert_true(ui_act(desk->ui, &action));
    desk_begins(desk, "page 2 /");
    buffer_free(&table);
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(folders_are_contents, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(the_folder_of_the_article_comes_first, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(links_to_folders, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_large_folder_is_sorted_meanwhile, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(past_the_limit_names_stay_as_they_are, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(letters_lead_along, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(other_languages_have_other_letters, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_table_of_contents, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_long_table_is_quick_to_get_along, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
