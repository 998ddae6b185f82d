/* Pages, links, history and what happens when something is missing or broken. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "desk.h"

#define SENTENCE "春天来了，河水涨到台阶下面，图书馆的门每天早上九点打开。"

static void pages_turn(void **state)
{
    struct desk *desk = *state;
    char *body = repeat(SENTENCE, 200), *article = NULL;
    assert_true(asprintf(&article, "# 河边\n\n%s\n", body) > 0);
    desk_bundle(desk, (struct leaf[]){{"README.md", article}, {0}});
    desk_line(desk, "screen reading");
    desk_line(desk, "title 河边");
    desk_idle(desk);
    uint64_t count = strtoull(strstr(desk_text(desk), " / ") + 3, NULL, 10);
    assert_in_range(count, 3, 100);
    desk_begins(desk, "page 1 / ");
    desk_act(desk, ACTION_PREVIOUS);
    desk_begins(desk, "page 1 / ");
    desk_act(desk, ACTION_NEXT);
    desk_begins(desk, "page 2 / ");
    uint64_t second = desk_number(desk, "position");
    assert_in_range(second, 1, 200 * 28);
    desk_tap(desk, 1200, 400);
    desk_begins(desk, "page 3 / ");
    desk_tap(desk, 60, 400);
    desk_begins(desk, "page 2 / ");
    assert_int_equal(desk_number(desk, "position"), second);
    struct action swipe = {.kind = ACTION_SWIPE, .x = 800, .y = 400, .dx = -300, .dy = 20};
    assert_true(ui_act(desk->ui, &swipe));
    desk_begins(desk, "page 3 / ");
    swipe.dx = 300;
    assert_true(ui_act(desk->ui, &swipe));
    desk_begins(desk, "page 2 / ");
    desk_act(desk, ACTION_LAST);
    assert_int_equal(desk_number(desk, "page"), count);
    desk_act(desk, ACTION_NEXT);
    assert_int_equal(desk_number(desk, "page"), count);
    struct action jump = {.kind = ACTION_JUMP, .amount = 500};
    assert_true(ui_act(desk->ui, &jump));
    assert_int_equal(desk_number(desk, "page"), (count - 1) / 2 + 1);
    desk_act(desk, ACTION_FIRST);
    desk_begins(desk, "page 1 / ");
    free(body);
    free(article);
}

static void a_page_painted_ahead_is_the_same_picture(void **state)
{
    struct desk *desk = *state;
    char *body = repeat(SENTENCE, 200);
    bool changed;
    desk_bundle(desk, (struct leaf[]){{"README.md", body}, {0}});
    desk_idle(desk);
    desk_act(desk, ACTION_NEXT);
    SDL_Surface *ahead = ui_picture(desk->ui, &changed);
    assert_true(changed);
    size_t size = (size_t)ahead->pitch * (size_t)ahead->h;
    void *copy = malloc(size);
    assert_non_null(copy);
    memcpy(copy, ahead->pixels, size);
    assert_ptr_equal(ui_picture(desk->ui, &changed), ahead);
    assert_false(changed);
    /* The same page painted for itself: after two changes of the text size. */
    desk_act(desk, ACTION_LARGER);
    desk_act(desk, ACTION_SMALLER);
    desk_idle(desk);
    assert_memory_equal(copy, ui_picture(desk->ui, &changed)->pixels, size);
    free(copy);
    free(body);
}

static void position_stays_over_changes(void **state)
{
    struct desk *desk = *state;
    char *body = repeat(SENTENCE, 400);
    desk_bundle(desk, (struct leaf[]){{"README.md", body}, {0}});
    desk_idle(desk);
    for (int i = 0; i < 6; i++)
        desk_act(desk, ACTION_NEXT);
    uint64_t position = desk_number(desk, "position");
    static const int32_t sizes[][2] = {{480, 320}, {3840, 2160}, {800, 1280}, {240, 160}, {1280, 800}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        bool changed;
        ui_resize(desk->ui, sizes[i][0], sizes[i][1]);
        desk_idle(desk);
        SDL_Surface *picture = ui_picture(desk->ui, &changed);
        assert_int_equal(picture->w, sizes[i][0]);
        assert_int_equal(picture->h, sizes[i][1]);
        assert_int_equal(desk_number(desk, "position"), position);
        desk_act(desk, ACTION_LARGER);
        desk_idle(desk);
        assert_int_equal(desk_number(desk, "position"), position);
        desk_act(desk, ACTION_THEME);
        desk_idle(desk);
        assert_int_equal(desk_number(desk, "position"), position);
        desk_act(desk, ACTION_SMALLER);
    }
    desk_idle(desk);
    desk_begins(desk, "page 7 / ");
    free(body);
}

