#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/resource.h"
#include "paint/faces.h"
#include "paint/fonts.h"

static struct fonts *fonts;
static struct cluster clusters[4096];
static uint32_t count;

static int open_fonts(void **state)
{
    (void)state;
    struct fault fault = {0};
    if (fonts_open(NULL, &fonts, &fault))
        fail_msg("%s", fault.sentence);
    return 0;
}

static int close_fonts(void **state)
{
    (void)state;
    fonts_close(fonts);
    return 0;
}

/* Shapes into `clusters`, which must cover the text without gaps. */
static void shape(const struct font *font, const char *text)
{
    const struct metrics *metrics = fonts_metrics(fonts);
    uint32_t at = 0;
    assert_true(strlen(text) < sizeof clusters / sizeof *clusters);
    assert_int_equal(metrics->shape(metrics->data, font, text, (uint32_t)strlen(text), clusters, &count), 0);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(clusters[i].begin, at);
        assert_true(clusters[i].end > at);
        assert_true(clusters[i].advance >= 0);
        at = clusters[i].end;
    }
    assert_int_equal(at, strlen(text));
}

static fixed total(void)
{
    fixed advance = 0;
    for (uint32_t i = 0; i < count; i++)
        advance += clusters[i].advance;
    return advance;
}

/* The advance that the program hb-shape gives, in 1/64 px at `size` px per em; *glyphs counts them. */
static double reference(const char *file, const char *text, unsigned size, unsigned *glyphs)
{
    char command[1024], line[8192];
    struct buffer folder = {0};
    double units = 0;
    assert_int_equal(resource_path("slipcase/fonts", &folder), 0);
    snprintf(command, sizeof command, "LC_ALL=C.UTF-8 hb-shape --font-size=1000 '%s/%s' '%s'", folder.data,
             file, text);
    buffer_free(&folder);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_non_null(fgets(line, sizeof line, pipe));
    assert_int_equal(pclose(pipe), 0);
    *glyphs = 0;
    for (char *at = strchr(line, '+'); at; at = strchr(at + 1, '+')) {
        units += strtod(at, NULL);
        ++*glyphs;
    }
    return units * size * 64 / 1000;
}

static void advances_are_those_of_hb_shape(void **state)
{
    (void)state;
    static const struct {
        const char *file, *text;
        struct font font;
    } SAMPLES[] = {
        {"latin.ttf", "AVATAR office affluent To. Yes, 1984", {.size = 20}},
        {"latin.ttf", "Tesin Ελλάδα Москва Việt", {.size = 17}},
        {"latin-bold.ttf", "Kerning AV To Wa", {.size = 36, .bold = true}},
        {"latin-italic.ttf", "Kerning AV To Wa", {.size = 20, .italic = true}},
        {"latin-bold-italic.ttf", "fjord", {.size = 96, .bold = true, .italic = true}},
        {"mono.otf", "int main(void) { return 0; }", {.size = 15, .mono = true}},
        {"cjk-sc.otf", "春天来了，河边的柳树发芽。（资料）", {.size = 20}},
        {"cjk-jp.otf", "ヴァイオリンを弾く「少女」。", {.size = 21, .region = REGION_JP}},
        {"cjk-jp.otf", "ﾊﾝｶｸ", {.size = 21, .region = REGION_JP}},
        {"cjk-kr.otf", "한국어뷁", {.size = 21, .region = REGION_KR}},
        {"cjk-tc-bold.otf", "繁體字，", {.size = 33, .region = REGION_TC, .bold = true}},
    };
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++) {
        unsigned glyphs;
        double expected = reference(SAMPLES[i].file, SAMPLES[i].text, SAMPLES[i].font.size, &glyphs);
        shape(&SAMPLES[i].font, SAMPLES[i].text);
        /* Each glyph's advance is rounded to 1/64 px. */
        if (total() > expected + glyphs || total() < expected - glyphs)
            fail_msg("%s: %d instead of %f", SAMPLES[i].text, (int)total(), expected);
    }
}

static void han_take_an_em_each(void **state)
{
    (void)state;
    const struct font font = {.size = 23};
    shape(&font, "春天来了。");
    assert_int_equal(count, 5);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(clusters[i].advance, FIXED(23));
        assert_int_equal(clusters[i].face, FACE_CJK + REGION_SC);
    }
}

