/* What fitting lines takes is bounded by what a line can hold, also where a text has thousands of places for a line's end in no
 * width at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "fake_metrics.h"
#include "layout/para.h"

#define EM 20
#define MEASURE 40 /* em */

/* How many places a line may begin at were kept for a paragraph: a line of Han, then `unit` again and again, then another
 * line. */
static uint32_t places(const char *unit, uint32_t *lines)
{
    static char bytes[LIMIT_PARAGRAPH];
    static const char han[] = "字";
    size_t size = 0, step = strlen(unit), line = (sizeof han - 1) * MEASURE;
    while (size < line) {
        memcpy(bytes + size, han, sizeof han - 1);
        size += sizeof han - 1;
    }
    for (; size + step + line <= sizeof bytes; size += step)
        memcpy(bytes + size, unit, step);
    memcpy(bytes + size, bytes, line);
    size += line;
    struct span span = {.end = (uint32_t)size};
    struct text text = {bytes, (uint32_t)size, 1, &span};
    struct metrics metrics = fake_metrics();
    struct setter setter = {.metrics = &metrics};
    struct para_spec spec = {
        .measure = FIXED(MEASURE * EM), .pitch = 2 * EM, .unit = 2 * EM, .size = EM, .justify = true};
    struct para para = {0};
    assert_int_equal(setter_open(&setter, "zh"), 0);
    assert_int_equal(para_set(&setter, &para, &text, &spec), 0);
    uint32_t room = setter.node_room;
    *lines = para.line_count;
    para_free(&para);
    setter_close(&setter);
    return room;
}

static void places_without_width_are_one(void **state)
{
    (void)state;
    uint32_t lines;
    /* A left-to-right mark or a joiner, then a space of no width: a line may end behind each. */
    assert_true(places("\u200E\u200B", &lines) < 512);
    assert_int_equal(lines, 2);
    assert_true(places("\u2060\u200B", &lines) < 512);
    assert_int_equal(lines, 2);
    assert_true(places("\u00AD\u200B", &lines) < 512);
    /* Those with some width are all kept. */
    assert_true(places("字", &lines) > LIMIT_PARAGRAPH / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(places_without_width_are_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