/* V1: the switch; lines that run down are read from right to left, so the left of the page leads on. */
static void lines_turn(void **state)
{
    struct desk *desk = *state;
    char *body = repeat(SENTENCE, 400);
    desk_bundle(desk,
                (struct leaf[]){{"README.md", body}, {"en.md", "# English\n\nNothing but English.\n"}, {0}});
    desk_idle(desk);
    for (int i = 0; i < 6; i++)
        desk_act(desk, ACTION_RIGHT);
    uint64_t position = desk_number(desk, "position");
    desk_act(desk, ACTION_LINES);
    desk_idle(desk);
    assert_int_equal(desk_number(desk, "position"), position);
    uint64_t page = desk_number(desk, "page");
    desk_act(desk, ACTION_LEFT);
    assert_int_equal(desk_number(desk, "page"), page + 1);
    desk_tap(desk, 100, 400);
    assert_int_equal(desk_number(desk, "page"), page + 2);
    desk_tap(desk, 1200, 400);
    desk_act(desk, ACTION_RIGHT);
    assert_int_equal(desk_number(desk, "page"), page);
    assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_SWIPE, .x = 300, .y = 300, .dx = 200}));
    assert_int_equal(desk_number(desk, "page"), page + 1);
    desk_act(desk, ACTION_MENU);
    desk_line(desk, "button Lines across");
    desk_act(desk, ACTION_LINES);
    desk_line(desk, "button Lines down");
    desk_act(desk, ACTION_MENU);
    desk_act(desk, ACTION_LEFT);
    assert_true(desk_number(desk, "position") < position);
    free(body);
}

/* Only East Asian text is set in lines that run down; pages of right-to-left text are turned to the left all the same. */
static void lines_of_other_scripts_do_not_turn(void **state)
{
    struct desk *desk = *state;
    char *body = repeat("Nothing but English words here. ", 400);
    desk_bundle(desk, (struct leaf[]){{"README.md", body}, {0}});
    desk_act(desk, ACTION_LINES);
    desk_act(desk, ACTION_RIGHT);
    desk_begins(desk, "page 2 / ");
    desk_act(desk, ACTION_MENU);
    desk_line(desk, "button Lines down off");
    free(body);
    desk_size(desk, 1280, 800);
    body = repeat("\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85 ", 4000);
    struct buffer html = {0};
    assert_int_equal(buffer_print(&html, "<html lang=ar><body><p>%s</p></body></html>", body), STATUS_OK);
    desk_bundle(desk, (struct leaf[]){{"index.html", html.data}, {0}});
    desk_act(desk, ACTION_LEFT);
    desk_begins(desk, "page 2 / ");
    buffer_free(&html);
    free(body);
}

static void a_large_article_opens_at_once(void **state)
{
    struct desk *desk = *state;
    char *body = repeat(SENTENCE "\n\n", 60000);
    assert_in_range(strlen(body), 5000000, 6000000);
    desk_bundle(desk, (struct leaf[]){{"README.md", body}, {0}});
    desk_line(desk, "page 1 / …");
    /* The end is far: the screen says so and goes on answering. */
    desk_act(desk, ACTION_LAST);
    desk_line(desk, "waiting");
    assert_true(ui_idle(desk->ui));
    desk_line(desk, "waiting");
    desk_act(desk, ACTION_FIRST);
    desk_line(desk, "page 1 / …");
    desk_act(desk, ACTION_LAST);
    desk_idle(desk);
    uint64_t count = desk_number(desk, "page");
    char line[64];
    snprintf(line, sizeof line, "page %u / %u", (unsigned)count, (unsigned)count);
    desk_line(desk, line);
    assert_in_range(count, 1000, 20000);
    free(body);
}

static const struct leaf linked[] = {
    {"book-main/README.md",
     "# 首页\n\n[第二篇](pages/%E4%BA%8C.md) [三](pages/三.md#开放时间) [外](https://example.org/a?b=c) "
     "[缺](pages/gone.md) [图](data.bin) [同页](#尾)\n\n" SENTENCE "\n\n## 尾\n\n完。\n"},
    {"book-main/pages/二.md", "# 第二篇\n\n[回](../README.md)\n"},
    {"book-main/pages/三.md",
     "# 第三篇\n\n" SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE
     "\n\n" SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE
     "\n\n" SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE
     "\n\n" SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE
     "\n\n## 开放时间\n\n每天。\n"},
    {"book-main/data.bin", "x"},
    {0},
};