static uint16_t face_of(const struct font *font, const char *text)
{
    shape(font, text);
    return clusters[0].face;
}

static void f2_fallback_chain(void **state)
{
    (void)state;
    const struct font sc = {.size = 20}, bold = {.size = 20, .bold = true},
                      kr = {.size = 20, .region = REGION_KR}, mono = {.size = 20, .mono = true};
    assert_int_equal(face_of(&sc, "a"), FACE_LATIN);
    assert_int_equal(face_of(&bold, "a"), FACE_LATIN + 1);
    assert_int_equal(face_of(&mono, "a"), FACE_MONO);
    assert_int_equal(face_of(&mono, "中"), FACE_CJK + REGION_SC);
    assert_int_equal(face_of(&bold, "中"), FACE_CJK_BOLD + REGION_SC);
    assert_int_equal(face_of(&kr, "한"), FACE_CJK + REGION_KR);
    assert_int_equal(face_of(&sc, "한"), FACE_CJK + REGION_KR);
    assert_int_equal(face_of(&bold, "한"), FACE_CJK_BOLD + REGION_KR);
    assert_int_equal(face_of(&kr, "镕"), FACE_CJK + REGION_SC);
    assert_int_equal(face_of(&sc, "㐀"), FACE_CJK_REST);
    assert_int_equal(face_of(&bold, "㐀"), FACE_CJK_REST);
    assert_int_equal(face_of(&sc, "☑"), FACE_SYMBOLS2);
    assert_int_equal(face_of(&sc, "★"), FACE_CJK + REGION_SC);
    assert_int_equal(face_of(&sc, "→"), FACE_CJK + REGION_SC);
    assert_int_equal(face_of(&sc, "𝒜"), FACE_MATH);
    assert_int_equal(face_of(&sc, "😀"), FACE_EMOJI);
    assert_int_equal(face_of(&sc, "\xEE\x80\x80"), FACE_BOX); /* U+E000, private use */
    assert_int_equal(clusters[0].advance, FIXED(20));
    assert_int_equal(face_of(&sc, "\xE2\x80\x8B"), FACE_BLANK); /* U+200B */
    assert_int_equal(clusters[0].advance, 0);
}

static void f3_colour_where_it_is_asked_for(void **state)
{
    (void)state;
    const struct font font = {.size = 20};
    assert_int_not_equal(face_of(&font, "☀"), FACE_EMOJI);
    assert_int_equal(face_of(&font, "☀\xEF\xB8\x8F"), FACE_EMOJI);     /* U+FE0F */
    assert_int_not_equal(face_of(&font, "⌚\xEF\xB8\x8E"), FACE_EMOJI); /* U+FE0E */
    assert_int_equal(face_of(&font, "1"), FACE_LATIN);
    assert_int_equal(face_of(&font, "©"), FACE_LATIN);
}

static void f3_emoji_sequences_are_one_cluster(void **state)
{
    (void)state;
    static const char *const SEQUENCES[] = {"👩‍👩‍👧‍👦",
                                            "🇹🇼",
                                            "👍🏽",
                                            "1️⃣",
                                            "❤️",
                                            "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
                                            "🧑🏿‍🚀"};
    const struct font font = {.size = 24};
    for (size_t i = 0; i < sizeof SEQUENCES / sizeof *SEQUENCES; i++) {
        shape(&font, SEQUENCES[i]);
        assert_int_equal(count, 1);
        assert_int_equal(clusters[0].face, FACE_EMOJI);
        assert_int_equal(clusters[0].advance, FIXED(24));
    }
    shape(&font, "🇹🇼🇯🇵");
    assert_int_equal(count, 2);
}

/* The face of the cluster that begins at the first `mark` of the text. */
static uint16_t face_at(const struct font *font, const char *text, const char *mark)
{
    uint32_t at = (uint32_t)(strstr(text, mark) - text);
    shape(font, text);
    for (uint32_t i = 0; i < count; i++) {
        if (clusters[i].begin == at)
            return clusters[i].face;
    }
    fail_msg("no cluster begins at %s", mark);
    return 0;
}

