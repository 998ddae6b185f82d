#include "ui/listing.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "base/limits.h"
#include "bundle/home.h"

/* Entries looked at, keys made and rows merged in one slice: each some two million instructions. */
#define SCANNED 32768u
#define KEYED 1024u
#define MERGED 32768u

/* The first byte of a row's key. */
enum { GROUP_FOLDER = 1, GROUP_INDEX, GROUP_ARTICLE };

/* Merging from the bottom up, so that it can stop anywhere: runs of `width` rows are in order in `from`; those at `left` and `right`
 * go into `to` at `out`. */
struct sorting {
    struct collation *collation;
    struct buffer keys; /* each behind a byte with its size */
    uint32_t keyed;     /* rows that have their key */
    struct listing_item *from, *to;
    uint32_t width, left, middle, right, end, out;
};

static void sorting_free(struct sorting *sorting)
{
    if (!sorting)
        return;
    collation_free(sorting->collation);
    buffer_free(&sorting->keys);
    free(sorting->to);
    free(sorting);
}

enum status listing_open(const struct bundle *bundle, const char *path, size_t size, const char *language,
                         struct listing *out)
{
    *out = (struct listing){.bundle = bundle, .path = strndup(path, size), .size = size};
    bundle_folder(bundle, path, size, &out->at, &out->end);
    out->sorting = calloc(1, sizeof *out->sorting);
    if (out->sorting)
        out->sorting->collation = collation_new(language);
    return out->path && out->sorting && out->sorting->collation ? STATUS_OK : STATUS_NO_MEMORY;
}

void listing_free(struct listing *folder)
{
    sorting_free(folder->sorting);
    free(folder->items);
    free(folder->path);
    *folder = (struct listing){0};
}

static enum status add(struct listing *folder, struct listing_item item)
{
    if (GROW(folder->items, folder->room, folder->count + 1))
        return STATUS_NO_MEMORY;
    folder->items[folder->count++] = item;
    return STATUS_OK;
}

/* The folder that was being counted is a row if it holds an article. */
static enum status end_branch(struct listing *folder)
{
    bool row = folder->branch && folder->counted.articles;
    folder->branch = 0;
    return row ? add(folder, folder->counted) : STATUS_OK;
}

static enum status scan_entry(struct listing *folder)
{
    uint32_t entry = folder->at++;
    const char *name = bundle_name(folder->bundle, entry) + folder->size;
    bool article = entry_is_article(bundle_kind(folder->bundle, entry));
    if (folder->branch &&
        !strncmp(name, bundle_name(folder->bundle, folder->counted.entry) + folder->size, folder->branch)) {
        folder->counted.articles += article;
        return STATUS_OK;
    }
    enum status status = end_branch(folder);
    const char *slash = strchr(name, '/');
    if (slash) {
        folder->branch = (uint32_t)(slash + 1 - name);
        folder->counted = (struct listing_item){.entry = entry, .articles = article};
    } else if (article && !status) {
        status = add(folder, (struct listing_item){.entry = entry});
    }
    return status;
}

/* False: all entries are looked at. */
static bool scan(struct listing *folder)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < SCANNED && folder->at < folder->end && !status; i++)
        status = scan_entry(folder);
    if (!status && folder->at < folder->end)
        return true;
    /* Without memory the rows so far are shown. */
    folder->at = folder->end;
    if (!status)
        (void)end_branch(folder);
    return false;
}

const char *listing_name(const struct listing *folder, const struct listing_item *item, size_t *size)
{
    const char *name = bundle_name(folder->bundle, item->entry) + folder->size;
    const char *end = item->articles ? strchr(name, '/') : strrchr(name, '.');
    *size = end && end > name ? (size_t)(end - name) : strlen(name);
    return name;
}

bool listing_holds(const struct listing *folder, const struct listing_item *item, uint32_t entry)
{
    size_t size;
    if (!item->articles || entry < item->entry || entry >= bundle_count(folder->bundle))
        return item->entry == entry;
    listing_name(folder, item, &size);
    return !strncmp(bundle_name(folder->bundle, item->entry), bundle_name(folder->bundle, entry),
                    folder->size + size + 1);
}

static enum status add_key(struct listing *folder, struct listing_item *item)
{
    struct sorting *sorting = folder->sorting;
    struct collation_key key;
    size_t size;
    const char *name = listing_name(folder, item, &size);
    collation_key(sorting->collation, name, size, &key);
    uint8_t group = item->articles                   ? GROUP_FOLDER
                    : home_rank(name) < HOME_SUMMARY ? GROUP_INDEX
                                                     : GROUP_ARTICLE;
    uint8_t head[2] = {(uint8_t)(key.size + 1), group};
    item->key = (uint32_t)sorting->keys.size;
    enum status status = buffer_add(&sorting->keys, head, sizeof head);
    return status ? status : buffer_add(&sorting->keys, key.bytes, key.size);
}

