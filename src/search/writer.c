#include "search/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/limits.h"
#include "base/messages.h"
#include "document/roll.h"
#include "search/database.h"
#include "search/module.h"
#include "search/names.h"
#include "search/passage.h"

/* Of a page what SQLite needs for itself beside a row of FTS5's (https://www.sqlite.org/fileformat.html, 1.6). */
#define PAGE_EDGE 46u

struct writer {
    struct bundle *bundle;
    struct tokenizer *tokenizer;
    struct publication *publication;
    struct roll *roll;
    sqlite3 *sqlite;
    sqlite3_stmt *text, *article, *name;
    struct buffer body; /* of the article at hand */
    int64_t number;     /* of the article at hand, from 1 */
    uint32_t page;      /* bytes of one */
    uint32_t parts;     /* begun so far; `text` adds to the last */
    uint64_t part_size; /* bytes of text in that */
};

static enum status failed(const struct writer *writer, struct fault *fault)
{
    if (!writer->sqlite || sqlite3_errcode(writer->sqlite) == SQLITE_NOMEM)
        return fault_set(
            fault, STATUS_NO_MEMORY,
            _("The search index takes more memory than there is; leave it out with --no-index, or divide "
              "the longest articles."));
    return fault_set(fault, STATUS_IO, _("The search index could not be written (%s); is the disk full?"),
                     sqlite3_errmsg(writer->sqlite));
}

static enum status execute(const struct writer *writer, const char *sql, struct fault *fault)
{
    return sqlite3_exec(writer->sqlite, sql, NULL, NULL, NULL) ? failed(writer, fault) : STATUS_OK;
}

static enum status prepare(const struct writer *writer, const char *sql, sqlite3_stmt **out,
                           struct fault *fault)
{
    return sqlite3_prepare_v2(writer->sqlite, sql, -1, out, NULL) ? failed(writer, fault) : STATUS_OK;
}

/* Runs the statement, which gives no row, with what is bound to it. */
static enum status run(const struct writer *writer, sqlite3_stmt *statement, struct fault *fault)
{
    int result = sqlite3_step(statement);
    enum status status = result == SQLITE_DONE ? STATUS_OK : failed(writer, fault);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return status;
}

static void bind(sqlite3_stmt *statement, int place, const char *text)
{
    sqlite3_bind_text(statement, place, text, -1, SQLITE_STATIC);
}

/* All pieces of the last part merged into one. */
static enum status end_part(struct writer *writer, struct fault *fault)
{
    char sql[160];
    unsigned part = writer->parts - 1;
    sqlite3_finalize(writer->text);
    writer->text = NULL;
    snprintf(sql, sizeof sql, "INSERT INTO text%u(text%u) VALUES('optimize'); COMMIT", part, part);
    return execute(writer, sql, fault);
}

static enum status begin_part(struct writer *writer, struct fault *fault)
{
    char sql[512];
    unsigned part = writer->parts++;
    /* What FTS5 gathers before it writes a piece of the index: all of the part. Its own pages fill those of the database. */
    snprintf(sql, sizeof sql,
             MODULE_TEXT "; INSERT INTO text%u(text%u, rank) VALUES('hashsize', 16777216);"
                         "INSERT INTO text%u(text%u, rank) VALUES('pgsz', %u); BEGIN",
             part, part, part, part, part, writer->page - PAGE_EDGE);
    writer->part_size = 0;
    enum status status = execute(writer, sql, fault);
    snprintf(sql, sizeof sql, "INSERT INTO text%u(rowid, title, body) VALUES(?1, ?2, ?3)", part);
    return status ? status : prepare(writer, sql, &writer->text, fault);
}

static enum status add_names(struct writer *writer, const char *title, struct fault *fault)
{
    struct names names = {0};
    enum status status = names_of(writer->tokenizer, title, &names) ? fault_no_memory(fault) : STATUS_OK;
    for (uint32_t i = 0; i < names.count && !status; i++) {
        const struct name *name = &names.list[i];
        sqlite3_bind_int(writer->name, 1, name->kind);
        sqlite3_bind_text(writer->name, 2, name->key.data, (int)name->key.size, SQLITE_STATIC);
        sqlite3_bind_int64(writer->name, 3, writer->number);
        status = run(writer, writer->name, fault);
    }
    names_free(&names);
    return status;
}

static enum status add_row(struct writer *writer, const char *path, const char *title, const char *language,
                           struct fault *fault)
{
    sqlite3_bind_int64(writer->article, 1, writer->number);
    bind(writer->article, 2, path);
    bind(writer->article, 3, title);
    bind(writer->article, 4, language);
    enum status status = run(writer, writer->article, fault);
    if (!status)
        status = add_names(writer, title, fault);
    if (status)
        return status;
    if (writer->part_size > MODULE_PART) {
        status = end_part(writer, fault);
        if (!status)
            status = begin_part(writer, fault);
        if (status)
            return status;
    }
    writer->part_size += writer->body.size;
    sqlite3_bind_int64(writer->text, 1, writer->number);
    bind(writer->text, 2, title);
    sqlite3_bind_text64(writer->text, 3, writer->body.size ? writer->body.data : "", writer->body.size,
                        SQLITE_STATIC, SQLITE_UTF8);
    return run(writer, writer->text, fault);
}