/* Focuses link `number` of the first page (from 1) and follows it. */
static void follow(struct desk *desk, int number)
{
    desk_act(desk, ACTION_FIRST);
    for (int i = 0; i < number; i++)
        desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
}

static void links_lead_on_and_back(void **state)
{
    struct desk *desk = *state;
    desk_bundle(desk, linked);
    desk_idle(desk);
    assert_int_equal(ui_articles_opened(desk->ui), 0);
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_line(desk, "focus pages/%E4%BA%8C.md");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry pages/二.md");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry README.md");
    desk_act(desk, ACTION_FORWARD);
    desk_line(desk, "title 第二篇");
    assert_int_equal(ui_articles_opened(desk->ui), 1);
    follow(desk, 1);
    desk_line(desk, "entry README.md");
    follow(desk, 2);
    desk_line(desk, "entry pages/三.md");
    assert_in_range(desk_number(desk, "position"), 500, 5000);
    desk_act(desk, ACTION_HOME);
    desk_line(desk, "entry README.md");
    assert_int_equal(ui_articles_opened(desk->ui), 4);
    for (int i = 0; i < 8; i++)
        desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry README.md");
    desk_act(desk, ACTION_FORWARD);
    desk_line(desk, "entry pages/二.md");
    desk_act(desk, ACTION_HOME);
    follow(desk, 6);
    desk_line(desk, "entry README.md");
    desk_idle(desk);
    assert_false(ui_idle(desk->ui));
}

/* A short note at the article's end stands over the page; from there, and to any other place, Back leads to where one was. */
static void notes_stand_over_the_page(void **state)
{
    struct desk *desk = *state;
    char *body = repeat("<p>" SENTENCE "</p>", 60);
    struct buffer html = {0};
    assert_int_equal(buffer_print(&html,
                                  "<html lang=zh><body><h1>河</h1>%s<p>水<a id=r1></a><a href=#n1>[1]</a> <a "
                                  "href=#mid>中</a></p>%s<h2 id=mid>中</h2>%s<p id=n1>堤岸之注。<a "
                                  "href=#r1>↩</a></p></body></html>",
                                  body, body, body),
                     STATUS_OK);
    desk_bundle(desk, (struct leaf[]){{"index.html", html.data}, {0}});
    desk_idle(desk);
    while (!strstr(desk_text(desk), "focus #n1"))
        desk_act(desk, ACTION_FOCUS_NEXT);
    uint64_t page = desk_number(desk, "page");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen note");
    desk_line(desk, "text 堤岸之注。");
    desk_tap(desk, 10, 10);
    desk_line(desk, "screen reading");
    assert_int_equal(desk_number(desk, "page"), page);
    desk_act(desk, ACTION_SELECT);
    desk_act(desk, ACTION_FOCUS_PREVIOUS);
    desk_line(desk, "button Go there *");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "marked");
    assert_true(desk_number(desk, "page") > page);
    desk_act(desk, ACTION_BACK);
    assert_int_equal(desk_number(desk, "page"), page);
    desk_no_line(desk, "marked");
    while (!strstr(desk_text(desk), "focus #mid"))
        desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "marked");
    desk_act(desk, ACTION_BACK);
    assert_int_equal(desk_number(desk, "page"), page);
    buffer_free(&html);
    free(body);
}

/* An EPUB's stand among the text, and come from its end. */
static void notes_of_epubs_stand_over_the_page(void **state)
{
    struct desk *desk = *state;
    desk_bundle(desk,
                (struct leaf[]){
                    {"index.xhtml", "<html lang='zh'><body><h1>河</h1><p>水<a epub:type='noteref' "
                                    "href='#n1'>1</a>。</p><aside epub:type='footnote' "
                                    "id='n1'><p>堤岸之注。</p></aside><h2>岸</h2><p>完。</p></body></html>"},
                    {0},
                });
    desk_idle(desk);
    while (!strstr(desk_text(desk), "focus #n1"))
        desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen note");
    desk_line(desk, "text 堤岸之注。");
}

static void links_that_lead_nowhere_are_told(void **state)
{
    struct desk *desk = *state;
    desk_bundle(desk, linked);
    follow(desk, 3);
    desk_line(desk, "screen address");
    desk_line(desk, "address https://example.org/a?b=c");
    desk_act(desk, ACTION_SELECT); /* the Back button */
    desk_line(desk, "screen reading");
    follow(desk, 4);
    desk_line(desk, "screen message");
    assert_non_null(strstr(desk_text(desk), "pages/gone.md"));
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen reading");
    follow(desk, 5);
    desk_line(desk, "screen message");
    assert_non_null(strstr(desk_text(desk), "data.bin"));
    desk_act(desk, ACTION_HOME);
    desk_line(desk, "screen reading");
    desk_idle(desk);
}

