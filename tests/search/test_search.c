/* The index where it lies, and what is done where there is none that can be used. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "library.h"
#include "platform/sandbox.h"
#include "search/audit.h"

static char path[512];

/* Writes the bundle with this index, and asks it for something that one article has. */
static void expect(const char *top, const struct maker_entry *entry, bool indexed, const char *sentence)
{
    struct library library;
    snprintf(path, sizeof path, "%s", library_write("search.zip", top, entry));
    library_open(&library, path);
    assert_int_equal(search_indexed(library.search), indexed);
    assert_int_equal(library_ask(&library, "孔雀", 20), 1);
    const struct search_hit *hit = search_hit(library.search, 0);
    assert_string_equal(bundle_name(library.bundle, hit->entry), "pages/07.md");
    assert_string_equal(hit->title, "第7篇孔雀");
    const struct fault *fault = search_fault(library.search);
    if (sentence && !fault)
        fail_msg("nothing was said");
    if (sentence && !strstr(fault->sentence, sentence))
        fail_msg("%s", fault->sentence);
    if (!sentence && fault)
        fail_msg("%s", fault->sentence);
    library_close(&library);
}

static struct maker_entry entry_of(const struct buffer *index)
{
    return (struct maker_entry){.name = SEARCH_ENTRY, .data = index->data, .size = index->size};
}

static void stored_and_deflated(void **state)
{
    (void)state;
    struct buffer index = library_index("");
    struct maker_entry entry = entry_of(&index);
    expect("", &entry, true, NULL);
    entry.deflate = true;
    expect("", &entry, true, NULL);
    entry.deflate = false;
    entry.zstd = true;
    expect("", &entry, false, "is packed with zstd");
    expect("", NULL, false, NULL);
    buffer_free(&index);
}

static void below_the_top_folder(void **state)
{
    (void)state;
    struct buffer index = library_index("notes-main/");
    struct maker_entry entry = entry_of(&index);
    entry.name = "notes-main/" SEARCH_ENTRY;
    expect("notes-main/", &entry, true, NULL);
    buffer_free(&index);
}

/* The index of a bundle in a bundle: stored, and deflated as a whole, where a deflated index cannot be read. */
static void in_another_bundle(void **state)
{
    (void)state;
    struct buffer index = library_index("");
    for (int turn = 0; turn < 4; turn++) {
        struct maker_entry entry = entry_of(&index);
        entry.deflate = turn & 1;
        struct buffer inner = maker_read(library_write("inner.zip", "", &entry));
        struct maker shelf = {0};
        maker_add(&shelf, &(struct maker_entry){
                              .name = "b.zip", .data = inner.data, .size = inner.size, .deflate = turn & 2});
        maker_end(&shelf, NULL, 0, false);
        snprintf(path, sizeof path, "%s", maker_path("shelf.zip"));
        maker_write(&shelf, path);
        strcat(path, "/b.zip");
        struct library library;
        library_open(&library, path);
        assert_int_equal(search_indexed(library.search), turn != 3);
        assert_int_equal(library_ask(&library, "孔雀", 20), 1);
        library_close(&library);
        buffer_free(&inner);
    }
    buffer_free(&index);
}

static void the_same_bytes_each_time(void **state)
{
    (void)state;
    struct buffer first = library_index(""), second = library_index("");
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    buffer_free(&first);
    buffer_free(&second);
}

static void of_other_articles(void **state)
{
    (void)state;
    struct buffer index = library_index("");
    struct maker maker = {0};
    struct maker_entry entry = entry_of(&index);
    struct library library;
    library_add(&maker, "");
    maker_add_text(&maker, "another.md", "# 孔雀");
    maker_add(&maker, &entry);
    maker_end(&maker, NULL, 0, false);
    snprintf(path, sizeof path, "%s", maker_path("others.zip"));
    maker_write(&maker, path);
    library_open(&library, path);
    assert_false(search_indexed(library.search));
    assert_non_null(strstr(search_fault(library.search)->sentence, "is of other articles than it has"));
    assert_int_equal(library_ask(&library, "孔雀", 20), 2);
    struct fault fault;
    struct audit *audit;
    assert_int_equal(audit_open(library.bundle, library.publication, &audit, &fault), STATUS_INVALID);
    library_close(&library);
    buffer_free(&index);
}