static void b4_quotes_follow_their_neighbours(void **state)
{
    (void)state;
    const struct font sc = {.size = 20}, jp = {.size = 20, .region = REGION_JP},
                      kr = {.size = 20, .region = REGION_KR};
    assert_int_equal(face_at(&sc, "他说“今天”。", "“"), FACE_CJK);
    assert_int_equal(face_at(&sc, "他说“今天”。", "”"), FACE_CJK);
    assert_int_equal(face_at(&sc, "the “word” is", "“"), FACE_LATIN);
    assert_int_equal(face_at(&sc, "the “word” is", "”"), FACE_LATIN);
    assert_int_equal(face_at(&sc, "他说“OK”，", "“"), FACE_CJK);
    assert_int_equal(face_at(&sc, "it’s", "’"), FACE_LATIN);
    assert_int_equal(face_at(&sc, "好……”吧", "…"), FACE_CJK);
    assert_int_equal(face_at(&sc, "wait… no", "…"), FACE_LATIN);
    assert_int_equal(face_at(&sc, "卡尔·马克思", "·"), FACE_CJK);
    assert_int_equal(face_at(&sc, "3·14", "·"), FACE_LATIN);
    shape(&sc, "他“是”");
    assert_int_equal(clusters[1].advance, FIXED(20));
    shape(&jp, "彼“は”");
    assert_int_equal(clusters[1].advance, FIXED(20));
    assert_int_equal(face_at(&kr, "한국“어”", "“"), FACE_LATIN);
}

static void b4_dashes_fill_their_em(void **state)
{
    (void)state;
    const struct font sc = {.size = 20};
    shape(&sc, "好——吧");
    assert_int_equal(count, 3);
    assert_int_equal(clusters[1].face, FACE_CJK | FACE_FITTED);
    assert_int_equal(clusters[1].advance, FIXED(40));
    shape(&sc, "好—吧");
    assert_int_equal(clusters[1].advance, FIXED(20));
    shape(&sc, "好———吧");
    assert_int_equal(count, 4);
}

static void code_keeps_to_columns(void **state)
{
    (void)state;
    const struct font mono = {.size = 20, .mono = true};
    static const char *const HALF[] = {"a", "│", "─", "“", "é", "┼", " ", "~"};
    static const char *const WHOLE[] = {"中", "，", "→", "Ａ"};
    for (size_t i = 0; i < sizeof HALF / sizeof *HALF; i++) {
        shape(&mono, HALF[i]);
        assert_int_equal(total(), FIXED(10));
    }
    for (size_t i = 0; i < sizeof WHOLE / sizeof *WHOLE; i++) {
        shape(&mono, WHOLE[i]);
        assert_int_equal(total(), FIXED(20));
    }
    shape(&mono, "│中│");
    assert_int_equal(total(), FIXED(40));
}

static void joined_words_are_one_cluster(void **state)
{
    (void)state;
    const struct font font = {.size = 20};
    shape(&font, "سلام عربي");
    assert_int_equal(count, 3);
    shape(&font, "हिन्दी");
    assert_int_equal(count, 1);
    /* A syllable of Tamil, a letter with its mark of Thai: not the word. */
    shape(&font, "ที่นี่");
    assert_int_equal(count, 2);
    char text[2 * 400 + 1];
    for (size_t i = 0; i < 400; i++)
        memcpy(text + 2 * i, "ب", 2);
    text[800] = '\0';
    shape(&font, text);
    assert_true(count >= 400 / 32 && count < 400 / 8);
    /* A long word is cut where its letters do not join: after ا. */
    text[0] = '\0';
    for (size_t i = 0; i < 20; i++)
        strcat(text, "ببتيا");
    shape(&font, text);
    assert_true(count >= 4 && count < 8);
    for (uint32_t i = 0; i < count; i++)
        assert_memory_equal(text + clusters[i].end - 2, "ا", 2);
    /* Nor is a syllable cut. */
    text[0] = '\0';
    for (size_t i = 0; i < 30; i++)
        strcat(text, "क्षि");
    shape(&font, text);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal((clusters[i].end - clusters[i].begin) % strlen("क्षि"), 0);
}

/* UAX #29 parts some vowel signs of Myanmar from their letters; a syllable that ends does not hang to the next. */
static void syllables_keep_their_signs(void **state)
{
    (void)state;
    const struct font font = {.size = 20};
    shape(&font, "မာ");
    assert_int_equal(count, 1);
    shape(&font, "အင်္ဂလိပ်"); /* stacked: အင်္ဂ, then လိ and ပ် */
    assert_int_equal(count, 4);
    shape(&font, "ស្រី");
    assert_int_equal(count, 1);
}

