#include "ui/catalog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "base/utf8.h"
#include "bundle/home.h"
#include "bundle/link.h"
#include "document/language.h"
#include "ui/follow.h"
#include "ui/reading.h"
#include "ui/seek.h"

/* A folder of a few thousand names is in order before it is shown; a larger one is sorted in idle time. */
#define SLICES_AT_ONCE 8
/* Items of a table in which the reader's place is looked for in one slice. */
#define ITEMS_AT_ONCE 4096u

static uint32_t open_entry(struct ui *ui)
{
    const struct article *article = reading_article(ui);
    return article ? article_entry(article) : ENTRY_NONE;
}

/* The bundle's language says how its names are sorted; one that has no order of Han characters leaves that to the reader's. */
static const char *collation_language(struct ui *ui)
{
    const char *language = publication_language(ui->publication);
    const char *own = ui_language();
    return language_is_east_asian(language) || !language_is_east_asian(own) ? language : own;
}

static void forget_titles(struct catalog *catalog)
{
    for (uint32_t i = 0; i < CATALOG_TITLES; i++) {
        free(catalog->titles[i].title);
        catalog->titles[i].title = NULL;
    }
}

static void count_rows(struct catalog *catalog)
{
    /* One row says that names are being sorted. */
    catalog->count = catalog->up + (catalog->folder.sorting ? 1 : catalog->folder.count);
}

/* Shows the folder path[0..size) in place of the one before. `path` may belong to that. */
static enum status open_folder(struct ui *ui, struct catalog *catalog, const char *path, size_t size)
{
    struct listing folder;
    char *shown = strndup(path, size ? size - 1 : 0);
    enum status status = listing_open(ui->bundle, path, size, collation_language(ui), &folder);
    if (status || !shown) {
        listing_free(&folder);
        free(shown);
        return STATUS_NO_MEMORY;
    }
    forget_titles(catalog);
    listing_free(&catalog->folder);
    free(catalog->path);
    catalog->folder = folder;
    catalog->path = shown;
    catalog->up = size > 0;
    for (int i = 0; i < SLICES_AT_ONCE && listing_more(&catalog->folder); i++)
        ;
    count_rows(catalog);
    return STATUS_OK;
}

/* Bytes of the name up to its last '/'. */
static size_t folder_size(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash ? (size_t)(slash + 1 - name) : 0;
}

void catalog_free(struct catalog *catalog)
{
    forget_titles(catalog);
    listing_free(&catalog->folder);
    free(catalog->path);
}

/* Where the reader is in the table: the last item of the article that leads to the position or before it. */
static void look_at(struct ui *ui, struct catalog *catalog, uint32_t index)
{
    struct publication_item item = publication_item(ui->publication, index);
    uint64_t position = 0;
    bool found = true;
    if (item.entry != catalog->seek || item.entry == ENTRY_NONE)
        return;
    if (item.fragment && (!seek_anchor(reading_of(ui), item.fragment, &position, &found) || !found))
        return;
    bool after = catalog->current != UINT32_MAX && position < catalog->position;
    if (position > reading_position(ui) || after)
        return;
    catalog->current = index;
    catalog->position = position;
}

static bool table_more(struct ui *ui, struct catalog *catalog)
{
    bool more = publication_more(ui->publication);
    catalog->count = publication_count(ui->publication);
    for (uint32_t i = 0; i < ITEMS_AT_ONCE && catalog->looked < catalog->count; i++)
        look_at(ui, catalog, catalog->looked++);
    return more || catalog->looked < catalog->count;
}

enum status catalog_open(struct ui *ui, struct catalog *catalog, const char *folder)
{
    static const char indexes[] = "indexes/";
    catalog->current = UINT32_MAX;
    catalog->seek = open_entry(ui);
    catalog->table = !folder && publication_count(ui->publication) > 0;
    if (catalog->table) {
        table_more(ui, catalog);
        return STATUS_OK;
    }
    if (!folder && bundle_folder_exists(ui->bundle, indexes, sizeof indexes - 1))
        folder = indexes;
    if (!folder && catalog->seek != ENTRY_NONE) {
        const char *name = bundle_name(ui->bundle, catalog->seek);
        return open_folder(ui, catalog, name, folder_size(name));
    }
    return open_folder(ui, catalog, folder ? folder : "", folder ? strlen(folder) : 0);
}

bool catalog_more(struct ui *ui, struct catalog *catalog)
{
    if (catalog->table)
        return table_more(ui, catalog);
    bool more = listing_more(&catalog->folder);
    count_rows(catalog);
    return more;
}

/* The file's or folder's own name, until the title is known. */
static const char *name_row(struct catalog *catalog, const struct listing_item *item)
{
    size_t size;
    const char *name = listing_name(&catalog->folder, item, &size);
    if (size >= sizeof catalog->text)
        size = utf8_whole(name, sizeof catalog->text - 1);
    snprintf(catalog->text, sizeof catalog->text, "%.*s", (int)size, name);
    return catalog->text;
}

/* A folder is called as its README is. */
static char *find_title(struct ui *ui, struct catalog *catalog, const struct listing_item *item)
{
    uint32_t entry = item->entry;
    struct article *article = NULL;
    if (item->articles) {
        size_t size;
        listing_name(&catalog->folder, item, &size);
        entry = home_of_folder(ui->bundle, bundle_name(ui->bundle, entry), catalog->folder.size + size + 1);
    }
    if (entry == ENTRY_NONE || article_open(ui->bundle, entry, &article, NULL))
        return strdup(name_row(catalog, item));
    char *title = strdup(article_title(article));
    article_close(article);
    return title;
}

