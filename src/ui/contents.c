#include "ui/contents.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "ui/catalog.h"
#include "ui/list.h"
#include "ui/outline.h"
#include "ui/reading.h"
#include "ui/sign.h"

/* The rows: a title and the headings, unless there are none; a title and the catalog. */
struct contents {
    struct list list;
    struct outline outline;
    struct catalog catalog;
    struct list_mark marks[COLLATION_SECTIONS];
    bool moved; /* the reader chose where the focus is */
    bool alone; /* only the catalog: the reader looks for something in the folders */
};

static void contents_free(struct screen *screen)
{
    struct contents *contents = (struct contents *)screen;
    list_free(&contents->list);
    outline_free(&contents->outline);
    catalog_free(&contents->catalog);
    free(contents);
}

/* Rows before those of the catalog. */
static uint32_t catalog_begin(const struct contents *contents)
{
    uint32_t headings = contents->alone ? 0 : contents->outline.count;
    return (headings ? headings + 1 : 0) + 1;
}

static struct list_row contents_row(struct ui *ui, struct screen *screen, uint32_t index)
{
    struct contents *contents = (struct contents *)screen;
    uint32_t begin = catalog_begin(contents), headings = contents->outline.count;
    const char *path = contents->catalog.path;
    if (index + 1 == begin)
        return (struct list_row){.label = path && *path ? path : _("In this bundle"), .title = true};
    if (index >= begin)
        return catalog_row(ui, &contents->catalog, index - begin);
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

/* The sections of the folder as places to jump to. */
static void set_marks(struct contents *contents)
{
    const struct catalog *catalog = &contents->catalog;
    uint32_t begin = catalog_begin(contents) + catalog->up;
    contents->list.marks = contents->marks;
    contents->list.mark_count = catalog->table ? 0 : catalog->folder.section_count;
    for (uint32_t i = 0; i < contents->list.mark_count; i++) {
        contents->marks[i].label = catalog->folder.sections[i].label;
        contents->marks[i].row = begin + catalog->folder.sections[i].row;
    }
}

static void contents_arrange(struct ui *ui, struct screen *screen)
{
    struct contents *contents = (struct contents *)screen;
    uint32_t begin = catalog_begin(contents);
    contents->list.count = begin + contents->catalog.count;
    if (!contents->moved) {
        /* The heading being read; without one the article, or the first row that can be chosen. */
        uint32_t row = catalog_focus(&contents->catalog);
        uint32_t focus = begin + (row < contents->catalog.count ? row : 0);
        if (begin > 1)
            focus = contents->outline.current ? contents->outline.current : 1;
        contents->list.focus = focus < contents->list.count ? focus : 0;
    }
    set_marks(contents);
    list_arrange(ui, screen);
}

/* Other rows than before: the focus is where the catalog says. */
static void show_catalog(struct ui *ui, struct contents *contents)
{
    contents->alone = true;
    contents->moved = false;
    contents_arrange(ui, &contents->list.screen);
}

static void contents_choose(struct ui *ui, struct screen *screen, uint32_t index)
{
    struct contents *contents = (struct contents *)screen;
    uint32_t begin = catalog_begin(contents);
    if (index < begin)
        reading_jump(ui, contents->outline.headings[index - 1]->position);
    else if (catalog_choose(ui, &contents->catalog, index - begin))
        show_catalog(ui, contents);
}

static void contents_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    struct contents *contents = (struct contents *)screen;
    contents->moved = true;
    list_act(ui, screen, action);
}

static bool contents_back(struct ui *ui, struct screen *screen)
{
    struct contents *contents = (struct contents *)screen;
    if (!catalog_back(ui, &contents->catalog))
        return false;
    show_catalog(ui, contents);
    return true;
}

static bool contents_idle(struct ui *ui, struct screen *screen)
{
    struct contents *contents = (struct contents *)screen;
    const struct catalog *catalog = &contents->catalog;
    uint32_t begin = catalog_begin(contents), rows = catalog->count, current = catalog->current, from, to;
    outline_more(&contents->outline, reading_article(ui), reading_position(ui));
    bool busy = catalog_more(ui, &contents->catalog);
    if (begin != catalog_begin(contents) || rows != catalog->count || current != catalog->current) {
        /* New headings come before the catalog: what had the focus keeps it. */
        if (contents->moved && contents->list.focus >= begin)
            contents->list.focus += catalog_begin(contents) - begin;
        contents_arrange(ui, screen);
        return true;
    }
    if (busy)
        return true;
    list_shown(&contents->list, &from, &to);
    if (to > begin && catalog_name(ui, &contents->catalog, from > begin ? from - begin : 0, to - begin)) {
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

struct screen *contents_new(struct ui *ui, const char *folder)
{
    static const struct list_kind list_kind = {
        .row = contents_row, .choose = contents_choose, .back = contents_back};
    struct contents *contents = calloc(1, sizeof *contents);
    if (!contents)
        return NULL;
    contents->list = (struct list){.screen.kind = &contents_kind,
                                   .kind = &list_kind,
                                   .headline = _("Contents"),
                                   .extra = ACTION_SEARCH,
                                   .extra_label = _("Search"),
                                   .extra_sign = SIGN_SEARCH};
    contents->alone = folder;
    outline_more(&contents->outline, reading_article(ui), reading_position(ui));
    if (!catalog_open(ui, &contents->catalog, folder))
        return &contents->list.screen;
    contents_free(&contents->list.screen);
    return NULL;
}
