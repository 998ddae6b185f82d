/* Whole articles on screens of all sizes: the checks of check.h hold on every page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "check.h"
#include "fake_metrics.h"

static const struct style styles[] = {
    {.width = 480, .height = 320, .font_size = 12},
    {.width = 480, .height = 320, .top = 24, .bottom = 20, .font_size = 22},
    {.width = 480, .height = 320, .font_size = 96},
    {.width = 240, .height = 160, .font_size = 16},
    {.width = 600, .height = 1024, .top = 30, .bottom = 30, .font_size = 20},
    {.width = 1280, .height = 800, .top = 40, .bottom = 40, .font_size = 25},
    {.width = 1920, .height = 1080, .font_size = 33},
    {.width = 3840, .height = 2160, .top = 80, .bottom = 80, .font_size = 96},
    {.width = 1920, .height = 1080, .top = 50, .bottom = 50, .font_size = 24},
    {.width = 480, .height = 320, .top = 24, .bottom = 20, .font_size = 22, .vertical = true},
    {.width = 1280, .height = 800, .top = 40, .bottom = 40, .font_size = 25, .vertical = true},
    {.width = 1080, .height = 1920, .top = 50, .bottom = 50, .font_size = 24, .vertical = true},
    {.width = 240, .height = 160, .font_size = 16, .vertical = true},
};
#define STYLES (sizeof styles / sizeof *styles)

static void check_bytes(const char *bytes, size_t size, enum entry_kind kind)
{
    for (size_t i = 0; i < STYLES; i++) {
        struct memory memory = {.bytes = bytes, .size = size};
        struct article *article = check_article(&memory, kind);
        assert_non_null(article);
        assert_int_equal(check_layout(article, &styles[i], NULL, NULL), 0);
        article_close(article);
    }
}

static void check_file(const char *path)
{
    struct buffer file = memory_load(path);
    check_bytes(file.data, file.size, ENTRY_MARKDOWN);
    buffer_free(&file);
}

static void fixture(void **state)
{
    (void)state;
    check_file(TOP "/tests/fixtures/article.md");
}

static void handbook(void **state)
{
    (void)state;
    static const char *const languages[] = {"zh-Hans", "zh-Hant", "ja", "ko", "en"};
    for (size_t i = 0; i < 5; i++) {
        struct buffer path = {0};
        assert_int_equal(buffer_print(&path, TOP "/bundles/handbook/pages/%s/sampler.md", languages[i]),
                         STATUS_OK);
        check_file(path.data);
        path.size = 0;
        assert_int_equal(buffer_print(&path, TOP "/bundles/handbook/pages/%s/typography.md", languages[i]),
                         STATUS_OK);
        check_file(path.data);
        buffer_free(&path);
    }
}

/* xorshift: the same texts everywhere. */
static uint32_t seed;

static uint32_t draw(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % below;
}

static void add_text(struct buffer *out, uint32_t pieces)
{
    static const char *const marks[] = {"，", "。", "、", "！", "？", "；", "“",  "”",  "（", "）", "《",
                                        "》", "——", "……", "·",  " ",  " ",  "「", "」", "/",  "-",  "\n"};
    static const char *const words[] = {"Slipcase",
                                        "a",
                                        "typography",
                                        "2026",
                                        "100%",
                                        "25 km",
                                        "ガラス",
                                        "안녕",
                                        "🚂",
                                        "é",
                                        "א",
                                        "שלום",
                                        "\u0301",
                                        "**粗**",
                                        "*斜*",
                                        "`x = 1`",
                                        "[链](a.md)",
                                        "<ruby>翠<rt>cuì</rt></ruby>",
                                        "https://example.org/a/very/long/path"};
    for (uint32_t i = 0; i < pieces; i++) {
        uint32_t kind = draw(10);
        const char *piece = kind == 0  ? words[draw(sizeof words / sizeof *words)]
                            : kind < 3 ? marks[draw(sizeof marks / sizeof *marks)]
                                       : NULL;
        char han[4] = {(char)(0xE4 + draw(5)), (char)(0xB8 + draw(8)), (char)(0x80 + draw(64)), 0};
        assert_int_equal(buffer_add(out, piece ? piece : han, strlen(piece ? piece : han)), STATUS_OK);
    }
}

static void random_texts(void **state)
{
    (void)state;
    seed = 20240514;
    for (uint32_t round = 0; round < 60; round++) {
        static const char *const heads[] = {
            "", "# ", "## ", "> ", "- ", "1. ", "- - ", "    ", "| a | b |\n|---|---|\n| "};
        struct buffer text = {0};
        for (uint32_t block = 0; block < 8; block++) {
            const char *head = heads[draw(sizeof heads / sizeof *heads)];
            assert_int_equal(buffer_add(&text, head, strlen(head)), STATUS_OK);
            add_text(&text, 1 + draw(120));
            assert_int_equal(buffer_add(&text, "\n\n", 2), STATUS_OK);
        }
        check_bytes(text.data, text.size, ENTRY_MARKDOWN);
        buffer_free(&text);
    }
}

