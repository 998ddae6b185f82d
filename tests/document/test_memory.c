/* Every allocation of ours fails once: parsing then says so, or goes on without harm, and gives all memory back.
 * The linker puts these in place of malloc and its kin (--wrap); ICU and libxml2 keep their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "allocation.h"
#include "document/publication.h"
#include "maker.h"
#include "memory.h"

static void fail_each(const char *text, enum entry_kind kind)
{
    struct buffer whole = {0};
    struct fault fault;
    allocation_fail(0);
    struct memory memory = {.bytes = text, .size = strlen(text)};
    assert_int_equal(memory_tree(&memory, kind, 16, &whole, &fault), STATUS_OK);
    size_t total = allocation_count();
    assert_true(total > 10);
    for (size_t i = 1; i <= total; i++) {
        struct buffer tree = {0};
        allocation_fail(i);
        memory.at = 0;
        fault = (struct fault){0};
        enum status status = memory_tree(&memory, kind, 16, &tree, &fault);
        allocation_fail(0);
        /* That or the whole tree: nothing is left out silently. */
        if (status) {
            assert_int_equal(status, STATUS_NO_MEMORY);
            assert_int_equal(fault.status, STATUS_NO_MEMORY);
        } else {
            assert_string_equal(tree.data, whole.data);
        }
        buffer_free(&tree);
    }
    buffer_free(&whole);
}

static void markdown(void **state)
{
    (void)state;
    fail_each(
        "---\ntitle: T\nlang: en\ndate: 2024\ntags: [a, b]\n---\n\n# Title\n\n[a](a.md) | [b](b.md)\n\ntext "
        "*i* ![p](p.png) "
        "[r][far]\n\n- [x] item\n\n> quote\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n\n#### [x](x.md)\n#### [y](y.md)\n\n## Title\n\n"
        "[far]: far.md\n\nnote[^1] [^2]\n\n[^1]: One.\n[^2]: Two[^1].\n",
        ENTRY_MARKDOWN);
}

static void html(void **state)
{
    (void)state;
    fail_each(
        "<html lang=ja><title>t</title><style>p.n, #a > b { color: red; margin: 1em } .m { text-indent: 0 "
        "}</style><p class=\"n m\">s<q>t</q></p><p id=a>x<ruby>漢<rt>かん</rt></ruby><a name=n "
        "href=u.pdf>f</a><br><br>"
        "<a href=v.pdf>g</a><figure><figcaption>c</figcaption><img src=i.png></figure><dl><dt>t<dd>d</dl>"
        "<ol><li>1</ol><table><tr><td>one</table><pre>\tx</pre><aside epub:type=footnote id=n>n<b "
        "class=c>m</b></aside><![CDATA[<d>]]><svg><image href=s.png /></svg></html>",
        ENTRY_HTML);
}

static void plain(void **state)
{
    (void)state;
    fail_each("first line\n\nsecond\nthird\n\xFF\n", ENTRY_TEXT);
}

static void count_finding(void *data, const char *name, const char *sentence)
{
    assert_non_null(name);
    assert_non_null(sentence);
    ++*(unsigned *)data;
}

/* Everything that publication.h tells of the bundle. */
static enum status look(const char *path, struct fault *fault)
{
    struct bundle *bundle = NULL;
    struct publication *publication = NULL;
    unsigned findings = 0;
    enum status status = bundle_open(path, &bundle, fault);
    if (!status)
        status = publication_open(bundle, &publication, fault);
    if (!status) {
        assert_non_null(publication_title(publication));
        assert_non_null(publication_language(publication));
        publication_cover(publication);
        uint32_t count = publication_count(publication);
        for (uint32_t i = 0; i < count; i++)
            assert_non_null(publication_item(publication, i).label);
        uint32_t entry = publication_next(publication, ENTRY_NONE, -1);
        while (entry != ENTRY_NONE)
            entry = publication_next(publication, entry, -1);
        publication_findings(publication, count_finding, &findings);
    }
    publication_free(publication);
    bundle_close(bundle);
    return status;
}

static void fail_each_publication(const char *const (*files)[2])
{
    struct maker maker = {0};
    struct fault fault;
    for (; (*files)[0]; files++)
        maker_add_text(&maker, (*files)[0], (*files)[1]);
    maker_end(&maker, NULL, 0, false);
    char *path = strdup(maker_path("publication.zip"));
    maker_write(&maker, path);
    allocation_fail(0);
    assert_int_equal(look(path, &fault), STATUS_OK);
    size_t total = allocation_count();
    assert_true(total > 10);
    for (size_t i = 1; i <= total; i++) {
        fault = (struct fault){0};
        allocation_fail(i);
        enum status status = look(path, &fault);
        allocation_fail(0);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        assert_int_equal(fault.status, status);
    }
    free(path);
}

static void epub(void **state)
{
    static const char *const files[][2] = {
        {"META-INF/container.xml",
         "<container><rootfiles><rootfile full-path='o/p.opf'/></rootfiles></container>"},
        {"META-INF/encryption.xml",
         "<encryption><EncryptedData><EncryptionMethod Algorithm='x'/><CipherData><CipherReference "
         "URI='o/b.xml'/></CipherData></EncryptedData></encryption>"},
        {"o/p.opf",
         "<package><metadata><title>T</title><language>ja</language><date>2024</date><meta name='cover' "
         "content='c'/></metadata><manifest><item id='n' href='n.xhtml' properties='nav'/><item id='a' "
         "href='a.xhtml'/><item id='b' href='b.xml' media-type='application/xhtml+xml'/><item id='c' "
         "href='c.xhtml'/></manifest><spine><itemref idref='a'/><itemref idref='b'/><itemref "
         "idref='gone'/></spine></package>"},
        {"o/n.xhtml",
         "<nav epub:type='toc'><ol><li><a href='a.xhtml#x'>A</a><ol><li><span>S</span></li></ol></li><li><a "
         "href='gone.xhtml'>G</a></li></ol></nav>"},
        {"o/a.xhtml", "<html><body><p>a</p></body></html>"},
        {"o/b.xml", "<html><body><p>b</p></body></html>"},
        {"o/c.xhtml", "<svg><image xlink:href='c.png'/></svg>"},
        {"o/c.png", "p"},
        {NULL, NULL},
    };
    (void)state;
    fail_each_publication(files);
}

static void summary(void **state)
{
    static const char *const files[][2] = {
        {"README.md", "# R\n"},
        {"SUMMARY.md", "# S\n\n## Part\n\n- [a](a)\n  - [b](/b.md#x)\n- group\n  - [c](gone.md)\n"},
        {"a.md", "a"},
        {"b.md", "b"},
        {NULL, NULL},
    };
    (void)state;
    fail_each_publication(files);
}

static void mkdocs(void **state)
{
    static const char *const files[][2] = {
        {"mkdocs.yml", "site_name: S\ndocs_dir: d\nnav:\n- a.md\n- P:\n  - B: b.md\n- C: https://x.y/\n"},
        {"d/a.md", "# A\n"},
        {"d/b.md", "b"},
        {NULL, NULL},
    };
    (void)state;
    fail_each_publication(files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markdown), cmocka_unit_test(html),    cmocka_unit_test(plain),
        cmocka_unit_test(epub),     cmocka_unit_test(summary), cmocka_unit_test(mkdocs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
