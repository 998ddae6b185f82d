#include "ui/collation.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "base/utf8.h"
#include "document/language.h"

/* Code points of a name that are looked at: what gives more than COLLATION_KEY bytes. */
#define POINTS 128u
/* A longer run of numerals is no number. */
#define NUMERALS 16u
/* ICU's own size of a key of POINTS characters, of which only the front is kept. */
#define KEY_ROOM 2048

struct collation {
    UCollator *collator;
    uint32_t count;
    struct collation_section sections[COLLATION_SECTIONS];
};

/* 0–9, or 10, 100, 1,000, 10,000 for units, or -1. */
static int32_t numeral_value(uint32_t code)
{
    switch ((wchar_t)code) {
    case L'〇':
    case L'零':
        return 0;
    case L'一':
    case L'壹':
        return 1;
    case L'二':
    case L'贰':
    case L'貳':
    case L'两':
    case L'兩':
        return 2;
    case L'三':
    case L'叁':
    case L'參':
        return 3;
    case L'四':
    case L'肆':
        return 4;
    case L'五':
    case L'伍':
        return 5;
    case L'六':
    case L'陆':
    case L'陸':
        return 6;
    case L'七':
    case L'柒':
        return 7;
    case L'八':
    case L'捌':
        return 8;
    case L'九':
    case L'玖':
        return 9;
    case L'十':
    case L'拾':
        return 10;
    case L'百':
    case L'佰':
        return 100;
    case L'千':
    case L'仟':
        return 1000;
    case L'万':
    case L'萬':
        return 10000;
    default:
        return -1;
    }
}

/* What is counted in file names: 三章, 十月; 一级. */
static bool is_counter(uint32_t code)
{
    static const uint16_t counters[] = u"章节節回卷部篇集册冊话話幕课課讲講条條期号號编編年月日级級";
    for (const uint16_t *counter = counters; *counter; counter++) {
        if (*counter == code)
            return true;
    }
    return false;
}

/* Whether the numerals [begin, end) of the name are a number there and not part of a word (统一, 三国, 百科): behind 第 or 卷, before
 * a counter, or at the end of a word. */
static bool is_number(const uint32_t *points, uint32_t count, uint32_t begin, uint32_t end)
{
    uint32_t before = begin ? points[begin - 1] : 0, after = end < count ? points[end] : 0;
    if (end - begin > NUMERALS)
        return false;
    if (before == 0x7B2C || before == 0x5377 || before == 0x5176) /* 第 卷 其 */
        return true;
    bool digit = numeral_value(points[begin]) <= 10;
    for (uint32_t i = begin; i < end; i++)
        digit = digit || numeral_value(points[i]) < 10;
    return digit && (is_counter(after) || !u_isalnum((UChar32)after));
}

/* 二百零三 → 203; without units digit by digit: 二〇二三 → 2023. */
static uint64_t number_value(const uint32_t *points, uint32_t count)
{
    uint64_t myriads = 0, below = 0, digits = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t value = (uint64_t)numeral_value(points[i]);
        if (value < 10) {
            digits = digits * 10 + value;
            continue;
        }
        /* Ten by itself is one ten. */
        if (value == 10000)
            myriads += (below + digits ? below + digits : 1) * value;
        else
            below += (digits ? digits : 1) * value;
        below = value == 10000 ? 0 : below;
        digits = 0;
    }
    return myriads + below + digits;
}

/* The name with its Chinese numbers in digits, which ICU then orders by value. */
static int32_t prepare(const char *name, size_t size, UChar *out)
{
    uint32_t points[POINTS], count = 0;
    int32_t length = 0;
    for (size_t at = 0; at < size && count < POINTS; count++)
        at += utf8_decode(name + at, size - at, &points[count]);
    for (uint32_t i = 0; i < count;) {
        uint32_t end = i;
        while (end < count && numeral_value(points[end]) >= 0)
            end++;
        if (end > i && is_number(points, count, i, end)) {
            char digits[24];
            snprintf(digits, sizeof digits, "%llu", (unsigned long long)number_value(points + i, end - i));
            for (const char *digit = digits; *digit; digit++)
                out[length++] = (UChar)*digit;
        } else {
            end = end > i ? end : i + 1;
            for (uint32_t k = i; k < end; k++)
                U16_APPEND_UNSAFE(out, length, points[k]);
        }
        i = end;
    }
    return length;
}

static void make_key(const struct collation *collation, const UChar *text, int32_t length,
                     struct collation_key *out)
{
    uint8_t key[KEY_ROOM];
    int32_t size = ucol_getSortKey(collation->collator, text, length, key, KEY_ROOM);
    size = size > 0 ? size - 1 : 0; /* the NUL at its end */
    out->size = (uint8_t)(size < (int32_t)COLLATION_KEY ? size : (int32_t)COLLATION_KEY);
    memcpy(out->bytes, key, out->size);
}

