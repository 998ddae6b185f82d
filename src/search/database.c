#include "search/database.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/limits.h"
#include "base/messages.h"
#include "base/utf8.h"
#include "search/form.h"
#include "search/module.h"
#include "search/rank.h"
#include "search/search.h"
#include "search/vfs.h"

/* Virtual machine steps between two looks at how many there were, and how many looks one call may take: a title takes some
 * ten steps, a row of the text as many. */
#define STEPS 1000
#define LOOKS 20000u

struct database {
    struct bundle *bundle;
    struct peek *peek;
    struct vfs vfs;
    sqlite3 *sqlite;
    sqlite3_stmt *names, *article;
    sqlite3_stmt *rows; /* of the part that is being looked through; NULL: the next one is yet to be begun */
    uint32_t parts, next_part; /* how many there are; the one after that */
    const struct query *query;
    uint32_t looks; /* left for this call */
};

enum status database_damaged(const struct database *database, struct fault *fault)
{
    const struct fault *reading = &database->vfs.fault;
    if (reading->status)
        return fault_set(fault, reading->status, "%s", reading->sentence);
    return fault_set(fault, STATUS_CORRUPT,
                     _("The search index of %s is damaged, so its articles are read instead; pack the bundle "
                       "again."),
                     bundle_path(database->bundle));
}

enum status database_of_others(const struct database *database, struct fault *fault)
{
    return fault_set(
        fault, STATUS_INVALID,
        _("The search index of %s is of other articles than it has, so these are read instead; pack "
          "the bundle again."),
        bundle_path(database->bundle));
}

static enum status judge(const struct database *database, int result, struct fault *fault)
{
    return result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE
               ? STATUS_OK
               : database_damaged(database, fault);
}

static int count_down(void *data)
{
    struct database *database = data;
    return database->looks-- == 0;
}

void database_allow(struct database *database)
{
    database->looks = LOOKS;
    vfs_allow(&database->vfs);
}

static int prepare(struct database *database)
{
    sqlite3 *sqlite = database->sqlite;
    static const char settings[] =
        "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;"
        "PRAGMA cache_size = -1024; PRAGMA query_only = ON;";
    form_restrict(sqlite);
    sqlite3_progress_handler(sqlite, STEPS, count_down, database);
    int result = sqlite3_exec(sqlite, settings, NULL, NULL, NULL);
    if (!result)
        result = form_schema(sqlite, &database->parts);
    if (!result)
        result =
            sqlite3_prepare_v2(sqlite,
                               "SELECT article, key FROM name WHERE kind = ?1 AND key >= ?2 AND key < ?3 "
                               "ORDER BY key, article LIMIT ?4",
                               -1, &database->names, NULL);
    if (!result)
        result = sqlite3_prepare_v2(sqlite, "SELECT path, title FROM article WHERE id = ?1", -1,
                                    &database->article, NULL);
    return result;
}

/* As entry_kind_of has it: what a description declares is known only when that is read. */
struct stamp database_stamp(const struct bundle *bundle)
{
    struct stamp stamp = {0};
    for (uint32_t entry = 0; entry < bundle_count(bundle); entry++) {
        if (!entry_is_article(entry_kind_of(bundle_name(bundle, entry))))
            continue;
        stamp.articles++;
        stamp.bytes += bundle_size(bundle, entry);
    }
    return stamp;
}

static enum status check_stamp(struct database *database, struct fault *fault)
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(database->sqlite, "SELECT articles, bytes, parts FROM stamp", -1,
                                    &statement, NULL);
    if (!result && (result = sqlite3_step(statement)) == SQLITE_DONE)
        result = SQLITE_CORRUPT;
    enum status status = judge(database, result, fault);
    if (!status) {
        struct stamp stamp = database_stamp(database->bundle);
        if (sqlite3_column_int64(statement, 2) != database->parts)
            status = database_damaged(database, fault);
        else if ((uint64_t)sqlite3_column_int64(statement, 0) != stamp.articles ||
                 (uint64_t)sqlite3_column_int64(statement, 1) != stamp.bytes)
            status = database_of_others(database, fault);
    }
    sqlite3_finalize(statement);
    return status;
}

enum status database_open(struct bundle *bundle, struct tokenizer *tokenizer, struct database **out,
                          struct fault *fault)
{
    uint32_t entry = bundle_find(bundle, SEARCH_ENTRY);
    *out = NULL;
    if (entry == ENTRY_NONE)
        return STATUS_NOT_FOUND;
    struct database *database = calloc(1, sizeof *database);
    if (!database)
        return fault_no_memory(fault);
    database->bundle = bundle;
    enum status status = peek_open(bundle, entry, &database->peek, fault);
    if (!status) {
        status = form_header(database->peek, fault);
        if (status == STATUS_CORRUPT)
            status = database_damaged(database, fault);
    }
    if (!status) {
        sqlite3_hard_heap_limit64((sqlite3_int64)LIMIT_SEARCH_MEMORY);
        int result = vfs_open(&database->vfs, database->peek, &database->sqlite);
        database_allow(database);
        if (!result)
            result = module_register(database->sqlite, tokenizer);
        if (!result)
            result = prepare(database);
        status = judge(database, result, fault);
    }
    if (!status)
        status = check_stamp(database, fault);
    if (status)
        database_close(database);
    else
        *out = database;
    return status;
}

void database_close(struct database *database)
{
    if (!database)
        return;
    sqlite3_finalize(database->names);
    sqlite3_finalize(database->rows);
    sqlite3_finalize(database->article);
    sqlite3_close(database->sqlite);
    peek_close(database->peek);
    free(database);
}

