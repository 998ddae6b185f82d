#include "document/mkdocs.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/messages.h"
#include "document/mapping.h"

/* Deeper lists, and more of them (aliases can repeat each other), are left out. */
#define DEPTH 16u
#define NODES 65536u

/* Larger files are not read: libyaml takes twenty times their size. */
#define SOURCE_SIZE KIB(512)

struct reader {
    struct toc *toc;
    uint32_t entry;
    yaml_document_t *document;
    const char *folder;
    unsigned nodes;
};

/* The file's name without its folders and ending. */
static size_t stem_of(const char *path, const char **stem)
{
    const char *slash = strrchr(path, '/');
    *stem = slash ? slash + 1 : path;
    const char *dot = strrchr(*stem, '.');
    return dot && dot > *stem ? (size_t)(dot - *stem) : strlen(*stem);
}

/* A page below docs_dir, or an address. `title` NULL: the page's name. */
static enum status add_page(struct reader *reader, const char *title, const char *path, uint8_t level)
{
    struct publication_item item = {.entry = ENTRY_NONE, .level = level};
    struct buffer rooted = {0};
    size_t size = title ? strlen(title) : stem_of(path, &title);
    bool address = strstr(path, "://") || strncmp(path, "mailto:", 7) == 0;
    enum status status =
        address ? buffer_print(&rooted, "%s", path) : buffer_print(&rooted, "/%s%s", reader->folder, path);
    if (!status)
        status = toc_resolve(reader->toc, reader->entry, rooted.data, &item);
    if (!status)
        status = toc_add(reader->toc, &item, title, size);
    if (!status)
        status = toc_order(reader->toc, item.entry);
    buffer_free(&rooted);
    return status;
}

static enum status add_list(struct reader *reader, const yaml_node_t *list, unsigned level);

/* "title: path" or "title:" with a list. */
static enum status add_pair(struct reader *reader, const yaml_node_pair_t *pair, unsigned level)
{
    const char *title = mapping_scalar(yaml_document_get_node(reader->document, pair->key));
    const yaml_node_t *value = yaml_document_get_node(reader->document, pair->value);
    const char *path = mapping_scalar(value);
    if (!title)
        return STATUS_OK;
    if (path)
        return add_page(reader, title, path, (uint8_t)level);
    enum status status =
        toc_add(reader->toc, &(struct publication_item){.entry = ENTRY_NONE, .level = (uint8_t)level}, title,
                strlen(title));
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
            status = add_page(reader, NULL, path, (uint8_t)level);
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

static enum status read_document(struct reader *reader, struct package *out, char **folder)
{
    yaml_document_t *document = reader->document;
    const yaml_node_t *top = mapping_top(document);
    const char *title = mapping_scalar(mapping_value(document, top, "site_name"));
    *folder = folder_of(mapping_scalar(mapping_value(document, top, "docs_dir")));
    if (title)
        out->title = toc_line(reader->toc, title, strlen(title));
    if (!*folder || (title && !out->title))
        return STATUS_NO_MEMORY;
    reader->folder = *folder;
    return add_list(reader, mapping_value(document, top, "nav"), 0);
}

enum status mkdocs_read(struct toc *toc, uint32_t entry, struct package *out, char **folder,
                        struct fault *fault)
{
    const char *name = bundle_name(toc->bundle, entry);
    yaml_document_t document;
    struct reader reader = {.toc = toc, .entry = entry, .document = &document};
    struct buffer source = {0};
    struct fault found = {0};
    size_t line = 0;
    *folder = NULL;
    enum status status = entry_load(toc->bundle, entry, SOURCE_SIZE, &source, &found);
    if (!status && source.size) {
        status = mapping_load(source.data, source.size, &document, &line);
        if (status == STATUS_CORRUPT) {
            fault_set(&found, status, _("%s is no sound YAML (line %zu), and is left aside."), name, line);
        } else if (!status) {
            status = read_document(&reader, out, folder);
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
