/* Texts in old charsets, cut in two at every place, and cut into small pieces; who decides what the charset is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/ucnv.h>

#include "document/charset.h"
#include "document/guess.h"
#include "document/prescan.h"
#include "document/stages.h"
#include "maker.h"

static const char chinese[] =
    "河边的图书馆每天上午九点开门，晚上八点关门。读者可以借阅三本书，期限是两个星期。"
    "春天来了，河水涨到台阶下面，孩子们坐在窗边看船。\n";
static const char traditional[] =
    "河邊的圖書館每天上午九點開門，晚上八點關門。讀者可以借閱三本書，期限是兩個星期。"
    "春天來了，河水漲到臺階下面，孩子們坐在窗邊看船。\n";
static const char japanese[] =
    "川辺の図書館は毎日午前九時に開き、夜の八時に閉まります。本は三冊まで二週間借りられます。"
    "春になると川の水が石段の下まで来て、子どもたちは窓辺で船を見ています。\n";
static const char korean[] =
    "강가의 도서관은 매일 오전 아홉 시에 문을 열고 저녁 여덟 시에 닫습니다. 책은 세 권까지 두 주 동안 "
    "빌릴 수 있습니다. 봄이 오면 강물이 계단 아래까지 차오릅니다.\n";

static const struct {
    const char *converter, *label, *text;
    const char *more; /* what this charset has beside */
} samples[] = {
    {"GB18030", "gbk", chinese, "𠮷㐀ḿ🙂"}, /* of four bytes */
    {"Big5-HKSCS", "big5", traditional, "嘅咗啲Ê"}, {"windows-31j", "shift_jis", japanese, "ｶﾀｶﾅ表ソ"},
    {"EUC-JP", "euc-jp", japanese, "ｶﾀｶﾅ丂"}, /* of one byte behind SS2, and of two behind SS3 */
    {"windows-949", "euc-kr", korean, "똠방각하"},  {"ISO-2022-JP", "iso-2022-jp", japanese, "abc表"},
    {"UTF-16LE", NULL, chinese, "𠮷🙂"},        {"UTF-16BE", NULL, chinese, "𠮷🙂"},
    {"UTF-32LE", NULL, chinese, "𠮷🙂"},        {"UTF-32BE", NULL, chinese, "𠮷🙂"},
    {"UTF-8", NULL, chinese, "𠮷🙂"},
};
#define SAMPLES (sizeof samples / sizeof samples[0])

static void encode(const char *converter, const char *text, struct buffer *out)
{
    UErrorCode error = U_ZERO_ERROR;
    char bytes[65536];
    int32_t size = ucnv_convert(converter, "UTF-8", bytes, sizeof bytes, text, -1, &error);
    assert_true(U_SUCCESS(error));
    assert_int_equal(buffer_add(out, bytes, (size_t)size), STATUS_OK);
}

/* bytes[0..size) in pieces of `piece` bytes, the first one of `first`. */
static void decode(const struct buffer *in, size_t first, size_t piece, const char *label, struct buffer *out)
{
    struct charset *charset = charset_new();
    assert_non_null(charset);
    if (label)
        charset_prefer(charset, label);
    out->size = 0;
    for (size_t at = 0, next = first; at < in->size || !in->size; at = next, next += piece) {
        next = next < in->size ? next : in->size;
        assert_int_equal(charset_decode(charset, in->data + at, next - at, false, out), STATUS_OK);
        if (!in->size)
            break;
    }
    assert_int_equal(charset_decode(charset, "", 0, true, out), STATUS_OK);
    charset_free(charset);
}

/* Behind `ahead` bytes of ASCII, so that the edge of what is held falls into the text, too. */
static void build(size_t sample, size_t ahead, struct buffer *bytes, struct buffer *expected)
{
    const char *converter = samples[sample].converter;
    struct buffer text = {0};
    if (strncmp(converter, "UTF-16", 6) == 0 || strncmp(converter, "UTF-32", 6) == 0)
        encode(converter, "\uFEFF", bytes);
    for (size_t i = 0; i < ahead; i++)
        assert_int_equal(buffer_add(&text, i % 60 == 59 ? "\n" : "a", 1), STATUS_OK);
    for (int i = 0; i < 12; i++)
        assert_int_equal(buffer_print(&text, "%s%s", samples[sample].more, samples[sample].text), STATUS_OK);
    if (samples[sample].label)
        assert_int_equal(buffer_print(expected, "<meta charset=%s>", samples[sample].label), STATUS_OK);
    assert_int_equal(buffer_add(expected, text.data, text.size), STATUS_OK);
    encode(converter, expected->data, bytes);
    buffer_free(&text);
}