void collation_key(const struct collation *collation, const char *name, size_t size,
                   struct collation_key *out)
{
    /* A number has more digits than it has numerals only where they are units: 万 → 10000. */
    UChar text[POINTS * 5 + 24];
    make_key(collation, text, prepare(name, size, text), out);
}

int collation_compare(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size)
{
    int order = memcmp(a, b, a_size < b_size ? a_size : b_size);
    return order ? order : (a_size > b_size) - (a_size < b_size);
}

static int compare_sections(const void *a, const void *b)
{
    const struct collation_key *left = &((const struct collation_section *)a)->key;
    const struct collation_key *right = &((const struct collation_section *)b)->key;
    return collation_compare(left->bytes, left->size, right->bytes, right->size);
}

/* A section that begins at the text, as far as its primary weights say: a before A. */
static void add_section(struct collation *collation, const char *label, const UChar *text)
{
    struct collation_section *section = &collation->sections[collation->count++];
    snprintf(section->label, sizeof section->label, "%s", label);
    make_key(collation, text, (int32_t)u_strlen(text), &section->key);
    const uint8_t *end = memchr(section->key.bytes, 1, section->key.size);
    if (end)
        section->key.size = (uint8_t)(end - section->key.bytes);
}

static void add_letters(struct collation *collation, const UChar *letters, bool pinyin)
{
    for (; *letters; letters++) {
        char label[8] = {0};
        UChar text[3] = {pinyin ? 0xFDD0 : *letters, pinyin ? *letters : 0, 0};
        utf8_encode(*letters, label);
        add_section(collation, label, text);
    }
}

/* U+FDD0 with a letter or a Braille pattern is where CLDR's tailorings begin a letter's or a number of strokes' characters. */
static void add_sections(struct collation *collation, enum region region, bool east_asian)
{
    collation->sections[collation->count++] = (struct collation_section){.label = "#"};
    if (!east_asian) {
        add_letters(collation, u"ABCDEFGHIJKLMNOPQRSTUVWXYZ", false);
        add_section(collation, "…", u"α");
        return;
    }
    add_section(collation, "Abc", u"A");
    if (region == REGION_SC) {
        add_letters(collation, u"ABCDEFGHJKLMNOPQRSTWXYZ", true);
    } else if (region == REGION_JP) {
        add_letters(collation, u"あかさたなはまやらわ", false);
        add_section(collation, "漢", u"亜");
    } else if (region == REGION_KR) {
        add_letters(collation, u"가나다라마바사아자차카타파하", false);
    } else {
        for (unsigned strokes = 1; strokes <= 36; strokes++) {
            char label[8];
            snprintf(label, sizeof label, "%u", strokes);
            add_section(collation, label, (UChar[]){0xFDD0, (UChar)(0x2800 + strokes), 0});
        }
    }
    /* Han and hangul come before other scripts or behind them, as the language has it. */
    qsort(collation->sections, collation->count, sizeof *collation->sections, compare_sections);
}

static UCollator *open_collator(const char *language, enum region region, bool east_asian)
{
    static const char *const locales[REGION_COUNT] = {
        [REGION_SC] = "zh@collation=pinyin",
        [REGION_TC] = "zh@collation=stroke",
        [REGION_HK] = "zh@collation=stroke",
        [REGION_JP] = "ja",
        [REGION_KR] = "ko",
    };
    char locale[64];
    UErrorCode error = U_ZERO_ERROR;
    uloc_forLanguageTag(language, locale, sizeof locale, NULL, &error);
    /* English and unknown have no order of their own: Han characters by pinyin, behind other scripts. */
    bool plain = U_FAILURE(error) || !*locale || !strncmp(locale, "en", 2) || !strncmp(locale, "und", 3);
    error = U_ZERO_ERROR;
    const char *name = east_asian ? locales[region] : plain ? locales[REGION_SC] : locale;
    UCollator *collator = ucol_open(name, &error);
    ucol_setAttribute(collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &error);
    ucol_setAttribute(collator, UCOL_ALTERNATE_HANDLING, UCOL_SHIFTED, &error);
    if (!east_asian && plain)
        ucol_setReorderCodes(collator, (const int32_t[]){UCOL_REORDER_CODE_NONE}, 1, &error);
    if (!U_FAILURE(error))
        return collator;
    ucol_close(collator);
    return NULL;
}

struct collation *collation_new(const char *language)
{
    struct collation *collation = calloc(1, sizeof *collation);
    if (!collation)
        return NULL;
    enum region region = language_region(language, REGION_SC);
    bool east_asian = language_is_east_asian(language);
    collation->collator = open_collator(language, region, east_asian);
    if (collation->collator) {
        add_sections(collation, region, east_asian);
        return collation;
    }
    free(collation);
    return NULL;
}

void collation_free(struct collation *collation)
{
    if (!collation)
        return;
    ucol_close(collation->collator);
    free(collation);
}

const struct collation_section *collation_sections(const struct collation *collation, uint32_t *count)
{
    *count = collation->count;
    return collation->sections;
}
