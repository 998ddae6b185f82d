#include "library.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "search/writer.h"

void library_add(struct maker *maker, const char *top)
{
    char name[128], text[1024];
    for (unsigned i = 0; i < LIBRARY_ARTICLES; i++) {
        snprintf(name, sizeof name, i ? "%spages/%02u.md" : "%sREADME.md", top, i);
        snprintf(text, sizeof text, "# 第%u篇%s\n\n河水涨到了台阶。Page %u of the book.\n\n%s\n", i,
                 i == 7 ? "孔雀" : "", i,
                 i == 7  ? "孔雀开屏。"
                 : i % 2 ? "一只麻雀。"
                         : "燕子来了。");
        maker_add_text(maker, name, text);
    }
}

struct buffer library_index_of(const char *path)
{
    char index[600];
    struct bundle *bundle;
    struct fault fault;
    snprintf(index, sizeof index, "%s.db", path);
    assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
    if (writer_make(bundle, index, &fault))
        fail_msg("%s", fault.sentence);
    bundle_close(bundle);
    struct buffer out = maker_read(index);
    assert_int_equal(remove(index), 0);
    return out;
}

struct buffer library_index(const char *top)
{
    char path[512];
    snprintf(path, sizeof path, "%s", library_write("plain.zip", top, NULL));
    return library_index_of(path);
}

struct buffer library_altered(struct buffer index, const char *sql)
{
    char path[512];
    char *message = NULL;
    sqlite3 *sqlite;
    snprintf(path, sizeof path, "%s", maker_path("altered.db"));
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(index.data, 1, index.size, file), index.size);
    assert_int_equal(fclose(file), 0);
    buffer_free(&index);
    assert_int_equal(sqlite3_open(path, &sqlite), SQLITE_OK);
    if (sqlite3_exec(sqlite, sql, NULL, NULL, &message))
        fail_msg("%s: %s", sql, message);
    assert_int_equal(sqlite3_close(sqlite), SQLITE_OK);
    index = maker_read(path);
    assert_int_equal(remove(path), 0);
    return index;
}

const char *library_write(const char *name, const char *top, const struct maker_entry *entry)
{
    struct maker maker = {0};
    library_add(&maker, top);
    if (entry)
        maker_add(&maker, entry);
    maker_end(&maker, NULL, 0, false);
    const char *path = maker_path(name);
    maker_write(&maker, path);
    return path;
}

const char *library_with(const char *name, const struct buffer *index)
{
    const struct maker_entry entry = {.name = SEARCH_ENTRY, .data = index->data, .size = index->size};
    return library_write(name, "", &entry);
}

void library_open(struct library *library, const char *path)
{
    struct fault fault;
    if (bundle_open(path, &library->bundle, &fault) ||
        publication_open(library->bundle, &library->publication, &fault) ||
        search_open(library->bundle, library->publication, &library->search, &fault))
        fail_msg("%s", fault.sentence);
}

void library_close(struct library *library)
{
    search_close(library->search);
    publication_free(library->publication);
    bundle_close(library->bundle);
}

uint32_t library_ask(const struct library *library, const char *query, uint32_t limit)
{
    struct fault fault = {0};
    if (search_ask(library->search, query, limit, &fault))
        fail_msg("%s", fault.sentence);
    for (unsigned steps = 0; search_step(library->search, &fault); steps++)
        assert_true(steps < 10000);
    if (fault.status)
        fail_msg("%s", fault.sentence);
    return search_count(library->search);
}
