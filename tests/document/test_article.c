/* Opening, reading on, titles, languages, anchors, limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "document/stages.h"
#include "maker.h"
#include "memory.h"

static struct article *parse(struct memory *memory, enum entry_kind kind)
{
    struct source_input input = {memory_read, memory, "folder/name.md", kind, SOURCE_PIECE};
    struct article *article = NULL;
    struct fault fault = {0};
    enum status status = article_parse(&input, NULL, 0, &article, &fault);
    if (status)
        fail_msg("%s", fault.sentence);
    return article;
}

static struct article *parse_text(const char *text, enum entry_kind kind, struct memory *memory)
{
    *memory = (struct memory){.bytes = text, .size = strlen(text)};
    return parse(memory, kind);
}

static size_t count_blocks(struct article *article)
{
    size_t count = 0;
    while (!article_complete(article))
        assert_int_equal(article_more(article, NULL), STATUS_OK);
    for (const struct block *block = article_first(article); block; block = article_after(block))
        count++;
    return count;
}

static void titles(void **state)
{
    (void)state;
    static const struct {
        const char *text, *title;
        enum entry_kind kind;
    } cases[] = {
        {"text\n\n## 标 *题*\n\n# Other", "标 题", ENTRY_MARKDOWN},
        {"just text", "name", ENTRY_MARKDOWN},
        {"<title> A \n page </title><p>x</p>", "A page", ENTRY_HTML},
        {"<title>A page</title><h2>Heading<br>here</h2>", "Heading here", ENTRY_HTML},
        {"第一章\n\n正文", "第一章", ENTRY_TEXT},
        {"This first line is far too long to be a title of anything\n\nx", "name", ENTRY_TEXT},
        {"[a](a.md) | [b](b.md)\n\n# T\n\ntext", "T", ENTRY_MARKDOWN},
        {"---\nlang: en\ntitle: 'Of: front'\n---\n# T", "Of: front", ENTRY_MARKDOWN},
        {"---\ntitle: |\n  a\n---\n# T", "a", ENTRY_MARKDOWN},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct memory memory;
        struct article *article = parse_text(cases[i].text, cases[i].kind, &memory);
        assert_string_equal(article_title(article), cases[i].title);
        article_close(article);
    }
}

static void languages(void **state)
{
    (void)state;
    static const struct {
        const char *text, *language;
        enum region region;
    } cases[] = {
        {"<html lang=zh-HK><p>中</p></html>", "zh-HK", REGION_HK},
        {"<html lang=en><p>中文的一段话</p></html>", "en", REGION_SC},
        {"<p>图书馆的窗户</p>", "zh-Hans", REGION_SC},
        {"<p>圖書館的窗戶</p>", "zh-Hant", REGION_TC},
        {"<p>図書館の窓から</p>", "ja", REGION_JP},
        {"<p>도서관의 창문</p>", "ko", REGION_KR},
        {"<p>The library 图书馆</p><p>and its windows in the evening</p>", "en", REGION_SC},
        {"<p>Библиотека вечером</p>", "und", REGION_SC},
        {"<p>12 34</p>", "und", REGION_SC},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct memory memory;
        struct article *article = parse_text(cases[i].text, ENTRY_HTML, &memory);
        assert_string_equal(article_language(article), cases[i].language);
        assert_int_equal(article_region(article), cases[i].region);
        assert_int_equal(article_first(article)->region, cases[i].region);
        article_close(article);
    }
}

/* A Markdown article of about `size` bytes, with numbered sections. */
static struct buffer long_article(size_t size)
{
    struct buffer text = {0};
    for (unsigned i = 0; text.size < size; i++)
        assert_int_equal(
            buffer_print(&text,
                         "## 第 %u 节\n\n这是第 %u 节的*正文*，\n说的是[图书馆](p%u.md)的窗户。\n\n"
                         "- 一\n- 二\n\n  三\n\n```\ncode\n\n# %u\n```\n\n<div>\n\n内\n\n</div>\n\n",
                         i, i, i, i),
            STATUS_OK);
    return text;
}

