#include "search/database.h"

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/limits.h"
#include "base/messages.h"
#include "base/utf8.h"
#include "search/module.h"
#include "search/search.h"
#include "search/vfs.h"

#define PAGE 4096u
#define HEADER 100u
/* Virtual machine steps between two looks at how many there were, and how many looks one call may take: a title takes some
 * ten steps, a row of the text as many. */
#define STEPS 1000
#define LOOKS 20000u

struct database {
    struct bundle *bundle;
    struct peek *peek;
    struct vfs vfs;
    sqlite3 *sqlite;
    sqlite3_stmt *names, *rows, *article;
    uint32_t looks; /* left for this call */
};

static enum status damaged(const struct database *database, struct fault *fault)
{
    const struct fault *reading = &database->vfs.fault;
    if (reading->status)
        return fault_set(fault, reading->status, "%s", reading->sentence);
    return fault_set(fault, STATUS_CORRUPT,
                     _("The search index of %s is damaged, so its articles are read instead; pack the bundle "
                       "again."),
                     bundle_path(database->bundle));
}

static enum status of_others(const struct database *database, struct fault *fault)
{
    return fault_set(
        fault, STATUS_INVALID,
        _("The search index of %s is of other articles than it has, so these are read instead; pack "
          "the bundle again."),
        bundle_path(database->bundle));
}

static enum status judge(const struct database *database, int result, struct fault *fault)
{
    return result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE ? STATUS_OK
                                                                                : damaged(database, fault);
}

static int count_down(void *data)
{
    struct database *database = data;
    return database->looks-- == 0;
}

static void begin(struct database *database)
{
    database->looks = LOOKS;
    vfs_allow(&database->vfs);
}

/* The header (https://www.sqlite.org/fileformat.html, 1.3): what our own writer leaves there, and as many pages as there are. */
static enum status check_header(struct database *database, struct fault *fault)
{
    unsigned char header[HEADER];
    uint64_t size = peek_size(database->peek);
    if (size < PAGE || size % PAGE)
        return damaged(database, fault);
    enum status status = peek_read(database->peek, 0, header, HEADER, fault);
    if (status)
        return status;
    uint32_t pages =
        (uint32_t)header[28] << 24 | (uint32_t)header[29] << 16 | (uint32_t)header[30] << 8 | header[31];
    static const unsigned char version[4] = {0, 0, 0, MODULE_VERSION};
    static const unsigned char application[4] = {MODULE_APPLICATION >> 24, MODULE_APPLICATION >> 16 & 0xFF,
                                                 MODULE_APPLICATION >> 8 & 0xFF, MODULE_APPLICATION & 0xFF};
    if (memcmp(header, "SQLite format 3", 16) != 0 || header[16] != PAGE >> 8 || header[17] ||
        header[18] != 1 || header[19] != 1 || pages != size / PAGE || memcmp(header + 60, version, 4) != 0 ||
        memcmp(header + 68, application, 4) != 0)
        return damaged(database, fault);
    return STATUS_OK;
}

/* A database of somebody else's making may say anything in its schema; only ours is looked at, and the tables that FTS5 makes. */
static bool is_ours(const char *sql)
{
    static const char *const known[] = {MODULE_TEXT, MODULE_ARTICLE, MODULE_NAME, MODULE_STAMP};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(sql, known[i]))
            return true;
    static const char *const shadows[] = {"CREATE TABLE 'text_data'(", "CREATE TABLE 'text_idx'(",
                                          "CREATE TABLE 'text_docsize'(", "CREATE TABLE 'text_config'("};
    for (size_t i = 0; i < sizeof shadows / sizeof *shadows; i++)
        if (!strncmp(sql, shadows[i], strlen(shadows[i])))
            return true;
    return false;
}

static int check_schema(struct database *database)
{
    sqlite3_stmt *schema = NULL;
    int tables = 0;
    int result = sqlite3_prepare_v2(database->sqlite, "SELECT sql FROM sqlite_schema", -1, &schema, NULL);
    while (!result && (result = sqlite3_step(schema)) == SQLITE_ROW) {
        const char *sql = (const char *)sqlite3_column_text(schema, 0);
        result = sql && is_ours(sql) ? SQLITE_OK : SQLITE_CORRUPT;
        tables++;
    }
    sqlite3_finalize(schema);
    return result == SQLITE_DONE && tables == 8 ? SQLITE_OK : SQLITE_CORRUPT;
}

