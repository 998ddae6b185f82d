/* CSS Counter Styles 3: what an item's number looks like, also where a style does not reach. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/counter.h"

static void numbers(void **state)
{
    (void)state;
    static const struct {
        enum numbering numbering;
        uint32_t number;
        uint8_t region;
        const char *text;
    } cases[] = {
        {NUMBERING_DEFAULT, 1, REGION_SC, "1."},
        {NUMBERING_DEFAULT, 0, REGION_SC, "0."},
        {NUMBERING_DEFAULT, UINT32_MAX, REGION_SC, "4294967295."},
        {NUMBERING_LOWER_ALPHA, 1, REGION_SC, "a."},
        {NUMBERING_LOWER_ALPHA, 26, REGION_SC, "z."},
        {NUMBERING_LOWER_ALPHA, 27, REGION_SC, "aa."},
        {NUMBERING_UPPER_ALPHA, 703, REGION_SC, "AAA."},
        {NUMBERING_UPPER_ALPHA, 0, REGION_SC, "0."},
        {NUMBERING_UPPER_ALPHA, UINT32_MAX, REGION_SC, "MWLQKWU."},
        {NUMBERING_LOWER_ROMAN, 1994, REGION_SC, "mcmxciv."},
        {NUMBERING_UPPER_ROMAN, 3999, REGION_SC, "MMMCMXCIX."},
        {NUMBERING_UPPER_ROMAN, 4000, REGION_SC, "4000."},
        {NUMBERING_CHINESE, 0, REGION_SC, "零、"},
        {NUMBERING_CHINESE, 1, REGION_SC, "一、"},
        {NUMBERING_CHINESE, 10, REGION_SC, "十、"},
        {NUMBERING_CHINESE, 11, REGION_SC, "十一、"},
        {NUMBERING_CHINESE, 20, REGION_SC, "二十、"},
        {NUMBERING_CHINESE, 101, REGION_SC, "一百零一、"},
        {NUMBERING_CHINESE, 110, REGION_TC, "一百一十、"},
        {NUMBERING_CHINESE, 1001, REGION_TC, "一千零一、"},
        {NUMBERING_CHINESE, 1010, REGION_SC, "一千零一十、"},
        {NUMBERING_CHINESE, 9999, REGION_SC, "九千九百九十九、"},
        {NUMBERING_CHINESE, 10000, REGION_SC, "10000."},
        {NUMBERING_CHINESE, 101, REGION_JP, "百一、"},
        {NUMBERING_CHINESE, 1111, REGION_JP, "千百十一、"},
        {NUMBERING_STEMS, 1, REGION_SC, "甲、"},
        {NUMBERING_STEMS, 10, REGION_SC, "癸、"},
        {NUMBERING_STEMS, 11, REGION_SC, "十一、"},
        {NUMBERING_CIRCLED, 1, REGION_SC, "①"},
        {NUMBERING_CIRCLED, 20, REGION_SC, "⑳"},
        {NUMBERING_CIRCLED, 21, REGION_SC, "21."},
        {NUMBERING_HIRAGANA, 48, REGION_JP, "ん、"},
        {NUMBERING_HIRAGANA, 49, REGION_JP, "ああ、"},
        {NUMBERING_KATAKANA, 2, REGION_JP, "イ、"},
        {NUMBERING_HANGUL, 14, REGION_KR, "하."},
        {NUMBERING_HANGUL, 15, REGION_KR, "가가."},
        {NUMBERING_HANGUL, UINT32_MAX, REGION_KR, "나타차마카사라바다."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[COUNTER_SIZE];
        counter_format(cases[i].numbering, cases[i].number, cases[i].region, text);
        assert_string_equal(text, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
