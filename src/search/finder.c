#include "search/finder.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "search/passage.h"

struct finder {
    struct article *article;
    const struct query *query;
    struct tokenizer *tokenizer;
    struct passage passage;
    uint32_t seen;
    /* The best text so far. */
    const struct text *text;
    uint64_t position; /* of its beginning */
    int words;         /* how many of the phrases stand in it */
    uint32_t begin, end;
    bool running; /* it is a paragraph, not a heading or a cell */
};

enum status finder_open(struct bundle *bundle, uint32_t entry, const struct query *query,
                        struct tokenizer *tokenizer, struct finder **out, struct fault *fault)
{
    struct finder *finder = calloc(1, sizeof *finder);
    *out = NULL;
    if (!finder)
        return fault_no_memory(fault);
    finder->query = query;
    finder->tokenizer = tokenizer;
    enum status status = article_open(bundle, entry, &finder->article, fault);
    if (status)
        free(finder);
    else
        *out = finder;
    return status;
}

void finder_close(struct finder *finder)
{
    if (!finder)
        return;
    article_close(finder->article);
    free(finder);
}

/* Of texts without any of the words the first paragraph is the one to be shown. */
static void look(struct finder *finder)
{
    struct trail trail;
    const struct text *text = finder->passage.text;
    trail_follow(&trail, finder->query, finder->tokenizer, text->bytes, text->size);
    int words = __builtin_popcount(trail.found);
    bool running = finder->passage.block->kind == BLOCK_PARAGRAPH;
    finder->seen |= trail.found;
    if (finder->text && words <= finder->words && (words || finder->words || finder->running || !running))
        return;
    finder->text = text;
    finder->position = finder->passage.position;
    finder->words = words;
    finder->begin = trail.begin;
    finder->end = trail.end;
    finder->running = running;
}

enum status finder_step(struct finder *finder, bool *more, struct fault *fault)
{
    enum status status = STATUS_OK;
    while (finder->words < finder->query->phrase_count && passage_next(finder->article, &finder->passage))
        look(finder);
    *more = finder->words < finder->query->phrase_count && !article_complete(finder->article);
    if (*more)
        status = article_more(finder->article, fault);
    return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

struct article *finder_article(const struct finder *finder)
{
    return finder->article;
}

uint32_t finder_seen(const struct finder *finder)
{
    return finder->seen;
}

enum status finder_result(struct finder *finder, uint64_t *position, struct snippet *snippet)
{
    *position = 0;
    if (!finder->text)
        return STATUS_OK;
    if (finder->words)
        *position = finder->position + utf8_count(finder->text->bytes, finder->begin);
    return snippet_make(snippet, finder->text->bytes, finder->text->size, finder->begin, finder->end);
}
