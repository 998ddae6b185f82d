/* What tests/books does not show: that tables are read piece by piece, and where they end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "document/publication.h"
#include "maker.h"
#include "memory.h"

struct book {
    struct maker maker;
    struct bundle *bundle;
    struct publication *publication;
};

static void add(struct book *book, const char *name, const struct buffer *text)
{
    maker_add(&book->maker,
              &(struct maker_entry){.name = name, .data = text->data, .size = text->size, .deflate = true});
}

static void open_book(struct book *book)
{
    struct fault fault = {0};
    const char *path = maker_path("book.zip");
    maker_end(&book->maker, NULL, 0, false);
    maker_write(&book->maker, path);
    assert_int_equal(bundle_open(path, &book->bundle, &fault), STATUS_OK);
    assert_int_equal(publication_open(book->bundle, &book->publication, &fault), STATUS_OK);
}

static void close_book(struct book *book)
{
    publication_free(book->publication);
    bundle_close(book->bundle);
}

static void repeat(struct buffer *out, const char *text, unsigned times)
{
    for (unsigned i = 0; i < times; i++)
        assert_int_equal(buffer_add(out, text, strlen(text)), STATUS_OK);
}

static void keep_finding(void *data, const char *name, const char *sentence)
{
    struct buffer *out = data;
    assert_int_equal(buffer_print(out, "%s: %s\n", name, sentence), STATUS_OK);
}

static char *findings(struct book *book)
{
    struct buffer out = {0};
    publication_findings(book->publication, keep_finding, &out);
    return out.data ? out.data : strdup("");
}

static void long_summary_is_read_piece_by_piece(void **state)
{
    struct book book = {0};
    struct buffer summary = {0};
    (void)state;
    for (unsigned i = 0; i < 20000; i++)
        assert_int_equal(buffer_print(&summary, "%s- [Chapter %u](%s.md#x%u)\n", i % 1000 ? "" : "\n---\n\n",
                                      i, i % 2 ? "b" : "a", i),
                         STATUS_OK);
    maker_add_text(&book.maker, "README.md", "# R");
    maker_add_text(&book.maker, "a.md", "a");
    maker_add_text(&book.maker, "b.md", "b");
    add(&book, "SUMMARY.md", &summary);
    open_book(&book);
    uint32_t a = bundle_find(book.bundle, "a.md"), b = bundle_find(book.bundle, "b.md");
    assert_int_equal(publication_home(book.publication), bundle_find(book.bundle, "README.md"));
    uint32_t count = publication_count(book.publication);
    assert_in_range(count, 100, 5000);
    assert_int_equal(publication_next(book.publication, a, 1), b);
    assert_int_equal(publication_count(book.publication), count);
    assert_int_equal(publication_next(book.publication, b, 1), ENTRY_NONE);
    assert_int_equal(publication_count(book.publication), 20000);
    assert_false(publication_more(book.publication));
    struct publication_item item = publication_item(book.publication, 19999);
    assert_string_equal(item.label, "Chapter 19999");
    assert_string_equal(item.fragment, "x19999");
    assert_int_equal(publication_next(book.publication, a, -1), bundle_find(book.bundle, "README.md"));
    close_book(&book);
    buffer_free(&summary);
}

static void folders_without_a_table(void **state)
{
    struct book book = {0};
    (void)state;
    maker_add_text(&book.maker, "a.md", "# A");
    maker_add_text(&book.maker, "b.md", "# B");
    open_book(&book);
    assert_int_equal(publication_count(book.publication), 0);
    assert_int_equal(publication_home(book.publication), 0);
    assert_int_equal(publication_next(book.publication, ENTRY_NONE, 1), ENTRY_NONE);
    assert_int_equal(publication_next(book.publication, ENTRY_NONE, -1), ENTRY_NONE);
    assert_int_equal(publication_next(book.publication, 0, 1), ENTRY_NONE);
    assert_string_equal(publication_title(book.publication), "A");
    close_book(&book);
}

static void table_beyond_its_memory(void **state)
{
    struct book book = {0};
    struct buffer summary = {0}, line = {0};
    (void)state;
    repeat(&line, "long ", 100);
    while (summary.size < 2 * LIMIT_CONTENTS_MEMORY)
        assert_int_equal(buffer_print(&summary, "- [%s](a.md)\n", line.data), STATUS_OK);
    maker_add_text(&book.maker, "a.md", "a");
    add(&book, "SUMMARY.md", &summary);
    open_book(&book);
    char *found = findings(&book);
    assert_string_equal(found, "SUMMARY.md: SUMMARY.md is too long to be shown whole; make it shorter.\n");
    assert_in_range(publication_count(book.publication), 10000, 40000);
    free(found);
    close_book(&book);
    buffer_free(&summary);
    buffer_free(&line);
}

static void start_epub(struct book *book)
{
    maker_add_text(&book->maker, "META-INF/container.xml",
                   "<container><rootfiles><rootfile full-path='p.opf'/></rootfiles></container>");
    maker_add_text(&book->maker, "a.xhtml", "<p>a</p>");
}

static void package_beyond_its_size(void **state)
{
    struct book book = {0};
    struct buffer package = {0};
    (void)state;
    start_epub(&book);
    repeat(&package, "<package><metadata><title>T</title></metadata>", 1);
    while (package.size < LIMIT_DESCRIPTION)
        repeat(&package, "<!-- a comment, and nothing but a comment, so that there is more of it -->\n",
               1000);
    add(&book, "p.opf", &package);
    open_book(&book);
    assert_string_equal(publication_title(book.publication), "T");
    assert_int_equal(publication_next(book.publication, ENTRY_NONE, 1), bundle_find(book.bundle, "a.xhtml"));
    char *found = findings(&book);
    assert_string_equal(
        found, "p.opf: p.opf is too long for such a file; what comes behind its first 8 MB is left aside.\n");
    free(found);
    close_book(&book);
    buffer_free(&package);
}

static void elements_too_deep(void **state)
{
    struct book book = {0};
    struct buffer nav = {0};
    (void)state;
    start_epub(&book);
    maker_add_text(&book.maker, "p.opf",
                   "<package><manifest><item id='n' href='n.xhtml' properties='nav'/><item id='a' "
                   "href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>");
    repeat(&nav, "<nav epub:type='toc'><ol><li><a href='a.xhtml'>A</a>", 1);
    repeat(&nav, "<b>", 8000);
    add(&book, "n.xhtml", &nav);
    open_book(&book);
    char *found = findings(&book);
    assert_string_equal(found,
                        "n.xhtml: n.xhtml has too many elements in each other; what came before is used.\n");
    assert_int_equal(publication_count(book.publication), 1);
    free(found);
    close_book(&book);
    buffer_free(&nav);
}

/* libxml2 alone takes minutes for these. */
static void endless_attributes_and_entities(void **state)
{
    struct book book = {0};
    struct buffer nav = {0}, package = {0};
    (void)state;
    start_epub(&book);
    repeat(&nav, "<nav epub:type='toc'><ol><li><a href='a.xhtml'>A</a><p", 1);
    repeat(&package, "<!DOCTYPE package [", 1);
    for (unsigned i = 0; i < 200000; i++) {
        assert_int_equal(buffer_print(&nav, " a%u='b'", i), STATUS_OK);
        assert_int_equal(buffer_print(&package, "<!ENTITY a%u 'b'>", i), STATUS_OK);
    }
    repeat(&package, "]><package", 1);
    for (unsigned i = 0; i < 200000; i++)
        assert_int_equal(buffer_print(&package, " a%u='b'", i), STATUS_OK);
    repeat(&package,
           "><manifest><item id='n' href='n.xhtml' properties='nav'/><item id='a' href='a.xhtml'/></manifest>"
           "<spine><itemref idref='a'/></spine></package>",
           1);
    add(&book, "p.opf", &package);
    add(&book, "n.xhtml", &nav);
    open_book(&book);
    char *found = findings(&book);
    assert_string_equal(found, "");
    assert_int_equal(publication_count(book.publication), 1);
    assert_string_equal(publication_item(book.publication, 0).label, "A");
    free(found);
    close_book(&book);
    buffer_free(&nav);
    buffer_free(&package);
}