static void language_of_front_matter(void **state)
{
    (void)state;
    struct memory memory;
    struct article *article = parse_text("---\nlang: zh-TW\n---\n正文", ENTRY_MARKDOWN, &memory);
    assert_string_equal(article_language(article), "zh-TW");
    assert_int_equal(article_first(article)->region, REGION_TC);
    article_close(article);
}

static void many_attributes_are_left_out(void **state)
{
    (void)state;
    struct buffer text = {0};
    assert_int_equal(buffer_print(&text, "<p id=first"), STATUS_OK);
    for (unsigned i = 0; i < 200000; i++)
        assert_int_equal(buffer_print(&text, " a%u=\"> %u\"", i, i), STATUS_OK);
    assert_int_equal(buffer_print(&text, " id=last>text</p>"), STATUS_OK);
    struct memory memory = {.bytes = text.data, .size = text.size};
    struct article *article = parse(&memory, ENTRY_HTML);
    assert_string_equal(article_first(article)->text.bytes, "text");
    assert_string_equal(article_first(article)->id, "first");
    article_close(article);
    buffer_free(&text);
}

static void ends_without_starts_do_not_matter(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (unsigned i = 0; i < 100000; i++)
        assert_int_equal(buffer_print(&text, "%s", i < 50000 ? "<b><i>" : "</p></u>"), STATUS_OK);
    assert_int_equal(buffer_print(&text, "text"), STATUS_OK);
    struct memory memory = {.bytes = text.data, .size = text.size};
    struct article *article = parse(&memory, ENTRY_HTML);
    assert_string_equal(article_first(article)->text.bytes, "text");
    article_close(article);
    buffer_free(&text);
}

static void first_page_is_cheap(void **state)
{
    (void)state;
    struct buffer text = long_article(MIB(5));
    struct memory memory = {.bytes = text.data, .size = text.size};
    struct article *article = parse(&memory, ENTRY_MARKDOWN);
    assert_true(memory.at <= 2 * SOURCE_PIECE);
    assert_false(article_complete(article));
    assert_string_equal(article_title(article), "第 0 节");
    const struct block *first = article_first(article);
    size_t before = memory.at;
    assert_int_equal(article_more(article, NULL), STATUS_OK);
    assert_true(memory.at - before <= 2 * SOURCE_PIECE);
    assert_ptr_equal(article_first(article), first);
    article_close(article);
    buffer_free(&text);
}

static void pieces_do_not_matter(void **state)
{
    (void)state;
    struct buffer text = long_article(KIB(200)), trees[4] = {0};
    static const size_t pieces[] = {1, 333, SOURCE_PIECE, MIB(1)};
    for (size_t i = 0; i < 4; i++) {
        struct memory memory = {.bytes = text.data, .size = text.size};
        assert_int_equal(memory_tree(&memory, ENTRY_MARKDOWN, pieces[i], &trees[i], NULL), STATUS_OK);
        assert_int_equal(trees[i].size, trees[0].size);
        assert_memory_equal(trees[i].data, trees[0].data, trees[0].size);
    }
    for (size_t i = 0; i < 4; i++)
        buffer_free(&trees[i]);
    buffer_free(&text);
}

static void definitions_far_away(void **state)
{
    (void)state;
    struct buffer text = long_article(KIB(100));
    struct buffer whole = {0};
    assert_int_equal(
        buffer_print(
            &whole,
            "# T\n\n[early][late] [late]\n\n[first]: first.md\n\n%s\n\n[x][first]\n\n[late]: late.md\n",
            text.data),
        STATUS_OK);
    struct memory memory = {.bytes = whole.data, .size = whole.size};
    struct buffer tree = {0};
    assert_int_equal(memory_tree(&memory, ENTRY_MARKDOWN, SOURCE_PIECE, &tree, NULL), STATUS_OK);
    assert_non_null(strstr(tree.data, "link(late.md)\"early\" \" \" link(late.md)\"late\""));
    assert_non_null(strstr(tree.data, "link(first.md)\"x\""));
    buffer_free(&tree);
    buffer_free(&text);
    buffer_free(&whole);
}

/* Where the anchor leads; the test fails when there is none. */
static uint64_t place(struct article *article, const char *id)
{
    uint64_t position = 0;
    assert_true(article_anchor(article, id, &position));
    return position;
}

