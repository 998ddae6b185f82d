/* What keys make: Han characters out of pinyin, kana in their forms, syllables of Hangul. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "ui/hangul.h"
#include "ui/typing.h"

static void type(struct typing *typing, const char *text)
{
    uint32_t code;
    for (size_t at = 0; at < strlen(text);) {
        at += utf8_decode(text + at, strlen(text) - at, &code);
        typing_add(typing, code);
    }
}

static void expect(const struct typing *typing, const char *text)
{
    assert_string_equal(typing->text, text);
    assert_int_equal(typing->size, strlen(text));
}

static void letters_of_hangul_join(void **state)
{
    /* What is typed, and what comes of it. */
    static const char *const rows[][2] = {
        {"ㅅㅓㅇㅜㄹ", "서울"},   {"ㅎㅏㄱㄱㅛ", "학교"}, {"ㄷㅏㄹㄱ", "닭"},
        {"ㄷㅏㄹㄱㅣ", "달기"},   {"ㄱㅗㅏ", "과"},       {"ㅇㅡㅣㅈㅏ", "의자"},
        {"ㅃㅏㅇ", "빵"},         {"ㅇㅗㅐ", "왜"},       {"ㄱㅏㅃㅏ", "가빠"},
        {"ㅅㅓㅇ", "성"},         {"ㅅㅓㅇㅏ", "서아"},   {"ㅏㅏ", "ㅏㅏ"},
        {"ㅗㅏ", "ㅘ"},           {"ㄱㄱ", "ㄱㄱ"},       {"ㅎㅏㄴㄱㅜㄱㅇㅓ", "한국어"},
        {"ㅇㅏㄴㅈㄷㅏ", "앉다"}, {"ㅇㅏㄴㅈㅏ", "안자"}, {"ㅂㅏㄲ", "밖"},
        {"ㅂㅏㄲㅔ", "바께"},     {"책ㅇㅡㄹ", "책을"},   {"aㅏ", "aㅏ"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct typing typing = {.script = SCRIPT_HANGUL};
        type(&typing, rows[i][0]);
        expect(&typing, rows[i][1]);
    }
}

/* Each syllable is typed out of its letters as Unicode takes it apart, and taken back letter by letter. */
static void every_syllable_can_be_typed(void **state)
{
    static const uint16_t initials[] = u"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    /* Vowels and ends as keys give them, one or two each. */
    static const uint16_t vowels[21][3] = {u"ㅏ",   u"ㅐ",   u"ㅑ",   u"ㅒ",   u"ㅓ",   u"ㅔ",   u"ㅕ",
                                           u"ㅖ",   u"ㅗ",   u"ㅗㅏ", u"ㅗㅐ", u"ㅗㅣ", u"ㅛ",   u"ㅜ",
                                           u"ㅜㅓ", u"ㅜㅔ", u"ㅜㅣ", u"ㅠ",   u"ㅡ",   u"ㅡㅣ", u"ㅣ"};
    static const uint16_t ends[28][3] = {u"",     u"ㄱ",   u"ㄲ",   u"ㄱㅅ", u"ㄴ",   u"ㄴㅈ", u"ㄴㅎ",
                                         u"ㄷ",   u"ㄹ",   u"ㄹㄱ", u"ㄹㅁ", u"ㄹㅂ", u"ㄹㅅ", u"ㄹㅌ",
                                         u"ㄹㅍ", u"ㄹㅎ", u"ㅁ",   u"ㅂ",   u"ㅂㅅ", u"ㅅ",   u"ㅆ",
                                         u"ㅇ",   u"ㅈ",   u"ㅊ",   u"ㅋ",   u"ㅌ",   u"ㅍ",   u"ㅎ"};
    (void)state;
    for (uint32_t i = 0; i < 19 * 21 * 28; i++) {
        const uint16_t *parts[2] = {vowels[i / 28 % 21], ends[i % 28]};
        struct typing typing = {.script = SCRIPT_HANGUL};
        uint32_t code, keys = 1;
        typing_add(&typing, initials[i / 28 / 21]);
        for (int part = 0; part < 2; part++) {
            for (const uint16_t *key = parts[part]; *key; key++, keys++)
                typing_add(&typing, *key);
        }
        assert_int_equal(utf8_decode(typing.text, typing.size, &code), typing.size);
        assert_int_equal(code, 0xAC00 + i);
        for (; keys; keys--) {
            assert_int_not_equal(typing.size, 0);
            typing_delete(&typing);
        }
        expect(&typing, "");
    }
}

