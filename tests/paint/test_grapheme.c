/* Letters under more marks than anybody writes: they cost what other text does, and nothing of them is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "paint/fonts.h"
#include "paint/grapheme.h"

#define TEXT_SIZE 60000u

static uint32_t codes(const char *text, const struct cluster *cluster)
{
    uint32_t count = 0, code;
    for (uint32_t at = cluster->begin; at < cluster->end; count++)
        at += (uint32_t)utf8_decode(text + at, cluster->end - at, &code);
    return count;
}

/* No cluster of a text that is `unit` again and again, behind `base`, is more than GRAPHEME_MOST code points. */
static void check(const struct metrics *metrics, const char *base, const char *unit, enum stance stance)
{
    static char text[TEXT_SIZE];
    static struct cluster clusters[TEXT_SIZE];
    const struct font font = {.size = 20, .stance = (uint8_t)stance};
    uint32_t size = (uint32_t)strlen(base), step = (uint32_t)strlen(unit), count = 0, at = 0;
    memcpy(text, base, size);
    for (; size + step <= TEXT_SIZE; size += step)
        memcpy(text + size, unit, step);
    assert_int_equal(metrics->shape(metrics->data, &font, text, size, clusters, &count), 0);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(clusters[i].begin, at);
        assert_true(clusters[i].end > at);
        assert_true(codes(text, &clusters[i]) <= GRAPHEME_MOST);
        at = clusters[i].end;
    }
    assert_int_equal(at, size);
}

static void towers_of_marks_are_cut(void **state)
{
    (void)state;
    struct fonts *fonts;
    assert_int_equal(fonts_open(NULL, &fonts, NULL), 0);
    const struct metrics *metrics = fonts_metrics(fonts);
    for (int stance = STANCE_HORIZONTAL; stance <= STANCE_SIDEWAYS; stance++) {
        check(metrics, "a", "\u0301", (enum stance)stance);
        check(metrics, "", "\u0301", (enum stance)stance);
        check(metrics, "字", "\u0301\u0323", (enum stance)stance);
        check(metrics, "ب", "\u064E\u0651", (enum stance)stance);
        check(metrics, "क", "\u0901", (enum stance)stance);
        check(metrics, "👨", "\u200D👩", (enum stance)stance);
        check(metrics, "", "\u1100", (enum stance)stance);
    }
    fonts_close(fonts);
}

/* A name with its marks is whole, however many there are on one letter. */
static void what_is_written_is_whole(void **state)
{
    (void)state;
    struct graphemes *graphemes;
    struct cluster clusters[128];
    uint32_t count;
    char text[62] = "x";
    assert_int_equal(graphemes_new(&graphemes), 0);
    for (size_t at = 1; at < 61; at += 2)
        memcpy(text + at, "\u0301", 2);
    text[61] = 'y';
    assert_int_equal(graphemes_split(graphemes, text, sizeof text, clusters, &count), 0);
    assert_int_equal(count, 2);
    assert_int_equal(clusters[0].end, 61);
    graphemes_free(graphemes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(towers_of_marks_are_cut),
        cmocka_unit_test(what_is_written_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
