#include "document/toc.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "base/limits.h"
#include "base/messages.h"
#include "bundle/link.h"

void toc_free(struct toc *toc)
{
    free(toc->items);
    free(toc->order);
    free(toc->places);
    for (uint32_t i = 0; i < toc->remark_count; i++)
        free(toc->remarks[i].sentence);
}

const char *toc_line(struct toc *toc, const char *text, size_t size)
{
    char *copy = arena_copy(toc->arena, text, size);
    size_t kept = 0;
    for (size_t i = 0; copy && i < size; i++) {
        bool space = strchr(" \t\r\n", copy[i]);
        if (!space || (kept && copy[kept - 1] != ' '))
            copy[kept++] = space ? ' ' : copy[i];
    }
    if (copy)
        copy[kept && copy[kept - 1] == ' ' ? kept - 1 : kept] = '\0';
    return copy;
}

enum status toc_add(struct toc *toc, const struct publication_item *like, const char *label, size_t size)
{
    if (GROW(toc->items, toc->room, toc->count + 1))
        return STATUS_NO_MEMORY;
    struct publication_item item = *like;
    item.label = toc_line(toc, label, size);
    if (!item.label)
        return STATUS_NO_MEMORY;
    toc->items[toc->count++] = item;
    return STATUS_OK;
}

enum status toc_resolve(struct toc *toc, uint32_t from, const char *href, struct publication_item *item)
{
    struct target target = {.entry = ENTRY_NONE};
    enum status status = link_resolve(toc->bundle, from, href, toc->arena, &target);
    if (status == STATUS_LIMIT)
        status = STATUS_OK; /* an address of no sensible length leads nowhere */
    item->entry = target.kind == TARGET_ENTRY ? target.entry : ENTRY_NONE;
    item->fragment = target.fragment;
    item->address = target.address;
    item->missing = target.kind == TARGET_MISSING;
    return status;
}

enum status toc_explain(const struct arena *arena, const char *name, struct fault *fault)
{
    if (arena_size(arena) < LIMIT_CONTENTS_MEMORY - MIB(1))
        return fault_no_memory(fault);
    return fault_set(fault, STATUS_LIMIT, _("%s is too long to be shown whole; make it shorter."), name);
}

void toc_remark(struct toc *toc, const char *name, const char *sentence)
{
    char *copy = toc->remark_count < TOC_REMARKS ? strdup(sentence) : NULL;
    if (copy)
        toc->remarks[toc->remark_count++] = (struct toc_remark){name, copy};
}

enum status toc_order(struct toc *toc, uint32_t entry)
{
    if (entry == ENTRY_NONE || !entry_is_article(bundle_kind(toc->bundle, entry)))
        return STATUS_OK;
    if (!toc->places)
        toc->places = calloc(bundle_count(toc->bundle), sizeof *toc->places);
    if (!toc->places)
        return STATUS_NO_MEMORY;
    if (toc->places[entry])
        return STATUS_OK;
    if (GROW(toc->order, toc->order_room, toc->order_count + 1))
        return STATUS_NO_MEMORY;
    toc->order[toc->order_count++] = entry;
    toc->places[entry] = toc->order_count;
    return STATUS_OK;
}

uint32_t toc_place(const struct toc *toc, uint32_t entry)
{
    return toc->places && entry != ENTRY_NONE ? toc->places[entry] - 1 : UINT32_MAX;
}