static void kana_change_their_form(void **state)
{
    struct typing typing = {.script = SCRIPT_KANA};
    (void)state;
    typing_turn(&typing);
    expect(&typing, "");
    type(&typing, "とうきよ");
    typing_turn(&typing);
    type(&typing, "う");
    expect(&typing, "とうきょう");
    typing_clear(&typing);
    type(&typing, "は");
    static const char *const forms[] = {"ば", "ぱ", "は"};
    for (int i = 0; i < 3; i++) {
        typing_turn(&typing);
        expect(&typing, forms[i]);
    }
    typing_delete(&typing);
    type(&typing, "つ");
    typing_turn(&typing);
    expect(&typing, "っ");
    typing_turn(&typing);
    expect(&typing, "づ");
    typing_add(&typing, 0x306A);
    typing_turn(&typing);
    expect(&typing, "づな");
}

static void letters_become_characters(void **state)
{
    struct typing typing = {.script = SCRIPT_PINYIN};
    char query[TYPING_MOST + 1];
    size_t size;
    (void)state;
    type(&typing, "beijingshi");
    typing_query(&typing, query);
    assert_string_equal(query, "beijingshi");
    assert_string_equal(typing_letters(&typing, &size), "beijingshi");
    typing_choose(&typing, 3, "北");
    expect(&typing, "北jingshi");
    /* Letters behind a character are another one to come. */
    typing_query(&typing, query);
    assert_string_equal(query, "北");
    assert_string_equal(typing_letters(&typing, &size), "jingshi");
    assert_int_equal(size, 7);
    typing_choose(&typing, 4, "京");
    typing_choose(&typing, 3, "市");
    expect(&typing, "北京市");
    typing_delete(&typing);
    expect(&typing, "北京");
    /* Behind a blank they are a word; and so they are when letters are what is typed. */
    type(&typing, "  tok");
    expect(&typing, "北京 tok");
    typing_query(&typing, query);
    assert_string_equal(query, "北京 tok");
    typing.script = SCRIPT_LETTERS;
    typing_letters(&typing, &size);
    assert_int_equal(size, 0);
    typing_clear(&typing);
    type(&typing, " 维生素c");
    expect(&typing, "维生素c");
    typing_query(&typing, query);
    assert_string_equal(query, "维生素c");
}

static void an_unfinished_syllable_is_not_looked_for(void **state)
{
    struct typing typing = {.script = SCRIPT_HANGUL};
    char query[TYPING_MOST + 1];
    (void)state;
    type(&typing, "ㅅㅓㅇㅜㄹㅇ");
    expect(&typing, "서울ㅇ");
    typing_query(&typing, query);
    assert_string_equal(query, "서울");
}

static void the_field_is_full(void **state)
{
    struct typing typing = {.script = SCRIPT_PINYIN};
    (void)state;
    for (size_t i = 0; i < 2 * TYPING_MOST; i++)
        typing_add(&typing, 'a');
    assert_int_equal(typing.size, TYPING_MOST);
    /* One letter gives way to three bytes. */
    typing_choose(&typing, 1, "北");
    assert_int_equal(typing.size, TYPING_MOST);
    typing_choose(&typing, 6, "北");
    assert_int_equal(typing.size, TYPING_MOST - 3);
    typing_clear(&typing);
    for (size_t i = 0; i < TYPING_MOST; i++)
        typing_add(&typing, 0xAC00);
    assert_int_equal(typing.size, TYPING_MOST);
    typing_add(&typing, 0x3163);
    assert_int_equal(typing.size, TYPING_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_of_hangul_join),
        cmocka_unit_test(every_syllable_can_be_typed),
        cmocka_unit_test(kana_change_their_form),
        cmocka_unit_test(letters_become_characters),
        cmocka_unit_test(an_unfinished_syllable_is_not_looked_for),
        cmocka_unit_test(the_field_is_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