static void mkdocs_beyond_its_size(void **state)
{
    struct book book = {0};
    struct buffer site = {0};
    (void)state;
    repeat(&site, "nav:\n", 1);
    while (site.size < KIB(256))
        repeat(&site, "- a.md\n", 1000);
    maker_add_text(&book.maker, "docs/a.md", "a");
    add(&book, "mkdocs.yml", &site);
    open_book(&book);
    assert_int_equal(publication_count(book.publication), 0);
    char *found = findings(&book);
    assert_non_null(strstr(found, "mkdocs.yml is too long"));
    free(found);
    close_book(&book);
    buffer_free(&site);
}

/* Those that come after the limit stand where they stood. */
static void notes_beyond_their_limit(void **state)
{
    struct buffer text = {0}, tree = {0};
    struct fault fault;
    (void)state;
    while (text.size < 2 * LIMIT_NOTES)
        repeat(&text,
               "<aside epub:type='footnote'>a note of an edition that has no end of notes to it</aside>",
               1000);
    repeat(&text, "<p>before</p><aside epub:type='footnote'>left</aside><p>after</p>", 1);
    struct memory memory = {.bytes = text.data, .size = text.size};
    assert_int_equal(memory_tree(&memory, ENTRY_HTML, SOURCE_PIECE, &tree, &fault), STATUS_OK);
    const char *at = tree.data, *const words[] = {"\"before\"", "\"left\"", "\"after\"", "rule",
                                                  "small\"a note"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        at = strstr(at, words[i]);
        assert_non_null(at);
    }
    buffer_free(&text);
    buffer_free(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_summary_is_read_piece_by_piece),
        cmocka_unit_test(folders_without_a_table),
        cmocka_unit_test(table_beyond_its_memory),
        cmocka_unit_test(package_beyond_its_size),
        cmocka_unit_test(elements_too_deep),
        cmocka_unit_test(endless_attributes_and_entities),
        cmocka_unit_test(mkdocs_beyond_its_size),
        cmocka_unit_test(notes_beyond_their_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
