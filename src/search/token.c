#include "search/token.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

#include "base/utf8.h"
#include "search/han.h"

/* Code points that are folded together: a letter and the marks behind it. */
#define CLUSTER 30
/* Code units that they fold to: U+FDFA alone gives 18. */
#define FOLDED 640
#define PLANE 0x10000u

enum kind {
    KIND_UNKNOWN, /* not looked at yet */
    KIND_NOTHING, /* ends a word */
    KIND_IGNORED, /* a word goes on across it: soft hyphens, variation selectors */
    KIND_SINGLE,
    KIND_WORD,
    KIND_SEVERAL, /* folds to several code points */
    KIND_JOINS,   /* folds together with what is before it */
};

struct tokenizer {
    const UNormalizer2 *fold, *parts;
    /* By code point of the first plane, as they are met: what it folds to, and what that is. */
    uint16_t codes[PLANE];
    uint8_t kinds[PLANE];
    char word[TOKEN_MOST];
    struct token token; /* the word while it grows; size 0: none */
    token_each *each;
    void *data;
};

struct look {
    enum kind kind;
    uint32_t code;
};

struct tokenizer *tokenizer_new(void)
{
    UErrorCode error = U_ZERO_ERROR;
    struct tokenizer *tokenizer = calloc(1, sizeof *tokenizer);
    if (!tokenizer)
        return NULL;
    tokenizer->fold = unorm2_getNFKCCasefoldInstance(&error);
    tokenizer->parts = unorm2_getNFDInstance(&error);
    if (U_SUCCESS(error))
        return tokenizer;
    free(tokenizer);
    return NULL;
}

void tokenizer_free(struct tokenizer *tokenizer)
{
    free(tokenizer);
}

/* Of a folded code point. */
static enum kind kind_of(uint32_t code)
{
    UErrorCode error = U_ZERO_ERROR;
    if (code == (uint32_t)*TOKEN_BREAK)
        return KIND_SINGLE;
    if (!(U_GET_GC_MASK((UChar32)code) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)))
        return KIND_NOTHING;
    switch (uscript_getScript((UChar32)code, &error)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_YI:
    case USCRIPT_HANGUL:
        return KIND_SINGLE;
    default:
        break;
    }
    /* The prolonged sound mark belongs to both kana; of the scripts whose words only a dictionary tells apart each character. */
    bool complex = u_getIntPropertyValue((UChar32)code, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
    return code == 0x30FC || complex ? KIND_SINGLE : KIND_WORD;
}

/* Small kana, as hiragana, to large ones; ゕ and ゖ are か and け. */
static uint32_t enlarge(uint32_t code)
{
    static const uint16_t pairs[][2] = {{0x3041, 0x3042}, {0x3043, 0x3044}, {0x3045, 0x3046},
                                        {0x3047, 0x3048}, {0x3049, 0x304A}, {0x3063, 0x3064},
                                        {0x3083, 0x3084}, {0x3085, 0x3086}, {0x3087, 0x3088},
                                        {0x308E, 0x308F}, {0x3095, 0x304B}, {0x3096, 0x3051}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == code)
            return pairs[i][1];
    return code;
}

/* What stands for the code point once it is case-folded. */
static uint32_t settle(uint32_t code)
{
    if (code >= 0x30A1 && code <= 0x30F6)
        code -= 0x60;
    return code >= 0x3041 && code <= 0x3096 ? enlarge(code) : han_simplified(code);
}

static bool drops_marks(uint32_t code)
{
    UErrorCode error = U_ZERO_ERROR;
    switch (uscript_getScript((UChar32)code, &error)) {
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
        return true;
    default:
        return false;
    }
}

/* Appends `code` without its marks; *plain says whether those behind it go away, too. */
static int32_t add_plain(const struct tokenizer *tokenizer, uint32_t code, bool *plain, uint32_t *out)
{
    UChar parts[FOLDED];
    UErrorCode error = U_ZERO_ERROR;
    int32_t count = 0;
    if (u_charType((UChar32)code) == U_NON_SPACING_MARK && *plain)
        return 0;
    *plain = drops_marks(code);
    int32_t length =
        *plain ? unorm2_getDecomposition(tokenizer->parts, (UChar32)code, parts, FOLDED, &error) : -1;
    if (length < 0 || U_FAILURE(error)) {
        out[0] = settle(code);
        return 1;
    }
    for (int32_t at = 0; at < length;) {
        UChar32 part;
        U16_NEXT(parts, at, length, part);
        if (u_charType(part) != U_NON_SPACING_MARK)
            out[count++] = (uint32_t)part;
    }
    return count;
}

