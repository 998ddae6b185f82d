#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "bundle/bundle.h"
#include "bundle/legacy.h"
#include "bundle/names.h"
#include "bundle/plain.h"
#include "maker.h"

/* What an entry's name becomes: a name, or the word of the sentence that refuses it, or NULL for left out silently. */
struct sample {
    const char *raw;
    uint16_t flags;
    const char *field; /* of the Unicode path extra field, NULL: none */
    const char *name, *refusal;
};

struct seen {
    char name[LIMIT_ENTRY_NAME * 3 + 1];
    char sentence[FAULT_SENTENCE_SIZE];
    int count;
};

static void see(void *data, const char *name, const char *sentence)
{
    struct seen *seen = data;
    snprintf(seen->name, sizeof seen->name, "%s", name);
    snprintf(seen->sentence, sizeof seen->sentence, "%s", sentence);
    seen->count++;
}

static size_t path_field(const char *raw, const char *text, uint32_t damage, unsigned char *out)
{
    size_t size = 5 + strlen(text);
    uint32_t crc =
        (uint32_t)crc32(crc32(0, NULL, 0), (const unsigned char *)raw, (unsigned)strlen(raw)) ^ damage;
    unsigned char head[9] = {0x75,
                             0x70,
                             (unsigned char)size,
                             0,
                             1,
                             (unsigned char)crc,
                             (unsigned char)(crc >> 8),
                             (unsigned char)(crc >> 16),
                             (unsigned char)(crc >> 24)};
    memcpy(out, head, 9);
    memcpy(out + 9, text, strlen(text));
    return size + 4;
}

static struct bundle *with_entry(const struct maker_entry *entry)
{
    struct maker maker = {0};
    struct bundle *bundle;
    struct fault fault;
    char path[256];
    snprintf(path, sizeof path, "%s", maker_path("names.zip"));
    maker_add_text(&maker, "~.md", "x"); /* so that the bundle opens; it sorts last */
    maker_add(&maker, entry);
    maker_end(&maker, "", 0, false);
    maker_write(&maker, path);
    if (bundle_open(path, &bundle, &fault))
        fail_msg("%s", fault.sentence);
    return bundle;
}

static void check(const struct sample *sample, uint32_t damage)
{
    unsigned char extra[256];
    struct maker_entry entry = {
        .name = sample->raw, .flags = sample->flags, .data = "y", .size = 1, .extra = extra};
    if (sample->field)
        entry.extra_size = path_field(sample->raw, sample->field, damage, extra);
    struct bundle *bundle = with_entry(&entry);
    struct seen *seen = calloc(1, sizeof *seen);
    assert_non_null(seen);
    bundle_refused(bundle, see, seen);
    if (sample->name) {
        uint32_t found = bundle_find(bundle, sample->name);
        if (found == ENTRY_NONE)
            fail_msg("no %s", sample->name);
        assert_string_equal(bundle_name(bundle, found), sample->name);
        struct buffer out = {0};
        assert_int_equal(entry_load(bundle, found, 10, &out, NULL), STATUS_OK);
        assert_string_equal(out.data, "y");
        buffer_free(&out);
    } else {
        assert_int_equal(bundle_count(bundle), 1);
    }
    assert_int_equal(seen->count, sample->refusal != NULL);
    if (sample->refusal && !strstr(seen->sentence, sample->refusal))
        fail_msg("%s: %s", sample->raw, seen->sentence);
    free(seen);
    bundle_close(bundle);
}

