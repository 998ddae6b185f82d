#include "ui/contents.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "ui/catalog.h"
#include "ui/list.h"
#include "ui/outline.h"
#include "ui/reading.h"

/* The rows: a title and the headings, unless there are none; a title and the catalog. */
struct contents {
    struct list list;
    struct outline outline;
    struct catalog entries;
    bool moved; /* the reader chose where the focus is */
};

static void contents_free(struct screen *screen)
{
    struct contents *contents = (struct contents *)screen;
    list_free(&contents->list);
    outline_free(&contents->outline);
    catalog_free(&contents->entries);
    free(contents);
}

/* Rows before those of the catalog. */
static uint32_t catalog_begin(const struct contents *contents)
{
    uint32_t headings = contents->outline.count;
    return (headings ? headings + 1 : 0) + 1;
}

static struct list_row contents_row(struct ui *ui, struct screen *screen, uint32_t index)
{
    struct contents *contents = (struct contents *)screen;
    uint32_t begin = catalog_begin(contents), headings = contents->outline.count;
    if (index + 1 == begin)
        return (struct list_row){.label = _("In this bundle"), .title = true};
    if (index >= begin)
        return catalog_row(ui, &contents->entries, index - begin);
    if (index == 0)
        return (struct list_row){.label = _("In this article"), .title = true};
    const struct block *block = contents->outline.headings[index - 1];
    uint8_t least = contents->outline.level;
    return (struct list_row){
        .label = block->text.bytes,
        .level = (uint32_t)(block->level - least),
        .current = index == contents->outline.current && index <= headings,
        .region = block->region,
    };
}

static void contents_choose(struct ui *ui, struct screen *screen, uint32_t index)
{
    struct contents *contents = (struct contents *)screen;
    uint32_t begin = catalog_begin(contents);
    if (index >= begin)
        catalog_choose(ui, &contents->entries, index - begin);
    else
        reading_jump(ui, contents->outline.headings[index - 1]->position);
}

static void contents_arrange(struct ui *ui, struct screen *screen)
{
    struct contents *contents = (struct contents *)screen;
    uint32_t begin = catalog_begin(contents), current = catalog_current(ui, &contents->entries);
    contents->list.count = begin + contents->entries.count;
    if (!contents->moved) {
        /* The heading being read; without one the article, or the first row that can be chosen. */
        uint32_t focus = begin + (current < contents->entries.count ? current : 0);
        if (contents->outline.count)
            focus = contents->outline.current ? contents->outline.current : 1;
        contents->list.focus = focus < contents->list.count ? focus : 0;
    }
    list_arrange(ui, screen);
}

static void contents_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    ((struct contents *)screen)->moved = true;
    list_act(ui, screen, action);
}

static bool contents_idle(struct ui *ui, struct screen *screen)
{
    struct contents *contents = (struct contents *)screen;
    uint32_t headings = contents->outline.count, rows = contents->entries.count;
    uint32_t begin = catalog_begin(contents), from, to;
    outline_more(&contents->outline, reading_article(ui), reading_position(ui));
    bool busy = catalog_more(ui, &contents->entries);
    if (headings != contents->outline.count || rows != contents->entries.count) {
        /* New headings come before the catalog: what had the focus keeps it. */
        if (contents->moved && contents->list.focus >= begin)
            contents->list.focus += catalog_begin(contents) - begin;
        contents_arrange(ui, screen);
        return true;
    }
    if (busy)
        return true;
    list_shown(&contents->list, &from, &to);
    if (to > begin && catalog_name(ui, &contents->entries, from > begin ? from - begin : 0, to - begin)) {
        list_arrange(ui, screen);
        return true;
    }
    return false;
}

const struct screen_kind contents_kind = {
    .name = "contents",
    .free = contents_free,
    .arrange = contents_arrange,
    .act = contents_act,
    .idle = contents_idle,
    .draw = list_draw,
    .describe = list_describe,
};

struct screen *contents_new(struct ui *ui)
{
    static const struct list_kind list_kind = {.row = contents_row, .choose = contents_choose};
    struct contents *contents = calloc(1, sizeof *contents);
    if (!contents)
        return NULL;
    contents->list =
        (struct list){.screen.kind = &contents_kind, .kind = &list_kind, .headline = _("Contents")};
    outline_more(&contents->outline, reading_article(ui), reading_position(ui));
    if (!catalog_open(ui, &contents->entries))
        return &contents->list.screen;
    contents_free(&contents->list.screen);
    return NULL;
}