/* Those whose name of the kind begins with `key`, in the order of the names: those that are the key and no more come first. */
static enum status give_names(struct database *database, int kind, const struct buffer *key, uint32_t most,
                              database_each *each, void *data)
{
    sqlite3_stmt *names = database->names;
    const bool title = kind == NAME_TITLE;
    struct buffer end = {0};
    /* Behind all that begin with the key: U+10FFFF is no character. */
    if (buffer_print(&end, "%s\xF4\x8F\xBF\xBF", key->data))
        return STATUS_NO_MEMORY;
    sqlite3_bind_int(names, 1, kind);
    sqlite3_bind_text(names, 2, key->data, (int)key->size, SQLITE_STATIC);
    sqlite3_bind_text(names, 3, end.data, (int)end.size, SQLITE_STATIC);
    sqlite3_bind_int64(names, 4, most);
    enum status status = STATUS_OK;
    int result = SQLITE_ROW;
    while (!status && (result = sqlite3_step(names)) == SQLITE_ROW) {
        bool whole = (size_t)sqlite3_column_bytes(names, 1) == key->size;
        double rank = whole   ? (title ? RANK_TITLE : RANK_PINYIN)
                      : title ? RANK_TITLE_BEGINS
                              : RANK_PINYIN_BEGINS;
        status = each(data, sqlite3_column_int64(names, 0), rank);
    }
    sqlite3_reset(names);
    sqlite3_clear_bindings(names);
    buffer_free(&end);
    if (status)
        return status;
    return result == SQLITE_DONE ? STATUS_OK : STATUS_CORRUPT;
}

static enum status tell(const struct database *database, enum status status, struct fault *fault)
{
    if (status == STATUS_NO_MEMORY)
        return fault_no_memory(fault);
    return status ? database_damaged(database, fault) : STATUS_OK;
}

static void end_rows(struct database *database)
{
    sqlite3_finalize(database->rows);
    database->rows = NULL;
}

enum status database_ask(struct database *database, const struct query *query, uint32_t most,
                         database_each *each, void *data, struct fault *fault)
{
    enum status status = STATUS_OK;
    database_allow(database);
    end_rows(database);
    database->query = query;
    database->next_part = 0;
    for (int kind = 0; kind < NAME_KINDS && !status; kind++) {
        const struct buffer *key = kind == NAME_TITLE ? &query->key : &query->latin;
        if (key->size)
            status = give_names(database, kind, key, most, each, data);
    }
    return tell(database, status, fault);
}

static enum status begin_part(struct database *database)
{
    char sql[96];
    unsigned part = database->next_part++;
    snprintf(sql, sizeof sql, "SELECT rowid, standing(text%u) FROM text%u WHERE text%u MATCH ?1", part, part,
             part);
    if (sqlite3_prepare_v2(database->sqlite, sql, -1, &database->rows, NULL))
        return STATUS_CORRUPT;
    const struct buffer *match = &database->query->match;
    return sqlite3_bind_text(database->rows, 1, match->data, (int)match->size, SQLITE_STATIC)
               ? STATUS_NO_MEMORY
               : STATUS_OK;
}

enum status database_step(struct database *database, uint32_t most, database_each *each, void *data,
                          bool *more, struct fault *fault)
{
    enum status status = STATUS_OK;
    int result = SQLITE_ROW;
    database_allow(database);
    if (!database->rows)
        status = begin_part(database);
    for (uint32_t i = 0; i < most && !status && (result = sqlite3_step(database->rows)) == SQLITE_ROW; i++)
        status =
            each(data, sqlite3_column_int64(database->rows, 0), sqlite3_column_double(database->rows, 1));
    if (!status && result != SQLITE_ROW && result != SQLITE_DONE)
        status = STATUS_CORRUPT;
    if (result != SQLITE_ROW || status)
        end_rows(database);
    *more = database->rows || database->next_part < database->parts;
    return tell(database, status, fault);
}

enum status database_article(struct database *database, int64_t article, uint32_t *entry,
                             struct buffer *title, struct fault *fault)
{
    sqlite3_stmt *statement = database->article;
    enum status status = STATUS_OK;
    *entry = ENTRY_NONE;
    database_allow(database);
    sqlite3_bind_int64(statement, 1, article);
    int result = sqlite3_step(statement);
    if (result == SQLITE_ROW) {
        const char *path = (const char *)sqlite3_column_text(statement, 0);
        const char *text = (const char *)sqlite3_column_text(statement, 1);
        *entry = path ? bundle_find(database->bundle, path) : ENTRY_NONE;
        if (*entry != ENTRY_NONE && !entry_is_article(bundle_kind(database->bundle, *entry)))
            *entry = ENTRY_NONE;
        size_t size = text ? strnlen(text, LIMIT_SEARCH_TITLE) : 0;
        size = text ? utf8_whole(text, size) : 0;
        if (size && utf8_valid(text, size))
            status = buffer_add(title, text, size);
    } else if (result != SQLITE_DONE) {
        status = STATUS_CORRUPT;
    }
    sqlite3_reset(statement);
    return tell(database, status, fault);
}

struct sqlite3 *database_sqlite(struct database *database)
{
    return database->sqlite;
}

uint32_t database_parts(const struct database *database)
{
    return database->parts;
}

void database_unhurried(struct database *database)
{
    sqlite3_progress_handler(database->sqlite, 0, NULL, NULL);
}
