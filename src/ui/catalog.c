#include "ui/catalog.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "bundle/link.h"
#include "ui/follow.h"
#include "ui/reading.h"

/* A summary's links: more than any book has chapters, and no more memory than this. */
#define SUMMARY_MEMORY MIB(8)

static bool under_indexes(const struct bundle *bundle, uint32_t entry)
{
    return !strncmp(bundle_name(bundle, entry), "indexes/", strlen("indexes/"));
}

static enum status list_articles(const struct bundle *bundle, struct catalog *entries)
{
    uint32_t all = 0, indexes = 0;
    for (uint32_t i = 0; i < bundle_count(bundle); i++) {
        bool article = entry_is_article(bundle_kind(bundle, i));
        all += article;
        indexes += article && under_indexes(bundle, i);
    }
    entries->entries = calloc(all ? all : 1, sizeof *entries->entries);
    if (!entries->entries)
        return STATUS_NO_MEMORY;
    for (uint32_t i = 0; i < bundle_count(bundle); i++) {
        if (entry_is_article(bundle_kind(bundle, i)) && (!indexes || under_indexes(bundle, i)))
            entries->entries[entries->count++] = i;
    }
    return STATUS_OK;
}

enum status catalog_open(struct ui *ui, struct catalog *entries)
{
    entries->summary_entry = bundle_summary(ui->bundle);
    if (entries->summary_entry != ENTRY_NONE) {
        entries->arena = arena_new(SUMMARY_MEMORY);
        /* A summary that cannot be read is as none. */
        if (entries->arena && !article_open(ui->bundle, entries->summary_entry, &entries->summary, NULL))
            return STATUS_OK;
        entries->summary = NULL;
    }
    return list_articles(ui->bundle, entries);
}

void catalog_free(struct catalog *entries)
{
    for (uint32_t i = 0; i < CATALOG_TITLES; i++)
        free(entries->titles[i].title);
    article_close(entries->summary);
    arena_free(entries->arena);
    free(entries->entries);
    free(entries->links);
}

static enum status add_link(struct catalog *entries, struct catalog_link link, const char *label, size_t size)
{
    if (entries->count == entries->room) {
        uint32_t room = entries->room ? entries->room * 2 : 64;
        struct catalog_link *links = realloc(entries->links, room * sizeof *links);
        if (!links)
            return STATUS_NO_MEMORY;
        entries->links = links;
        entries->room = room;
    }
    link.label = arena_copy(entries->arena, label, size);
    if (link.href)
        link.href = arena_copy(entries->arena, link.href, strlen(link.href));
    if (!link.label)
        return STATUS_NO_MEMORY;
    entries->links[entries->count++] = link;
    return STATUS_OK;
}

static uint8_t item_level(const struct container *container)
{
    uint8_t level = 0;
    for (; container; container = container->parent)
        level += container->kind == CONTAINER_ITEM && level < UINT8_MAX;
    return level ? level - 1 : 0;
}

static enum status resolve(struct ui *ui, uint32_t from, struct catalog_link *link)
{
    struct target target = {0};
    struct arena *arena = arena_new(KIB(64));
    enum status status =
        arena ? link_resolve(ui->bundle, from, link->href, arena, &target) : STATUS_NO_MEMORY;
    link->entry = !status && target.kind == TARGET_ENTRY ? target.entry : ENTRY_NONE;
    arena_free(arena);
    return status == STATUS_LIMIT ? STATUS_OK : status;
}

/* The block's links, or the block itself when it is a heading without one. */
static enum status add_block(struct ui *ui, struct catalog *entries, const struct block *block)
{
    const struct text *text = &block->text;
    enum status status = STATUS_OK;
    uint32_t before = entries->count;
    for (uint32_t i = 0; !status && i < text->span_count;) {
        const struct span *span = &text->spans[i];
        uint32_t begin = span->begin, end = span->end;
        for (i++; i < text->span_count && span->link && text->spans[i].link == span->link; i++)
            end = text->spans[i].end;
        if (!span->link || span->picture)
            continue;
        struct catalog_link link = {
            .href = span->link->href, .level = item_level(block->container), .region = span->region};
        status = resolve(ui, entries->summary_entry, &link);
        if (!status)
            status = add_link(entries, link, text->bytes + begin, end - begin);
    }
    /* The first heading is the summary's own title. */
    if (!status && block->kind == BLOCK_HEADING && before == entries->count && before)
        status = add_link(entries, (struct catalog_link){.entry = ENTRY_NONE, .region = block->region},
                          text->bytes, text->size);
    return status;
}

bool catalog_more(struct ui *ui, struct catalog *entries)
{
    if (!entries->summary)
        return false;
    const struct block *block =
        entries->last ? article_after(entries->last) : article_first(entries->summary);
    enum status status = STATUS_OK;
    for (; !status && block; block = article_after(block)) {
        status = add_block(ui, entries, block);
        entries->last = block;
    }
    if (!status && !article_complete(entries->summary)) {
        status = article_more(entries->summary, NULL);
        if (!status)
            return true;
    }
    article_close(entries->summary);
    entries->summary = NULL;
    return false;
}

/* The file's name without its folders and ending, until the title is known. */
static char *stem(const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *base = slash ? slash + 1 : name;
    const char *dot = strrchr(base, '.');
    return strndup(base, dot && dot > base ? (size_t)(dot - base) : strlen(base));
}

bool catalog_name(struct ui *ui, struct catalog *entries, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; entries->entries && i < end && i < entries->count; i++) {
        struct catalog_title *slot = &entries->titles[i % CATALOG_TITLES];
        struct article *article = NULL;
        if (slot->title && slot->entry == entries->entries[i])
            continue;
        free(slot->title);
        slot->entry = entries->entries[i];
        if (!article_open(ui->bundle, slot->entry, &article, NULL)) {
            slot->title = strdup(article_title(article));
            article_close(article);
        } else {
            slot->title = stem(bundle_name(ui->bundle, slot->entry));
        }
        return slot->title; /* without memory the names stay as they are */
    }
    return false;
}

uint32_t catalog_current(struct ui *ui, const struct catalog *entries)
{
    const struct article *article = reading_article(ui);
    uint32_t entry = article ? article_entry(article) : ENTRY_NONE, i = 0;
    while (i < entries->count && (entries->entries ? entries->entries[i] : entries->links[i].entry) != entry)
        i++;
    return entry == ENTRY_NONE ? entries->count : i;
}

struct list_row catalog_row(struct ui *ui, const struct catalog *entries, uint32_t index)
{
    const struct article *article = reading_article(ui);
    uint32_t open = article ? article_entry(article) : ENTRY_NONE;
    if (!entries->entries) {
        const struct catalog_link *link = &entries->links[index];
        return (struct list_row){
            .label = link->label,
            .level = link->level,
            .title = !link->href,
            .current = link->entry == open && open != ENTRY_NONE,
            .region = link->region,
        };
    }
    uint32_t entry = entries->entries[index];
    const struct catalog_title *slot = &entries->titles[index % CATALOG_TITLES];
    return (struct list_row){
        .label = slot->title && slot->entry == entry ? slot->title : bundle_name(ui->bundle, entry),
        .current = entry == open,
        .region = article ? (uint8_t)article_region(article) : (uint8_t)ui_region(),
    };
}

void catalog_choose(struct ui *ui, struct catalog *entries, uint32_t index)
{
    struct fault fault = {0};
    if (!entries->entries)
        follow_link(ui, entries->summary_entry, entries->links[index].href);
    else if (reading_go(ui, entries->entries[index], NULL, &fault))
        ui->stale = true;
}
