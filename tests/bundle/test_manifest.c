/* What bundle.ini says, what of it is wrong, and what follows from it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "bundle/manifest.h"
#include "bundle/moment.h"
#include "maker.h"

static struct manifest_file *parse(const char *text)
{
    struct manifest_file *file;
    assert_int_equal(manifest_parse(text, strlen(text), &file), STATUS_OK);
    return file;
}

static void add_sentence(void *data, const char *sentence)
{
    assert_int_equal(buffer_print(data, "%s\n", sentence), STATUS_OK);
}

static void assert_findings(const char *text, const char *expected)
{
    struct buffer found = {0};
    struct manifest_file *file = parse(text);
    manifest_findings(file, add_sentence, &found);
    assert_string_equal(found.data ? found.data : "", expected);
    manifest_free(file);
    buffer_free(&found);
}

static void all_keys(void **state)
{
    (void)state;
    const char *text = "\xEF\xBB\xBF; written by hand\r\n"
                       "[bundle]\r\n"
                       "id = org.example.field-guide\r\n"
                       "  title=田野手册：河流与鸟 ; not this\r\n"
                       "language = zh-Hans\r\n"
                       "edition = 12\r\n"
                       "date = 2026-11-24T08:00+08:00\r\n"
                       "not-before = 2026-12-01\r\n"
                       "expires = 2026-12-31\r\n"
                       "home = pages/a=b#c.md\r\n"
                       "attract = 春.md , b.md\r\n"
                       "charset = GBK";
    struct manifest_file *file = parse(text);
    const struct manifest *manifest = manifest_values(file);
    assert_string_equal(manifest->id, "org.example.field-guide");
    assert_string_equal(manifest->title, "田野手册：河流与鸟");
    assert_string_equal(manifest->language, "zh-Hans");
    assert_string_equal(manifest->home, "pages/a=b#c.md");
    assert_string_equal(manifest->attract, "春.md , b.md");
    assert_string_equal(manifest->charset, "GBK");
    assert_int_equal(manifest->edition, 12);
    assert_int_equal(manifest->date, 1795478400);
    assert_int_equal(manifest->not_before, 1796083200);
    assert_int_equal(manifest->expires, 1796083200 + 31 * 86400);
    manifest_free(file);
    assert_findings(text, "");
}

/* inih reads 199 bytes of a line by itself. */
static void long_lines(void **state)
{
    (void)state;
    for (size_t length = 150; length <= LIMIT_SETTINGS_VALUE; length++) {
        char title[LIMIT_SETTINGS_VALUE + 1], text[LIMIT_SETTINGS_VALUE + 64];
        for (size_t i = 0; i < length; i++)
            title[i] = "abc d#e;f[g]=:"[i % 14];
        title[length - 1] = 'z';
        title[length] = '\0';
        snprintf(text, sizeof text, "[bundle]\ntitle = %s\nedition = 3\n", title);
        struct manifest_file *file = parse(text);
        assert_string_equal(manifest_values(file)->title, title);
        assert_int_equal(manifest_values(file)->edition, 3);
        manifest_free(file);
    }
}

static void wrong_lines(void **state)
{
    (void)state;
    assert_findings("[bundle]\nedtion = 1\n\nwhat\n[other]\ntitle = x\n[broken\n",
                    "bundle.ini, line 2: “edtion” is no key of [bundle]; correct or remove it.\n"
                    "bundle.ini, line 4: “what” is neither a [section] nor a key = value; correct it.\n"
                    "bundle.ini, line 6: “title” is no key of [bundle]; correct or remove it.\n"
                    "bundle.ini, line 7: “[broken” is neither a [section] nor a key = value; correct it.\n");
    assert_findings("title = x\n",
                    "bundle.ini, line 1: “title” is no key of [bundle]; correct or remove it.\n");
    assert_findings("[bundle]\nid = a b\nlanguage = zh_CN\nedition = -1\ndate = 2026-02-30\nexpires = soon\n"
                    "charset = klingon\ntitle =\nid = c\n",
                    "bundle.ini, line 2: “a b” cannot be an id; use letters, digits and . _ - : /.\n"
                    "bundle.ini, line 3: “zh_CN” is no language tag; write one such as zh-Hans.\n"
                    "bundle.ini, line 4: “-1” is no edition; write a whole number from 1.\n"
                    "bundle.ini, line 5: “2026-02-30” is no date; write one such as 2026-11-24.\n"
                    "bundle.ini, line 6: “soon” is no date; write one such as 2026-11-24.\n"
                    "bundle.ini, line 7: “klingon” is no charset; write one such as gb18030.\n"
                    "bundle.ini, line 8: the value of “title” is empty, too long or not UTF-8; correct it.\n"
                    "bundle.ini, line 9: “id” is there twice, and the first one counts; remove one.\n");
    assert_findings(
        "[bundle]\ntitle = \xD6\xD0\n",
        "bundle.ini, line 2: the value of “title” is empty, too long or not UTF-8; correct it.\n");
    assert_findings("[bundle]\ncharset = hz-gb-2312\nedition = 99999999999999999999\nedition=0",
                    "bundle.ini, line 2: “hz-gb-2312” is no charset; write one such as gb18030.\n"
                    "bundle.ini, line 3: “99999999999999999999” is no edition; write a whole number from 1.\n"
                    "bundle.ini, line 4: “edition” is there twice, and the first one counts; remove one.\n");
}

