#include "layout/counter.h"

#include <stdio.h>
#include <string.h>

/* The Chinese styles go on past it with a unit of their own for ten thousands: no list is so long. */
#define CHINESE_MOST 9999u
#define ROMAN_MOST 3999u
#define CIRCLED_MOST 20u

static void add(char *out, const char *text)
{
    size_t size = strlen(out), more = strlen(text);
    if (size + more < COUNTER_SIZE)
        memcpy(out + size, text, more + 1);
}

/* a, b, … z, aa: a system without a zero. `letters` are of `size` bytes each. */
static void alphabetic(const char *letters, uint32_t size, uint32_t count, uint32_t number, char *out)
{
    char digits[32][4];
    uint32_t places = 0;
    for (; number > 0; number = (number - 1) / count)
        snprintf(digits[places++], sizeof *digits, "%.*s", (int)size, letters + (number - 1) % count * size);
    while (places > 0)
        add(out, digits[--places]);
}

static void roman(uint32_t number, bool upper, char *out)
{
    static const struct {
        uint32_t value;
        const char *lower, *upper;
    } steps[] = {{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"},  {400, "cd", "CD"}, {100, "c", "C"},
                 {90, "xc", "XC"}, {50, "l", "L"},    {40, "xl", "XL"}, {10, "x", "X"},    {9, "ix", "IX"},
                 {5, "v", "V"},    {4, "iv", "IV"},   {1, "i", "I"}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (; number >= steps[i].value; number -= steps[i].value)
            add(out, upper ? steps[i].upper : steps[i].lower);
}

/* 一千零二十: in Japanese a one before a unit and the zeros are left out; 十 begins without its one in both. */
static void chinese(uint32_t number, uint8_t region, char *out)
{
    static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char *const units[] = {"千", "百", "十", ""};
    bool japanese = region == REGION_JP, begun = false, zero = false;
    if (number == 0)
        add(out, digits[0]);
    for (uint32_t place = 0, unit = 1000; place < 4; place++, unit /= 10) {
        uint32_t digit = number / unit % 10;
        if (digit == 0) {
            zero = begun;
            continue;
        }
        if (zero && !japanese)
            add(out, digits[0]);
        bool bare = digit == 1 && place < 3 && (japanese || (place == 2 && !begun));
        if (!bare)
            add(out, digits[digit]);
        add(out, units[place]);
        begun = true;
        zero = false;
    }
}

static bool by_style(enum numbering numbering, uint32_t number, uint8_t region, char *out)
{
    static const char stems[] = "甲乙丙丁戊己庚辛壬癸", hangul[] = "가나다라마바사아자차카타파하";
    static const char hiragana[] =
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをん";
    static const char katakana[] =
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン";
    char circled[4] = {(char)0xE2, (char)0x91, (char)(0x9F + number), 0};
    switch (numbering) {
    case NUMBERING_LOWER_ALPHA:
        alphabetic("abcdefghijklmnopqrstuvwxyz", 1, 26, number, out);
        return number > 0;
    case NUMBERING_UPPER_ALPHA:
        alphabetic("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1, 26, number, out);
        return number > 0;
    case NUMBERING_LOWER_ROMAN:
    case NUMBERING_UPPER_ROMAN:
        if (number == 0 || number > ROMAN_MOST)
            return false;
        roman(number, numbering == NUMBERING_UPPER_ROMAN, out);
        return true;
    case NUMBERING_STEMS:
        if (number >= 1 && number <= 10) {
            alphabetic(stems, 3, 10, number, out);
            return true;
        } /* fall through */
    case NUMBERING_CHINESE:
        if (number > CHINESE_MOST)
            return false;
        chinese(number, region, out);
        return true;
    case NUMBERING_CIRCLED:
        if (number == 0 || number > CIRCLED_MOST)
            return false;
        add(out, circled);
        return true;
    case NUMBERING_HIRAGANA:
        alphabetic(hiragana, 3, 48, number, out);
        return number > 0;
    case NUMBERING_KATAKANA:
        alphabetic(katakana, 3, 48, number, out);
        return number > 0;
    case NUMBERING_HANGUL:
        alphabetic(hangul, 3, 14, number, out);
        return number > 0;
    default:
        return false;
    }
}

void counter_format(enum numbering numbering, uint32_t number, uint8_t region, char out[COUNTER_SIZE])
{
    out[0] = '\0';
    if (!by_style(numbering, number, region, out)) {
        snprintf(out, COUNTER_SIZE, "%u.", (unsigned)number);
        return;
    }
    bool ideographic = numbering == NUMBERING_CHINESE || numbering == NUMBERING_STEMS ||
                       numbering == NUMBERING_HIRAGANA || numbering == NUMBERING_KATAKANA;
    if (numbering != NUMBERING_CIRCLED)
        add(out, ideographic ? "、" : ".");
}
