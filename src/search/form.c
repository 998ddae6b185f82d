#include "search/form.h"

#include <string.h>

#include "base/limits.h"
#include "search/module.h"

#define HEADER 100u
/* Tables beside those of the parts, and of each part. */
#define TABLES 3u
#define PART_TABLES 5u

/* The header (https://www.sqlite.org/fileformat.html, 1.3): what our own writer leaves there, and as many pages as there are. */
enum status form_header(struct peek *peek, struct fault *fault)
{
    unsigned char header[HEADER];
    uint64_t size = peek_size(peek);
    if (size < HEADER)
        return STATUS_CORRUPT;
    enum status status = peek_read(peek, 0, header, HEADER, fault);
    if (status)
        return status;
    uint32_t page = (uint32_t)header[16] << 8 | header[17];
    uint32_t pages =
        (uint32_t)header[28] << 24 | (uint32_t)header[29] << 16 | (uint32_t)header[30] << 8 | header[31];
    static const unsigned char version[4] = {0, 0, 0, MODULE_VERSION};
    static const unsigned char application[4] = {MODULE_APPLICATION >> 24, MODULE_APPLICATION >> 16 & 0xFF,
                                                 MODULE_APPLICATION >> 8 & 0xFF, MODULE_APPLICATION & 0xFF};
    /* Bytes 18 and 19 are 2 for a database with a log beside it. */
    if (memcmp(header, "SQLite format 3", 16) != 0 ||
        (page != MODULE_PAGE_SMALL && page != MODULE_PAGE_LARGE) || header[18] != 1 || header[19] != 1 ||
        size % page || pages != size / page || memcmp(header + 60, version, 4) != 0 ||
        memcmp(header + 68, application, 4) != 0)
        return STATUS_CORRUPT;
    return STATUS_OK;
}

void form_restrict(sqlite3 *sqlite)
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

/* A part's own table, and those that FTS5 makes for it, whole: a column of another one's making may be worked out by whatever it says,
 * and a single function may take for ever. */
static bool is_part(const char *sql)
{
    static const char *const forms[] = {
        MODULE_TEXT,
        "CREATE TABLE 'text%u_data'(id INTEGER PRIMARY KEY, block BLOB)",
        "CREATE TABLE 'text%u_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
        "CREATE TABLE 'text%u_docsize'(id INTEGER PRIMARY KEY, sz BLOB)",
        "CREATE TABLE 'text%u_config'(k PRIMARY KEY, v) WITHOUT ROWID",
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *number = strstr(forms[i], "%u");
        size_t before = (size_t)(number - forms[i]);
        if (strncmp(sql, forms[i], before) != 0)
            continue;
        size_t digits = strspn(sql + before, "0123456789");
        if (digits && !strcmp(sql + before + digits, number + 2))
            return true;
    }
    return false;
}

/* A database of somebody else's making may say anything in its schema; only ours is looked at. */
static bool is_ours(const char *sql)
{
    static const char *const known[] = {MODULE_ARTICLE, MODULE_NAME, MODULE_STAMP};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(sql, known[i]))
            return true;
    return is_part(sql);
}

int form_schema(sqlite3 *sqlite, uint32_t *parts)
{
    sqlite3_stmt *schema = NULL;
    uint32_t tables = 0;
    int result = sqlite3_prepare_v2(sqlite, "SELECT sql FROM sqlite_schema", -1, &schema, NULL);
    while (!result && (result = sqlite3_step(schema)) == SQLITE_ROW) {
        const char *sql = (const char *)sqlite3_column_text(schema, 0);
        result = sql && is_ours(sql) ? SQLITE_OK : SQLITE_CORRUPT;
        tables++;
    }
    sqlite3_finalize(schema);
    *parts = tables > TABLES ? (tables - TABLES) / PART_TABLES : 0;
    return result == SQLITE_DONE && *parts && tables == TABLES + *parts * PART_TABLES ? SQLITE_OK
                                                                                      : SQLITE_CORRUPT;
}