static void values_that_are_too_long(void **state)
{
    (void)state;
    struct buffer text = {0}, found = {0};
    assert_int_equal(buffer_print(&text, "[bundle]\ntitle = "), STATUS_OK);
    while (text.size < 2 * LIMIT_SETTINGS_VALUE)
        assert_int_equal(buffer_add(&text, "x", 1), STATUS_OK);
    struct manifest_file *file = parse(text.data);
    assert_null(manifest_values(file)->title);
    manifest_findings(file, add_sentence, &found);
    assert_string_equal(
        found.data,
        "bundle.ini, line 2: the value of “title” is empty, too long or not UTF-8; correct it.\n");
    manifest_free(file);
    found.size = 0;
    while (text.size <= LIMIT_SETTINGS)
        assert_int_equal(buffer_add(&text, "\nx=y", 4), STATUS_OK);
    file = parse(text.data);
    manifest_findings(file, add_sentence, &found);
    assert_string_equal(found.data,
                        "bundle.ini, line 1: the file is too long and is not read; shorten it.\n");
    manifest_free(file);
    file = NULL;
    assert_int_equal(manifest_parse(text.data, LIMIT_SETTINGS, &file), STATUS_OK);
    size_t lines = 0;
    found.size = 0;
    manifest_findings(file, add_sentence, &found);
    for (size_t i = 0; i < found.size; i++)
        lines += found.data[i] == '\n';
    assert_int_equal(lines, LIMIT_MANIFEST_FINDINGS);
    manifest_free(file);
    buffer_free(&found);
    buffer_free(&text);
}

static void moments(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t seconds;
    } sound[] = {{"1970-01-01", 0},
                 {"2024-02-29", 1709164800},
                 {"2026-11-24T08:00", 1795507200},
                 {"2026-11-24 08:00:01Z", 1795507201},
                 {"2026-11-24T08:00:00+08:00", 1795478400},
                 {"2026-11-24T00:30-0130", 1795485600},
                 {"9999-12-31T23:59:59Z", 253402300799}};
    static const char *const wrong[] = {"",
                                        "2026",
                                        "2026-11",
                                        "2026-13-01",
                                        "2025-02-29",
                                        "2026-11-31",
                                        "2026-11-24x",
                                        "2026-11-24T",
                                        "2026-11-24T24:00",
                                        "2026-11-24T08:00+",
                                        "2026-11-24T08:00:00.5Z",
                                        "26-11-24",
                                        "2026-1-1",
                                        "1969-12-31"};
    int64_t seconds;
    bool day;
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
        assert_true(moment_read(sound[i].text, &seconds, &day));
        assert_int_equal(seconds, sound[i].seconds);
        assert_int_equal(day, strlen(sound[i].text) == 10);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(moment_read(wrong[i], &seconds, &day));
}

static struct manifest with_edition(const char *id, uint64_t edition)
{
    return (struct manifest){.id = id,
                             .edition = edition,
                             .date = MANIFEST_NO_TIME,
                             .not_before = MANIFEST_NO_TIME,
                             .expires = MANIFEST_NO_TIME};
}

