#include "document/package.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/messages.h"
#include "bundle/link.h"
#include "document/attribute.h"
#include "document/map.h"
#include "document/xml.h"

/* Longer titles are cut. */
#define TEXT_SIZE KIB(4)

struct manifest_item {
    const char *href, *type;
};

struct spine_item {
    struct spine_item *next;
    const char *id;
    bool linear;
};

struct reader {
    struct toc *toc;
    uint32_t entry;
    struct package *out;
    struct arena *arena; /* given back when all is read */
    struct map manifest; /* id → struct manifest_item * */
    struct spine_item *spine, **spine_end;
    const struct manifest_item *cover, *nav, *ncx;
    const char *cover_id, *cover_href, *ncx_id;
    const char **wanted; /* of out: what the text being read becomes */
    struct buffer text;
    bool dated; /* by the date of publication */
    enum status status;
};

static const char *keep(struct reader *reader, const char *text)
{
    const char *copy = text ? arena_copy(reader->arena, text, strlen(text)) : NULL;
    if (text && !copy)
        reader->status = STATUS_NO_MEMORY;
    return copy;
}

static void start_item(struct reader *reader, const char *const *attributes)
{
    const char *id = keep(reader, attribute(attributes, "id"));
    const char *properties = attribute(attributes, "properties");
    struct manifest_item *item = arena_alloc(reader->arena, sizeof *item);
    if (!item)
        reader->status = STATUS_NO_MEMORY;
    if (!id || !item)
        return;
    item->href = keep(reader, attribute(attributes, "href"));
    item->type = keep(reader, attribute(attributes, "media-type"));
    if (!item->href)
        return;
    if (map_set(&reader->manifest, id, strlen(id), item))
        reader->status = STATUS_NO_MEMORY;
    if (properties && attribute_has_word(properties, "nav"))
        reader->nav = item;
    if (properties && attribute_has_word(properties, "cover-image"))
        reader->cover = item;
    if (item->type && strcmp(item->type, "application/x-dtbncx+xml") == 0)
        reader->ncx = item;
}

static void start_itemref(struct reader *reader, const char *const *attributes)
{
    const char *id = keep(reader, attribute(attributes, "idref")), *linear = attribute(attributes, "linear");
    struct spine_item *item = id ? arena_alloc(reader->arena, sizeof *item) : NULL;
    if (id && !item)
        reader->status = STATUS_NO_MEMORY;
    if (!item)
        return;
    item->id = id;
    item->linear = !linear || strcmp(linear, "no") != 0;
    *reader->spine_end = item;
    reader->spine_end = &item->next;
}

/* <dc:title>, <dc:language> and <dc:date>: the first of each counts, of dates that of publication. */
static void start_metadata(struct reader *reader, const char *name, const char *const *attributes)
{
    struct package *out = reader->out;
    const char *event = attribute(attributes, "opf:event");
    bool published = event && strcmp(event, "publication") == 0;
    reader->text.size = 0;
    if (strcmp(name, "title") == 0 && !out->title)
        reader->wanted = &out->title;
    else if (strcmp(name, "language") == 0 && !out->language)
        reader->wanted = &out->language;
    else if (strcmp(name, "date") == 0 && (published ? !reader->dated : !event && !out->date))
        reader->wanted = &out->date;
    reader->dated |= published && reader->wanted == &out->date;
}

static void start(void *data, const char *name, const char *const *attributes)
{
    struct reader *reader = data;
    const char *word = attribute(attributes, "name"), *type = attribute(attributes, "type");
    if (reader->status)
        return;
    if (strcmp(name, "item") == 0)
        start_item(reader, attributes);
    else if (strcmp(name, "itemref") == 0)
        start_itemref(reader, attributes);
    else if (strcmp(name, "spine") == 0)
        reader->ncx_id = keep(reader, attribute(attributes, "toc"));
    else if (strcmp(name, "meta") == 0 && word && strcmp(word, "cover") == 0)
        reader->cover_id = keep(reader, attribute(attributes, "content"));
    else if (strcmp(name, "reference") == 0 && type && strcmp(type, "cover") == 0)
        reader->cover_href = keep(reader, attribute(attributes, "href"));
    else
        start_metadata(reader, name, attributes);
}

static void characters(void *data, const char *text, size_t size)
{
    struct reader *reader = data;
    size_t room = TEXT_SIZE - reader->text.size;
    if (reader->wanted && !reader->status)
        reader->status = buffer_add(&reader->text, text, size < room ? size : room);
}

/* The year has four digits, and so has a beginning of ISO 8601. */
static bool is_date(const char *text)
{
    return strspn(text, "0123456789") == 4 && strspn(text, "0123456789-:.TZ+") == strlen(text);
}

static void end(void *data, const char *name)
{
    struct reader *reader = data;
    const char **wanted = reader->wanted;
    (void)name;
    reader->wanted = NULL;
    if (!wanted || reader->status)
        return;
    const char *text = toc_line(reader->toc, reader->text.data ? reader->text.data : "", reader->text.size);
    if (!text)
        reader->status = STATUS_NO_MEMORY;
    else if (*text && (wanted != &reader->out->date || is_date(text)))
        *wanted = text;
}

/* The entry at an address of the package document, or ENTRY_NONE. */
static uint32_t find(struct reader *reader, const char *href)
{
    struct publication_item item = {.entry = ENTRY_NONE};
    if (href && !reader->status)
        reader->status = toc_resolve(reader->toc, reader->entry, href, &item);
    return item.entry;
}

