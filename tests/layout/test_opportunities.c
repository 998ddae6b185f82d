/* Deciding between plain classes without ICU gives what ICU gives of the whole text, to the last boundary. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "layout/para.h"

#define CODES 40
#define ROUNDS 30000

static const char *const languages[] = {"zh", "zh-Hans", "zh-Hant-TW", "zh-HK", "ja", "ko", "en",  "de", "fi",
                                        "fr", "he",      "ar",         "th",    "ru", "el", "und", ""};

struct sample {
    char bytes[CODES * 4 + 1];
    struct text text;
    struct atom atoms[CODES + 1];
    struct para para;
};

static uint32_t chance(uint32_t most)
{
    static uint32_t state = 1;
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % most;
}

/* Marks and signs of every class that stands in East Asian text, and those that tie others together. */
static uint32_t any_sign(void)
{
    static const uint32_t signs[] = {
        0x3001,  0x3002,  0xFF0C,  0xFF0E,  0xFF1A,  0xFF1B, 0xFF01, 0xFF1F,  0x300A, 0x300B, 0x300C, 0x300D,
        0xFF08,  0xFF09,  0x3010,  0x3011,  0x301C,  0x3005, 0x30FC, 0x3041,  0x3063, 0x30A1, 0x30C4, 0x3042,
        0x30AB,  0x30FB,  0xFF65,  0x30A0,  0x2018,  0x2019, 0x201C, 0x201D,  0xAB,   0xBB,   0x2014, 0x2E3A,
        0x2026,  0x2025,  0x22EF,  0xB7,    0x2027,  0x2030, 0x2103, 0xB0,    '%',    '$',    0xFFE5, 0xA5,
        0x20AC,  '+',     '-',     0x2212,  0x2010,  0x2013, '.',    ',',     ':',    ';',    '!',    '?',
        '/',     '(',     ')',     '[',     ']',     '"',    '\'',   '#',     '&',    ' ',    ' ',    0xA0,
        0x3000,  '\t',    0xAD,    0x200B,  0x2060,  0x200D, 0xFEFF, 0xFE0F,  0x301,  0x3099, 0xFFFC, 0x2460,
        0x1F600, 0x1F466, 0x1F3FB, 0x1F1E8, 0x1F1F3, 0x2764, 0x261D, 0x1F02C, 0xAC00, 0xAC01, 0x1100, 0x1161,
        0x11A8,  0xE01,   0xE40,   0xE32,   0x5D0,   0x5D1,  0x627,  0x644,   0x904,  0x94D,  0x915,  0x20000,
        0x2028,  '\n',    0x85,    0xFF11,  0xFF21,  0xFF05, 0xFE35, 0xFE36,  0xFD3E, 0xFD3F, 0x2329, 0x232A};
    return signs[chance(sizeof signs / sizeof *signs)];
}

static uint32_t any_code(uint32_t mix)
{
    uint32_t code;
    switch (chance(mix)) {
    case 0:
        return any_sign();
    case 1:
        return '0' + chance(10);
    case 2:
        return 'a' + chance(26);
    case 3:
        code = chance(0x20000);
        return code >= 0xD800 && code < 0xE000 ? ' ' : code;
    default:
        return 0x4E00 + chance(0x5200);
    }
}

/* An atom for each code point, or here and there for several, as clusters are. */
static void make(struct sample *sample)
{
    uint32_t size = 0, count = 0, length = 1 + chance(CODES), mix = 1 + chance(12);
    bool clusters = chance(4) == 0;
    for (uint32_t i = 0; i < length; i++) {
        if (i == 0 || !clusters || chance(4))
            sample->atoms[count++] = (struct atom){.begin = size};
        size += (uint32_t)utf8_encode(any_code(mix), sample->bytes + size);
    }
    sample->atoms[count] = (struct atom){.begin = size};
    sample->text = (struct text){.bytes = sample->bytes, .size = size};
    sample->para = (struct para){.text = &sample->text, .atoms = sample->atoms, .atom_count = count};
}

static void check(struct setter *setter, struct sample *sample, const char *language)
{
    UErrorCode error = U_ZERO_ERROR;
    assert_int_equal(opportunities_mark(setter, &sample->para), 0);
    utext_openUTF8(&setter->utext, sample->bytes, sample->text.size, &error);
    ubrk_setUText(setter->breaks, &setter->utext, &error);
    assert_true(U_SUCCESS(error));
    for (uint32_t i = 1; i < sample->para.atom_count; i++) {
        bool expected = ubrk_isBoundary(setter->breaks, (int32_t)sample->atoms[i].begin);
        if (expected != (bool)(sample->atoms[i].flags & ATOM_BREAK))
            fail_msg("%s: %s before the last of “%.*s” in “%.*s”", language,
                     expected ? "no break" : "a break", (int)sample->atoms[i + 1].begin, sample->bytes,
                     (int)sample->text.size, sample->bytes);
    }
}

static void opportunities_are_those_of_icu(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        struct setter setter = {0};
        assert_int_equal(setter_open(&setter, languages[i]), 0);
        for (int round = 0; round < ROUNDS; round++) {
            struct sample sample;
            make(&sample);
            check(&setter, &sample, languages[i]);
        }
        setter_close(&setter);
    }
}

/* Any two of all characters of the first plane that are decided by their classes, beside an ideograph. */
static void every_character_has_its_class(void **state)
{
    (void)state;
    static const uint32_t beside[] = {0x4E2D, 0xFF08, 0xFF0C, 0x201C, 0x2026, 0x2014, 'a', '1'};
    struct setter setter = {0};
    assert_int_equal(setter_open(&setter, "zh"), 0);
    for (uint32_t code = 0x20; code < 0x10000; code++) {
        if (code >= 0xD800 && code < 0xE000)
            continue;
        for (size_t k = 0; k < sizeof beside / sizeof *beside; k++) {
            struct sample sample;
            uint32_t codes[] = {beside[k], code, beside[k]}, size = 0;
            for (size_t i = 0; i < 3; i++) {
                sample.atoms[i] = (struct atom){.begin = size};
                size += (uint32_t)utf8_encode(codes[i], sample.bytes + size);
            }
            sample.atoms[3] = (struct atom){.begin = size};
            sample.text = (struct text){.bytes = sample.bytes, .size = size};
            sample.para = (struct para){.text = &sample.text, .atoms = sample.atoms, .atom_count = 3};
            check(&setter, &sample, "zh");
        }
    }
    setter_close(&setter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opportunities_are_those_of_icu),
        cmocka_unit_test(every_character_has_its_class),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
