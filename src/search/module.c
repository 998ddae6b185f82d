#include "search/module.h"

#include "search/rank.h"

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

/* Counts where the row has the phrase: in the title ten times, and then *titled is true. */
static int count_places(const Fts5ExtensionApi *api, Fts5Context *context, int phrase, double *count,
                        bool *titled)
{
    Fts5PhraseIter iterator;
    int column, offset;
    int result = api->xPhraseFirst(context, phrase, &iterator, &column, &offset);
    *titled = false;
    for (*count = 0; !result && column >= 0; api->xPhraseNext(context, &iterator, &column, &offset)) {
        *count += column == 0 ? 10 : 1;
        *titled |= column == 0;
    }
    return result;
}

static void standing(const Fts5ExtensionApi *api, Fts5Context *context, sqlite3_context *out, int count,
                     sqlite3_value **arguments)
{
    (void)count, (void)arguments;
    double rank = 0, places;
    bool titled = true, here;
    int size = 0, phrases = api->xPhraseCount(context);
    sqlite3_int64 rows = 0, all = 0;
    int result = api->xColumnSize(context, -1, &size);
    if (!result)
        result = api->xRowCount(context, &rows);
    if (!result)
        result = api->xColumnTotalSize(context, -1, &all);
    double average = rows > 0 && all > 0 ? (double)all / (double)rows : 1;
    for (int i = 0; i < phrases && !result; i++) {
        result = count_places(api, context, i, &places, &here);
        titled &= here;
        rank += places * 2.2 / (places + 1.2 * (0.25 + 0.75 * size / average));
    }
    if (result)
        sqlite3_result_error_code(out, result);
    else
        sqlite3_result_double(out, rank + (titled ? RANK_WORDS : 0));
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
