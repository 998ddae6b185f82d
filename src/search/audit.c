#include "search/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/messages.h"
#include "document/roll.h"
#include "search/database.h"
#include "search/names.h"
#include "search/passage.h"

/* Ids of entries: those of the writer begin with 1. */
#define ID_NONE 0
#define ID_MANY INT64_MIN

struct audit {
    struct bundle *bundle;
    struct tokenizer *tokenizer;
    struct database *database;
    struct roll *roll;
    int64_t *ids; /* by entry: its number in the index */
    bool *listed; /* by entry: it should have one */
    sqlite3_stmt *article, *name;
    sqlite3_stmt *sizes; /* of the part in which the last article was */
    uint32_t part;       /* that one */
    uint64_t names;      /* of the articles so far */
    struct buffer body;  /* of the article at hand */
};

static enum status prepare(struct audit *audit, const char *sql, sqlite3_stmt **out, struct fault *fault)
{
    database_allow(audit->database);
    return sqlite3_prepare_v2(database_sqlite(audit->database), sql, -1, out, NULL)
               ? database_damaged(audit->database, fault)
               : STATUS_OK;
}

/* ---- all of it ---- */

static enum status check_pages(struct audit *audit, struct fault *fault)
{
    sqlite3_stmt *statement;
    enum status status = prepare(audit, "PRAGMA integrity_check(1)", &statement, fault);
    if (status)
        return status;
    const char *found =
        sqlite3_step(statement) == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    if (!found || strcmp(found, "ok") != 0)
        status = database_damaged(audit->database, fault);
    sqlite3_finalize(statement);
    return status;
}

static uint32_t find(const struct audit *audit, const char *path)
{
    uint32_t entry = path ? bundle_find(audit->bundle, path) : ENTRY_NONE;
    return entry != ENTRY_NONE && !strcmp(bundle_name(audit->bundle, entry), path) ? entry : ENTRY_NONE;
}

static enum status read_ids(struct audit *audit, struct fault *fault)
{
    sqlite3_stmt *statement;
    int result;
    enum status status = prepare(audit, "SELECT id, path FROM article", &statement, fault);
    if (status)
        return status;
    while (!status && (result = sqlite3_step(statement)) != SQLITE_DONE) {
        if (result != SQLITE_ROW) {
            status = database_damaged(audit->database, fault);
            break;
        }
        uint32_t entry = find(audit, (const char *)sqlite3_column_text(statement, 1));
        if (entry == ENTRY_NONE || !audit->listed[entry])
            status = database_of_others(audit->database, fault);
        else
            audit->ids[entry] = audit->ids[entry] ? ID_MANY : sqlite3_column_int64(statement, 0);
    }
    sqlite3_finalize(statement);
    return status;
}

static enum status begin(struct audit *audit, struct publication *publication, struct fault *fault)
{
    enum status status = database_open(audit->bundle, audit->tokenizer, &audit->database, fault);
    if (status)
        return status;
    database_unhurried(audit->database);
    status = roll_open(audit->bundle, publication, &audit->roll, fault);
    for (uint32_t entry; !status && (entry = roll_next(audit->roll)) != ENTRY_NONE;)
        audit->listed[entry] = true;
    if (!status)
        status = check_pages(audit, fault);
    if (!status)
        status = read_ids(audit, fault);
    if (!status)
        status = prepare(audit, "SELECT title, language FROM article WHERE id = ?1", &audit->article, fault);
    if (!status)
        status = prepare(audit, "SELECT 1 FROM name WHERE kind = ?1 AND key = ?2 AND article = ?3",
                         &audit->name, fault);
    return status;
}

enum status audit_open(struct bundle *bundle, struct publication *publication, struct audit **out,
                       struct fault *fault)
{
    struct audit *audit = calloc(1, sizeof *audit);
    *out = NULL;
    if (!audit)
        return fault_no_memory(fault);
    audit->bundle = bundle;
    audit->tokenizer = tokenizer_new();
    audit->ids = calloc(bundle_count(bundle), sizeof *audit->ids);
    audit->listed = calloc(bundle_count(bundle), sizeof *audit->listed);
    enum status status = audit->tokenizer && audit->ids && audit->listed ? begin(audit, publication, fault)
                                                                         : fault_no_memory(fault);
    if (status)
        audit_close(audit);
    else
        *out = audit;
    return status;
}

void audit_close(struct audit *audit)
{
    if (!audit)
        return;
    sqlite3_finalize(audit->article);
    sqlite3_finalize(audit->name);
    sqlite3_finalize(audit->sizes);
    database_close(audit->database);
    roll_free(audit->roll);
    tokenizer_free(audit->tokenizer);
    buffer_free(&audit->body);
    free(audit->ids);
    free(audit->listed);
    free(audit);
}

/* ---- one article ---- */

static enum status check_names(struct audit *audit, int64_t id, const char *title, struct fault *fault)
{
    struct names names = {0};
    enum status status = names_of(audit->tokenizer, title, &names) ? fault_no_memory(fault) : STATUS_OK;
    sqlite3_stmt *statement = audit->name;
    for (uint32_t i = 0; i < names.count && !status; i++) {
        const struct name *name = &names.list[i];
        sqlite3_bind_int(statement, 1, name->kind);
        sqlite3_bind_text(statement, 2, name->key.data, (int)name->key.size, SQLITE_STATIC);
        sqlite3_bind_int64(statement, 3, id);
        int result = sqlite3_step(statement);
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        if (result == SQLITE_DONE)
            status = fault_set(fault, STATUS_INVALID,
                               _("the search index does not find it by its title; pack the bundle again"));
        else if (result != SQLITE_ROW)
            status = database_damaged(audit->database, fault);
    }
    audit->names += names.count;
    names_free(&names);
    return status;
}