static void decoding(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"a.md", 0, NULL, "a.md", NULL},
        {"图/说明.md", 1 << 11, NULL, "图/说明.md", NULL},
        {"图/说明.md", 0, NULL, "图/说明.md", NULL},
        {"\x81t\x82.md", 0, NULL, "üté.md", NULL},       /* code page 437 */
        {"\x81t\x82.md", 1 << 11, NULL, "üté.md", NULL}, /* the flag lies */
        {"\x81.md", 0, "说明.md", "说明.md", NULL},      /* the Unicode path field */
        {"\x81.md", 0, "\xff.md", "ü.md", NULL},         /* which is not UTF-8 */
        {"e\xCC\x81.md", 0, NULL, "é.md", NULL},         /* composed: NFC */
        {"\xE2\x84\xAB.md", 0, NULL, "Å.md", NULL},      /* ANGSTROM SIGN */
        {"dir\\sub\\a.md", 0, NULL, "dir/sub/a.md", NULL},
        {"\xE2\x95\\.md", 0, NULL, "Γò/.md", NULL}, /* '\' only after decoding */
        {"./a//b/./c.md", 0, NULL, "a/b/c.md", NULL},
        {"a/...md", 0, NULL, "a/...md", NULL},
        {"..a.md", 0, NULL, "..a.md", NULL},
        {"C:x.md", 0, NULL, "C:x.md", NULL},
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        check(&samples[i], 0);
    check(&(struct sample){"\x81.md", 0, "说明.md", "ü.md", NULL}, 1); /* made for another name */
}

/* One charset for all names of a bundle that are not UTF-8. */
static void charsets(void **state)
{
    (void)state;
    static const struct {
        const char *raw[4], *names[4];
    } bundles[] = {
        {{"\xCB\xB5\xC3\xF7.md", "\xCD\xBC\xC6\xAC/\xB5\xDA\xD2\xBB\xD5\xC2.md"},
         {"说明.md", "图片/第一章.md"}}, /* gb18030 */
        {{"\xB4\xF3\xC2\xBD\xD0\xC2\xCE\xC5.md", "\xC8\xC8\xB5\xE3\xCD\xC6\xBC\xF6.md",
          "\xCA\xB9\xD3\xC3\xCA\xD6\xB2\xE1.md", "\xC4\xBF\xC2\xBC.md"},
         {"大陆新闻.md", "热点推荐.md", "使用手册.md", "目录.md"}}, /* gb18030 */
        {{"\xBB\xA1\xA9\xFA.md", "\xB9\xCF\xA4\xF9/\xB2\xC4\xA4@\xB3\xB9.md"},
         {"說明.md", "圖片/第一章.md"}}, /* big5 */
        {{"\xA4j\xB3\xB0\xB7s\xBB"
          "D.md",
          "\xBC\xF6\xC2I\xB1\xC0\xC2\xCB.md", "\xA8\xCF\xA5\xCE\xA4\xE2\xA5U.md", "\xA5\xD8\xBF\xFD.md"},
         {"大陸新聞.md", "熱點推薦.md", "使用手冊.md", "目錄.md"}}, /* big5 */
        {{"\x90\xE0\x96\xBE.md", "\x83j\x83\x85\x81[\x83X/\x95\x5C.md"},
         {"説明.md", "ニュース/表.md"}}, /* cp932 */
        {{"\x95\xB6\x8C\xC9\x82\xC6\x82\xCD\x89\xBD\x82\xA9.md",
          "\x89\xE6\x96\xCA\x82\xCC\x90\xA2\x98"
          "b\x82\xF0\x82\xB7\x82\xE9\x95\xFB\x82\xD6.md",
          "\x94\x5C\x97\xCD.md"},
         {"文庫とは何か.md", "画面の世話をする方へ.md", "能力.md"}}, /* cp932 */
        {{"\xB9\xAE\xB0\xED\xB6\xF5 \xB9\xAB\xBE\xF9\xC0\xCC\xB8\xE7.md",
          "\xC8\xAD\xB8\xE9\xC0\xBB \xB5\xB9\xBA\xB8\xB4\xC2 \xBA\xD0\xB2\xB2.md",
          "\xBE\xC8\xB3\xBB\xBC\xAD.md"},
         {"문고란 무엇이며.md", "화면을 돌보는 분께.md", "안내서.md"}}, /* cp949 */
        {{"M\x81ller.md", "\x8Erger/\x82t\x82.md",
          "Stra\xE1"
          "e.md"},
         {"Müller.md", "Ärger/été.md", "Straße.md"}}, /* cp437 */
    };
    for (size_t i = 0; i < sizeof bundles / sizeof bundles[0]; i++) {
        struct maker maker = {0};
        struct bundle *bundle;
        char path[256];
        snprintf(path, sizeof path, "%s", maker_path("charset.zip"));
        maker_add_text(&maker, "图.md", "x"); /* in UTF-8, and does not count */
        for (size_t k = 0; k < 4 && bundles[i].raw[k]; k++)
            maker_add_text(&maker, bundles[i].raw[k], "x");
        maker_end(&maker, "", 0, false);
        maker_write(&maker, path);
        assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
        for (size_t k = 0; k < 4 && bundles[i].raw[k]; k++) {
            uint32_t found = bundle_find(bundle, bundles[i].names[k]);
            if (found == ENTRY_NONE)
                fail_msg("no %s, but %s", bundles[i].names[k], bundle_name(bundle, 0));
        }
        assert_true(bundle_find(bundle, "图.md") != ENTRY_NONE);
        bundle_close(bundle);
    }
}