bool catalog_name(struct ui *ui, struct catalog *catalog, uint32_t begin, uint32_t end)
{
    if (catalog->table || catalog->folder.sorting)
        return false;
    for (uint32_t i = begin < catalog->up ? 1 : begin; i < end && i < catalog->count; i++) {
        const struct listing_item *item = &catalog->folder.items[i - catalog->up];
        struct catalog_title *slot = &catalog->titles[i % CATALOG_TITLES];
        if (slot->title && slot->entry == item->entry)
            continue;
        free(slot->title);
        slot->entry = item->entry;
        slot->title = find_title(ui, catalog, item);
        return slot->title; /* without memory the names stay as they are */
    }
    return false;
}

uint32_t catalog_focus(const struct catalog *catalog)
{
    const struct listing *folder = &catalog->folder;
    if (catalog->table)
        return catalog->current < catalog->count ? catalog->current : catalog->count;
    for (uint32_t i = 0; i < folder->count && !folder->sorting && catalog->seek != ENTRY_NONE; i++) {
        if (listing_holds(folder, &folder->items[i], catalog->seek))
            return catalog->up + i;
    }
    /* Rather the first one in the folder than the way out of it. */
    return catalog->count > 1 ? catalog->up : 0;
}

static struct list_row table_row(struct ui *ui, struct catalog *catalog, uint32_t index)
{
    struct publication_item item = publication_item(ui->publication, index);
    const char *label = item.label;
    if (!*label && (item.address || item.entry != ENTRY_NONE))
        label = item.address ? item.address : bundle_name(ui->bundle, item.entry);
    return (struct list_row){
        .label = label,
        .level = item.level,
        .title = item.entry == ENTRY_NONE && !item.address,
        .current = index == catalog->current,
        .region = item.region,
    };
}

/* To the folder above: its name behind an arrow. */
static struct list_row up_row(struct ui *ui, struct catalog *catalog)
{
    const char *slash = strrchr(catalog->path, '/'), *start = slash;
    while (start && start > catalog->path && start[-1] != '/')
        start--;
    if (slash)
        snprintf(catalog->text, sizeof catalog->text, "↑ %.*s", (int)(slash - start), start);
    else
        snprintf(catalog->text, sizeof catalog->text, "↑ %s", publication_title(ui->publication));
    catalog->text[utf8_whole(catalog->text, strlen(catalog->text))] = '\0';
    return (struct list_row){.label = catalog->text,
                             .region = (uint8_t)language_region(collation_language(ui), ui_region())};
}

struct list_row catalog_row(struct ui *ui, struct catalog *catalog, uint32_t index)
{
    if (catalog->table)
        return table_row(ui, catalog, index);
    if (index < catalog->up)
        return up_row(ui, catalog);
    if (catalog->folder.sorting)
        return (struct list_row){.label = _("Sorting the names in this folder."), .title = true};
    const struct listing_item *item = &catalog->folder.items[index - catalog->up];
    const struct catalog_title *slot = &catalog->titles[index % CATALOG_TITLES];
    struct list_row row = {
        .label = slot->title && slot->entry == item->entry ? slot->title : name_row(catalog, item),
        .current = listing_holds(&catalog->folder, item, open_entry(ui)),
        .region = (uint8_t)language_region(collation_language(ui), ui_region()),
    };
    if (item->articles) {
        snprintf(catalog->detail, sizeof catalog->detail,
                 ngettext("%u article", "%u articles", item->articles), item->articles);
        row.detail = catalog->detail;
    }
    return row;
}

static void choose_item(struct ui *ui, uint32_t index)
{
    struct publication_item item = publication_item(ui->publication, index);
    struct target target = {.entry = item.entry, .fragment = item.fragment, .address = item.address};
    target.kind = item.missing ? TARGET_MISSING : TARGET_OUTSIDE;
    if (item.entry != ENTRY_NONE)
        target.kind = TARGET_ENTRY;
    else if (bundle_folder_exists(ui->bundle, item.address, strlen(item.address)))
        target.kind = TARGET_FOLDER;
    follow_target(ui, ENTRY_NONE, &target);
}

/* To the folder above, with this one's row to go on from. */
static bool go_up(struct ui *ui, struct catalog *catalog)
{
    char *path = strdup(catalog->path);
    uint32_t seek = catalog->folder.count ? catalog->folder.items[0].entry : catalog->seek;
    bool done = path && !open_folder(ui, catalog, path, folder_size(path));
    if (done) {
        catalog->seek = seek;
        catalog->depth -= catalog->depth > 0;
    }
    free(path);
    return done;
}

bool catalog_choose(struct ui *ui, struct catalog *catalog, uint32_t index)
{
    struct fault fault = {0};
    if (catalog->table) {
        choose_item(ui, index);
        return false;
    }
    if (index < catalog->up)
        return go_up(ui, catalog);
    struct listing_item item = catalog->folder.items[index - catalog->up];
    if (!item.articles) {
        if (reading_go(ui, item.entry, NULL, &fault))
            ui->stale = true;
        return false;
    }
    size_t size;
    listing_name(&catalog->folder, &item, &size);
    size += catalog->folder.size + 1;
    if (open_folder(ui, catalog, bundle_name(ui->bundle, item.entry), size))
        return false;
    catalog->seek = open_entry(ui);
    catalog->depth++;
    return true;
}

bool catalog_back(struct ui *ui, struct catalog *catalog)
{
    return catalog->depth && go_up(ui, catalog);
}
