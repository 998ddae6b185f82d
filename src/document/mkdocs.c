#include "document/mkdocs.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/messages.h"
#include "document/mapping.h"

/* Deeper lists, and more of them (aliases can repeat each other), are left out. */
#define DEPTH 16u
#define NODES 65536u

/* Larger files are not read: libyaml takes a hundred and sixty times their size. */
#define SOURCE_SIZE KIB(256)

/* Pages that are added, and those that are opened for their title, at a time. */
#define PIECE 64u
#define OPENED 4u

struct reader {
    struct arena *arena;
    yaml_document_t *document;
    struct mkdocs_page **end; /* of the list of pages */
    unsigned nodes;
};

static const char *keep(struct reader *reader, const char *text, enum status *status)
{
    const char *copy = text ? arena_copy(reader->arena, text, strlen(text)) : NULL;
    if (text && !copy)
        *status = STATUS_NO_MEMORY;
    return copy;
}

static enum status add_page(struct reader *reader, const char *title, const char *path, unsigned level)
{
    struct mkdocs_page *page = arena_alloc(reader->arena, sizeof *page);
    enum status status = page ? STATUS_OK : STATUS_NO_MEMORY;
    if (status)
        return status;
    page->title = keep(reader, title, &status);
    page->path = keep(reader, path, &status);
    page->level = (uint8_t)level;
    *reader->end = page;
    reader->end = &page->next;
    return status;
}

static enum status add_list(struct reader *reader, const yaml_node_t *list, unsigned level);

/* "title: path" or "title:" with a list. */
static enum status add_pair(struct reader *reader, const yaml_node_pair_t *pair, unsigned level)
{
    const char *title = mapping_scalar(yaml_document_get_node(reader->document, pair->key));
    const yaml_node_t *value = yaml_document_get_node(reader->document, pair->value);
    if (!title)
        return STATUS_OK;
    enum status status = add_page(reader, title, mapping_scalar(value), level);
    return status ? status : add_list(reader, value, level + 1);
}

static enum status add_list(struct reader *reader, const yaml_node_t *list, unsigned level)
{
    enum status status = STATUS_OK;
    if (!list || list->type != YAML_SEQUENCE_NODE || level >= DEPTH)
        return STATUS_OK;
    for (const yaml_node_item_t *item = list->data.sequence.items.start;
         item < list->data.sequence.items.top && !status && reader->nodes < NODES; item++) {
        const yaml_node_t *node = yaml_document_get_node(reader->document, *item);
        const char *path = mapping_scalar(node);
        reader->nodes++;
        if (path)
            status = add_page(reader, NULL, path, level);
        if (!node || node->type != YAML_MAPPING_NODE)
            continue;
        for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
             pair < node->data.mapping.pairs.top && !status; pair++)
            status = add_pair(reader, pair, level);
    }
    return status;
}

/* docs_dir without "./" and with one '/' at its end; "docs" when it is not given. */
static char *folder_of(const char *given)
{
    struct buffer folder = {0};
    given = given ? given : "docs";
    while (strncmp(given, "./", 2) == 0)
        given += 2;
    size_t size = strlen(given);
    while (size && given[size - 1] == '/')
        size--;
    if (size == 1 && given[0] == '.')
        size = 0;
    return buffer_print(&folder, "%.*s%s", (int)size, given, size ? "/" : "") ? NULL : folder.data;
}

static enum status read_document(struct reader *reader, struct toc *toc, struct package *out,
                                 struct mkdocs *mkdocs)
{
    yaml_document_t *document = reader->document;
    const yaml_node_t *top = mapping_top(document);
    const char *title = mapping_scalar(mapping_value(document, top, "site_name"));
    const yaml_node_t *theme = mapping_value(document, top, "theme");
    const char *language = mapping_scalar(mapping_value(document, theme, "language"));
    mkdocs->folder = folder_of(mapping_scalar(mapping_value(document, top, "docs_dir")));
    if (title)
        out->title = toc_line(toc, title, strlen(title));
    if (language)
        out->language = toc_line(toc, language, strlen(language));
    if (!mkdocs->folder || (title && !out->title) || (language && !out->language))
        return STATUS_NO_MEMORY;
    reader->end = &mkdocs->pages;
    return add_list(reader, mapping_value(document, top, "nav"), 0);
}

enum status mkdocs_read(struct toc *toc, uint32_t entry, struct package *out, struct mkdocs *mkdocs,
                        struct fault *fault)
{
    const char *name = bundle_name(toc->bundle, entry);
    yaml_document_t document;
    struct reader reader = {.arena = toc->arena, .document = &document};
    struct buffer source = {0};
    struct fault found = {0};
    size_t line = 0;
    enum status status =
        bundle_size(toc->bundle, entry) > SOURCE_SIZE
            ? fault_set(&found, STATUS_LIMIT, _("%s is too long to be shown whole; make it shorter."), name)
            : entry_load(toc->bundle, entry, SOURCE_SIZE, &source, &found);
    if (!status && source.size) {
        status = mapping_load(source.data, source.size, &document, &line);
        if (status == STATUS_CORRUPT) {
            fault_set(&found, status, _("%s is no sound YAML (line %zu), and is left aside."), name, line);
        } else if (!status) {
            status = read_document(&reader, toc, out, mkdocs);
            yaml_document_delete(&document);
            if (status)
                status = toc_explain(toc->arena, name, &found);
        }
    }
    buffer_free(&source);
    if (status == STATUS_NO_MEMORY)
        return fault_no_memory(fault);
    if (status)
        toc_remark(toc, name, found.sentence);
    return STATUS_OK;
}

/* The title of the page itself; NULL when it cannot be opened. To be freed. */
static char *title_of(const struct toc *toc, const struct publication_item *item)
{
    struct article *article = NULL;
    if (item->entry == ENTRY_NONE || article_open(toc->bundle, item->entry, &article, NULL))
        return NULL;
    char *title = strdup(article_title(article));
    article_close(article);
    return title;
}

static enum status add_item(const struct mkdocs *mkdocs, struct toc *toc, uint32_t entry,
                            const struct mkdocs_page *page)
{
    struct publication_item item = {.entry = ENTRY_NONE, .level = page->level, .region = toc->region};
    struct buffer href = {0};
    const char *path = page->path;
    enum status status = STATUS_OK;
    if (path && (strstr(path, "://") || strncmp(path, "mailto:", 7) == 0))
        status = buffer_print(&href, "%s", path);
    else if (path)
        status = buffer_print(&href, "/%s%s", mkdocs->folder, path);
    if (!status && path)
        status = toc_resolve(toc, entry, href.data, &item);
    char *own = status || page->title ? NULL : title_of(toc, &item);
    const char *label = page->title ? page->title : own ? own : path ? path : "";
    if (!status)
        status = toc_add(toc, &item, label, strlen(label));
    if (!status)
        status = toc_order(toc, item.entry);
    buffer_free(&href);
    free(own);
    return status;
}

enum status mkdocs_more(struct mkdocs *mkdocs, struct toc *toc, uint32_t entry, bool *complete)
{
    enum status status = STATUS_OK;
    unsigned opened = 0;
    for (unsigned i = 0; i < PIECE && opened < OPENED && mkdocs->pages && !status; i++) {
        opened += !mkdocs->pages->title;
        status = add_item(mkdocs, toc, entry, mkdocs->pages);
        mkdocs->pages = mkdocs->pages->next;
    }
    *complete = !mkdocs->pages;
    return status;
}
