/* Han characters for pinyin: the commonest of the bundle first. */
#include <stdlib.h>
#include <string.h>

#include "allocation.h"
#include "base/utf8.h"
#include "desk.h"
#include "search/suggest.h"

struct book {
    struct bundle *bundle;
    struct publication *publication;
    struct suggest *suggest;
};

static void open_book(struct desk *desk, struct book *book, const struct leaf *leaves, bool traditional)
{
    desk_write(desk, leaves);
    assert_int_equal(bundle_open(desk->path, &book->bundle, NULL), STATUS_OK);
    assert_int_equal(publication_open(book->bundle, &book->publication, NULL), STATUS_OK);
    book->suggest = suggest_new(book->bundle, book->publication, traditional);
    assert_non_null(book->suggest);
    for (uint32_t slices = 0; suggest_step(book->suggest); slices++)
        assert_in_range(slices, 0, 1000);
}

static void close_book(struct book *book)
{
    suggest_free(book->suggest);
    publication_free(book->publication);
    bundle_close(book->bundle);
}

/* Where it stands among what there is for the letters; SUGGEST_MOST: nowhere. *used: of the letters. */
static uint32_t place_of(const struct book *book, const char *letters, const char *text, size_t *used)
{
    struct word_match found[SUGGEST_MOST];
    uint32_t count = suggest_find(book->suggest, letters, strlen(letters), found), i = 0;
    while (i < count && strcmp(found[i].text, text) != 0)
        i++;
    *used = i < count ? found[i].used : 0;
    return i < count ? i : SUGGEST_MOST;
}

static void expect(const struct book *book, const char *letters, const char *first, size_t used)
{
    size_t taken;
    struct word_match found[SUGGEST_MOST] = {{"", 0}};
    if (place_of(book, letters, first, &taken) != 0) {
        suggest_find(book->suggest, letters, strlen(letters), found);
        fail_msg("%s is the first for %s, not %s", found[0].text, letters, first);
    }
    assert_int_equal(taken, used);
}

static const struct leaf rivers[] = {
    {"README.md", "# 河边\n\n" /* once as often as 喝 and 合 */ "河河河河 喝 合\n"},
    {"SUMMARY.md", "- [上游](a.md)\n- [女贞](b.md)\n"},
    {"a.md", "# 上游\n\n發現\n"},
    {"b.md", "# 女贞\n\n镕\n"},
    {0},
};

static void the_commonest_of_the_bundle_comes_first(void **state)
{
    struct book book;
    size_t used;
    open_book(*state, &book, rivers, false);
    expect(&book, "he", "河", 2);
    expect(&book, "h", "河", 1);
    expect(&book, "bian", "边", 4);
    /* Titles in the table of contents. */
    expect(&book, "you", "游", 3);
    expect(&book, "zhen", "贞", 4);
    /* Those that are not in the bundle come behind, common ones before others; those read he and no longer before hei. */
    uint32_t common = place_of(&book, "he", "和", &used), rare = place_of(&book, "he", "盍", &used);
    assert_in_range(common, 1, SUGGEST_MOST - 1);
    assert_in_range(rare, common + 1, SUGGEST_MOST - 1);
    assert_in_range(place_of(&book, "he", "黑", &used), common + 1, SUGGEST_MOST);
    /* A rare one is there when the bundle has it. */
    assert_int_not_equal(place_of(&book, "rong", "镕", &used), SUGGEST_MOST);
    /* v is how ü is typed. */
    expect(&book, "nv", "女", 2);
    close_book(&book);
}

static void letters_of_several_syllables_are_read_one_by_one(void **state)
{
    struct book book;
    size_t used;
    open_book(*state, &book, rivers, false);
    expect(&book, "hezi", "河", 2);
    expect(&book, "hz", "河", 1);
    expect(&book, "shangz", "上", 5);
    /* Not shang and u. */
    static const struct leaf valley[] = {{"README.md", "# 山谷\n\n上\n"}, {0}};
    close_book(&book);
    open_book(*state, &book, valley, false);
    assert_int_not_equal(place_of(&book, "shangu", "山", &used), SUGGEST_MOST);
    assert_int_equal(used, 4);
    place_of(&book, "shangu", "上", &used);
    assert_int_equal(used, 4);
    close_book(&book);
}