static void cut_anywhere(void **state)
{
    (void)state;
    static const size_t aheads[] = {0, PRESCAN_SIZE - 300, PRESCAN_SIZE + 100};
    for (size_t sample = 0; sample < SAMPLES; sample++) {
        for (size_t k = 0; k < 3; k++) {
            struct buffer bytes = {0}, expected = {0}, out = {0};
            build(sample, aheads[k], &bytes, &expected);
            size_t from = aheads[k] > 64 ? aheads[k] - 64 : 0;
            for (size_t cut = from; cut <= bytes.size && cut < from + 700; cut++) {
                decode(&bytes, cut, bytes.size, NULL, &out);
                assert_string_equal(out.data, expected.data);
            }
            for (size_t piece = 1; piece < 12; piece += 2) {
                decode(&bytes, piece, piece, NULL, &out);
                assert_string_equal(out.data, expected.data);
            }
            buffer_free(&bytes);
            buffer_free(&expected);
            buffer_free(&out);
        }
    }
}

/* Each is found out without a label, also behind more ASCII than is looked at, and when the first piece ends with the first
 * bytes of the text. */
static void guessed_over_enough_text(void **state)
{
    (void)state;
    static const size_t aheads[] = {0, 50, PRESCAN_SIZE, 3 * GUESS_SIZE};
    for (size_t sample = 0; sample < SAMPLES; sample++) {
        if (!samples[sample].label)
            continue;
        for (size_t k = 0; k < 4; k++) {
            struct buffer text = {0}, bytes = {0}, out = {0};
            for (size_t i = 0; i < aheads[k]; i++)
                assert_int_equal(buffer_add(&text, i % 60 == 59 ? "\n" : "a", 1), STATUS_OK);
            for (int i = 0; i < 20; i++)
                assert_int_equal(buffer_print(&text, "%s", samples[sample].text), STATUS_OK);
            encode(samples[sample].converter, text.data, &bytes);
            for (size_t more = 1; more < 5; more++) {
                decode(&bytes, aheads[k] + more, 1000, NULL, &out);
                assert_string_equal(out.data, text.data);
            }
            buffer_free(&text);
            buffer_free(&bytes);
            buffer_free(&out);
        }
    }
}

