#include "search/rank.h"

#include <string.h>

#include "search/pinyin.h"

static bool begins(const struct buffer *text, const struct buffer *with)
{
    return text->size >= with->size && !memcmp(text->data, with->data, with->size);
}

static void raise_rank(double *rank, const struct buffer *name, const struct buffer *asked, double whole,
                       double beginning)
{
    if (!name->size || !asked->size || !begins(name, asked))
        return;
    double found = name->size == asked->size ? whole : beginning;
    *rank = found > *rank ? found : *rank;
}

/* Raises *rank to what the pinyin of the title gives. */
static enum status rank_pinyin(const struct buffer *asked, struct tokenizer *tokenizer, const char *title,
                               double *rank)
{
    uint32_t begins_at[PINYIN_BEGINNINGS], count = pinyin_beginnings(tokenizer, title, begins_at);
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < count && !status; i++) {
        struct buffer full = {0}, initials = {0};
        status = pinyin_of(tokenizer, title + begins_at[i], &full, &initials);
        raise_rank(rank, &full, asked, RANK_PINYIN, RANK_PINYIN_BEGINS);
        raise_rank(rank, &initials, asked, RANK_PINYIN, RANK_PINYIN_BEGINS);
        buffer_free(&full);
        buffer_free(&initials);
    }
    return status;
}

enum status rank_title(const struct query *query, struct tokenizer *tokenizer, const char *title,
                       double *rank, uint32_t *found)
{
    struct buffer key = {0};
    struct trail trail;
    enum status status = query_key(tokenizer, title, &key);
    if (!status)
        raise_rank(rank, &key, &query->key, RANK_TITLE, RANK_TITLE_BEGINS);
    if (!status && query->latin.size)
        status = rank_pinyin(&query->latin, tokenizer, title, rank);
    trail_follow(&trail, query, tokenizer, title, strlen(title));
    *found = trail.found;
    if (trail.found == query_all(query) && *rank < RANK_WORDS)
        *rank = RANK_WORDS;
    buffer_free(&key);
    return status;
}