/* Of the texts and titles of this bundle, also where one is in no dictionary: 女贞. */
static void words_come_before_characters(void **state)
{
    struct book book;
    size_t used;
    open_book(*state, &book, rivers, false);
    expect(&book, "shangyou", "上游", 8);
    expect(&book, "shangy", "上游", 6);
    expect(&book, "sy", "上游", 2);
    expect(&book, "nvzhen", "女贞", 6);
    expect(&book, "shangyoudehe", "上游", 8);
    /* The characters stand behind it, for the first syllable. */
    assert_in_range(place_of(&book, "shangyou", "上", &used), 1, 4);
    assert_int_equal(used, 5);
    /* What may be one syllable is one. */
    expect(&book, "shang", "上", 5);
    close_book(&book);
    static const struct leaf west[] = {{"README.md", "# 西安\n\n先先先先\n"}, {0}};
    open_book(*state, &book, west, false);
    expect(&book, "xia", "下", 3);
    expect(&book, "xian", "西安", 4);
    assert_int_equal(place_of(&book, "xian", "先", &used), 1);
    close_book(&book);
}

static void nothing_begins_so(void **state)
{
    struct book book;
    struct word_match found[SUGGEST_MOST];
    open_book(*state, &book, rivers, false);
    assert_int_equal(suggest_find(book.suggest, "", 0, found), 0);
    assert_int_equal(suggest_find(book.suggest, "uang", 4, found), 0);
    close_book(&book);
}

static void characters_are_read_in_several_ways(void **state)
{
    static const struct leaf leaves[] = {{"README.md", "# 长行\n\n长行\n"}, {0}};
    struct book book;
    open_book(*state, &book, leaves, false);
    expect(&book, "chang", "长", 5);
    expect(&book, "zhang", "长", 5);
    expect(&book, "hang", "行", 4);
    expect(&book, "xing", "行", 4);
    close_book(&book);
}

static void traditional_forms_are_for_who_reads_them(void **state)
{
    struct book book;
    size_t used;
    open_book(*state, &book, rivers, true);
    expect(&book, "fa", "發", 2);
    expect(&book, "bian", "邊", 4);
    assert_int_equal(place_of(&book, "bian", "边", &used), SUGGEST_MOST);
    close_book(&book);
    open_book(*state, &book, rivers, false);
    expect(&book, "fa", "发", 2);
    assert_int_equal(place_of(&book, "fa", "發", &used), SUGGEST_MOST);
    close_book(&book);
}

/* What is broken or missing does not count, and all else does. */
static void a_damaged_article_does_not_count(void **state)
{
    static const struct leaf leaves[] = {
        {"甲.md", "# 甲\n\n坏了的河河河河。\n"}, {"喝水.md", "# 喝水\n"}, {0}};
    struct desk *desk = *state;
    struct book book;
    desk_write(desk, leaves);
    desk_damage(desk, "坏了的河");
    assert_int_equal(bundle_open(desk->path, &book.bundle, NULL), STATUS_OK);
    assert_int_equal(publication_open(book.bundle, &book.publication, NULL), STATUS_OK);
    book.suggest = suggest_new(book.bundle, book.publication, false);
    assert_non_null(book.suggest);
    while (suggest_step(book.suggest))
        ;
    expect(&book, "shui", "水", 4);
    close_book(&book);
}

static void memory_gives_out(void **state)
{
    struct desk *desk = *state;
    struct book book;
    bool done = false;
    desk_write(desk, rivers);
    assert_int_equal(bundle_open(desk->path, &book.bundle, NULL), STATUS_OK);
    assert_int_equal(publication_open(book.bundle, &book.publication, NULL), STATUS_OK);
    for (size_t number = 1; !done; number++) {
        assert_in_range(number, 1, 5000);
        allocation_fail(number);
        book.suggest = suggest_new(book.bundle, book.publication, false);
        while (book.suggest && suggest_step(book.suggest))
            ;
        done = allocation_count() < number;
        allocation_fail(0);
        if (done)
            expect(&book, "he", "河", 2);
        suggest_free(book.suggest);
    }
    book.suggest = NULL;
    close_book(&book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_commonest_of_the_bundle_comes_first, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(letters_of_several_syllables_are_read_one_by_one, desk_open,
                                        desk_close),
        cmocka_unit_test_setup_teardown(words_come_before_characters, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(nothing_begins_so, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(characters_are_read_in_several_ways, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(traditional_forms_are_for_who_reads_them, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_damaged_article_does_not_count, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(memory_gives_out, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