static void refusing(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"../a.md", 0, NULL, NULL, "leads out"},
        {"a/../../b.md", 0, NULL, NULL, "leads out"},
        {"a/../b.md", 0, NULL, NULL, "leads out"},
        {"a/..", 0, NULL, NULL, "leads out"},
        {"..\\a.md", 0, NULL, NULL, "leads out"},
        {"a.md", 0, "../b.md", NULL, "leads out"},
        {"/etc/passwd", 0, NULL, NULL, "top of the disk"},
        {"\\a.md", 0, NULL, NULL, "top of the disk"},
        {"C:\\a.md", 0, NULL, NULL, "top of the disk"},
        {"a\n.md", 0, NULL, NULL, "control"},
        {"a\x7f.md", 0, NULL, NULL, "control"},
        {"a\xC2\x85.md", 0, NULL, NULL, "control"},
        {"../\x1b[2J", 0, NULL, NULL, "control"},
        {".", 0, NULL, NULL, "no name"},
        {"a/", 0, NULL, NULL, NULL},
        {"__MACOSX/._a.md", 0, NULL, NULL, NULL},
        {"a/.DS_Store", 0, NULL, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        check(&samples[i], 0);
}

static void name_with_nul(void **state)
{
    (void)state;
    struct seen *seen = calloc(1, sizeof *seen);
    assert_non_null(seen);
    struct bundle *bundle = with_entry(&(struct maker_entry){.name = "a\0.md", .name_size = 5});
    bundle_refused(bundle, see, seen);
    assert_int_equal(seen->count, 1);
    assert_string_equal(seen->name, "a\xEF\xBF\xBD.md");
    free(seen);
    bundle_close(bundle);
}

static void longest_name(void **state)
{
    (void)state;
    static char name[65535];
    struct seen *seen = calloc(1, sizeof *seen);
    assert_non_null(seen);
    memset(name, 'n', sizeof name);
    static const struct {
        size_t size;
        uint32_t count;
    } cases[] = {{LIMIT_ENTRY_NAME, 2}, {LIMIT_ENTRY_NAME + 1, 1}, {65535, 1}};
    for (int i = 0; i < 3; i++) {
        struct bundle *bundle = with_entry(&(struct maker_entry){.name = name, .name_size = cases[i].size});
        assert_int_equal(bundle_count(bundle), cases[i].count);
        bundle_refused(bundle, see, seen);
        bundle_close(bundle);
    }
    assert_int_equal(seen->count, 2);
    assert_non_null(strstr(seen->sentence, "too long"));
    /* 4,096 bytes of code page 437 are three times as many in UTF-8. */
    memset(name, 0xB0, sizeof name);
    struct bundle *bundle = with_entry(&(struct maker_entry){.name = name, .name_size = LIMIT_ENTRY_NAME});
    assert_int_equal(bundle_count(bundle), 1);
    bundle_close(bundle);
    free(seen);
}