static struct layout *open_layout(struct article *article, struct metrics *metrics)
{
    struct layout *layout;
    *metrics = fake_metrics();
    assert_int_equal(layout_new(article, &styles[1], metrics, &layout), STATUS_OK);
    return layout;
}

/* A page is found before the rest of the article is laid out, and by any position on it. */
static void lazily(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 2000; i++)
        assert_int_equal(buffer_print(&text, "这是第%d段，一共有两千段。\n\n", i), STATUS_OK);
    struct memory memory = {.bytes = text.data, .size = text.size};
    struct article *article = check_article(&memory, ENTRY_MARKDOWN);
    struct metrics metrics;
    struct layout *layout = open_layout(article, &metrics);
    struct page *page;
    assert_int_equal(layout_count(layout), 0);
    assert_false(layout_covers(layout, 0));
    assert_int_equal(layout_more(layout, NULL), STATUS_OK);
    assert_int_equal(layout_count(layout), 1);
    assert_false(article_complete(article));
    assert_true(layout_covers(layout, 0));
    assert_int_equal(layout_page(layout, 1, &page, NULL), STATUS_NOT_FOUND);
    while (!layout_covers(layout, 5000))
        assert_int_equal(layout_more(layout, NULL), STATUS_OK);
    uint32_t number = layout_find(layout, 5000);
    assert_int_equal(layout_page(layout, number, &page, NULL), STATUS_OK);
    assert_true(page->position <= 5000);
    page_free(page);
    while (!layout_complete(layout))
        assert_int_equal(layout_more(layout, NULL), STATUS_OK);
    assert_int_equal(layout_find(layout, 5000), number);
    assert_int_equal(layout_find(layout, UINT64_MAX), layout_count(layout) - 1);
    assert_int_equal(layout_page(layout, number + 1, &page, NULL), STATUS_OK);
    assert_true(page->position > 5000);
    page_free(page);
    layout_free(layout);
    article_close(article);
    buffer_free(&text);
}

/* One paragraph of many pages: each page costs its own lines, not the paragraph's. */
static void one_long_paragraph(void **state)
{
    (void)state;
    struct buffer text = {0};
    seed = 7;
    for (int i = 0; i < 20000; i++)
        add_text(&text, 1);
    check_bytes(text.data, text.size, ENTRY_TEXT);
    buffer_free(&text);
}

/* The article breaks off: said once, then what there is of it is laid out. */
/* A table of one row that is set cell under cell has no second row to look at; of many one ends where its arena's block does. */
static void tables_of_one_row(void **state)
{
    (void)state;
    struct buffer html = {0};
    enum status status = buffer_print(&html, "<p>");
    for (uint32_t i = 0; i < 100 * 64 && !status; i++)
        status = buffer_print(&html, "%s<td>湿度时代%s", i % 64 ? "" : "<table><tr>",
                              i % 64 < 63 ? "" : "</table>\n");
    assert_int_equal(status, STATUS_OK);
    check_bytes(html.data, html.size, ENTRY_HTML);
    buffer_free(&html);
}

static void broken_article(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 5000; i++)
        assert_int_equal(buffer_print(&text, "这是第%d段，一共有五千段。\n\n", i), STATUS_OK);
    struct memory memory = {.bytes = text.data, .size = text.size, .fail_at = text.size / 2};
    struct article *article = check_article(&memory, ENTRY_MARKDOWN);
    struct metrics metrics;
    struct layout *layout = open_layout(article, &metrics);
    struct fault fault = {0};
    uint32_t failures = 0;
    while (!layout_complete(layout))
        failures += layout_more(layout, &fault) != STATUS_OK;
    assert_int_equal(failures, 1);
    assert_int_equal(fault.status, STATUS_CORRUPT);
    assert_true(layout_count(layout) > 10);
    layout_free(layout);
    article_close(article);
    buffer_free(&text);
}

static void styles_out_of_range(void **state)
{
    (void)state;
    static const char bytes[] = "text";
    static const struct style wrong[] = {
        {.width = 239, .height = 320, .font_size = 16},
        {.width = 480, .height = 8193, .font_size = 16},
        {.width = 480, .height = 320, .font_size = 11},
        {.width = 480, .height = 320, .font_size = 97},
        {.width = 480, .height = 320, .top = 200, .bottom = 110, .font_size = 16},
        {.width = 480, .height = 320, .top = -1, .font_size = 16}};
    struct memory memory = {.bytes = bytes, .size = 4};
    struct article *article = check_article(&memory, ENTRY_TEXT);
    struct metrics metrics = fake_metrics();
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct layout *layout;
        assert_int_equal(layout_new(article, &wrong[i], &metrics, &layout), STATUS_INVALID);
    }
    article_close(article);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixture),
        cmocka_unit_test(handbook),
        cmocka_unit_test(random_texts),
        cmocka_unit_test(lazily),
        cmocka_unit_test(one_long_paragraph),
        cmocka_unit_test(tables_of_one_row),
        cmocka_unit_test(broken_article),
        cmocka_unit_test(styles_out_of_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