static void no_database(void **state)
{
    (void)state;
    struct maker_entry entry = {.name = SEARCH_ENTRY, .data = "no database", .size = 11};
    expect("", &entry, false, "is damaged");
    struct buffer index = library_index("");
    entry = entry_of(&index);
    entry.size -= 4096;
    expect("", &entry, false, "is damaged");
    index.data[19] = 2; /* a write-ahead log, which would be a second file */
    entry.size += 4096;
    expect("", &entry, false, "is damaged");
    buffer_free(&index);
}

static void no_more_than_asked_for(void **state)
{
    (void)state;
    struct buffer index = library_index("");
    struct maker_entry entry = entry_of(&index);
    for (int indexed = 0; indexed < 2; indexed++) {
        struct library library;
        snprintf(path, sizeof path, "%s", library_write("many.zip", "", indexed ? &entry : NULL));
        library_open(&library, path);
        assert_int_equal(library_ask(&library, "河水", 1000), LIBRARY_ARTICLES);
        assert_int_equal(library_ask(&library, "河水", 7), 7);
        assert_int_equal(library_ask(&library, "河水", 0), 1);
        assert_int_equal(library_ask(&library, "book", 3), 3);
        assert_int_equal(library_ask(&library, "第7篇", 3), 1);
        assert_int_equal(library_ask(&library, "河水 麻雀", 1000), 19);
        assert_int_equal(library_ask(&library, "没有", 3), 0);
        library_close(&library);
    }
    buffer_free(&index);
}

/* Texts of more than MODULE_PART are in several tables: all of them answer. */
static void in_parts(void **state)
{
    (void)state;
    enum { ARTICLES = 19, SIZE = 1 << 20 };
    struct maker maker = {0};
    char *text = malloc(SIZE);
    assert_non_null(text);
    for (unsigned i = 0; i < ARTICLES; i++) {
        char name[16];
        snprintf(name, sizeof name, "%02u.md", i);
        int size = snprintf(text, SIZE, "# Number %u\n\n%s\n", i, i == ARTICLES - 1 ? "peacock" : "sparrow");
        while (size + 32 < SIZE)
            size += snprintf(text + size, SIZE - (size_t)size, "A word and a %s.\n\n",
                             size % 7 ? "swallow" : "duck");
        maker_add(&maker,
                  &(struct maker_entry){.name = name, .data = text, .size = (size_t)size, .deflate = true});
    }
    free(text);
    struct buffer articles = {0};
    assert_int_equal(buffer_add(&articles, maker.bytes.data, maker.bytes.size), STATUS_OK);
    struct maker plain = {.bytes = articles, .directory = maker.directory, .count = maker.count};
    maker.directory = (struct buffer){0};
    assert_int_equal(buffer_add(&maker.directory, plain.directory.data, plain.directory.size), STATUS_OK);
    maker_end(&plain, NULL, 0, false);
    snprintf(path, sizeof path, "%s", maker_path("parts.zip"));
    maker_write(&plain, path);
    struct buffer index = library_index_of(path);
    struct maker_entry entry = entry_of(&index);
    maker_add(&maker, &entry);
    maker_end(&maker, NULL, 0, false);
    maker_write(&maker, path);
    buffer_free(&index);
    struct library library;
    library_open(&library, path);
    assert_int_equal(library_ask(&library, "duck", 100), ARTICLES);
    assert_int_equal(library_ask(&library, "sparrow", 100), ARTICLES - 1);
    assert_int_equal(library_ask(&library, "peacock", 100), 1);
    assert_true(search_indexed(library.search));
    library_close(&library);
}

/* A query longer than what is looked for, and all kinds of what FTS5 would take for its own language. */
static void any_query(void **state)
{
    (void)state;
    static const char *const queries[] = {
        "\"",          "河\"水",       "\"河水\" OR 麻雀", "title:河水", "河水*",  "^河水",
        "NEAR(河 水)", "-河",          "{title} : 河",     "(",          "\\",     "'; DROP TABLE text; --",
        "\xFF\xFE河",  "\x1e河\x1e水", "河\n水",           "AND",        "河 AND", "\xF0\x9F\x98\x80"};
    struct buffer index = library_index(""), longest = {0};
    struct maker_entry entry = entry_of(&index);
    struct library library;
    for (int i = 0; i < 2000; i++)
        assert_int_equal(buffer_print(&longest, "河水 word%d ", i), STATUS_OK);
    for (int indexed = 0; indexed < 2; indexed++) {
        snprintf(path, sizeof path, "%s", library_write("any.zip", "", indexed ? &entry : NULL));
        library_open(&library, path);
        for (size_t i = 0; i <= sizeof queries / sizeof *queries; i++) {
            const char *query = i ? queries[i - 1] : longest.data;
            struct fault fault = {0};
            enum status status = search_ask(library.search, query, 5, &fault);
            assert_true(status == STATUS_OK || status == STATUS_NOT_FOUND);
            while (!status && search_step(library.search, &fault))
                ;
            assert_null(search_fault(library.search));
            assert_int_equal(search_indexed(library.search), indexed);
        }
        library_close(&library);
    }
    buffer_free(&longest);
    buffer_free(&index);
}