static enum status add_article(struct writer *writer, uint32_t entry, struct fault *fault)
{
    struct article *article = NULL;
    const char *path = bundle_name(writer->bundle, entry), *title = roll_label(writer->roll, entry);
    const char *language = "und";
    writer->number++;
    writer->body.size = 0;
    enum status status = article_open(writer->bundle, entry, &article, fault);
    if (!status) {
        title = roll_title(writer->roll, article);
        language = article_language(article);
        if (passage_all(article, &writer->body))
            status = fault_no_memory(fault);
    } else if (status != STATUS_NO_MEMORY) {
        article = NULL;
        status = STATUS_OK;
    }
    if (!status)
        status = add_row(writer, path, *title ? title : path, language, fault);
    article_close(article);
    return status;
}

static enum status begin(struct writer *writer, const char *raw, struct fault *fault)
{
    char header[160];
    bool large = database_stamp(writer->bundle).bytes >= MODULE_LARGE;
    writer->page = large ? MODULE_PAGE_LARGE : MODULE_PAGE_SMALL;
    sqlite3_hard_heap_limit64((sqlite3_int64)LIMIT_INDEXING_MEMORY);
    if (sqlite3_open_v2(raw, &writer->sqlite, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) ||
        module_register(writer->sqlite, writer->tokenizer))
        return failed(writer, fault);
    /* First of all: a cache that is there already would take its size for one of smaller pages. */
    snprintf(header, sizeof header,
             "PRAGMA page_size = %u; PRAGMA application_id = %d; PRAGMA user_version = %d;", writer->page,
             MODULE_APPLICATION, MODULE_VERSION);
    enum status status = execute(writer, header, fault);
    /* It is thrown away when anything fails, so nothing needs to be safe meanwhile. */
    if (!status)
        status = execute(
            writer,
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;",
            fault);
    if (!status)
        status = execute(writer, MODULE_STAMP ";" MODULE_ARTICLE ";" MODULE_NAME, fault);
    if (!status)
        status = begin_part(writer, fault);
    if (!status)
        status = prepare(writer, "INSERT INTO article VALUES(?1, ?2, ?3, ?4)", &writer->article, fault);
    if (!status)
        status = prepare(writer, "INSERT INTO name VALUES(?1, ?2, ?3)", &writer->name, fault);
    return status;
}

static enum status add_stamp(const struct writer *writer, struct fault *fault)
{
    sqlite3_stmt *statement = NULL;
    struct stamp stamp = database_stamp(writer->bundle);
    enum status status = prepare(writer, "INSERT INTO stamp VALUES(?1, ?2, ?3)", &statement, fault);
    if (status)
        return status;
    sqlite3_bind_int64(statement, 1, (sqlite3_int64)stamp.articles);
    sqlite3_bind_int64(statement, 2, (sqlite3_int64)stamp.bytes);
    sqlite3_bind_int64(statement, 3, writer->parts);
    status = run(writer, statement, fault);
    sqlite3_finalize(statement);
    return status;
}

/* The whole without the pages that merging leaves empty. */
static enum status end(struct writer *writer, const char *target, struct fault *fault)
{
    sqlite3_stmt *statement = NULL;
    enum status status = end_part(writer, fault);
    if (!status)
        status = add_stamp(writer, fault);
    /* The copy's cache, too, is sized before its pages are. */
    if (!status)
        status = execute(writer, "PRAGMA cache_size = -4096", fault);
    if (!status)
        status = prepare(writer, "VACUUM INTO ?1", &statement, fault);
    if (status)
        return status;
    bind(statement, 1, target);
    status = run(writer, statement, fault);
    sqlite3_finalize(statement);
    return status;
}

static void close_all(struct writer *writer)
{
    sqlite3_finalize(writer->text);
    sqlite3_finalize(writer->article);
    sqlite3_finalize(writer->name);
    sqlite3_close(writer->sqlite);
    roll_free(writer->roll);
    publication_free(writer->publication);
    tokenizer_free(writer->tokenizer);
    buffer_free(&writer->body);
}

enum status writer_make(struct bundle *bundle, const char *target, struct fault *fault)
{
    struct writer writer = {.bundle = bundle, .tokenizer = tokenizer_new()};
    char *raw = NULL;
    enum status status = STATUS_OK;
    if (!writer.tokenizer || asprintf(&raw, "%s.raw", target) < 0) {
        tokenizer_free(writer.tokenizer);
        return fault_no_memory(fault);
    }
    status = publication_open(bundle, &writer.publication, fault);
    if (!status)
        status = roll_open(bundle, writer.publication, &writer.roll, fault);
    if (!status)
        status = begin(&writer, raw, fault);
    for (uint32_t entry = 0; !status && (entry = roll_next(writer.roll)) != ENTRY_NONE;)
        status = add_article(&writer, entry, fault);
    if (!status)
        status = end(&writer, target, fault);
    close_all(&writer);
    unlink(raw);
    if (status)
        unlink(target);
    free(raw);
    return status;
}
