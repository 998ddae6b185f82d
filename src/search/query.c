#include "search/query.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"

/* One word of the query while it is read. */
struct reading {
    struct query *query;
    struct phrase *phrase;
    uint32_t end; /* of its last token, in bytes of the word */
    bool word;    /* which is one of letters */
};

static bool is_break(const struct token *token)
{
    return *token->bytes == *TOKEN_BREAK;
}

static int take(void *data, const struct token *token)
{
    struct reading *reading = data;
    struct query *query = reading->query;
    if (is_break(token))
        return 0;
    if (query->token_count == QUERY_TOKENS)
        return 1;
    struct query_token *out = &query->tokens[query->token_count++];
    memcpy(out->bytes, token->bytes, token->size);
    out->size = (uint8_t)token->size;
    reading->phrase->count++;
    reading->end = token->end;
    reading->word = token->word;
    return 0;
}

static bool same(const struct query_token *a, const struct query_token *b)
{
    return a->size == b->size && !memcmp(a->bytes, b->bytes, a->size);
}

static void link_back(struct query *query, const struct phrase *phrase)
{
    struct query_token *tokens = query->tokens + phrase->first;
    uint8_t back = 0;
    for (uint8_t i = 1; i < phrase->count; i++) {
        while (back && !same(&tokens[i], &tokens[back]))
            back = tokens[back - 1].back;
        if (same(&tokens[i], &tokens[back]))
            back++;
        tokens[i].back = back;
    }
}

/* A string of FTS5, of which quotation marks are the only special characters. */
static enum status add_string(struct buffer *out, const char *text, size_t size)
{
    enum status status = buffer_print(out, "%s\"", out->size ? " AND " : "");
    for (size_t i = 0; i < size && !status; i++)
        status = buffer_add(out, text[i] == '"' ? " " : text + i, 1);
    return status ? status : buffer_add(out, "\"", 1);
}

/* A prefix of one letter would be half of all words. */
static bool may_go_on(const struct query *query, const struct reading *reading, size_t size)
{
    uint32_t code;
    if (!reading->word || reading->end != size || query->token_count == QUERY_TOKENS)
        return false;
    const struct query_token *last = &query->tokens[query->token_count - 1];
    return utf8_decode(last->bytes, last->size, &code) < last->size;
}

static enum status add_word(struct query *query, struct tokenizer *tokenizer, const char *text, size_t size,
                            bool last)
{
    if (query->phrase_count == QUERY_PHRASES)
        return STATUS_OK;
    struct phrase *phrase = &query->phrases[query->phrase_count];
    *phrase = (struct phrase){.first = query->token_count};
    struct reading reading = {.query = query, .phrase = phrase};
    tokenizer_split(tokenizer, text, size, take, &reading);
    if (!phrase->count)
        return STATUS_OK;
    query->phrase_count++;
    link_back(query, phrase);
    phrase->prefix = last && may_go_on(query, &reading, size);
    enum status status = add_string(&query->match, text, reading.end);
    return status || !phrase->prefix ? status : buffer_add(&query->match, " *", 2);
}

static enum status add_latin(struct query *query)
{
    enum status status = STATUS_OK;
    bool letters = false;
    for (size_t i = 0; i < query->key.size && !status; i++) {
        char c = query->key.data[i];
        bool letter = c >= 'a' && c <= 'z';
        if (c == ' ')
            continue;
        letters |= letter;
        status = letter || (c >= '0' && c <= '9') ? buffer_add(&query->latin, c == 'v' ? "u" : &c, 1)
                                                  : STATUS_NOT_FOUND;
    }
    if (status == STATUS_NO_MEMORY)
        return status;
    if (status || !letters)
        buffer_free(&query->latin);
    return STATUS_OK;
}

enum status query_parse(struct query *query, struct tokenizer *tokenizer, const char *text)
{
    enum status status = STATUS_OK;
    const size_t size = strlen(text);
    for (size_t at = 0, begin = 0; at < size && !status;) {
        uint32_t code;
        size_t next = at + utf8_decode(text + at, size - at, &code);
        bool blank = u_isUWhiteSpace((UChar32)code) || u_iscntrl((UChar32)code);
        if (blank || next == size)
            status = add_word(query, tokenizer, text + begin, (blank ? at : next) - begin, !blank);
        begin = blank ? next : begin;
        at = next;
    }
    if (!status && !query->phrase_count)
        return STATUS_NOT_FOUND;
    if (!status)
        status = query_key(tokenizer, text, &query->key);
    return status ? status : add_latin(query);
}

void query_free(struct query *query)
{
    buffer_free(&query->match);
    buffer_free(&query->key);
    buffer_free(&query->latin);
}

struct keying {
    struct buffer *out;
    enum status status;
    bool word;
};

static int add_key(void *data, const struct token *token)
{
    struct keying *keying = data;
    bool blank = keying->word && token->word;
    if (is_break(token))
        return 0;
    if (keying->out->size + token->size + blank > QUERY_KEY)
        return 1;
    keying->status = buffer_print(keying->out, "%s%.*s", blank ? " " : "", (int)token->size, token->bytes);
    keying->word = token->word;
    return keying->status;
}

enum status query_key(struct tokenizer *tokenizer, const char *text, struct buffer *out)
{
    struct keying keying = {.out = out};
    tokenizer_split(tokenizer, text, strlen(text), add_key, &keying);
    return keying.status;
}

static bool fits(const struct query_token *wanted, const struct token *token, bool prefix)
{
    return (prefix ? wanted->size <= token->size : wanted->size == token->size) &&
           !memcmp(wanted->bytes, token->bytes, wanted->size);
}

/* Whether the phrase ends with this token. */
static bool advance(const struct query *query, const struct phrase *phrase, uint8_t *state,
                    const struct token *token)
{
    const struct query_token *tokens = query->tokens + phrase->first;
    for (;;) {
        bool prefix = phrase->prefix && *state + 1 == phrase->count;
        if (fits(&tokens[*state], token, prefix)) {
            ++*state;
            return *state == phrase->count;
        }
        if (!*state)
            return false;
        *state = tokens[*state - 1].back;
    }
}

static int follow(void *data, const struct token *token)
{
    struct trail *trail = data;
    const struct query *query = trail->query;
    trail->begins[trail->count++ % QUERY_TOKENS] = token->begin;
    for (unsigned i = 0; i < query->phrase_count; i++) {
        const struct phrase *phrase = &query->phrases[i];
        if (trail->found & 1u << i || !advance(query, phrase, &trail->state[i], token))
            continue;
        if (!trail->found) {
            trail->begin = trail->begins[(trail->count - phrase->count) % QUERY_TOKENS];
            trail->end = token->end;
        }
        trail->found |= 1u << i;
    }
    return trail->found == query_all(query);
}

void trail_follow(struct trail *trail, const struct query *query, struct tokenizer *tokenizer,
                  const char *text, size_t size)
{
    *trail = (struct trail){.query = query};
    tokenizer_split(tokenizer, text, size, follow, trail);
}