static void a_tap_follows_a_link(void **state)
{
    struct desk *desk = *state;
    bool found = false;
    desk_bundle(desk, linked);
    /* Somewhere on the first page is a link; a tap anywhere else turns a page or opens the menu. */
    for (int32_t y = 0; y < 800 && !found; y += 8) {
        for (int32_t x = 0; x < 1280 && !found; x += 8) {
            desk_tap(desk, x, y);
            found = strstr(desk_text(desk), "entry pages/二.md");
            if (!found) {
                desk_act(desk, ACTION_HOME);
                desk_act(desk, ACTION_FIRST);
            }
        }
    }
    assert_true(found);
}

static void broken_entries_are_told(void **state)
{
    struct desk *desk = *state;
    desk_write(desk, (struct leaf[]){{"README.md", "# 首页\n\n[坏](bad.md) [好](good.md)\n"},
                                     {"bad.md", "MARKER text that is damaged"},
                                     {"good.md", "# 好\n\n完。\n"},
                                     {0}});
    desk_damage(desk, "MARKER");
    ui_open(desk->ui, desk->path);
    follow(desk, 1);
    desk_idle(desk);
    assert_non_null(strstr(desk_text(desk), "bad.md"));
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "entry README.md");
    follow(desk, 2);
    desk_line(desk, "entry good.md");
}

static void an_article_that_ends_early_says_so(void **state)
{
    struct desk *desk = *state;
    struct fault fault = {0};
    char *body = repeat(SENTENCE "\n\n", 3000), *article = NULL;
    assert_true(asprintf(&article, "# 长\n\n%s\n\nMARKER\n", body) > 0);
    desk_write(desk, (struct leaf[]){{"README.md", article}, {0}});
    desk_damage(desk, "MARKER");
    ui_open(desk->ui, desk->path);
    desk_line(desk, "page 1 / …");
    desk_act(desk, ACTION_LAST);
    desk_idle(desk);
    desk_line(desk, "screen reading");
    assert_non_null(strstr(desk_text(desk), "README.md"));
    uint32_t count = (uint32_t)desk_number(desk, "page");
    assert_in_range(count, 10, 2000);
    desk_act(desk, ACTION_PREVIOUS);
    assert_non_null(strstr(desk_text(desk), "图书馆"));
    assert_int_equal(ui_turn(desk->ui, 3, &fault), STATUS_OK);
    assert_int_equal(ui_turn(desk->ui, count, &fault), STATUS_CORRUPT);
    free(body);
    free(article);
}

static void a_pulled_stick_is_told(void **state)
{
    struct desk *desk = *state;
    char *body = repeat(SENTENCE "\n\n", 3000);
    desk_bundle(desk, (struct leaf[]){{"README.md", body}, {"z.md", "# 后\n"}, {0}});
    desk_begins(desk, "page 1");
    assert_int_equal(truncate(desk->path, 100000), 0);
    desk_act(desk, ACTION_LAST);
    desk_idle(desk);
    assert_non_null(strstr(desk_text(desk), "README.md"));
    desk_act(desk, ACTION_FIRST);
    desk_begins(desk, "page 1");
    assert_non_null(strstr(desk_text(desk), "图书馆"));
    free(body);
}

/* Who reads that the stick is gone and goes on is taken back to where the article was opened from. */
static void a_pulled_stick_leads_back(void **state)
{
    struct desk *desk = *state;
    char *body = repeat(SENTENCE "\n\n", 3000);
    desk_bundle(desk, (struct leaf[]){{"README.md", "# 前\n\n[后](z.md)\n"}, {"z.md", body}, {0}});
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry z.md");
    assert_int_equal(truncate(desk->path, 100000), 0);
    desk_begins(desk, "page 1");
    assert_non_null(strstr(desk_text(desk), "图书馆"));
    desk_act(desk, ACTION_LAST);
    desk_idle(desk);
    assert_non_null(strstr(desk_text(desk), "has become shorter"));
    /* tests/sticks sees it come back; here that page cannot be read any more either, which is told. */
    desk_act(desk, ACTION_NEXT);
    desk_idle(desk);
    desk_line(desk, "screen message");
    assert_non_null(strstr(desk_text(desk), "has become shorter"));
    desk_act(desk, ACTION_BACK);
    desk_idle(desk);
    desk_line(desk, "screen message");
    free(body);
}

