/* Indexes that are sound databases and say what is not so: they hide articles at most. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "document/article.h"
#include "library.h"
#include "search/audit.h"

static char path[512];

static void open_altered(struct library *library, const char *sql)
{
    struct buffer index = library_altered(library_index(""), sql);
    snprintf(path, sizeof path, "%s", library_with("hostile.zip", &index));
    buffer_free(&index);
    library_open(library, path);
}

/* It could say instr() of millions of characters, for which SQLite takes hours. */
static void a_column_is_worked_out(void **state)
{
    (void)state;
    static const char *const tables[] = {"article", "name", "stamp", "text0_data", "text0_docsize"},
                             *const keyed[] = {"text0_idx", "text0_config"};
    char sql[512];
    for (size_t i = 0; i < sizeof tables / sizeof *tables + sizeof keyed / sizeof *keyed; i++) {
        struct library library;
        bool key = i >= sizeof tables / sizeof *tables;
        snprintf(sql, sizeof sql,
                 "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '%s', "
                 "', w AS (1)%s') WHERE name = '%s'",
                 key      ? ") WITHOUT"
                 : i == 1 ? ", PRIMARY"
                          : ")",
                 key      ? ") WITHOUT"
                 : i == 1 ? ", PRIMARY"
                          : ")",
                 key ? keyed[i - sizeof tables / sizeof *tables] : tables[i]);
        open_altered(&library, sql);
        assert_false(search_indexed(library.search));
        assert_non_null(strstr(search_fault(library.search)->sentence, "is damaged"));
        assert_int_equal(library_ask(&library, "孔雀", 5), 1);
        library_close(&library);
    }
}

static void tables_of_another_program(void **state)
{
    (void)state;
    static const char *const more[] = {
        "CREATE TABLE notes(a)",
        "CREATE VIEW article2 AS SELECT * FROM article",
        "CREATE TRIGGER t AFTER INSERT ON article BEGIN DELETE FROM name; END",
        "CREATE INDEX i ON article(path)",
        "CREATE VIRTUAL TABLE other USING fts5(a)",
        "DROP TABLE article; CREATE VIEW article AS SELECT 1 AS id, 'README.md' AS path, 'x' AS title",
    };
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        struct library library;
        open_altered(&library, more[i]);
        assert_false(search_indexed(library.search));
        assert_int_equal(library_ask(&library, "孔雀", 5), 1);
        library_close(&library);
    }
}

/* Neither names nor titles that no article has are found or shown. */
static void names_that_are_invented(void **state)
{
    (void)state;
    struct library library;
    open_altered(&library, "INSERT INTO name SELECT 0, '中奖', id FROM article;"
                           "UPDATE article SET title = '中奖了，打电话'");
    assert_true(search_indexed(library.search));
    assert_int_equal(library_ask(&library, "中奖", 50), 0);
    assert_int_equal(library_ask(&library, "孔雀", 50), 1);
    assert_string_equal(search_hit(library.search, 0)->title, "第7篇孔雀");
    library_close(&library);
}

static void one_article_under_all_numbers(void **state)
{
    (void)state;
    struct library library;
    open_altered(&library, "UPDATE article SET path = 'pages/07.md'");
    assert_int_equal(library_ask(&library, "河水", 50), 1);
    assert_string_equal(search_hit(library.search, 0)->title, "第7篇孔雀");
    library_close(&library);
}

/* Numbers that no article has, and too many. */
static void rows_without_articles(void **state)
{
    (void)state;
    struct library library;
    open_altered(&library,
                 "UPDATE article SET id = id + 9000000000000000000;"
                 "INSERT INTO name WITH RECURSIVE n(i) AS (SELECT -50000 UNION ALL SELECT i + 1 FROM n "
                 "WHERE i < 50000) SELECT 0, '孔雀', i FROM n");
    assert_true(search_indexed(library.search));
    assert_int_equal(library_ask(&library, "孔雀", 50), 0);
    library_close(&library);
}

/* What audit.h finds: "NAME: sentence" in lines, cut off where it says what to do. */
static const char *audit_of(const struct library *library)
{
    static char text[8192];
    struct audit *audit;
    struct fault fault = {0};
    char *end = text;
    *text = '\0';
    if (audit_open(library->bundle, library->publication, &audit, &fault)) {
        snprintf(text, sizeof text, "%s\n", fault.sentence);
        return text;
    }
    for (uint32_t entry = 0; entry < bundle_count(library->bundle); entry++) {
        struct article *article = NULL;
        if (entry_is_article(bundle_kind(library->bundle, entry)))
            assert_int_equal(article_open(library->bundle, entry, &article, NULL), STATUS_OK);
        if (audit_article(audit, entry, article, &fault))
            end += snprintf(end, (size_t)(text + sizeof text - end), "%s: %.*s\n",
                            bundle_name(library->bundle, entry), (int)strcspn(fault.sentence, ";"),
                            fault.sentence);
        article_close(article);
    }
    if (end == text && audit_end(audit, &fault))
        snprintf(text, sizeof text, "%.*s\n", (int)strcspn(fault.sentence, ";"), fault.sentence);
    audit_close(audit);
    return text;
}

