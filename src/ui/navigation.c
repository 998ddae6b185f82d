#include "ui/navigation.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/messages.h"
#include "ui/follow.h"
#include "ui/list.h"
#include "ui/reading.h"

struct navigation_row {
    const char *label, *href;
    uint8_t region;
};

struct navigation {
    struct list list;
    struct navigation_row *rows;
    struct arena *arena; /* owns the rows */
    uint32_t entry;
};

static void navigation_free(struct screen *screen)
{
    struct navigation *navigation = (struct navigation *)screen;
    list_free(&navigation->list);
    arena_free(navigation->arena);
    free(navigation);
}

static struct list_row navigation_row(struct ui *ui, struct screen *screen, uint32_t index)
{
    const struct navigation_row *row = &((struct navigation *)screen)->rows[index];
    (void)ui;
    return (struct list_row){.label = row->label, .region = row->region};
}

static void navigation_choose(struct ui *ui, struct screen *screen, uint32_t index)
{
    struct navigation *navigation = (struct navigation *)screen;
    follow_link(ui, navigation->entry, navigation->rows[index].href);
}

/* A label is what stands in the spans of one link. */
static enum status add_rows(struct navigation *navigation, const struct text *text)
{
    struct arena *arena = navigation->arena;
    navigation->rows = arena_alloc(arena, sizeof *navigation->rows * (text->span_count + 1));
    if (!navigation->rows)
        return STATUS_NO_MEMORY;
    for (uint32_t i = 0; i < text->span_count;) {
        const struct span *span = &text->spans[i];
        uint32_t begin = span->begin, end = span->end;
        for (i++; i < text->span_count && span->link && text->spans[i].link == span->link; i++)
            end = text->spans[i].end;
        if (!span->link)
            continue;
        char *label = arena_copy(arena, text->bytes + begin, end - begin);
        char *href = arena_copy(arena, span->link->href, strlen(span->link->href));
        if (!label || !href)
            return STATUS_NO_MEMORY;
        navigation->rows[navigation->list.count++] = (struct navigation_row){label, href, span->region};
    }
    return STATUS_OK;
}

static const struct block *find_block(const struct article *article, uint64_t position)
{
    const struct block *block = article ? article_first(article) : NULL;
    while (block && !(block->kind == BLOCK_NAVIGATION && block->position == position))
        block = article_after(block);
    return block;
}

struct screen *navigation_new(struct ui *ui, uint64_t position)
{
    static const struct screen_kind kind = {
        .name = "navigation",
        .free = navigation_free,
        .arrange = list_arrange,
        .act = list_act,
        .draw = list_draw,
        .describe = list_describe,
    };
    static const struct list_kind list_kind = {.row = navigation_row, .choose = navigation_choose};
    const struct block *block = find_block(reading_article(ui), position);
    struct navigation *navigation = block ? calloc(1, sizeof *navigation) : NULL;
    if (!navigation)
        return NULL;
    navigation->list = (struct list){.screen.kind = &kind, .kind = &list_kind, .headline = _("Links")};
    navigation->entry = article_entry(reading_article(ui));
    navigation->arena = arena_new(MIB(2));
    if (navigation->arena && !add_rows(navigation, &block->text))
        return &navigation->list.screen;
    navigation_free(&navigation->list.screen);
    return NULL;
}
