#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

static void every_scalar_value_comes_back(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        char bytes[4];
        uint32_t back;
        size_t length = utf8_encode(code, bytes);
        assert_int_equal(utf8_decode(bytes, length, &back), length);
        bool surrogate = code >= 0xD800 && code <= 0xDFFF;
        assert_int_equal(back, surrogate ? UTF8_REPLACEMENT : code);
        assert_true(utf8_valid(bytes, length));
    }
}

/* Unicode 15 §3.9, tables 3-8 to 3-11: one U+FFFD for each maximal subpart. */
static void ill_formed_sequences(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        int replacements;
    } cases[] = {
        {"\xC0\xAF", 2},     {"\xE0\x80\xBF", 3},     {"\xF0\x81\x82\x41", 3},
        {"\xED\xA0\x80", 3}, {"\xF4\x91\x92\x93", 4}, {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", 4},
        {"\xFF\x80", 2},     {"\xE4\xB9", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t size = strlen(cases[i].bytes);
        int count = 0;
        for (size_t at = 0; at < size;) {
            uint32_t code;
            at += utf8_decode(cases[i].bytes + at, size - at, &code);
            count += code == UTF8_REPLACEMENT;
        }
        assert_int_equal(count, cases[i].replacements);
        assert_false(utf8_valid(cases[i].bytes, size));
    }
    assert_true(utf8_valid("a\xEF\xBF\xBD", 4)); /* a real U+FFFD is no error */
}

static void whole_never_cuts_a_character(void **state)
{
    (void)state;
    const char *text = "a\xC3\xA9书😀";
    static const size_t whole[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
    for (size_t size = 0; size <= 10; size++)
        assert_int_equal(utf8_whole(text, size), whole[size]);
}

static void positions_count_what_shows(void **state)
{
    (void)state;
    assert_int_equal(utf8_count("在 中\u3000国\u00A0a\u200B\uFEFF\n。😀\uFFFC",
                                strlen("在 中\u3000国\u00A0a\u200B\uFEFF\n。😀\uFFFC")),
                     6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_value_comes_back),
        cmocka_unit_test(ill_formed_sequences),
        cmocka_unit_test(whole_never_cuts_a_character),
        cmocka_unit_test(positions_count_what_shows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
