#include "ui/outline.h"

#include <stdlib.h>

#include "base/grow.h"

static bool add(struct outline *outline, const struct block *block)
{
    if (GROW(outline->headings, outline->room, outline->count + 1))
        return false;
    if (!outline->count || block->level < outline->level)
        outline->level = block->level;
    outline->headings[outline->count++] = block;
    return true;
}

void outline_more(struct outline *outline, const struct article *article, uint64_t position)
{
    if (!article)
        return;
    const struct block *block = outline->last ? article_after(outline->last) : article_first(article);
    for (; block; block = article_after(block)) {
        if (block->kind == BLOCK_HEADING && block->text.size) {
            if (!add(outline, block))
                return;
            if (block->position <= position)
                outline->current = outline->count;
        }
        outline->last = block;
    }
}

void outline_free(struct outline *outline)
{
    free(outline->headings);
}
