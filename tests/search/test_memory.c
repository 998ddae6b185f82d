/* Every allocation of ours fails once: then memory is what is said to be missing, or all is found in another way; nothing leaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "allocation.h"
#include "document/article.h"
#include "library.h"
#include "search/audit.h"
#include "search/writer.h"

static char path[512];

static enum status ask(struct search *search, const char *query, struct fault *fault)
{
    enum status status = search_ask(search, query, 50, fault);
    while (!status && search_step(search, fault))
        ;
    return status ? status : fault->status;
}

/* Articles that the query finds. */
static uint32_t expected;

static enum status search_it(struct bundle *bundle, struct publication *publication, const char *query,
                             uint32_t *count, struct fault *fault)
{
    struct search *search;
    enum status status = search_open(bundle, publication, &search, fault);
    if (!status)
        status = ask(search, query, fault);
    *count = status ? 0 : search_count(search);
    if (status && search) {
        /* Once there is memory again, all is found. */
        struct fault again = {0};
        allocation_fail(0);
        assert_int_equal(ask(search, query, &again), STATUS_OK);
        assert_int_equal(search_count(search), expected);
    }
    search_close(search);
    return status;
}

static void fail_each(const char *query, uint32_t found)
{
    expected = found;
    struct bundle *bundle;
    struct publication *publication;
    uint32_t count;
    struct fault fault = {0};
    assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
    assert_int_equal(publication_open(bundle, &publication, NULL), STATUS_OK);
    allocation_fail(0);
    assert_int_equal(search_it(bundle, publication, query, &count, &fault), STATUS_OK);
    assert_int_equal(count, expected);
    size_t total = allocation_count();
    assert_true(total > 20);
    /* Of the many that articles make only some. */
    for (size_t i = 1; i <= total; i += i < 400 ? 1 : 37) {
        fault = (struct fault){0};
        allocation_fail(i);
        enum status status = search_it(bundle, publication, query, &count, &fault);
        allocation_fail(0);
        if (status) {
            assert_int_equal(status, STATUS_NO_MEMORY);
            assert_int_equal(fault.status, STATUS_NO_MEMORY);
        } else {
            assert_int_equal(count, expected);
        }
    }
    publication_free(publication);
    bundle_close(bundle);
}

static void asking_the_index(void **state)
{
    (void)state;
    struct buffer index = library_index("");
    snprintf(path, sizeof path, "%s", library_with("memory.zip", &index));
    fail_each("麻雀", 19);
    fail_each("d7pkq", 1);
    buffer_free(&index);
}

/* It opens, and none of its texts can be read: what is asked is looked for in the articles. */
static void asking_a_damaged_index(void **state)
{
    (void)state;
    struct buffer index = library_altered(library_index(""), "DELETE FROM text0_data WHERE id > 10");
    snprintf(path, sizeof path, "%s", library_with("memory.zip", &index));
    fail_each("麻雀", 19);
    buffer_free(&index);
}

static void asking_the_articles(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "%s", library_write("memory.zip", "", NULL));
    fail_each("麻雀 book", 19);
    fail_each("d7pkq", 1);
}

static enum status audit_it(struct bundle *bundle, struct publication *publication, struct fault *fault)
{
    struct audit *audit;
    struct article *article = NULL;
    uint32_t entry = bundle_find(bundle, "pages/07.md");
    enum status status = audit_open(bundle, publication, &audit, fault);
    if (!status)
        status = article_open(bundle, entry, &article, fault);
    if (!status)
        status = audit_article(audit, entry, article, fault);
    article_close(article);
    audit_close(audit);
    return status;
}

/* SQLite, too, may say that it is out of memory: an index that cannot be read is then said to be damaged. */
static void comparing_the_index(void **state)
{
    (void)state;
    struct bundle *bundle;
    struct publication *publication;
    struct fault fault = {0};
    struct buffer index = library_index("");
    snprintf(path, sizeof path, "%s", library_with("memory.zip", &index));
    buffer_free(&index);
    assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
    assert_int_equal(publication_open(bundle, &publication, NULL), STATUS_OK);
    allocation_fail(0);
    assert_int_equal(audit_it(bundle, publication, &fault), STATUS_OK);
    size_t total = allocation_count();
    uint32_t without = 0;
    for (size_t i = 1; i <= total; i++) {
        fault = (struct fault){0};
        allocation_fail(i);
        enum status status = audit_it(bundle, publication, &fault);
        allocation_fail(0);
        assert_int_equal(fault.status, status);
        assert_int_not_equal(status, STATUS_INVALID);
        without += status == STATUS_NO_MEMORY;
    }
    assert_true(without > 20);
    publication_free(publication);
    bundle_close(bundle);
}

static void making_the_index(void **state)
{
    (void)state;
    struct bundle *bundle;
    char target[600];
    struct fault fault = {0};
    snprintf(path, sizeof path, "%s", library_write("memory.zip", "", NULL));
    snprintf(target, sizeof target, "%s.db", path);
    assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
    allocation_fail(0);
    assert_int_equal(writer_make(bundle, target, &fault), STATUS_OK);
    size_t total = allocation_count();
    struct buffer whole = maker_read(target);
    for (size_t i = 1; i <= total; i += i < 300 ? 1 : 41) {
        remove(target);
        allocation_fail(i);
        enum status status = writer_make(bundle, target, &fault);
        allocation_fail(0);
        FILE *file = fopen(target, "rb");
        if (status) {
            assert_int_equal(status, STATUS_NO_MEMORY);
            assert_null(file);
            continue;
        }
        assert_non_null(file);
        fclose(file);
        struct buffer now = maker_read(target);
        assert_int_equal(now.size, whole.size);
        assert_memory_equal(now.data, whole.data, whole.size);
        buffer_free(&now);
    }
    buffer_free(&whole);
    bundle_close(bundle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asking_the_index),    cmocka_unit_test(asking_a_damaged_index),
        cmocka_unit_test(asking_the_articles), cmocka_unit_test(comparing_the_index),
        cmocka_unit_test(making_the_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