static void anchors(void **state)
{
    (void)state;
    struct memory memory;
    struct article *article =
        parse_text("# A *b*: 汉字 & Ünï_c-d！\n\n## Same\n\ntext<a name=mid></a>\n\n## Same\n\n"
                   "<a id=\"rows\"></a>\n\n[a](a.md) | [b](b.md)\n\nend\n\n<a id=\"end\"></a>\n",
                   ENTRY_MARKDOWN, &memory);
    assert_int_equal(place(article, "a-b-汉字--ünï_c-d"), 0);
    const struct block *title = article_first(article), *same = article_after(title);
    assert_int_equal(place(article, "same"), same->position);
    /* Nothing follows it in its paragraph: the last character before it. */
    const struct block *text = article_after(same);
    assert_int_equal(place(article, "mid"), text->position + 3);
    assert_int_equal(place(article, "same-1"), article_after(text)->position);
    assert_int_equal(place(article, "rows"), article_after(article_after(text))->position);
    assert_int_equal(place(article, "end"), article_after(article_after(article_after(text)))->position + 2);
    uint64_t position = 7;
    assert_false(article_anchor(article, "none", &position));
    assert_int_equal(position, 7);
    article_close(article);
}

static void anchor_reads_on(void **state)
{
    (void)state;
    struct buffer text = long_article(MIB(1));
    struct memory memory = {.bytes = text.data, .size = text.size};
    struct article *article = parse(&memory, ENTRY_MARKDOWN);
    uint64_t position = place(article, "第-1500-节");
    const struct block *block = article_first(article);
    while (block && block->position < position)
        block = article_after(block);
    assert_non_null(block);
    assert_string_equal(block->text.bytes, "第 1500 节");
    assert_false(article_complete(article));
    article_close(article);
    buffer_free(&text);
}

static void positions_count_all_text(void **state)
{
    (void)state;
    struct buffer text = long_article(KIB(100));
    struct memory memory = {.bytes = text.data, .size = text.size};
    struct article *article = parse(&memory, ENTRY_MARKDOWN);
    count_blocks(article);
    uint64_t position = 0;
    for (const struct block *block = article_first(article); block; block = article_after(block)) {
        assert_int_equal(block->position, position);
        position += utf8_count(block->text.bytes, block->text.size);
    }
    article_close(article);
    buffer_free(&text);
}

static void broken_half_way(void **state)
{
    (void)state;
    struct buffer text = long_article(KIB(300));
    struct memory memory = {.bytes = text.data, .size = text.size, .fail_at = KIB(150)};
    struct article *article = parse(&memory, ENTRY_MARKDOWN);
    assert_null(article_fault(article));
    struct fault fault = {0};
    while (!article_complete(article))
        if (article_more(article, &fault))
            break;
    assert_int_equal(fault.status, STATUS_CORRUPT);
    assert_true(article_complete(article));
    assert_int_equal(article_fault(article)->status, STATUS_CORRUPT);
    assert_int_equal(article_more(article, NULL), STATUS_OK);
    assert_true(count_blocks(article) > 1000);
    article_close(article);
    buffer_free(&text);
}

static void nothing_to_read(void **state)
{
    (void)state;
    static const char *const texts[] = {"", " \n\n&nbsp;\n", "<!-- only a comment -->", "[a]: b.md\n"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct memory memory = {.bytes = texts[i], .size = strlen(texts[i])};
        struct source_input input = {memory_read, &memory, "folder/name.md", ENTRY_MARKDOWN, SOURCE_PIECE};
        struct article *article = NULL;
        struct fault fault = {0};
        assert_int_equal(article_parse(&input, NULL, 0, &article, &fault), STATUS_UNSUPPORTED);
        assert_string_equal(fault.sentence, "“folder/name.md” holds neither text nor pictures.");
        assert_null(article);
    }
}

/* `count` times `piece`, with `begin` before and `end` behind. */
static struct buffer repeated(const char *begin, const char *piece, size_t count, const char *end)
{
    struct buffer text = {0};
    assert_int_equal(buffer_print(&text, "%s", begin), STATUS_OK);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(buffer_add(&text, piece, strlen(piece)), STATUS_OK);
    assert_int_equal(buffer_print(&text, "%s", end), STATUS_OK);
    return text;
}

