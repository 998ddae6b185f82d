/* Every allocation of ours fails once: setting pages then says so and gives all memory back, and afterwards the same layout
 * sets them as if nothing had happened. The linker puts these in place of malloc and its kin (--wrap); ICU keeps its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "allocation.h"
#include "check.h"
#include "fake_metrics.h"

static enum status set_pages(struct layout *layout, struct buffer *out)
{
    enum status status = STATUS_OK;
    while (!layout_complete(layout) && !status)
        status = layout_more(layout, NULL);
    for (uint32_t i = 0; i < layout_count(layout) && !status; i++) {
        struct page *page = NULL;
        status = layout_page(layout, i, &page, NULL);
        if (!status)
            status = page_dump(page, out);
        page_free(page);
    }
    return status;
}

static const char text[] =
    "# 标题\n\n[a](a.md) | "
    "[b](b.md)\n\n一段*强调*，“引号”`code`和[链接](x.md)：<ruby>翠<rt>cuì</rt></ruby>。ABC שלום "
    "![p](30x20.png)\n\n- [x] item\n- two\n  1. three\n\n> quote\n\n| a | b |\n|---|---|\n| c | d "
    "|\n\n```\ncode\n\n"
    "more\n```\n\n![图](400x300.png)\n\n![缺](missing.png)\n\n---\n\n## 末了\n\n完。\n";

static void each_allocation(void **state)
{
    (void)state;
    struct style style = {.width = 480, .height = 320, .font_size = 20};
    struct metrics metrics = fake_metrics();
    struct memory memory = {.bytes = text, .size = sizeof text - 1};
    struct article *article = check_article(&memory, ENTRY_MARKDOWN);
    assert_non_null(article);
    while (!article_complete(article))
        assert_int_equal(article_more(article, NULL), STATUS_OK);
    struct buffer whole = {0};
    size_t total = 0;
    for (size_t i = 0; i <= total; i++) {
        struct buffer pages = {0};
        struct layout *layout = NULL;
        allocation_fail(i);
        enum status status = layout_new(article, &style, &metrics, &layout);
        if (!status)
            status = set_pages(layout, &pages);
        if (i == 0) {
            total = allocation_count();
            whole = pages;
            pages = (struct buffer){0};
        }
        allocation_fail(0);
        assert_int_equal(status, i == 0 ? STATUS_OK : STATUS_NO_MEMORY);
        if (layout) {
            pages.size = 0;
            assert_int_equal(set_pages(layout, &pages), STATUS_OK);
            assert_string_equal(pages.data, whole.data);
        }
        buffer_free(&pages);
        layout_free(layout);
    }
    assert_true(total > 40);
    buffer_free(&whole);
    article_close(article);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_allocation)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
