#include "search/module.h"

struct passing {
    void *context;
    int (*token)(void *context, int flags, const char *bytes, int size, int begin, int end);
};

static int pass_on(void *data, const struct token *token)
{
    const struct passing *passing = data;
    return passing->token(passing->context, 0, token->bytes, (int)token->size, (int)token->begin,
                          (int)token->end);
}

/* All of a database's tables share one. */
static int create(void *context, const char **arguments, int count, Fts5Tokenizer **out)
{
    (void)arguments, (void)count;
    *out = context;
    return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *tokenizer)
{
    (void)tokenizer;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int size,
                    int (*token)(void *, int, const char *, int, int, int))
{
    (void)flags;
    struct passing passing = {context, token};
    return tokenizer_split((struct tokenizer *)(void *)tokenizer, text, (size_t)size, pass_on, &passing);
}

#define PHRASES 16

/* Counts where the row has each phrase: those in the title ten times, and *titled a bit for each that is there. */
static int count_instances(const Fts5ExtensionApi *api, Fts5Context *context, double counts[PHRASES],
                           unsigned *titled)
{
    int instances = 0;
    int result = api->xInstCount(context, &instances);
    for (int i = 0; i < instances && !result; i++) {
        int phrase, column, offset;
        result = api->xInst(context, i, &phrase, &column, &offset);
        if (result || phrase < 0 || phrase >= PHRASES)
            continue;
        counts[phrase] += column == 0 ? 10 : 1;
        *titled |= column == 0 ? 1u << phrase : 0;
    }
    return result;
}

static void standing(const Fts5ExtensionApi *api, Fts5Context *context, sqlite3_context *out, int count,
                     sqlite3_value **arguments)
{
    (void)count, (void)arguments;
    double counts[PHRASES] = {0}, rank = 0;
    unsigned titled = 0;
    int size = 0, phrases = api->xPhraseCount(context);
    sqlite3_int64 rows = 0, all = 0;
    int result = phrases > PHRASES ? SQLITE_CORRUPT : count_instances(api, context, counts, &titled);
    if (!result)
        result = api->xColumnSize(context, -1, &size);
    if (!result)
        result = api->xRowCount(context, &rows);
    if (!result)
        result = api->xColumnTotalSize(context, -1, &all);
    if (result) {
        sqlite3_result_error_code(out, result);
        return;
    }
    double average = rows > 0 && all > 0 ? (double)all / (double)rows : 1;
    for (int i = 0; i < phrases; i++)
        rank += counts[i] * 2.2 / (counts[i] + 1.2 * (0.25 + 0.75 * size / average));
    sqlite3_result_double(out, rank + (titled == (1u << phrases) - 1 ? MODULE_TITLED : 0));
}

/* FTS5 hands its interface over as a bound pointer (https://www.sqlite.org/fts5.html, "Extending FTS5"). */
static fts5_api *find_api(sqlite3 *database)
{
    fts5_api *api = NULL;
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

int module_register(sqlite3 *database, struct tokenizer *tokenizer)
{
    fts5_tokenizer methods = {create, destroy, tokenize};
    fts5_api *api = find_api(database);
    if (!api)
        return SQLITE_ERROR;
    int result = api->xCreateTokenizer(api, "slipcase", tokenizer, &methods, NULL);
    return result ? result : api->xCreateFunction(api, "standing", NULL, standing, NULL);
}
