#include "document/summary.h"

#include <stdlib.h>

struct summary {
    struct article *article;
    const struct block *last; /* looked at */
    bool titled;              /* a heading was there */
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

static bool in_item(const struct container *container)
{
    while (container && container->kind != CONTAINER_ITEM)
        container = container->parent;
    return container;
}

static uint8_t item_level(const struct container *container)
{
    uint8_t level = 0;
    for (; container; container = container->parent)
        level += container->kind == CONTAINER_ITEM && level < UINT8_MAX;
    return level ? level - 1 : 0;
}

/* A link that begins with '/' is meant from the table's folder (docsify), or else from the bundle's top. */
static enum status resolve(struct summary *summary, struct toc *toc, const char *href,
                           struct publication_item *item)
{
    uint32_t from = article_entry(summary->article);
    if (href[0] == '/' && href[1] != '/') {
        enum status status = toc_resolve(toc, from, href[1] ? href + 1 : ".", item);
        if (status || item->entry != ENTRY_NONE)
            return status;
    }
    return toc_resolve(toc, from, href, item);
}

/* A heading is a part, but for the first one when it is the table's own title: of level 1, before all items. What an item says
 * without a link is a part, too. */
static enum status add_part(struct summary *summary, struct toc *toc, const struct block *block)
{
    bool heading = block->kind == BLOCK_HEADING;
    bool item = block->kind == BLOCK_PARAGRAPH && in_item(block->container);
    bool title = heading && block->level == 1 && !toc->count && !summary->titled;
    summary->titled |= heading;
    if (title || (!heading && !item) || !block->text.size)
        return STATUS_OK;
    const struct publication_item part = {
        .entry = ENTRY_NONE, .level = item_level(block->container), .region = block->region};
    return toc_add(toc, &part, block->text.bytes, block->text.size);
}

/* The block's links, or the block itself when it has none. */
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
        status = resolve(summary, toc, span->link->href, &item);
        if (!status)
            status = toc_add(toc, &item, text->bytes + begin, end - begin);
        if (!status)
            status = toc_order(toc, item.entry);
    }
    return status || before < toc->count ? status : add_part(summary, toc, block);
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
