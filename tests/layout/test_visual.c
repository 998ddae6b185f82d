/* Labels and running titles in the order in which they are drawn: UAX #9. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fake_metrics.h"
#include "layout/visual.h"

static void order(void **state)
{
    (void)state;
    static const struct {
        const char *text, *drawn;
        bool mirrors; /* its brackets are drawn as their counterparts (L4) */
    } cases[] = {
        {"河边 abc (d)", "河边 abc (d)", false},
        {"אבג", "גבא", false},
        {"ab אב 12 cd", "ab 12 בא cd", false},
        {"אב ab", "ab בא", false},
        {"אב (ג)", ")ג( בא", true},
        {"", "", false},
    };
    struct metrics metrics = fake_metrics();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cluster clusters[64];
        struct font font = {.size = 20};
        uint32_t count = 0, size = (uint32_t)strlen(cases[i].text);
        char drawn[64] = "";
        assert_int_equal(metrics.shape(NULL, &font, cases[i].text, size, clusters, &count), STATUS_OK);
        assert_int_equal(visual_order(cases[i].text, size, clusters, count), STATUS_OK);
        for (uint32_t k = 0; k < count; k++) {
            char bracket = cases[i].text[clusters[k].begin];
            assert_int_equal(clusters[k].mirrored, cases[i].mirrors && (bracket == '(' || bracket == ')'));
            strncat(drawn, cases[i].text + clusters[k].begin, clusters[k].end - clusters[k].begin);
        }
        assert_string_equal(drawn, cases[i].drawn);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