/* `check` tells what a search cannot see. */
static void what_it_says_is_compared(void **state)
{
    (void)state;
    static const char *const lies[][2] = {
        {"", ""},
        {"UPDATE article SET title = '中奖了' WHERE path = 'pages/07.md'",
         "pages/07.md: the search index has another title for it\n"},
        {"UPDATE article SET title = NULL WHERE path = 'pages/07.md'",
         "pages/07.md: the search index has another title for it\n"},
        {"UPDATE article SET title = title || x'ff' WHERE path = 'pages/07.md'",
         "pages/07.md: the search index has another title for it\n"},
        {"UPDATE article SET language = 'ja' WHERE path = 'pages/03.md'",
         "pages/03.md: the search index has another language for it\n"},
        {"DELETE FROM name WHERE kind = 0 AND article = (SELECT id FROM article WHERE path = 'pages/07.md')",
         "pages/07.md: the search index does not find it by its title\n"},
        {"DELETE FROM name WHERE kind = 2 AND article = (SELECT id FROM article WHERE path = 'pages/07.md')",
         "pages/07.md: the search index does not find it by its title\n"},
        {"INSERT INTO name SELECT 0, '中奖', id FROM article WHERE path = 'pages/07.md'",
         "the search index finds articles by names that they do not have\n"},
        {"DELETE FROM article WHERE path = 'pages/07.md'", "pages/07.md: the search index lacks it\n"},
        {"UPDATE article SET path = 'pages/07.md' WHERE path = 'pages/08.md'",
         "pages/07.md: the search index has it more than once\npages/08.md: the search index lacks it\n"},
        {"UPDATE text0_docsize SET sz = x'0101' WHERE id = (SELECT id FROM article WHERE path = "
         "'pages/07.md')",
         "pages/07.md: the search index has another text for it\n"},
        {"UPDATE text0_docsize SET sz = x'' WHERE id = (SELECT id FROM article WHERE path = 'pages/07.md')",
         "pages/07.md: the search index has another text for it\n"},
        {"DELETE FROM text0_docsize WHERE id = (SELECT id FROM article WHERE path = 'pages/07.md')",
         "pages/07.md: the search index has another text for it\n"},
    };
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        struct library library;
        open_altered(&library, lies[i][0]);
        assert_string_equal(audit_of(&library), lies[i][1]);
        library_close(&library);
    }
    struct library library;
    open_altered(&library, "UPDATE article SET path = 'nowhere.md' WHERE path = 'pages/07.md'");
    assert_non_null(strstr(audit_of(&library), "is of other articles than it has"));
    library_close(&library);
}

static void add_note(struct maker *maker)
{
    maker_add_text(maker, "README.md", "# 河\n");
    maker_add_text(
        maker, "note.txt",
        "燕子来了，也来了一只麻雀，它们在屋檐下面说了一个很长很长的早晨，又说了下午和晚上，没有停过。\n");
}

/* Of an article without a title of its own the index says how it is called: as much is kept of that as is to be shown. */
static void a_title_without_end(void **state)
{
    (void)state;
    struct maker plain = {0}, packed = {0};
    struct library library;
    add_note(&plain);
    maker_end(&plain, NULL, 0, false);
    snprintf(path, sizeof path, "%s", maker_path("note.zip"));
    maker_write(&plain, path);
    struct buffer index = library_altered(
        library_index_of(path), "UPDATE article SET title = replace(hex(zeroblob(900000)), '00', '雀')");
    add_note(&packed);
    maker_add(&packed, &(struct maker_entry){.name = SEARCH_ENTRY, .data = index.data, .size = index.size});
    maker_end(&packed, NULL, 0, false);
    maker_write(&packed, path);
    buffer_free(&index);
    library_open(&library, path);
    assert_int_equal(library_ask(&library, "麻雀", 5), 1);
    assert_true(search_indexed(library.search));
    size_t size = strlen(search_hit(library.search, 0)->title);
    assert_true(size > LIMIT_SEARCH_TITLE - 3 && size <= LIMIT_SEARCH_TITLE && size % 3 == 0);
    library_close(&library);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_is_worked_out),   cmocka_unit_test(tables_of_another_program),
        cmocka_unit_test(names_that_are_invented),  cmocka_unit_test(one_article_under_all_numbers),
        cmocka_unit_test(what_it_says_is_compared), cmocka_unit_test(rows_without_articles),
        cmocka_unit_test(a_title_without_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
