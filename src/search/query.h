/* What is asked: words apart by white space, each a phrase of tokens (token.h) that must stand one behind the other. All words must
 * be there; when the last one ends in a word of letters, it may go on.
 *
 * Example: "维基百科 tok" is the phrases 维 基 百 科 and tok…, and finds "維基百科的 tokenizer". */
#ifndef SEARCH_QUERY_H
#define SEARCH_QUERY_H

#include "base/buffer.h"
#include "search/token.h"

/* What comes behind so many tokens or words of a query is not asked for. */
#define QUERY_TOKENS 64
#define QUERY_PHRASES 16

struct query_token {
    char bytes[TOKEN_MOST];
    uint8_t size;
    uint8_t back; /* where a phrase goes on when the next token is another one (Knuth, Morris, Pratt) */
};

struct phrase {
    uint8_t first, count; /* of the query's tokens */
    bool prefix;          /* of the last of them only the beginning is given */
};

struct query {
    struct query_token tokens[QUERY_TOKENS];
    struct phrase phrases[QUERY_PHRASES];
    uint8_t token_count, phrase_count;
    struct buffer match; /* the same as an expression of FTS5 */
    struct buffer key;   /* query_key of all of it */
    struct buffer latin; /* of letters a to z and digits alone: these without blanks, v as u; else empty */
};

/* Fills a zeroed query, which query_free empties, also after a failure. STATUS_NOT_FOUND: there is no token in it;
 * STATUS_NO_MEMORY. */
enum status query_parse(struct query *query, struct tokenizer *tokenizer, const char *text) MUST_USE;
void query_free(struct query *query);

/* A text's tokens in a row, a blank between words: "Éire 北京" gives "eire 北京". Of a long text only the beginning. */
#define QUERY_KEY 120
enum status query_key(struct tokenizer *tokenizer, const char *text, struct buffer *out) MUST_USE;

/* Follows the phrases of a query through one text's tokens. */
struct trail {
    const struct query *query;
    uint32_t begins[QUERY_TOKENS]; /* of the last tokens, by number modulo QUERY_TOKENS */
    uint64_t count;                /* tokens so far */
    uint8_t state[QUERY_PHRASES];  /* tokens of each phrase that have just been seen */
    uint32_t found;                /* a bit for each phrase that is there */
    uint32_t begin, end;           /* bytes of the text: the first one found */
};

/* Looks for the phrases in text[0..size). */
void trail_follow(struct trail *trail, const struct query *query, struct tokenizer *tokenizer,
                  const char *text, size_t size);

/* The bits of all phrases. */
static inline uint32_t query_all(const struct query *query)
{
    return (1u << query->phrase_count) - 1;
}

#endif
