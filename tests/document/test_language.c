/* The language of a text whose tags and links never end: what they would hide counts, and it takes no longer than another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "document/language.h"

#define TEXT_SIZE (16u << 20)
#define SECONDS 60u /* of some thousand that the square of the length would take */

/* `unit` again and again, and then `end`. */
static void assert_language(const char *unit, const char *end, const char *language)
{
    char *text = malloc(TEXT_SIZE + 1);
    size_t size = 0, step = strlen(unit), last = strlen(end);
    assert_non_null(text);
    for (; size + step + last <= TEXT_SIZE; size += step)
        memcpy(text + size, unit, step);
    memcpy(text + size, end, last);
    assert_string_equal(language_of(text, size + last), language);
    free(text);
}

static void what_never_ends_takes_no_longer(void **state)
{
    (void)state;
    alarm(SECONDS);
    assert_language("<", "", "und");
    assert_language("](", "", "und");
    assert_language("<](", "字", "zh-Hans");
    assert_language("<漢", "", "zh-Hant");
    assert_language("](漢", "", "zh-Hant");
    assert_language("<漢>a", "", "en");
    assert_language("](漢)a", "", "en");
    /* Up to where the last one ends. */
    assert_language("<漢<漢", ">a", "en");
    alarm(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_never_ends_takes_no_longer)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