/* SQLite opens no file, starts nothing and asks for nothing that the reader's sandbox has given up. */
static void within_the_sandbox(void **state)
{
    (void)state;
    struct buffer index = library_index("");
    struct maker_entry entry = entry_of(&index);
    int status;
    snprintf(path, sizeof path, "%s", library_write("shut.zip", "", &entry));
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        const char *read[] = {path};
        struct fault fault = {0};
        struct library library;
        if (sandbox_enter(&(struct sandbox_options){.read = read, .read_count = 1}, &fault))
            _exit(77);
        library_open(&library, path);
        bool sound = search_indexed(library.search) && library_ask(&library, "孔雀", 5) == 1 &&
                     library_ask(&library, "boo", 50) == LIBRARY_ARTICLES && search_indexed(library.search);
        _exit(sound ? 0 : 1);
    }
    buffer_free(&index);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
        skip();
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void one_query_after_another(void **state)
{
    (void)state;
    struct buffer index = library_index("");
    struct maker_entry entry = entry_of(&index);
    struct library library;
    struct fault fault;
    for (int indexed = 0; indexed < 2; indexed++) {
        snprintf(path, sizeof path, "%s", library_write("again.zip", "", indexed ? &entry : NULL));
        library_open(&library, path);
        for (int steps = 0; steps < 12; steps++) {
            assert_int_equal(search_ask(library.search, "河水", 20, &fault), STATUS_OK);
            for (int i = 0; i < steps; i++)
                search_step(library.search, &fault);
        }
        assert_int_equal(library_ask(&library, "孔雀", 20), 1);
        assert_int_equal(library_ask(&library, "孔雀", 20), 1);
        library_close(&library);
    }
    buffer_free(&index);
}

/* Of a long list of names every word is another one, and all are in one article. */
static void a_list_of_a_million_words(void **state)
{
    (void)state;
    struct maker maker = {0}, packed = {0};
    struct buffer list = {0};
    struct library library;
    char list_path[512];
    for (unsigned i = 0; i < 1000000; i++)
        assert_int_equal(buffer_print(&list, i % 8 ? "n%u " : "n%u\n\n", i), STATUS_OK);
    const struct maker_entry names = {.name = "README.txt", .data = list.data, .size = list.size};
    maker_add(&maker, &names);
    maker_end(&maker, NULL, 0, false);
    snprintf(list_path, sizeof list_path, "%s", maker_path("list.zip"));
    maker_write(&maker, list_path);
    struct buffer index = library_index_of(list_path);
    maker_add(&packed, &names);
    maker_add(&packed, &(struct maker_entry){.name = SEARCH_ENTRY, .data = index.data, .size = index.size});
    maker_end(&packed, NULL, 0, false);
    maker_write(&packed, list_path);
    library_open(&library, list_path);
    assert_int_equal(library_ask(&library, "n777777", 5), 1);
    assert_true(search_indexed(library.search));
    assert_int_equal(library_ask(&library, "n1777777", 5), 0);
    library_close(&library);
    buffer_free(&index);
    buffer_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stored_and_deflated),
        cmocka_unit_test(below_the_top_folder),
        cmocka_unit_test(in_another_bundle),
        cmocka_unit_test(the_same_bytes_each_time),
        cmocka_unit_test(of_other_articles),
        cmocka_unit_test(no_database),
        cmocka_unit_test(no_more_than_asked_for),
        cmocka_unit_test(any_query),
        cmocka_unit_test(in_parts),
        cmocka_unit_test(one_query_after_another),
        cmocka_unit_test(within_the_sandbox),
        cmocka_unit_test(a_list_of_a_million_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
