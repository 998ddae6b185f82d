/* Text → tokens, the same for what is searched and what is asked.
 *
 * Everything is folded first: NFKC with case folding (Unicode 15 §3.13, toNFKC_Casefold); the marks of Latin, Greek, Cyrillic,
 * Arabic and Hebrew letters go away; traditional Han characters become simplified ones, katakana hiragana, and small kana large.
 *
 * A character of a script that is written without blanks is a token by itself (Han, kana, bopomofo, Yi, Thai, Lao, Khmer, Burmese);
 * and so is a Hangul syllable, since Korean particles are joined to the word: 서울 must find 서울에서. Of all other scripts runs of
 * letters, marks and digits are tokens: words. Punctuation, symbols and emoji are none.
 *
 * Example: "《Éire》，北京の２０２４年" gives eire 北 京 の 2024 年. */
#ifndef SEARCH_TOKEN_H
#define SEARCH_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of a longer word that count. */
#define TOKEN_MOST 64

/* U+001E between two texts is a token, too: no phrase goes across it. */
#define TOKEN_BREAK "\x1e"

struct token {
    const char *bytes;   /* UTF-8, not terminated; lives until the call returns */
    size_t size;         /* 1 to TOKEN_MOST */
    uint32_t begin, end; /* bytes of the text that it is made from */
    bool word;
};

struct tokenizer;

/* NULL when out of memory. Not thread-safe. */
struct tokenizer *tokenizer_new(void);
void tokenizer_free(struct tokenizer *tokenizer);

/* Calls `each` with one token after another of text[0..size) (UTF-8) until it returns something else than 0; returns that. */
typedef int token_each(void *data, const struct token *token);
int tokenizer_split(struct tokenizer *tokenizer, const char *text, size_t size, token_each *each, void *data);

#endif