static void links_and_devices(void **state)
{
    (void)state;
    static const struct {
        uint32_t mode;
        uint16_t host;
        uint32_t count;
        int refused;
    } cases[] = {{0120777, 3, 1, 1}, {0120777, 19, 1, 1}, {0010644, 3, 1, 1}, {0020644, 3, 1, 1},
                 {0100644, 3, 2, 0}, {0, 3, 2, 0},        {0040755, 3, 1, 0}, {0120777, 0, 2, 0}};
    struct seen *seen = calloc(1, sizeof *seen);
    assert_non_null(seen);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bundle *bundle =
            with_entry(&(struct maker_entry){.name = "a.md",
                                             .data = "/etc/passwd",
                                             .size = 11,
                                             .made_by = (uint16_t)(cases[i].host << 8 | 20),
                                             .attributes = cases[i].mode << 16});
        seen->count = 0;
        bundle_refused(bundle, see, seen);
        assert_int_equal(bundle_count(bundle), cases[i].count);
        assert_int_equal(seen->count, cases[i].refused);
        bundle_close(bundle);
    }
    free(seen);
}

static void finding(void **state)
{
    (void)state;
    static const char *const names[] = {"top-main/README.md", "top-main/Straße/Ärger.md", "top-main/a/A.md",
                                        "top-main/a/a.md",    "top-main/top-main/x.md",   "top-main/图.png"};
    static const char *const found[][2] = {
        {"README.md", "README.md"},
        {"top-main/README.md", "README.md"},
        {"readme.MD", "README.md"},
        {"TOP-MAIN/readme.md", "README.md"},
        {"a/A.md", "a/A.md"},
        {"a/a.md", "a/a.md"},
        {"A/A.MD", "a/A.md"},
        {"straße/ärger.MD", "Straße/Ärger.md"},
        {"stra\xC3\x9F"
         "e/a\xCC\x88rger.md",
         "Straße/Ärger.md"},
        {"top-main/x.md", "top-main/x.md"},
        {"top-main/top-main/x.md", "top-main/x.md"},
        {"x.md", NULL},
        {"", NULL},
        {"top-main/", NULL},
        {"top-main", NULL},
        {"图.png", "图.png"},
        {"\xff", NULL},
    };
    struct maker maker = {0};
    struct bundle *bundle;
    char path[256];
    snprintf(path, sizeof path, "%s", maker_path("find.zip"));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        maker_add_text(&maker, names[i], "x");
    maker_end(&maker, "", 0, false);
    maker_write(&maker, path);
    assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
    for (size_t i = 0; i < sizeof found / sizeof found[0]; i++) {
        uint32_t entry = bundle_find(bundle, found[i][0]);
        if (found[i][1] && entry == ENTRY_NONE)
            fail_msg("%s was not found", found[i][0]);
        if (found[i][1])
            assert_string_equal(bundle_name(bundle, entry), found[i][1]);
        else
            assert_int_equal(entry, ENTRY_NONE);
    }
    bundle_close(bundle);
}

static void kinds(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum entry_kind kind;
    } samples[] = {{"a.md", ENTRY_MARKDOWN},  {"a.MarkDown", ENTRY_MARKDOWN}, {"a.mdown", ENTRY_MARKDOWN},
                   {"a.HTM", ENTRY_HTML},     {"a.xhtml", ENTRY_HTML},        {"a.txt", ENTRY_TEXT},
                   {"a.jpeg", ENTRY_PICTURE}, {"a.svg", ENTRY_PICTURE},       {"a.css", ENTRY_OTHER},
                   {"md", ENTRY_OTHER},       {"a.md/b", ENTRY_OTHER},        {".md", ENTRY_MARKDOWN},
                   {"a.md.", ENTRY_OTHER},    {"a.EPUB", ENTRY_BUNDLE},       {"a.zip", ENTRY_BUNDLE}};
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        assert_int_equal(entry_kind_of(samples[i].name), samples[i].kind);
}