static void no_bundle_is_told(void **state)
{
    struct desk *desk = *state;
    char path[128];
    snprintf(path, sizeof path, "%s/none.zip", desk->folder);
    ui_open(desk->ui, path);
    desk_line(desk, "screen message");
    assert_non_null(strstr(desk_text(desk), "none.zip"));
    static const enum action_kind kinds[] = {ACTION_BACK,   ACTION_HOME,   ACTION_CONTENTS, ACTION_NEXT,
                                             ACTION_SELECT, ACTION_LARGER, ACTION_LAST,     ACTION_FORWARD};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        desk_act(desk, kinds[i]);
    desk_line(desk, "screen message");
    desk_idle(desk);
    struct action quit = {.kind = ACTION_QUIT};
    assert_false(ui_act(desk->ui, &quit));
    /* Another bundle in its place is read. */
    desk_bundle(desk, linked);
    desk_line(desk, "screen reading");
}

static void pages_for_render(void **state)
{
    struct desk *desk = *state;
    struct fault fault = {0};
    struct bundle *bundle;
    char *body = repeat(SENTENCE "\n\n", 20000);
    desk_write(desk, (struct leaf[]){{"README.md", "# 一\n\n完。\n"}, {"long.md", body}, {0}});
    assert_int_equal(bundle_open(desk->path, &bundle, &fault), STATUS_OK);
    assert_int_equal(ui_show(desk->ui, bundle, bundle_find(bundle, "long.md"), &fault), STATUS_OK);
    assert_int_equal(ui_turn(desk->ui, 2, &fault), STATUS_OK);
    desk_line(desk, "page 3 / …");
    assert_int_equal(ui_turn(desk->ui, 100000, &fault), STATUS_NOT_FOUND);
    assert_non_null(strstr(fault.sentence, "long.md"));
    free(body);
}

/* Any order of actions at any time: nothing crashes, leaks or goes on for ever. */
static void monkey(void **state)
{
    struct desk *desk = *state;
    uint64_t seed = 20240229;
    char *body = repeat(SENTENCE "[下](b.md#x) [外](https://example.org)\n\n## 题\n\n", 60);
    desk_write(desk, (struct leaf[]){
                         {"README.md", body},
                         {"b.md", "# 二\n\n[回](README.md)[坏](bad.md)[缺](gone.md)\n\n<a id=x></a>\n\n完。"},
                         {"bad.md", "MARKER"},
                         {"indexes/甲.md", "# 甲\n\n[回](../README.md)"},
                         {0}});
    desk_damage(desk, "MARKER");
    desk_size(desk, 480, 320);
    ui_open(desk->ui, desk->path);
    for (int i = 0; i < 20000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        uint32_t random = (uint32_t)(seed >> 33);
        struct action action = {
            .kind = (enum action_kind)(random % ACTION_QUIT),
            .x = (int32_t)(random / 32 % 480),
            .y = (int32_t)(random / 16384 % 320),
            .dx = (int32_t)(random / 64 % 200) - 100,
            .dy = (int32_t)(random / 4096 % 200) - 100,
            .amount = (int32_t)(random / 128 % 1200) - 100,
        };
        /* Setting everything anew is slow; now and then is enough. */
        if ((action.kind == ACTION_LARGER || action.kind == ACTION_SMALLER) && random / 1024 % 8)
            continue;
        assert_true(ui_act(desk->ui, &action));
        if (random / 256 % 500 == 0)
            ui_resize(desk->ui, 240 + (int32_t)(random / 512 % 500), 160 + (int32_t)(random / 2048 % 500));
        if (random / 512 % 4 == 0 && ui_idle(desk->ui))
            continue;
        if (random / 1024 % 16 == 0)
            desk_begins(desk, "screen ");
    }
    desk_idle(desk);
    desk_act(desk, ACTION_HOME);
    desk_line(desk, "entry README.md");
    free(body);
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pages_turn, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_page_painted_ahead_is_the_same_picture, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(position_stays_over_changes, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(lines_turn, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(lines_of_other_scripts_do_not_turn, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_large_article_opens_at_once, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(links_lead_on_and_back, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(notes_stand_over_the_page, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(notes_of_epubs_stand_over_the_page, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(links_that_lead_nowhere_are_told, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_tap_follows_a_link, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(broken_entries_are_told, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(an_article_that_ends_early_says_so, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_pulled_stick_is_told, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_pulled_stick_leads_back, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(no_bundle_is_told, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(pages_for_render, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(monkey, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
