#include "document/summary.h"

#include <stdlib.h>

struct summary {
    struct article *article;
    const struct block *last; /* looked at */
};

enum status summary_open(struct bundle *bundle, uint32_t entry, struct summary **out, struct fault *fault)
{
    struct summary *summary = calloc(1, sizeof *summary);
    if (!summary)
        return fault_no_memory(fault);
    enum status status = article_open(bundle, entry, &summary->article, fault);
    if (status)
        summary_free(summary);
    else
        *out = summary;
    return status;
}

void summary_free(struct summary *summary)
{
    if (!summary)
        return;
    article_close(summary->article);
    free(summary);
}

static uint8_t item_level(const struct container *container)
{
    uint8_t level = 0;
    for (; container; container = container->parent)
        level += container->kind == CONTAINER_ITEM && level < UINT8_MAX;
    return level ? level - 1 : 0;
}

/* The block's links, or the block itself when it is a heading without one. */
static enum status add_block(struct summary *summary, struct toc *toc, const struct block *block)
{
    const struct text *text = &block->text;
    enum status status = STATUS_OK;
    uint32_t before = toc->count;
    for (uint32_t i = 0; !status && i < text->span_count;) {
        const struct span *span = &text->spans[i];
        uint32_t begin = span->begin, end = span->end;
        for (i++; i < text->span_count && span->link && text->spans[i].link == span->link; i++)
            end = text->spans[i].end;
        if (!span->link || span->picture)
            continue;
        struct publication_item item = {.level = item_level(block->container), .region = span->region};
        status = toc_resolve(toc, article_entry(summary->article), span->link->href, &item);
        if (!status)
            status = toc_add(toc, &item, text->bytes + begin, end - begin);
        if (!status)
            status = toc_order(toc, item.entry);
    }
    /* The first heading is the summary's own title. */
    if (!status && block->kind == BLOCK_HEADING && before == toc->count && before)
        status = toc_add(toc, &(struct publication_item){.entry = ENTRY_NONE, .region = block->region},
                         text->bytes, text->size);
    return status;
}

enum status summary_more(struct summary *summary, struct toc *toc, bool *complete, struct fault *fault)
{
    const struct block *block =
        summary->last ? article_after(summary->last) : article_first(summary->article);
    for (; block; block = article_after(block)) {
        if (add_block(summary, toc, block)) {
            *complete = true;
            return toc_explain(toc->arena, bundle_name(toc->bundle, article_entry(summary->article)), fault);
        }
        summary->last = block;
    }
    *complete = article_complete(summary->article);
    return article_more(summary->article, fault);
}