/* ICU's detector answers with an error, which is no lack of memory. */
static void bytes_of_no_charset(void **state)
{
    (void)state;
    assert_string_equal(legacy_charset("\xD6\xD0\xD0", 3), "ibm-437");
}

/* What name_is_plain lets by is what decoding would make of it, whatever character comes where. */
static void plain_names(void **state)
{
    (void)state;
    static const char *const patterns[] = {"%sabcdefg", "abcdefg%s", "a/%s.md/xyz", "\xE3\x81\x8B%sabcdefgh",
                                           "\xEA\xB0\x80/abcdefgh%s\xE5\xA4\xA9"};
    struct name_decoder *decoder = name_decoder_new();
    char before_text[64] = "";
    struct name_before before = {.text = before_text};
    unsigned plain = 0;
    for (uint32_t code = 1; code < 0x20000; code++) {
        char character[5] = "", text[64];
        character[utf8_encode(code, character)] = '\0';
        for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            int size = snprintf(text, sizeof text, patterns[i], character);
#pragma GCC diagnostic pop
            struct zip_header header = {
                .name = (unsigned char *)text, .name_size = (uint16_t)size, .flags = ZIP_FLAG_UTF8};
            struct name name;
            if (!name_is_plain(&header, &before))
                continue;
            plain++;
            if (text[size - 1] == '/')
                continue;
            assert_int_equal(name_decode(decoder, &header, &name), NAME_SOUND);
            assert_string_equal(name.text, text);
            assert_true(before.shared <= before.size);
            assert_memory_equal(before_text, text, before.shared);
            memcpy(before_text, text, (size_t)size + 1);
            before.size = (size_t)size;
        }
    }
    assert_true(plain > 100000);
    name_decoder_free(decoder);
}

/* What two names share hides nothing of what is behind it. */
static void plain_names_behind_others(void **state)
{
    (void)state;
    static const struct {
        const char *before, *text;
        bool plain;
    } pairs[] = {
        {"folder/.git", "folder/./x", false},
        {"folder/.git", "folder/../x", false},
        {"folder/..x", "folder/../x", false},
        {"folder/a", "folder//a", false},
        {"folder/a", "folder/.a", false},
        {"folder/a", "folder/a\\b", false},
        {"folder/x.md", "folder/x.md/", true},
        {"folder/x.md.png", "folder/x.md", true},
        {"folder/x.md", "folder/x.md.png", true},
        {"folder/\xE5\xA4\xA9", "folder/\xE5\xA4\xA4", true},
        {"folder/\xE5\xA4\xA9", "folder/\xE5\xA4", false},

        {"folder/\xE5\xA4\xA9", "folder/\xE5\xA4xyz", false},
        {"folder/e", "folder/e\xCC\x81", false},
        {"folder/\xE3\x81\x8B", "folder/\xE3\x81\x8B\xE3\x82\x99", false},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct name_before before = {.text = pairs[i].before, .size = strlen(pairs[i].before)};
        struct zip_header header = {.name = (const unsigned char *)pairs[i].text,
                                    .name_size = (uint16_t)strlen(pairs[i].text)};
        if (name_is_plain(&header, &before) != pairs[i].plain)
            fail_msg("%s behind %s", pairs[i].text, pairs[i].before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decoding),
        cmocka_unit_test(charsets),
        cmocka_unit_test(refusing),
        cmocka_unit_test(name_with_nul),
        cmocka_unit_test(longest_name),
        cmocka_unit_test(links_and_devices),
        cmocka_unit_test(finding),
        cmocka_unit_test(kinds),
        cmocka_unit_test(plain_names),
        cmocka_unit_test(plain_names_behind_others),
        cmocka_unit_test(bytes_of_no_charset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
