#include "document/publish.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"

uint64_t publish_count(const struct block *block)
{
    uint64_t count = utf8_count(block->text.bytes, block->text.size);
    if (block->table) {
        size_t cells = (size_t)block->table->row_count * block->table->column_count;
        for (size_t i = 0; i < cells; i++) {
            const struct cell *cell = block->table->cells[i];
            count += cell ? utf8_count(cell->text.bytes, cell->text.size) : 0;
        }
    }
    return count;
}

/* The first that has a name keeps it. */
static enum status add_anchor(struct published *published, struct anchor_name *anchor)
{
    size_t size = strlen(anchor->name);
    if (map_find(&published->anchors, anchor->name, size))
        return STATUS_OK;
    return map_set(&published->anchors, anchor->name, size, anchor);
}

static enum status add_names(struct published *published, struct anchor_name *names, uint64_t position)
{
    enum status status = STATUS_OK;
    for (; names && !status; names = names->next) {
        names->at += position;
        status = add_anchor(published, names);
    }
    return status;
}

enum status publish_slug(const struct text *heading, struct buffer *out)
{
    for (size_t at = 0; at < heading->size;) {
        uint32_t code;
        at += utf8_decode(heading->bytes + at, heading->size - at, &code);
        bool word = u_hasBinaryProperty((UChar32)code, UCHAR_ALPHABETIC) || u_isdigit((UChar32)code) ||
                    (U_GET_GC_MASK((UChar32)code) & (U_GC_M_MASK | U_GC_N_MASK));
        if (code == ' ' || code == '\n' || code == 0xA0)
            code = '-';
        else if (!word && code != '-' && code != '_')
            continue;
        char bytes[4];
        size_t size = utf8_encode((uint32_t)u_tolower((UChar32)code), bytes);
        enum status status = buffer_add(out, bytes, size);
        if (status)
            return status;
    }
    return STATUS_OK;
}

static enum status add_slug(struct published *published, const struct block *block, uint64_t position)
{
    struct buffer slug = {0};
    enum status status = publish_slug(&block->text, &slug);
    uint32_t *count = status || !slug.size ? NULL : map_find(&published->slugs, slug.data, slug.size);
    if (status || !slug.size)
        goto out;
    if (!count) {
        const char *key = arena_copy(published->arena, slug.data, slug.size);
        count = key ? arena_alloc(published->arena, sizeof(*count)) : NULL;
        status = count ? map_set(&published->slugs, key, slug.size, count) : STATUS_NO_MEMORY;
    } else {
        status = buffer_print(&slug, "-%u", ++*count);
    }
    struct anchor_name *anchor = status ? NULL : arena_alloc(published->arena, sizeof(*anchor));
    const char *name = anchor ? arena_copy(published->arena, slug.data, slug.size) : NULL;
    if (name) {
        *anchor = (struct anchor_name){.name = name, .at = position};
        status = add_anchor(published, anchor);
    } else if (!status) {
        status = STATUS_NO_MEMORY;
    }
out:
    buffer_free(&slug);
    return status;
}

/* The container belongs to this article's arena; readers see it as constant from here on. */
static void set_first(const struct container *container, const struct block *block)
{
    for (; container && !container->first; container = container->parent)
        ((struct container *)(uintptr_t)container)->first = block;
}

enum status publish(struct published *published, struct draft *draft)
{
    struct block *block = &draft->block;
    enum status status = add_names(published, published->names, published->position);
    if (!status)
        status = add_names(published, draft->names, published->position);
    if (!status && block->kind == BLOCK_HEADING)
        status = add_slug(published, block, published->position);
    if (status)
        return status;
    block->id = draft->names ? draft->names->name : published->names ? published->names->name : NULL;
    published->names = NULL;
    block->position = published->position;
    published->position += publish_count(block);
    set_first(block->container, block);
    if (!published->title && block->kind == BLOCK_HEADING)
        published->title = block;
    block->next = NULL;
    if (published->last)
        published->last->next = block;
    else
        published->first = block;
    published->last = block;
    return STATUS_OK;
}

void publish_skip(struct published *published, struct draft *draft)
{
    struct anchor_name **end = &draft->names;
    for (; *end; end = &(*end)->next)
        (*end)->at = 0;
    *end = published->names;
    published->names = draft->names;
}

enum status publish_end(struct published *published)
{
    enum status status =
        published->last ? add_names(published, published->names, published->last->position) : STATUS_OK;
    published->names = NULL;
    return status;
}