static int compare(const struct sorting *sorting, const struct listing_item *a, const struct listing_item *b)
{
    const uint8_t *left = (const uint8_t *)sorting->keys.data + a->key;
    const uint8_t *right = (const uint8_t *)sorting->keys.data + b->key;
    return collation_compare(left + 1, left[0], right + 1, right[0]);
}

/* The first of the rows [begin, end), which are in order, that is not before the key. */
static uint32_t search(const struct listing *folder, uint32_t begin, uint32_t end,
                       const struct collation_key *key)
{
    while (begin < end) {
        uint32_t middle = begin + (end - begin) / 2;
        const uint8_t *other = (const uint8_t *)folder->sorting->keys.data + folder->items[middle].key;
        if (collation_compare(other + 1, other[0], key->bytes, key->size) < 0)
            begin = middle + 1;
        else
            end = middle;
    }
    return begin;
}

static void find_sections(struct listing *folder)
{
    uint32_t count, articles = search(folder, 0, folder->count, &(struct collation_key){1, {GROUP_ARTICLE}});
    uint32_t folders = search(folder, 0, folder->count, &(struct collation_key){1, {GROUP_INDEX}});
    bool larger = folders > folder->count - articles;
    uint32_t begin = larger ? 0 : articles, end = larger ? folders : folder->count;
    const struct collation_section *sections = collation_sections(folder->sorting->collation, &count);
    for (uint32_t i = count; i > 0; i--) {
        struct collation_key key = {.size = (uint8_t)(sections[i - 1].key.size + 1)};
        key.bytes[0] = larger ? GROUP_FOLDER : GROUP_ARTICLE;
        memcpy(key.bytes + 1, sections[i - 1].key.bytes, sections[i - 1].key.size);
        uint32_t row = search(folder, begin, end, &key);
        if (row == end)
            continue;
        struct listing_section *section = &folder->sections[COLLATION_SECTIONS - ++folder->section_count];
        memcpy(section->label, sections[i - 1].label, sizeof section->label);
        section->row = row;
        end = row;
    }
    memmove(folder->sections, folder->sections + COLLATION_SECTIONS - folder->section_count,
            folder->section_count * sizeof *folder->sections);
}

/* The next two runs to merge; false: all rows are in order in `from`. */
static bool next_runs(struct sorting *sorting, uint32_t count)
{
    if (sorting->end == count) {
        struct listing_item *merged = sorting->to;
        sorting->to = sorting->from;
        sorting->from = merged;
        sorting->width *= 2;
        sorting->end = 0;
    }
    if (sorting->width >= count)
        return false;
    sorting->out = sorting->left = sorting->end;
    sorting->middle = count - sorting->left > sorting->width ? sorting->left + sorting->width : count;
    sorting->right = sorting->middle;
    sorting->end = count - sorting->middle > sorting->width ? sorting->middle + sorting->width : count;
    return true;
}

/* False: all rows are in order. */
static bool merge(struct listing *folder)
{
    struct sorting *sorting = folder->sorting;
    for (uint32_t i = 0; i < MERGED; i++) {
        if (sorting->out == sorting->end && !next_runs(sorting, folder->count)) {
            folder->items = sorting->from;
            return false;
        }
        const struct listing_item *left = &sorting->from[sorting->left],
                                  *right = &sorting->from[sorting->right];
        bool first = sorting->right == sorting->end ||
                     (sorting->left < sorting->middle && compare(sorting, left, right) <= 0);
        sorting->to[sorting->out++] = first ? *left : *right;
        sorting->left += first;
        sorting->right += !first;
    }
    folder->items = sorting->from;
    return true;
}

/* False: without memory, or there are too many rows: they stay in byte order. */
static bool begin_merging(struct listing *folder)
{
    struct sorting *sorting = folder->sorting;
    for (uint32_t i = 0; i < KEYED && sorting->keyed < folder->count; i++, sorting->keyed++) {
        if (add_key(folder, &folder->items[sorting->keyed]))
            return false;
    }
    if (sorting->keyed < folder->count)
        return true;
    sorting->from = folder->items;
    sorting->to = malloc((folder->count + 1) * sizeof *sorting->to);
    sorting->width = 1;
    return sorting->to;
}

bool listing_more(struct listing *folder)
{
    if (!folder->sorting)
        return false;
    if (folder->at < folder->end && scan(folder))
        return true;
    bool more = false;
    if (folder->count <= LIMIT_COLLATED) {
        bool merging = folder->sorting->to;
        more = merging ? merge(folder) : begin_merging(folder);
        if (merging && !more)
            find_sections(folder);
    }
    if (!more) {
        sorting_free(folder->sorting);
        folder->sorting = NULL;
    }
    return more;
}