/* Persian digits are of the script Arabic, but a number runs to the right. */
static void digits_are_not_joined(void **state)
{
    (void)state;
    const struct font font = {.size = 20};
    shape(&font, "۱۲۳");
    assert_int_equal(count, 3);
    shape(&font, "سال۱۴");
    assert_int_equal(count, 3);
}

static void v1_combined_text_is_one_cell(void **state)
{
    (void)state;
    static const char *const ONE[] = {"12", "!?", "No.", "A中", "株式", "——"};
    static const char *const MORE[] = {"1\xEE\x80\x80", "😀1", "字😀"};
    const struct font font = {.size = 20, .stance = STANCE_COMBINED};
    for (size_t i = 0; i < sizeof ONE / sizeof *ONE; i++) {
        shape(&font, ONE[i]);
        assert_int_equal(count, 1);
        assert_int_equal(clusters[0].advance, FIXED(20));
    }
    /* No face draws them together. */
    for (size_t i = 0; i < sizeof MORE / sizeof *MORE; i++) {
        shape(&font, MORE[i]);
        assert_int_equal(count, 2);
        assert_int_equal(total(), FIXED(40));
    }
}

static void f4_scripts_have_bold_faces(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"ب", "ש", "བ", "क", "ক", "த", "ท", "ລ", "ក", "မ", "አ", "ქ", "ե"};
    const struct font regular = {.size = 20}, bold = {.size = 20, .bold = true};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        uint16_t face = face_of(&regular, TEXTS[i]);
        assert_in_range(face, FACE_SCRIPTS, FACE_SCRIPTS_BOLD - 1);
        assert_int_equal(face_of(&bold, TEXTS[i]), face + FACE_SCRIPTS_BOLD - FACE_SCRIPTS);
    }
    /* The system has none. */
    assert_int_equal(face_of(&bold, "ᠮ"), face_of(&regular, "ᠮ"));
}

static void graphemes_stay_whole(void **state)
{
    (void)state;
    const struct font font = {.size = 20};
    shape(&font, "e\xCC\x81x"); /* e, combining acute */
    assert_int_equal(count, 2);
    shape(&font, "か\xE3\x82\x99"); /* ka, combining voiced mark */
    assert_int_equal(count, 1);
    shape(&font, "각"); /* conjoining jamo */
    assert_int_equal(count, 1);
    shape(&font, "葛\xF3\xA0\x84\x80"); /* with a variation selector */
    assert_int_equal(count, 1);
}

static void extent_is_the_em_box(void **state)
{
    (void)state;
    const struct metrics *metrics = fonts_metrics(fonts);
    fixed ascent, descent;
    for (uint16_t size = 1; size < 200; size++) {
        metrics->extent(metrics->data, &(struct font){.size = size}, &ascent, &descent);
        assert_int_equal(ascent + descent, FIXED(size));
        assert_true(ascent > descent);
    }
}

static void missing_folder_is_said(void **state)
{
    (void)state;
    struct fonts *none;
    struct fault fault = {0};
    assert_int_equal(fonts_open("/nonexistent", &none, &fault), STATUS_NOT_FOUND);
    assert_null(none);
    assert_non_null(strstr(fault.sentence, "/nonexistent"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(advances_are_those_of_hb_shape),
        cmocka_unit_test(han_take_an_em_each),
        cmocka_unit_test(f2_fallback_chain),
        cmocka_unit_test(f3_colour_where_it_is_asked_for),
        cmocka_unit_test(f3_emoji_sequences_are_one_cluster),
        cmocka_unit_test(b4_quotes_follow_their_neighbours),
        cmocka_unit_test(b4_dashes_fill_their_em),
        cmocka_unit_test(code_keeps_to_columns),
        cmocka_unit_test(joined_words_are_one_cluster),
        cmocka_unit_test(syllables_keep_their_signs),
        cmocka_unit_test(digits_are_not_joined),
        cmocka_unit_test(v1_combined_text_is_one_cell),
        cmocka_unit_test(f4_scripts_have_bold_faces),
        cmocka_unit_test(graphemes_stay_whole),
        cmocka_unit_test(extent_is_the_em_box),
        cmocka_unit_test(missing_folder_is_said),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
