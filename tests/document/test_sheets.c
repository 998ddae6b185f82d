/* Style sheets of a bundle, what an anchor leads to, and what a hostile sheet may cost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "document/cascade.h"
#include "document/stages.h"
#include "maker.h"
#include "memory.h"

#define SHEET(href) "<link rel=stylesheet href=\"" href "\">"

static struct bundle *open_bundle(void)
{
    struct maker maker = {0};
    maker_add_text(&maker, "book/css/main.css", "p { text-align: center }\n.v { text-indent: 0 }");
    maker_add_text(&maker, "book/css/print.css", "p { color: red }");
    maker_add_text(&maker, "book/css/page.css",
                   "html.v { writing-mode: vertical-rl; hanging-punctuation: last }");
    maker_add_text(&maker, "book/text/one.html",
                   "<html class=v><head>" SHEET("../css/main.css") SHEET("../css/page.css")
                       SHEET("../css/none.css") SHEET("https://example.org/a.css")
                           SHEET("") "<link rel=\"alternate stylesheet\" href=\"../css/print.css\">"
                                     "<link rel=stylesheet media=print href=\"../css/print.css\"></head>"
                                     "<body><p class=v>text</p></body></html>");
    maker_end(&maker, NULL, 0, false);
    const char *path = maker_path("book.zip");
    maker_write(&maker, path);
    struct bundle *bundle = NULL;
    assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
    return bundle;
}

static void sheets_of_the_bundle_are_taken(void **state)
{
    (void)state;
    struct bundle *bundle = open_bundle();
    struct article *article = NULL;
    struct buffer tree = {0};
    assert_int_equal(article_open(bundle, bundle_find(bundle, "text/one.html"), &article, NULL), STATUS_OK);
    assert_true(article_vertical(article));
    assert_true(article_hanging(article));
    assert_int_equal(stage_tree(article, &tree, NULL), STATUS_OK);
    assert_string_equal(tree.data, "page vertical hanging\nparagraph @0 center indent 0 \"text\"\n");
    article_close(article);
    buffer_free(&tree);
    bundle_close(bundle);
}

static struct article *parse(const struct buffer *text, struct memory *memory)
{
    *memory = (struct memory){.bytes = text->data, .size = text->size};
    struct source_input input = {memory_read, memory, "name.html", ENTRY_HTML, SOURCE_PIECE};
    struct article *article = NULL;
    assert_int_equal(article_parse(&input, NULL, 0, &article, NULL), STATUS_OK);
    return article;
}

/* Where the anchor leads, as the text behind it would be counted. */
static void anchors_lead_to_the_exact_place(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        uint64_t position;
    } cases[] = {{"p", 0},   {"mid", 2},   {"end", 3},    {"pic", 4},   {"cap", 6},   {"cell", 9},
                 {"in", 11}, {"last", 12}, {"break", 13}, {"code", 17}, {"title", 18}};
    struct buffer text = {0};
    assert_int_equal(
        buffer_print(
            &text,
            "<p id=p>一二<i id=mid>三</i>四<a name=end></a></p>"
            "<figure id=pic><img src=a><figcaption>图 <b>一<i id=cap>二</i></b>三</figcaption></figure>"
            "<table><tr><td>甲<td id=cell>乙丙<b id=in>丁</b><tr><td id=last>戊</table>"
            "<p><br><a id=break></a>己<br>庚</p><pre>ab<a id=code>c</a></pre><h2 id=title>x</h2>"),
        STATUS_OK);
    struct memory memory;
    struct article *article = parse(&text, &memory);
    struct buffer tree = {0};
    assert_int_equal(stage_tree(article, &tree, NULL), STATUS_OK);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint64_t position = UINT64_MAX;
        assert_true(article_anchor(article, cases[i].id, &position));
        if (position != cases[i].position)
            fail_msg("#%s at %llu\n%s", cases[i].id, (unsigned long long)position, tree.data);
    }
    buffer_free(&tree);
    article_close(article);
    buffer_free(&text);
}

static void sheets_beyond_the_limit_are_left_out(void **state)
{
    (void)state;
    struct buffer text = {0};
    assert_int_equal(buffer_print(&text, "<style>p { text-align: center }\n"), STATUS_OK);
    while (text.size < LIMIT_SHEETS + KIB(16))
        assert_int_equal(buffer_print(&text, ".c%zu { color: red }\n", text.size), STATUS_OK);
    assert_int_equal(buffer_print(&text, "p { text-align: right }</style><style>p { text-align: right "
                                         "}</style><p>text</p>"),
                     STATUS_OK);
    struct memory memory;
    struct article *article = parse(&text, &memory);
    assert_int_equal(article_first(article)->align, ALIGN_CENTER);
    article_close(article);
    buffer_free(&text);
}

/* Chains of "*" that match nothing: the budget of an element ends the search, and the page is there. */
static void comparisons_are_bounded(void **state)
{
    (void)state;
    struct buffer text = {0};
    assert_int_equal(buffer_print(&text, "<style>"), STATUS_OK);
    for (unsigned i = 0; i < 2000; i++)
        assert_int_equal(buffer_print(&text, ".none * * * * * * * { color: red }\n"), STATUS_OK);
    assert_int_equal(buffer_print(&text, "</style>"), STATUS_OK);
    for (unsigned i = 0; i < LIMIT_NESTING; i++)
        assert_int_equal(buffer_print(&text, "<div>"), STATUS_OK);
    for (unsigned i = 0; i < 500; i++)
        assert_int_equal(buffer_print(&text, "<p>text</p>"), STATUS_OK);
    struct memory memory;
    struct article *article = parse(&text, &memory);
    assert_int_equal(article_first(article)->text.spans[0].color, 0);
    article_close(article);
    buffer_free(&text);

    struct path path = {0};
    for (unsigned i = 0; i < LIMIT_NESTING; i++)
        assert_int_equal(path_push(&path, "div", NULL, NULL), STATUS_OK);
    struct arena *arena = arena_new(KIB(64));
    struct selector selector;
    static const char chain[] = ".none * * * * * * *";
    assert_int_equal(selector_parse((struct css_text){chain, sizeof(chain) - 1}, arena, &selector),
                     STATUS_OK);
    uint32_t budget = LIMIT_COMPARISONS;
    assert_false(selector_matches(&selector, &path, &budget));
    assert_int_equal(budget, 0);
    arena_free(arena);
    path_free(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_of_the_bundle_are_taken),
        cmocka_unit_test(anchors_lead_to_the_exact_place),
        cmocka_unit_test(sheets_beyond_the_limit_are_left_out),
        cmocka_unit_test(comparisons_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