static void restrict_it(sqlite3 *sqlite)
{
    static const struct {
        int what, most;
    } limits[] = {{SQLITE_LIMIT_LENGTH, (int)MIB(4)},
                  {SQLITE_LIMIT_SQL_LENGTH, 4096},
                  {SQLITE_LIMIT_COLUMN, 16},
                  {SQLITE_LIMIT_EXPR_DEPTH, 32},
                  {SQLITE_LIMIT_COMPOUND_SELECT, 2},
                  {SQLITE_LIMIT_VDBE_OP, 5000},
                  {SQLITE_LIMIT_FUNCTION_ARG, 8},
                  {SQLITE_LIMIT_ATTACHED, 0},
                  {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 64},
                  {SQLITE_LIMIT_VARIABLE_NUMBER, 8},
                  {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
                  {SQLITE_LIMIT_WORKER_THREADS, 0}};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(sqlite, limits[i].what, limits[i].most);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
}

static int prepare(struct database *database)
{
    sqlite3 *sqlite = database->sqlite;
    static const char settings[] =
        "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;"
        "PRAGMA cache_size = -1024; PRAGMA query_only = ON;";
    restrict_it(sqlite);
    sqlite3_progress_handler(sqlite, STEPS, count_down, database);
    int result = sqlite3_exec(sqlite, settings, NULL, NULL, NULL);
    if (!result)
        result = check_schema(database);
    if (!result)
        result =
            sqlite3_prepare_v2(sqlite,
                               "SELECT article, key FROM name WHERE kind = ?1 AND key >= ?2 AND key < ?3 "
                               "ORDER BY key, article LIMIT ?4",
                               -1, &database->names, NULL);
    if (!result)
        result = sqlite3_prepare_v2(sqlite, "SELECT rowid, standing(text) FROM text WHERE text MATCH ?1", -1,
                                    &database->rows, NULL);
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
    int result =
        sqlite3_prepare_v2(database->sqlite, "SELECT articles, bytes FROM stamp", -1, &statement, NULL);
    if (!result && (result = sqlite3_step(statement)) == SQLITE_DONE)
        result = SQLITE_CORRUPT;
    enum status status = judge(database, result, fault);
    if (!status) {
        struct stamp stamp = database_stamp(database->bundle);
        if ((uint64_t)sqlite3_column_int64(statement, 0) != stamp.articles ||
            (uint64_t)sqlite3_column_int64(statement, 1) != stamp.bytes)
            status = of_others(database, fault);
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
    if (!status)
        status = check_header(database, fault);
    if (!status) {
        sqlite3_hard_heap_limit64((sqlite3_int64)LIMIT_SEARCH_MEMORY);
        int result = vfs_open(&database->vfs, database->peek, &database->sqlite);
        begin(database);
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
    return status ? damaged(database, fault) : STATUS_OK;
}

enum status database_ask(struct database *database, const struct query *query, uint32_t most,
                         database_each *each, void *data, struct fault *fault)
{
    enum status status = STATUS_OK;
    begin(database);
    sqlite3_reset(database->rows);
    for (int kind = 0; kind < NAME_KINDS && !status; kind++) {
        const struct buffer *key = kind == NAME_TITLE ? &query->key : &query->latin;
        if (key->size)
            status = give_names(database, kind, key, most, each, data);
    }
    sqlite3_bind_text(database->rows, 1, query->match.data, (int)query->match.size, SQLITE_STATIC);
    return tell(database, status, fault);
}

enum status database_step(struct database *database, uint32_t most, database_each *each, void *data,
                          bool *more, struct fault *fault)
{
    enum status status = STATUS_OK;
    int result = SQLITE_ROW;
    begin(database);
    for (uint32_t i = 0; i < most && !status && (result = sqlite3_step(database->rows)) == SQLITE_ROW; i++)
        status =
            each(data, sqlite3_column_int64(database->rows, 0), sqlite3_column_double(database->rows, 1));
    *more = result == SQLITE_ROW;
    if (!status && result != SQLITE_ROW && result != SQLITE_DONE)
        status = STATUS_CORRUPT;
    if (!*more || status)
        sqlite3_reset(database->rows);
    return tell(database, status, fault);
}

enum status database_article(struct database *database, int64_t article, uint32_t *entry,
                             struct buffer *title, struct fault *fault)
{
    sqlite3_stmt *statement = database->article;
    enum status status = STATUS_OK;
    *entry = ENTRY_NONE;
    begin(database);
    sqlite3_bind_int64(statement, 1, article);
    int result = sqlite3_step(statement);
    if (result == SQLITE_ROW) {
        const char *path = (const char *)sqlite3_column_text(statement, 0);
        const char *text = (const char *)sqlite3_column_text(statement, 1);
        *entry = path ? bundle_find(database->bundle, path) : ENTRY_NONE;
        if (*entry != ENTRY_NONE && !entry_is_article(bundle_kind(database->bundle, *entry)))
            *entry = ENTRY_NONE;
        status = buffer_print(title, "%s", text && utf8_valid(text, strlen(text)) ? text : "");
    } else if (result != SQLITE_DONE) {
        status = STATUS_CORRUPT;
    }
    sqlite3_reset(statement);
    return tell(database, status, fault);
}

/* Each article of the index is one of the bundle's. */
static enum status check_articles(struct database *database, struct fault *fault)
{
    sqlite3_stmt *statement = NULL;
    enum status status = STATUS_OK;
    int result = sqlite3_prepare_v2(database->sqlite, "SELECT id FROM article", -1, &statement, NULL);
    while (!result && !status && (result = sqlite3_step(statement)) == SQLITE_ROW) {
        struct buffer title = {0};
        uint32_t entry;
        result = SQLITE_OK;
        status = database_article(database, sqlite3_column_int64(statement, 0), &entry, &title, fault);
        if (!status && entry == ENTRY_NONE)
            status = of_others(database, fault);
        buffer_free(&title);
    }
    sqlite3_finalize(statement);
    return status ? status : judge(database, result, fault);
}

enum status database_check(struct database *database, struct fault *fault)
{
    sqlite3_stmt *statement = NULL;
    bool sound = false;
    /* A page at a time, however many there are. */
    sqlite3_progress_handler(database->sqlite, 0, NULL, NULL);
    begin(database);
    if (sqlite3_prepare_v2(database->sqlite, "PRAGMA integrity_check(1)", -1, &statement, NULL) ==
            SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        const char *found = (const char *)sqlite3_column_text(statement, 0);
        sound = found && !strcmp(found, "ok");
    }
    sqlite3_finalize(statement);
    return sound ? check_articles(database, fault) : damaged(database, fault);
}