static uint32_t find_item(struct reader *reader, const struct manifest_item *item)
{
    return item ? find(reader, item->href) : ENTRY_NONE;
}

static const struct manifest_item *by_id(const struct reader *reader, const char *id)
{
    return id ? map_find(&reader->manifest, id, strlen(id)) : NULL;
}

/* Chapters and pictures whose names have another ending, or none. */
static void declare_kind(struct reader *reader, const struct manifest_item *item)
{
    static const struct {
        const char *type;
        enum entry_kind kind;
    } kinds[] = {
        {"application/xhtml+xml", ENTRY_HTML}, {"text/html", ENTRY_HTML},
        {"text/x-oeb1-document", ENTRY_HTML},  {"image/jpeg", ENTRY_PICTURE},
        {"image/png", ENTRY_PICTURE},          {"image/gif", ENTRY_PICTURE},
        {"image/svg+xml", ENTRY_PICTURE},
    };
    for (size_t i = 0; item->type && i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(item->type, kinds[i].type) != 0 || entry_kind_of(item->href) == kinds[i].kind)
            continue;
        uint32_t entry = find(reader, item->href);
        if (entry != ENTRY_NONE)
            bundle_declare(reader->toc->bundle, entry, kinds[i].kind);
    }
}

static void add_spine(struct reader *reader)
{
    const char *name = bundle_name(reader->toc->bundle, reader->entry);
    for (const struct spine_item *ref = reader->spine; ref && !reader->status; ref = ref->next) {
        const struct manifest_item *item = by_id(reader, ref->id);
        uint32_t entry = find_item(reader, item);
        struct fault fault;
        if (entry == ENTRY_NONE) {
            fault_set(&fault, STATUS_NOT_FOUND, _("the reading order names “%s”, which is not in the bundle"),
                      item ? item->href : ref->id);
            toc_remark(reader->toc, name, fault.sentence);
        } else if (ref->linear && !reader->status) {
            reader->status = toc_order(reader->toc, entry);
        }
    }
}

/* A table of contents that is not read in its turn is no article: a shelf would count one too many. */
static void put_aside_nav(struct reader *reader)
{
    uint32_t nav = find_item(reader, reader->nav);
    for (const struct spine_item *ref = reader->spine; ref && nav != ENTRY_NONE; ref = ref->next) {
        if (find_item(reader, by_id(reader, ref->id)) == nav)
            return;
    }
    if (reader->spine && nav != ENTRY_NONE)
        bundle_declare(reader->toc->bundle, nav, ENTRY_OTHER);
}

static void finish(struct reader *reader)
{
    struct package *out = reader->out;
    for (size_t i = 0; i < reader->manifest.room; i++)
        if (reader->manifest.slots[i].value)
            declare_kind(reader, reader->manifest.slots[i].value);
    add_spine(reader);
    put_aside_nav(reader);
    if (!reader->cover)
        reader->cover = by_id(reader, reader->cover_id);
    out->cover = find_item(reader, reader->cover);
    if (out->cover == ENTRY_NONE)
        out->cover = find(reader, reader->cover_id);
    if (out->cover == ENTRY_NONE)
        out->cover = find(reader, reader->cover_href);
    out->nav = find_item(reader, reader->nav);
    out->ncx = find_item(reader, by_id(reader, reader->ncx_id));
    if (out->ncx == ENTRY_NONE)
        out->ncx = find_item(reader, reader->ncx);
}

/* Why something could not be kept. */
static enum status explain(const struct reader *reader, struct fault *fault)
{
    const char *name = bundle_name(reader->toc->bundle, reader->entry);
    bool full = arena_size(reader->arena) > LIMIT_CONTENTS_MEMORY - MIB(1);
    return toc_explain(full ? reader->arena : reader->toc->arena, name, fault);
}

static enum status read_package(struct reader *reader, struct fault *fault)
{
    static const struct xml_handler handler = {start, end, characters, false};
    struct toc *toc = reader->toc;
    enum status status = xml_read(toc->bundle, reader->entry, &handler, reader, fault);
    if (reader->status)
        status = explain(reader, fault);
    if (status == STATUS_NO_MEMORY)
        return status;
    /* What came before a failure is used. */
    reader->status = STATUS_OK;
    finish(reader);
    return reader->status ? explain(reader, fault) : status;
}

enum status package_read(struct toc *toc, uint32_t entry, struct package *out, struct fault *fault)
{
    struct reader reader = {.toc = toc, .entry = entry, .out = out};
    struct fault found = {0};
    *out = (struct package){.cover = ENTRY_NONE, .nav = ENTRY_NONE, .ncx = ENTRY_NONE};
    reader.spine_end = &reader.spine;
    reader.arena = arena_new(LIMIT_CONTENTS_MEMORY);
    enum status status = reader.arena ? read_package(&reader, &found) : fault_no_memory(&found);
    buffer_free(&reader.text);
    map_free(&reader.manifest);
    arena_free(reader.arena);
    if (status == STATUS_NO_MEMORY) {
        if (fault)
            *fault = found;
        return status;
    }
    if (status)
        toc_remark(toc, bundle_name(toc->bundle, entry), found.sentence);
    return STATUS_OK;
}