static void deep_nesting(void **state)
{
    (void)state;
    static const char *const opens[] = {"<div>", "<blockquote>",    "<ul><li>",
                                        "<b>",   "<table><tr><td>", "<span>"};
    for (size_t i = 0; i < sizeof(opens) / sizeof(opens[0]); i++) {
        struct buffer text = repeated("<p>before</p>", opens[i], 20000, "inside<p>one</p><p>two</p>");
        struct memory memory = {.bytes = text.data, .size = text.size};
        struct article *article = parse(&memory, ENTRY_HTML);
        struct buffer out = {0};
        assert_int_equal(stage_text(article, &out, NULL), STATUS_OK);
        assert_non_null(strstr(out.data, "before"));
        assert_non_null(strstr(out.data, "inside\n"));
        unsigned depth = 0;
        for (const struct block *block = article_first(article); block; block = article_after(block)) {
            unsigned here = 0;
            for (const struct container *container = block->container; container;
                 container = container->parent)
                here++;
            depth = here > depth ? here : depth;
        }
        assert_true(depth <= LIMIT_NESTING);
        article_close(article);
        buffer_free(&out);
        buffer_free(&text);
    }
}

static void long_paragraphs_are_cut(void **state)
{
    (void)state;
    static const struct {
        const char *begin, *piece, *end;
    } cases[] = {{"<p>", "一句话。", "</p>"},
                 {"<p>", "words and words ", "</p>"},
                 {"<p>", "x", "</p>"},
                 {"<pre>", "line\n", "</pre>"},
                 {"<h2>", "长标题", "</h2>"},
                 {"<table><tr><td>a<td>", "单元", "</table>"},
                 {"<figure><img src=a><figcaption>", "说明", "</figure>"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buffer text = repeated(cases[i].begin, cases[i].piece, 200000, cases[i].end);
        struct memory memory = {.bytes = text.data, .size = text.size};
        struct article *article = parse(&memory, ENTRY_HTML);
        count_blocks(article);
        uint64_t count = 0;
        for (const struct block *block = article_first(article); block; block = article_after(block)) {
            assert_true(block->text.size <= LIMIT_PARAGRAPH);
            assert_true(utf8_valid(block->text.bytes, block->text.size));
            count += utf8_count(block->text.bytes, block->text.size);
            for (size_t cell = 0; block->table && cell < (size_t)block->table->row_count * 2; cell++)
                if (block->table->cells[cell])
                    count += utf8_count(block->table->cells[cell]->text.bytes,
                                        block->table->cells[cell]->text.size);
        }
        assert_int_equal(count, utf8_count(cases[i].piece, strlen(cases[i].piece)) * 200000 + (i == 5));
        article_close(article);
        buffer_free(&text);
    }
}

static void long_tables_go_on(void **state)
{
    (void)state;
    struct buffer text = repeated("<table>", "<tr><td>a<td>b", 1000, "</table>");
    struct memory memory = {.bytes = text.data, .size = text.size};
    struct article *article = parse(&memory, ENTRY_HTML);
    assert_int_equal(count_blocks(article), (1000 + LIMIT_TABLE_ROWS - 1) / LIMIT_TABLE_ROWS);
    assert_int_equal(article_first(article)->table->row_count, LIMIT_TABLE_ROWS);
    article_close(article);
    buffer_free(&text);

    text = repeated("<table><tr>", "<td>a", 200, "</table>");
    memory = (struct memory){.bytes = text.data, .size = text.size};
    article = parse(&memory, ENTRY_HTML);
    count_blocks(article);
    assert_int_equal(article_first(article)->table->column_count, LIMIT_TABLE_COLUMNS);
    assert_int_equal(article_first(article)->table->row_count, 4);
    article_close(article);
    buffer_free(&text);
}

static void a_cell_longer_than_its_limit_is_no_cell(void **state)
{
    (void)state;
    for (size_t lines = 1; lines < 1000; lines += 998) {
        struct buffer text = repeated("<table><tr><td>a<td>", "word<br>", lines, "<tr><td>b</table>");
        struct memory memory = {.bytes = text.data, .size = text.size};
        struct article *article = parse(&memory, ENTRY_HTML);
        count_blocks(article);
        bool table = lines * strlen("word\n") <= LIMIT_CELL;
        assert_int_equal(article_first(article)->kind, table ? BLOCK_TABLE : BLOCK_PARAGRAPH);
        assert_string_equal(table ? "" : article_first(article)->text.bytes, table ? "" : "a");
        article_close(article);
        buffer_free(&text);
    }
}

static void markdown_that_grows_is_refused(void **state)
{
    (void)state;
    /* Each reference repeats the long address. */
    struct buffer address = repeated("[a]: ", "address", 1000, "\n\n");
    struct buffer text = repeated(address.data, "[a] ", 20000, "\n");
    struct memory memory = {.bytes = text.data, .size = text.size};
    struct source_input input = {memory_read, &memory, "folder/name.md", ENTRY_MARKDOWN, SOURCE_PIECE};
    struct article *article = NULL;
    struct fault fault = {0};
    assert_int_equal(article_parse(&input, NULL, 0, &article, &fault), STATUS_LIMIT);
    assert_string_equal(fault.sentence,
                        "“folder/name.md” is too long to be shown whole. Split it into several files.");
    buffer_free(&address);
    buffer_free(&text);
}

/* Reads 'a' for ever. */
static enum status endless(void *data, void *bytes, size_t room, size_t *got, struct fault *fault)
{
    (void)data;
    (void)fault;
    memset(bytes, 'a', room);
    *got = room;
    return STATUS_OK;
}

/* What looks like the beginning of an address costs no more than other text, however often it stands in a paragraph: md4c alone would
 * take a quarter of an hour for the first. */
static void addresses_are_not_dear(void **state)
{
    (void)state;
    static const struct {
        const char *begin, *piece, *end;
    } cases[] = {
        {"", "www.a.b ", "<a href=\"http://www.a.b\">www.a.b</a>"},
        {"", "https://a.b ", "<a href=\"https://a.b\">https://a.b</a>"},
        {"x", "www.", "www."},
        {"", "www.(", "www.("},
        {"", "&lt;www.", "&lt;www."},
        {"x", "<a href=\"\" b></a>", "<a href=\"\" b></a>"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buffer text = repeated(cases[i].begin, cases[i].piece, 1000000, "");
        struct buffer out = {0};
        struct memory memory = {.bytes = text.data, .size = text.size};
        assert_int_equal(memory_html(&memory, ENTRY_MARKDOWN, SOURCE_PIECE, &out), STATUS_OK);
        const char *end = out.data + out.size - strlen("</p>\n") - strlen(cases[i].end);
        assert_memory_equal(end, cases[i].end, strlen(cases[i].end));
        buffer_free(&out);
        buffer_free(&text);
    }
}

static void a_file_of_one_line_is_lazy_too(void **state)
{
    (void)state;
    struct buffer text = repeated("", "长", 1000000, "");
    struct memory memory = {.bytes = text.data, .size = text.size};
    struct article *article = parse(&memory, ENTRY_TEXT);
    assert_true(memory.at <= 4 * SOURCE_PIECE);
    assert_true(count_blocks(article) > 90);
    article_close(article);
    buffer_free(&text);
}

static void endless_text_is_refused(void **state)
{
    (void)state;
    struct source_input input = {endless, NULL, "folder/name.md", ENTRY_MARKDOWN, SOURCE_PIECE};
    struct article *article = NULL;
    struct fault fault = {0};
    assert_int_equal(article_parse(&input, NULL, 0, &article, &fault), STATUS_LIMIT);
    assert_null(article);
}

/* A bundle with one article per kind, a picture, and an article whose bytes do not match its CRC. */
static struct bundle *open_bundle(void)
{
    struct maker maker = {0};
    maker_add_text(&maker, "repo-main/README.md", "# 首页\n\n[一](pages/one.html)\n");
    maker_add_text(&maker, "repo-main/pages/one.html", "<title>One</title><p>page</p>");
    maker_add_text(
        &maker, "repo-main/pages/index.md",
        "# T\n\n[a](x.md) | [b](y.md)\n\n#### [own](https://github.com/o/repo/blob/main/README.md)\n\n"
        "#### [other](https://github.com/o/other/blob/main/README.md)\n\ntext\n");
    struct maker_entry broken = {
        .name = "repo-main/broken.md", .data = "text that will be broken", .size = 24};
    maker_add(&maker, &broken);
    maker_add_text(&maker, "repo-main/a.png", "not looked at");
    maker_end(&maker, NULL, 0, false);
    char *text = memmem(maker.bytes.data, maker.bytes.size, "that will", 9);
    assert_non_null(text);
    *text = 'T';
    const char *path = maker_path("repo-main.zip");
    maker_write(&maker, path);
    struct bundle *bundle = NULL;
    assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
    return bundle;
}

static void entries_of_a_bundle(void **state)
{
    (void)state;
    struct bundle *bundle = open_bundle();
    struct article *article = NULL;
    struct buffer out = {0};
    uint32_t entry = bundle_find(bundle, "pages/one.html");
    assert_int_equal(article_open(bundle, entry, &article, NULL), STATUS_OK);
    assert_string_equal(article_title(article), "One");
    assert_ptr_equal(article_bundle(article), bundle);
    assert_int_equal(article_entry(article), entry);
    article_close(article);
    assert_int_equal(stage_html(bundle, bundle_find(bundle, "README.md"), &out, NULL), STATUS_OK);
    assert_string_equal(out.data, "<h1>首页</h1>\n<p><a href=\"pages/one.html\">一</a></p>\n");
    buffer_free(&out);

    /* A link to the bundle's own repository leads inside, so that it is no navigation. */
    assert_int_equal(article_open(bundle, bundle_find(bundle, "pages/index.md"), &article, NULL), STATUS_OK);
    assert_int_equal(stage_text(article, &out, NULL), STATUS_OK);
    assert_string_equal(out.data, "T\n\na b\n\nown\n\nother\n\ntext\n");
    article_close(article);
    buffer_free(&out);
    bundle_close(bundle);
}

static void entries_that_do_not_open(void **state)
{
    (void)state;
    struct bundle *bundle = open_bundle();
    struct article *article = NULL;
    struct fault fault = {0};
    assert_int_equal(article_open(bundle, bundle_find(bundle, "a.png"), &article, &fault),
                     STATUS_UNSUPPORTED);
    assert_string_equal(fault.sentence, "“a.png” is not an article: no Markdown, HTML or text file.");
    /* The bundle keeps back the last bytes of an entry whose CRC is wrong, here all of them. */
    article = NULL;
    assert_int_equal(article_open(bundle, bundle_find(bundle, "broken.md"), &article, &fault),
                     STATUS_CORRUPT);
    assert_null(article);
    bundle_close(bundle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_of_a_bundle),
        cmocka_unit_test(entries_that_do_not_open),
        cmocka_unit_test(titles),
        cmocka_unit_test(languages),
        cmocka_unit_test(language_of_front_matter),
        cmocka_unit_test(many_attributes_are_left_out),
        cmocka_unit_test(ends_without_starts_do_not_matter),
        cmocka_unit_test(first_page_is_cheap),
        cmocka_unit_test(pieces_do_not_matter),
        cmocka_unit_test(definitions_far_away),
        cmocka_unit_test(anchors),
        cmocka_unit_test(anchor_reads_on),
        cmocka_unit_test(positions_count_all_text),
        cmocka_unit_test(broken_half_way),
        cmocka_unit_test(nothing_to_read),
        cmocka_unit_test(deep_nesting),
        cmocka_unit_test(long_paragraphs_are_cut),
        cmocka_unit_test(long_tables_go_on),
        cmocka_unit_test(a_cell_longer_than_its_limit_is_no_cell),
        cmocka_unit_test(markdown_that_grows_is_refused),
        cmocka_unit_test(addresses_are_not_dear),
        cmocka_unit_test(a_file_of_one_line_is_lazy_too),
        cmocka_unit_test(endless_text_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