/* Folds code points that belong together; returns how many come of them. */
static int32_t fold_cluster(const struct tokenizer *tokenizer, const uint32_t *codes, int32_t count,
                            uint32_t out[FOLDED])
{
    UChar text[CLUSTER * 2], folded[FOLDED];
    UErrorCode error = U_ZERO_ERROR;
    int32_t length = 0, made = 0;
    for (int32_t i = 0; i < count; i++)
        U16_APPEND_UNSAFE(text, length, codes[i]);
    length = unorm2_normalize(tokenizer->fold, text, length, folded, FOLDED, &error);
    bool plain = false;
    for (int32_t at = 0; at < length && U_SUCCESS(error) && made < FOLDED - CLUSTER;) {
        UChar32 code;
        U16_NEXT(folded, at, length, code);
        made += add_plain(tokenizer, (uint32_t)code, &plain, out + made);
    }
    return made;
}

static struct look look_up(const struct tokenizer *tokenizer, uint32_t code)
{
    uint32_t folded[FOLDED];
    if (!unorm2_hasBoundaryBefore(tokenizer->fold, (UChar32)code))
        return (struct look){KIND_JOINS, 0};
    if (code == (uint32_t)*TOKEN_BREAK)
        return (struct look){KIND_SINGLE, code};
    int32_t count = fold_cluster(tokenizer, &code, 1, folded);
    if (count == 0)
        return (struct look){KIND_IGNORED, 0};
    if (count > 1)
        return (struct look){KIND_SEVERAL, 0};
    return (struct look){kind_of(folded[0]), folded[0]};
}

static struct look look(struct tokenizer *tokenizer, uint32_t code)
{
    if (code < PLANE && tokenizer->kinds[code])
        return (struct look){tokenizer->kinds[code], tokenizer->codes[code]};
    struct look found = look_up(tokenizer, code);
    if (code < PLANE && found.code < PLANE) {
        tokenizer->kinds[code] = (uint8_t)found.kind;
        tokenizer->codes[code] = (uint16_t)found.code;
    }
    return found;
}

static int end_word(struct tokenizer *tokenizer)
{
    int result = tokenizer->token.size ? tokenizer->each(tokenizer->data, &tokenizer->token) : 0;
    tokenizer->token.size = 0;
    return result;
}

/* A folded code point that is made from the bytes begin … end of the text. */
static int put(struct tokenizer *tokenizer, struct look found, uint32_t begin, uint32_t end)
{
    struct token *token = &tokenizer->token;
    if (found.kind == KIND_IGNORED)
        return 0;
    if (found.kind == KIND_WORD) {
        if (token->size == 0)
            token->begin = begin;
        token->end = end;
        if (token->size + 4 <= TOKEN_MOST)
            token->size += utf8_encode(found.code, tokenizer->word + token->size);
        return 0;
    }
    int result = end_word(tokenizer);
    if (result || found.kind == KIND_NOTHING)
        return result;
    char single[4];
    struct token alone = {
        .bytes = single, .size = utf8_encode(found.code, single), .begin = begin, .end = end};
    return tokenizer->each(tokenizer->data, &alone);
}

/* The code point at `begin` and all behind it that join it; *at moves to their end. */
static int put_cluster(struct tokenizer *tokenizer, const char *text, size_t size, size_t *at)
{
    uint32_t codes[CLUSTER], folded[FOLDED], code;
    const uint32_t begin = (uint32_t)*at;
    int32_t count = 0;
    for (size_t next = *at; next < size && count < CLUSTER; count++, *at = next) {
        next += utf8_decode(text + next, size - next, &code);
        if (count && look(tokenizer, code).kind != KIND_JOINS)
            break;
        codes[count] = code;
    }
    int32_t made = fold_cluster(tokenizer, codes, count, folded);
    int result = 0;
    for (int32_t i = 0; i < made && !result; i++)
        result = put(tokenizer, (struct look){kind_of(folded[i]), folded[i]}, begin, (uint32_t)*at);
    return result;
}

int tokenizer_split(struct tokenizer *tokenizer, const char *text, size_t size, token_each *each, void *data)
{
    uint32_t code;
    struct look found = {KIND_NOTHING, 0}, after;
    int result = 0;
    tokenizer->token = (struct token){.bytes = tokenizer->word, .word = true};
    tokenizer->each = each;
    tokenizer->data = data;
    size_t length = size ? utf8_decode(text, size, &code) : 0; /* of the code point at `at` */
    if (size)
        found = look(tokenizer, code);
    for (size_t at = 0; at < size && !result;) {
        size_t next = at + length;
        after = (struct look){KIND_NOTHING, 0};
        if (next < size) {
            length = utf8_decode(text + next, size - next, &code);
            after = look(tokenizer, code);
        }
        if (found.kind < KIND_SEVERAL && after.kind != KIND_JOINS) {
            result = put(tokenizer, found, (uint32_t)at, (uint32_t)next);
            at = next;
            found = after;
            continue;
        }
        result = put_cluster(tokenizer, text, size, &at);
        if (at < size) {
            length = utf8_decode(text + at, size - at, &code);
            found = look(tokenizer, code);
        }
    }
    return result ? result : end_word(tokenizer);
}