static void editions(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct manifest installed = with_edition("a", 5), same = installed, lower = with_edition("a", 4),
                    higher = with_edition("a", 6), other = with_edition("b", 1), none = with_edition("a", 0),
                    unnamed = with_edition(NULL, 1);
    assert_int_equal(manifest_may_replace(&same, &installed, "x.zip", &fault), STATUS_OK);
    assert_int_equal(manifest_may_replace(&higher, &installed, "x.zip", &fault), STATUS_OK);
    assert_int_equal(manifest_may_replace(&other, &installed, "x.zip", &fault), STATUS_OK);
    assert_int_equal(manifest_may_replace(&unnamed, &installed, "x.zip", &fault), STATUS_OK);
    assert_int_equal(manifest_may_replace(&installed, &none, "x.zip", &fault), STATUS_OK);
    assert_int_equal(manifest_may_replace(&lower, &installed, "x.zip", &fault), STATUS_DENIED);
    assert_string_equal(fault.sentence,
                        "x.zip is edition 4, older than edition 5, which is installed; get a newer one.");
    assert_int_equal(manifest_may_replace(&none, &installed, "x.zip", &fault), STATUS_DENIED);
    assert_string_equal(fault.sentence,
                        "x.zip says no edition, and edition 5 of it is installed; get a newer one.");
}

static void times(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct manifest manifest = with_edition("a", 1);
    int64_t day = 86400, from = 20000 * day, end = 20010 * day;
    assert_int_equal(manifest_may_show(&manifest, 0, "x.zip", &fault), STATUS_OK);
    manifest.not_before = from;
    manifest.expires = end;
    assert_int_equal(manifest_may_show(&manifest, from - 1, "x.zip", &fault), STATUS_DENIED);
    assert_string_equal(fault.sentence,
                        "x.zip may be read from 2024-10-04 on; come back then, or set the clock.");
    assert_int_equal(manifest_may_show(&manifest, from, "x.zip", &fault), STATUS_OK);
    assert_int_equal(manifest_may_show(&manifest, end - 1, "x.zip", &fault), STATUS_OK);
    assert_int_equal(manifest_may_show(&manifest, end, "x.zip", &fault), STATUS_DENIED);
    assert_string_equal(fault.sentence, "x.zip could be read until 2024-10-13; get a newer edition.");
    /* Made after it expired, as the clock has it: the clock is wrong. */
    manifest.date = end + day;
    assert_int_equal(manifest_may_show(&manifest, end, "x.zip", &fault), STATUS_OK);
    assert_int_equal(manifest_may_show(&manifest, from - 1, "x.zip", &fault), STATUS_DENIED);
    assert_int_equal(manifest_may_show(&manifest, end + day, "x.zip", &fault), STATUS_DENIED);
}

static struct bundle *open_with(struct maker *maker)
{
    struct bundle *bundle;
    struct fault fault;
    maker_end(maker, "", 0, false);
    const char *path = maker_path("manifest.zip");
    maker_write(maker, path);
    if (bundle_open(path, &bundle, &fault))
        fail_msg("%s", fault.sentence);
    return bundle;
}

static void in_a_bundle(void **state)
{
    (void)state;
    for (int top = 0; top < 2; top++) {
        struct maker maker = {0};
        maker_add_text(&maker, top ? "top/README.md" : "README.md", "x");
        maker_add_text(&maker, top ? "top/start/here.md" : "start/here.md", "x");
        maker_add_text(&maker, top ? "top/bundle.ini" : "bundle.ini",
                       "[bundle]\ntitle=中\nhome=start/here.md\n");
        struct bundle *bundle = open_with(&maker);
        assert_string_equal(bundle_manifest(bundle)->title, "中");
        assert_string_equal(bundle_name(bundle, bundle_home(bundle)), "start/here.md");
        bundle_close(bundle);
    }
}

static void without_or_with_a_damaged_one(void **state)
{
    (void)state;
    struct maker maker = {0};
    maker_add_text(&maker, "README.md", "x");
    maker_add_text(&maker, "sub/bundle.ini", "[bundle]\ntitle=no\n");
    struct bundle *bundle = open_with(&maker);
    assert_non_null(bundle_manifest(bundle));
    assert_null(bundle_manifest(bundle)->title);
    assert_int_equal(bundle_manifest(bundle)->expires, MANIFEST_NO_TIME);
    bundle_close(bundle);
    maker_add_text(&maker, "README.md", "x");
    const char *text = "[bundle]\ntitle=no\n";
    maker_add(&maker, &(struct maker_entry){.name = "bundle.ini", .data = text, .size = strlen(text)});
    memcpy((char *)memmem(maker.bytes.data, maker.bytes.size, "=no", 3) + 1, "xy", 2);
    bundle = open_with(&maker);
    assert_null(bundle_manifest(bundle)->title);
    bundle_close(bundle);
}

