#include "ui/typing.h"

#include <string.h>

#include "base/utf8.h"
#include "ui/hangul.h"

/* The forms of a kana, in the order in which they follow each other. */
static const char *const forms[] = {
    "あぁ",   "いぃ",   "うぅゔ", "えぇ",   "おぉ",   "かが", "きぎ", "くぐ",   "けげ", "こご",
    "さざ",   "しじ",   "すず",   "せぜ",   "そぞ",   "ただ", "ちぢ", "つっづ", "てで", "とど",
    "はばぱ", "ひびぴ", "ふぶぷ", "へべぺ", "ほぼぽ", "やゃ", "ゆゅ", "よょ",   "わゎ",
};

/* Where the last character begins. */
static size_t last_begin(const struct typing *typing)
{
    size_t at = typing->size;
    while (at && ((unsigned char)typing->text[--at] & 0xC0) == 0x80)
        ;
    return at;
}

static uint32_t last_code(const struct typing *typing)
{
    uint32_t code = 0;
    size_t at = last_begin(typing);
    if (typing->size)
        utf8_decode(typing->text + at, typing->size - at, &code);
    return code;
}

/* The bytes [begin, end) give way to others, if there is room. */
static void replace(struct typing *typing, size_t begin, size_t end, const char *bytes, size_t size)
{
    if (typing->size - (end - begin) + size > TYPING_MOST)
        return;
    memmove(typing->text + begin + size, typing->text + end, typing->size - end);
    memcpy(typing->text + begin, bytes, size);
    typing->size = typing->size - (end - begin) + size;
    memset(typing->text + typing->size, 0, sizeof typing->text - typing->size);
}

void typing_add(struct typing *typing, uint32_t code)
{
    char bytes[8];
    size_t size = 0, begin = typing->size;
    uint32_t codes[2] = {code}, count = 1;
    /* Blanks only part words. */
    if (code == ' ' && (!typing->size || typing->text[typing->size - 1] == ' '))
        return;
    if (hangul_is_letter(code) && typing->size) {
        begin = last_begin(typing);
        count = hangul_join(last_code(typing), code, codes);
    }
    for (uint32_t i = 0; i < count; i++)
        size += utf8_encode(codes[i], bytes + size);
    replace(typing, begin, typing->size, bytes, size);
}

void typing_delete(struct typing *typing)
{
    char bytes[4];
    uint32_t left = hangul_cut(last_code(typing));
    replace(typing, last_begin(typing), typing->size, bytes, left ? utf8_encode(left, bytes) : 0);
}

void typing_clear(struct typing *typing)
{
    replace(typing, 0, typing->size, "", 0);
}

void typing_turn(struct typing *typing)
{
    size_t begin = last_begin(typing), size = typing->size - begin;
    for (size_t i = 0; size && i < sizeof forms / sizeof *forms; i++) {
        const char *form = strstr(forms[i], typing->text + begin);
        if (!form)
            continue;
        const char *next = form[size] ? form + size : forms[i];
        replace(typing, begin, typing->size, next, size);
        return;
    }
}

const char *typing_letters(const struct typing *typing, size_t *size)
{
    size_t begin = typing->size;
    while (begin && typing->text[begin - 1] >= 'a' && typing->text[begin - 1] <= 'z')
        begin--;
    *size = typing->script == SCRIPT_PINYIN ? typing->size - begin : 0;
    return typing->text + begin;
}

void typing_choose(struct typing *typing, size_t used, const char *text)
{
    size_t size;
    size_t begin = (size_t)(typing_letters(typing, &size) - typing->text);
    replace(typing, begin, begin + used, text, strlen(text));
}

void typing_query(const struct typing *typing, char out[TYPING_MOST + 1])
{
    size_t letters, size = typing->size;
    const char *begin = typing_letters(typing, &letters);
    /* Behind a blank or by themselves they are a word, or the pinyin of a title. */
    if (letters && begin > typing->text && (unsigned char)begin[-1] >= 0x80)
        size -= letters;
    else if (hangul_is_letter(last_code(typing)))
        size = last_begin(typing);
    memcpy(out, typing->text, size);
    out[size] = '\0';
}