static void few_words(void **state)
{
    (void)state;
    static const char *const words[][2] = {{"GB18030", "中国图书馆"}, {"Big5-HKSCS", "中國圖書館"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct buffer bytes = {0}, out = {0};
        encode(words[i][0], words[i][1], &bytes);
        decode(&bytes, 1, 1, NULL, &out);
        assert_string_equal(out.data, words[i][1]);
        buffer_free(&bytes);
        buffer_free(&out);
    }
}

static void assert_decoded(const char *bytes, const char *label, const char *expected)
{
    struct buffer in = {0}, out = {0};
    assert_int_equal(buffer_add(&in, bytes, strlen(bytes)), STATUS_OK);
    decode(&in, in.size, in.size, label, &out);
    assert_string_equal(out.data, expected);
    decode(&in, 1, 1, label, &out);
    assert_string_equal(out.data, expected);
    buffer_free(&in);
    buffer_free(&out);
}

static void order_of_the_sources(void **state)
{
    (void)state;
    /* The manifest goes before the label and the guess, */
    assert_decoded("<meta charset=gbk>\xB0\xA1\xB3\xAA", "euc-kr", "<meta charset=gbk>가나");
    assert_decoded("\xB0\xA1\xB3\xAA", "euc-kr", "가나");
    assert_decoded("\xC4\xBF\xC2\xBC", "gbk", "目录"); /* also Ŀ¼ in UTF-8 */
    assert_decoded("\xFF", "utf-8", "\xEF\xBF\xBD");
    assert_decoded("\xB0\xA1", "no charset", "啊");
    /* but not before a byte order mark, or what can only be UTF-8. */
    assert_decoded("\xEF\xBB\xBF\xC3\xA9", "gbk", "é");
    assert_decoded("中国", "gbk", "中国");
    assert_decoded("é", "windows-1251", "é");
    assert_decoded("Ӓ Ϡ \xEF\xBF\xBD", NULL, "Ӓ Ϡ \xEF\xBF\xBD");
    /* What nothing can be made of is not a failure. */
    assert_decoded("\xD6\xD0\xD0", NULL, "ÖÐÐ");
    /* The label goes before the guess. */
    assert_decoded("<meta charset=euc-kr>\xB0\xA1\xB3\xAA", NULL, "<meta charset=euc-kr>가나");
    assert_decoded("<meta charset=gbk>\xC4\xBF\xC2\xBC", NULL, "<meta charset=gbk>目录");
    assert_decoded("<meta charset=gbk>中国", NULL, "<meta charset=gbk>中国");
    assert_decoded("<meta charset=utf-16>中国", NULL, "<meta charset=utf-16>中国");
}

static void assert_declares(const char *text, const char *expected)
{
    const char *found = prescan(text, strlen(text));
    if (expected) {
        assert_non_null(found);
        assert_string_equal(found, expected);
    } else {
        assert_null(found);
    }
}

/* Also when the end comes by itself. */
static void cut_off_at_the_end(void **state)
{
    (void)state;
    assert_decoded("<meta charset=gbk>\xD6\xD0\xD6", NULL, "<meta charset=gbk>中\xEF\xBF\xBD");
    assert_decoded("<meta charset=gbk>\x82\x35\x95", NULL, "<meta charset=gbk>\xEF\xBF\xBD");
    assert_decoded("<meta charset=shift_jis>\x93\xFA\x96", NULL, "<meta charset=shift_jis>日\xEF\xBF\xBD");
    assert_decoded("\xFF\xFE\x2D\x4E\x2D", NULL, "中\xEF\xBF\xBD");
    assert_decoded("中\xE5\x9B", NULL, "中\xEF\xBF\xBD");
}

static void declarations(void **state)
{
    (void)state;
    assert_declares("<META CharSet = 'GB2312'>", "GB18030");
    assert_declares("<meta charset=gbk>", "GB18030");
    assert_declares("<meta charset=gbk/>", NULL); /* the value is "gbk/" */
    assert_declares("<meta/charset=\"big5\"/>", "Big5-HKSCS");
    assert_declares("<meta http-equiv=Content-Type content='text/html; charset = \"euc-kr\"'>",
                    "windows-949");
    assert_declares("<meta content=\"text/html; charset=sjis; x=y\" http-equiv=\"content-type\">",
                    "windows-31j");
    assert_declares("<meta content=\"text/html; charset=sjis\">", NULL);
    assert_declares("<meta name=description content=\"charset=gbk\"><meta charset=koi8-r>", "KOI8-R");
    assert_declares("<meta charset=klingon><meta charset=koi8-r>", "KOI8-R");
    assert_declares("<!-- <meta charset=gbk> --><meta charset=koi8-r>", "KOI8-R");
    assert_declares("<!-- <meta charset=gbk>", NULL);
    assert_declares("<metadata charset=gbk>", NULL);
    assert_declares("charset=gbk", NULL);
    assert_declares("<?xml version=\"1.0\" encoding='EUC-JP'?><a/>", "EUC-JP");
    assert_declares("x<?xml version=\"1.0\" encoding='EUC-JP'?><a/>", NULL);
    assert_declares("<?xml version='1.0' encoding='utf-16'?>", "UTF-8");
    assert_declares("<meta charset=x-user-defined>", "windows-1252");
    assert_declares("<meta charset=hz-gb-2312>", "replacement");
    assert_declares("<meta charset='gbk", NULL);
    assert_declares("<meta charset", NULL);
    assert_declares("<meta =gbk charset=gbk>", "GB18030");
    char late[PRESCAN_SIZE + 64];
    memset(late, ' ', sizeof late);
    strcpy(late + PRESCAN_SIZE - 10, "<meta charset=gbk>");
    assert_declares(late, NULL);
}

static void a_charset_that_is_not_read(void **state)
{
    (void)state;
    const char *text = "<meta charset=hz-gb-2312>~{VPN~}";
    struct buffer out = {0};
    struct charset *charset = charset_new();
    assert_non_null(charset);
    assert_int_equal(charset_decode(charset, text, strlen(text), true, &out), STATUS_UNSUPPORTED);
    charset_free(charset);
    buffer_free(&out);
}

static void manifest_of_a_bundle(void **state)
{
    (void)state;
    struct maker maker = {0};
    struct bundle *bundle;
    struct article *article;
    struct buffer tree = {0}, html = {0};
    struct fault fault = {0};
    maker_add_text(&maker, "a.md", "# \xB0\xA1\xB3\xAA\n");
    maker_add_text(&maker, "bundle.ini", "[bundle]\ncharset=euc-kr\n");
    maker_end(&maker, "", 0, false);
    const char *path = maker_path("charset.zip");
    maker_write(&maker, path);
    assert_int_equal(bundle_open(path, &bundle, &fault), STATUS_OK);
    assert_int_equal(article_open(bundle, bundle_find(bundle, "a.md"), &article, &fault), STATUS_OK);
    assert_string_equal(article_title(article), "가나");
    article_close(article);
    assert_int_equal(stage_html(bundle, bundle_find(bundle, "a.md"), &html, &fault), STATUS_OK);
    assert_string_equal(html.data, "<h1>가나</h1>\n");
    buffer_free(&html);
    buffer_free(&tree);
    bundle_close(bundle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_anywhere),
        cmocka_unit_test(guessed_over_enough_text),
        cmocka_unit_test(few_words),
        cmocka_unit_test(order_of_the_sources),
        cmocka_unit_test(declarations),
        cmocka_unit_test(cut_off_at_the_end),
        cmocka_unit_test(a_charset_that_is_not_read),
        cmocka_unit_test(manifest_of_a_bundle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