static void paths_of_a_list(void **state)
{
    (void)state;
    char path[LIMIT_ENTRY_NAME + 1], more[LIMIT_ENTRY_NAME + 2];
    const char *list = manifest_path(" , a b.md ,,\t夏/c.md,", path);
    assert_string_equal(path, "a b.md");
    list = manifest_path(list, path);
    assert_string_equal(path, "夏/c.md");
    assert_null(manifest_path(list, path));
    assert_null(manifest_path("", path));
    memset(more, 'a', sizeof more - 1);
    more[sizeof more - 1] = '\0';
    assert_null(manifest_path(more, path));
    assert_non_null(manifest_path(more + 1, path));
    assert_int_equal(strlen(path), LIMIT_ENTRY_NAME);
}

static void home_that_is_not_there(void **state)
{
    (void)state;
    struct maker maker = {0};
    struct buffer found = {0};
    maker_add_text(&maker, "README.md", "x");
    maker_add_text(&maker, "a.png", "x");
    maker_add_text(&maker, "bundle.ini", "[bundle]\n\nhome=a.png\nattract=b.md,readme.md , a.png\n");
    struct bundle *bundle = open_with(&maker);
    assert_string_equal(bundle_name(bundle, bundle_home(bundle)), "README.md");
    bundle_manifest_findings(bundle, add_sentence, &found);
    assert_string_equal(found.data,
                        "bundle.ini, line 3: there is no article “a.png” in the bundle; correct the name.\n"
                        "bundle.ini, line 4: there is no article “b.md” in the bundle; correct the name.\n"
                        "bundle.ini, line 4: there is no article “a.png” in the bundle; correct the name.\n");
    buffer_free(&found);
    bundle_close(bundle);
}

/* The bytes are an everyday name in GB 18030, so only the manifest can tell that they are EUC-KR; and 表 in Shift_JIS ends
 * with '\', which makes two folders of one as long as the charset is not known. */
static void charset_of_names(void **state)
{
    (void)state;
    struct maker maker = {0};
    maker_add_text(&maker, "\xB0\xA1\xB3\xAA.md", "x");
    maker_add_text(&maker, "bundle.ini", "[bundle]\ncharset=ks_c_5601-1987\n");
    struct bundle *bundle = open_with(&maker);
    assert_int_not_equal(bundle_find(bundle, "가나.md"), ENTRY_NONE);
    bundle_close(bundle);

    maker_add_text(&maker, "\x95\x5C/\x88\xEA.md", "x");
    maker_add_text(&maker, "\x95\x5C/bundle.ini", "[bundle]\ncharset=shift_jis\n");
    bundle = open_with(&maker);
    assert_int_not_equal(bundle_find(bundle, "表/一.md"), ENTRY_NONE);
    assert_int_not_equal(bundle_find(bundle, "一.md"), ENTRY_NONE);
    bundle_close(bundle);

    /* UTF-8 says nothing of a name that is not UTF-8. */
    maker_add_text(&maker, "\xB0\xA1\xB3\xAA.md", "x");
    maker_add_text(&maker, "bundle.ini", "[bundle]\ncharset=utf-8\n");
    bundle = open_with(&maker);
    assert_int_not_equal(bundle_find(bundle, "啊唱.md"), ENTRY_NONE);
    bundle_close(bundle);
}

static void labels(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"utf8", "UTF-8"},          {" GB2312\n", "GB18030"},      {"x-gbk", "GB18030"},
        {"latin1", "windows-1252"}, {"us-ascii", "windows-1252"},  {"x-sjis", "windows-31j"},
        {"l2", "ISO-8859-2"},       {"hz-gb-2312", "replacement"}, {"iso_8859-8:1988", "ISO-8859-8"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_string_equal(encoding_find(pairs[i][0], strlen(pairs[i][0])), pairs[i][1]);
    assert_null(encoding_find("", 0));
    assert_null(encoding_find("gb2312 gbk", 10));
    assert_null(encoding_find("utf-7", 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_keys),
        cmocka_unit_test(long_lines),
        cmocka_unit_test(wrong_lines),
        cmocka_unit_test(values_that_are_too_long),
        cmocka_unit_test(moments),
        cmocka_unit_test(editions),
        cmocka_unit_test(times),
        cmocka_unit_test(in_a_bundle),
        cmocka_unit_test(without_or_with_a_damaged_one),
        cmocka_unit_test(paths_of_a_list),
        cmocka_unit_test(home_that_is_not_there),
        cmocka_unit_test(charset_of_names),
        cmocka_unit_test(labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