static int count_token(void *data, const struct token *token)
{
    uint64_t *count = data;
    (void)token;
    ++*count;
    return 0;
}

static uint64_t count_tokens(struct audit *audit, const char *text, size_t size)
{
    uint64_t count = 0;
    tokenizer_split(audit->tokenizer, text, size, count_token, &count);
    return count;
}

/* FTS5's number (https://www.sqlite.org/fts5.html has none of this; it is SQLite's varint, fileformat.html, 1.6). */
static uint64_t read_number(const unsigned char **at, const unsigned char *end)
{
    uint64_t number = 0;
    for (int i = 0; i < 9 && *at < end; i++) {
        unsigned char byte = *(*at)++;
        if (i == 8)
            return number << 8 | byte;
        number = number << 7 | (byte & 0x7F);
        if (byte < 0x80)
            break;
    }
    return number;
}

/* Steps to the row with the number of tokens in each column; the parts behind the last one's are looked at first. *found: there is one. */
static enum status find_sizes(struct audit *audit, int64_t id, bool *found, struct fault *fault)
{
    uint32_t parts = database_parts(audit->database);
    enum status status = STATUS_OK;
    *found = false;
    for (uint32_t i = 0; i < parts && !status && !*found; i++) {
        if (i || !audit->sizes) {
            char sql[80];
            audit->part = audit->sizes ? (audit->part + 1) % parts : 0;
            sqlite3_finalize(audit->sizes);
            audit->sizes = NULL;
            snprintf(sql, sizeof sql, "SELECT sz FROM text%u_docsize WHERE id = ?1", audit->part);
            status = prepare(audit, sql, &audit->sizes, fault);
        }
        if (status)
            break;
        sqlite3_reset(audit->sizes);
        sqlite3_bind_int64(audit->sizes, 1, id);
        int result = sqlite3_step(audit->sizes);
        *found = result == SQLITE_ROW;
        if (result != SQLITE_ROW && result != SQLITE_DONE)
            status = database_damaged(audit->database, fault);
    }
    return status;
}

static enum status check_sizes(struct audit *audit, int64_t id, const char *title, struct article *article,
                               struct fault *fault)
{
    bool found, same = false;
    audit->body.size = 0;
    if (passage_all(article, &audit->body))
        return fault_no_memory(fault);
    enum status status = find_sizes(audit, id, &found, fault);
    if (status)
        return status;
    if (found) {
        const unsigned char *at = sqlite3_column_blob(audit->sizes, 0);
        const unsigned char *end = at ? at + sqlite3_column_bytes(audit->sizes, 0) : NULL;
        uint64_t in_title = read_number(&at, end), in_body = read_number(&at, end);
        same = in_title == count_tokens(audit, title, strlen(title)) &&
               in_body == count_tokens(audit, audit->body.size ? audit->body.data : "", audit->body.size);
    }
    sqlite3_reset(audit->sizes);
    if (same)
        return STATUS_OK;
    return fault_set(fault, STATUS_INVALID,
                     _("the search index has another text for it; pack the bundle again"));
}

static bool is_said(const struct audit *audit, int column, const char *text)
{
    const char *said = (const char *)sqlite3_column_text(audit->article, column);
    return said && !strcmp(said, text);
}

/* What it says instead is not repeated: it may be anything. */
static enum status check_said(const struct audit *audit, const char *title, const char *language,
                              struct fault *fault)
{
    if (!is_said(audit, 0, title))
        return fault_set(fault, STATUS_INVALID,
                         _("the search index has another title for it; pack the bundle again"));
    if (!is_said(audit, 1, language))
        return fault_set(fault, STATUS_INVALID,
                         _("the search index has another language for it; pack the bundle again"));
    return STATUS_OK;
}

enum status audit_article(struct audit *audit, uint32_t entry, struct article *article, struct fault *fault)
{
    int64_t id = audit->ids[entry];
    if (!audit->listed[entry])
        return STATUS_OK;
    if (id == ID_NONE)
        return fault_set(fault, STATUS_INVALID, _("the search index lacks it; pack the bundle again"));
    if (id == ID_MANY)
        return fault_set(fault, STATUS_INVALID,
                         _("the search index has it more than once; pack the bundle again"));
    database_allow(audit->database);
    sqlite3_bind_int64(audit->article, 1, id);
    if (sqlite3_step(audit->article) != SQLITE_ROW) {
        sqlite3_reset(audit->article);
        return database_damaged(audit->database, fault);
    }
    const char *title = (const char *)sqlite3_column_text(audit->article, 0);
    enum status status = STATUS_OK;
    if (article) {
        title = roll_title(audit->roll, article);
        title = *title ? title : bundle_name(audit->bundle, entry);
        status = check_said(audit, title, article_language(article), fault);
    }
    if (!status)
        status = check_names(audit, id, title ? title : "", fault);
    sqlite3_reset(audit->article);
    return status || !article ? status : check_sizes(audit, id, title, article, fault);
}

enum status audit_end(struct audit *audit, struct fault *fault)
{
    sqlite3_stmt *statement;
    enum status status = prepare(audit, "SELECT count(*) FROM name", &statement, fault);
    if (status)
        return status;
    if (sqlite3_step(statement) != SQLITE_ROW)
        status = database_damaged(audit->database, fault);
    else if ((uint64_t)sqlite3_column_int64(statement, 0) != audit->names)
        status = fault_set(
            fault, STATUS_INVALID,
            _("the search index finds articles by names that they do not have; pack the bundle again"));
    sqlite3_finalize(statement);
    return status;
}
