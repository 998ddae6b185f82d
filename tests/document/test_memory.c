/* Every allocation of ours fails once: parsing then says so, or goes on without harm, and gives all memory back.
 * The linker puts these in place of malloc and its kin (--wrap); ICU and libxml2 keep their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "allocation.h"
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
        "---\ntitle: T\nlang: en\n---\n\n# Title\n\n[a](a.md) | [b](b.md)\n\ntext *i* ![p](p.png) "
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
        "<ol><li>1</ol><table><tr><td>one</table><pre>\tx</pre></html>",
        ENTRY_HTML);
}

static void plain(void **state)
{
    (void)state;
    fail_each("first line\n\nsecond\nthird\n\xFF\n", ENTRY_TEXT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markdown),
        cmocka_unit_test(html),
        cmocka_unit_test(plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
