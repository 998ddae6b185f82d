/* The words of a text by their pinyin, and how many are held. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "search/words.h"

static void count(struct words *words, const char *text, uint32_t times)
{
    words_count(words, text, strlen(text), times);
}

/* All that the letters give, in a row. */
static void expect(const struct words *words, const char *letters, bool whole, const char *all)
{
    struct word_match found[WORDS_MOST];
    char row[WORDS_MOST * (WORD_BYTES + 1)] = "";
    uint32_t count = words_find(words, letters, strlen(letters), whole, found);
    for (uint32_t i = 0; i < count; i++) {
        strcat(row, i ? " " : "");
        strcat(row, found[i].text);
        assert_in_range(found[i].used, 1, strlen(letters));
    }
    assert_string_equal(row, all);
}

static void words_are_read_whole_or_begun(void **state)
{
    (void)state;
    struct words *words = words_new();
    count(words, "图书馆里的湿度比时代高。", 1);
    count(words, "時代的速度", 3);
    count(words, "速度", 1);
    expect(words, "shidu", false, "湿度");
    expect(words, "shid", false, "時代 湿度 时代");
    expect(words, "sd", false, "速度 時代 湿度 时代");
    expect(words, "tushuguan", true, "图书馆");
    expect(words, "tshg", false, "图书馆");
    expect(words, "tushug", true, "");
    /* More letters than the word has: the longer one first; and none where they could not go on. */
    expect(words, "tushuguandeli", false, "图书馆 图书");
    expect(words, "shidui", false, "");
    expect(words, "x", false, "");
    words_free(words);
}

static void a_character_is_read_in_several_ways(void **state)
{
    (void)state;
    struct words *words = words_new();
    count(words, "重庆 银行 女儿", 1);
    expect(words, "chongqing", true, "重庆");
    expect(words, "yinhang", true, "银行");
    expect(words, "nver", true, "女儿");
    words_free(words);
}

/* Names are in no dictionary. What is no Han character, or alone, is no word. */
static void what_stands_side_by_side_is_one(void **state)
{
    (void)state;
    struct words *words = words_new();
    count(words, "鹤洲", 1);
    count(words, "鹤, 洲 abc かな 한국", 1);
    expect(words, "hezhou", true, "鹤洲");
    expect(words, "hz", false, "鹤洲");
    count(words, "鹤的洲", 1);
    expect(words, "hd", false, "");
    expect(words, "ab", false, "");
    words_free(words);
}

/* A hundred thousand pairs that are there once do not drive out what is often there. */
static void what_is_seldom_is_forgotten(void **state)
{
    (void)state;
    struct words *words = words_new();
    count(words, "湿度", 200);
    for (uint32_t i = 0; i < 100000; i++) {
        char text[9] = "";
        size_t size = utf8_encode(0x4E00 + i % 317 * 61, text);
        size += utf8_encode(0x4E00 + i / 317 * 61, text + size);
        words_count(words, text, size, 1);
        if (i % 10000 == 0)
            count(words, "湿度", 200);
    }
    struct word_match found[WORDS_MOST];
    assert_int_equal(words_find(words, "shidu", 5, true, found) > 0, true);
    assert_string_equal(found[0].text, "湿度");
    words_free(words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read_whole_or_begun),
        cmocka_unit_test(a_character_is_read_in_several_ways),
        cmocka_unit_test(what_stands_side_by_side_is_one),
        cmocka_unit_test(what_is_seldom_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
