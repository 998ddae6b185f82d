#include "layout/layout.h"

#include <stdlib.h>
#include <unicode/uloc.h>

#include "base/grow.h"
#include "document/language.h"
#include "layout/source.h"

struct start {
    struct place place;
    uint64_t position;
};

struct layout {
    struct flow flow;
    struct start *starts; /* of the pages found so far, and where the next one will begin */
    uint32_t count, room;
    struct drawing drawing;
    int32_t width, height; /* of the page, px */
    bool complete;
    bool begun; /* starts[0] is known */
};

static const struct block *first_of_article(void *data)
{
    return article_first(data);
}

static enum status more_of_article(void *data, struct fault *fault)
{
    return article_more(data, fault);
}

static bool all_of_article(void *data)
{
    return article_complete(data);
}

static bool valid(const struct style *style)
{
    return style->width >= 240 && style->width <= 8192 && style->height >= 160 && style->height <= 8192 &&
           style->font_size >= 12 && style->font_size <= 96 && style->top >= 0 && style->bottom >= 0 &&
           style->top + style->bottom < style->height - style->font_size;
}

enum status layout_new_from(const struct source *source, const char *language, uint8_t region,
                            const struct style *style, const struct metrics *metrics, struct layout **out)
{
    if (!valid(style))
        return STATUS_INVALID;
    struct layout *layout = calloc(1, sizeof *layout);
    if (!layout)
        return STATUS_NO_MEMORY;
    struct setter *setter = &layout->flow.setter;
    bool cjk = language_is_east_asian(language);
    layout->flow.source = *source;
    setter->metrics = metrics;
    setter->indents = cjk;
    setter->region = region;
    setter->geometry = geometry_of(style, cjk);
    setter->vertical = style->vertical;
    setter->rtl = uloc_isRightToLeft(language);
    setter->hanging = style->hanging;
    layout->width = style->width;
    layout->height = style->height;
    enum status status = setter_open(setter, language);
    if (status) {
        layout_free(layout);
        return status;
    }
    *out = layout;
    return STATUS_OK;
}

enum status layout_new(struct article *article, const struct style *style, const struct metrics *metrics,
                       struct layout **out)
{
    struct source source = {article, first_of_article, more_of_article, all_of_article};
    enum status status = layout_new_from(&source, article_language(article), (uint8_t)article_region(article),
                                         style, metrics, out);
    if (!status)
        (*out)->flow.setter.article = article;
    return status;
}

void layout_free(struct layout *layout)
{
    if (!layout)
        return;
    flow_close(&layout->flow);
    drawing_free(&layout->drawing);
    free(layout->starts);
    free(layout);
}

/* The first heading is the title, unless text stands before it. */
static const struct block *find_title(const struct block *block)
{
    for (uint32_t i = 0; block && i < 8; i++, block = article_after(block)) {
        if (block->kind == BLOCK_HEADING)
            return block;
        if (block->kind == BLOCK_PARAGRAPH)
            break;
    }
    return NULL;
}

static enum status add_start(struct layout *layout, struct place place, struct fault *fault)
{
    struct set *set = NULL;
    if (GROW(layout->starts, layout->room, layout->count + 2ull))
        return fault_no_memory(fault);
    if (place.block && flow_set(&layout->flow, place.block, &set))
        return fault_no_memory(fault);
    uint32_t at = layout->begun ? layout->count + 1 : 0;
    layout->starts[at] = (struct start){place, set ? set_position(set, place.strip) : UINT64_MAX};
    return STATUS_OK;
}

static enum status begin(struct layout *layout, struct fault *fault)
{
    struct source *source = &layout->flow.source;
    const struct block *first = source->first(source->data);
    while (!first && !source->complete(source->data)) {
        enum status status = source->more(source->data, fault);
        if (status)
            return status;
        first = source->first(source->data);
    }
    layout->flow.setter.title = find_title(first);
    struct place place = {0};
    enum status status = flow_seek(&layout->flow, &place, fault);
    if (!status)
        status = add_start(layout, place, fault);
    layout->begun = !status;
    return status;
}

enum status layout_more(struct layout *layout, struct fault *fault)
{
    if (layout->complete)
        return STATUS_OK;
    enum status status = layout->begun ? STATUS_OK : begin(layout, fault);
    if (status)
        return status;
    struct place next;
    struct start *last = &layout->starts[layout->count];
    if (last->place.block) {
        status = flow_fill(&layout->flow, last->place, &next, fault);
        if (!status)
            status = add_start(layout, next, fault);
        if (status)
            return status;
        layout->complete = !next.block;
    } else {
        /* Nothing can be shown: one empty page. */
        last->position = 0;
        status = add_start(layout, (struct place){0}, fault);
        if (status)
            return status;
        layout->complete = true;
    }
    layout->count++;
    return STATUS_OK;
}

bool layout_complete(const struct layout *layout)
{
    return layout->complete;
}

uint32_t layout_count(const struct layout *layout)
{
    return layout->count;
}

enum status layout_page(struct layout *layout, uint32_t number, struct page **out, struct fault *fault)
{
    if (number >= layout->count)
        return STATUS_NOT_FOUND;
    struct start *start = &layout->starts[number];
    struct place next;
    layout->flow.placement_count = 0;
    if (start->place.block) {
        enum status status = flow_fill(&layout->flow, start->place, &next, fault);
        if (status)
            return status;
    }
    struct drawing *drawing = &layout->drawing;
    struct page *page = NULL;
    if (drawing_begin(drawing, layout->flow.setter.vertical ? layout->width : 0))
        return fault_no_memory(fault);
    flow_draw(&layout->flow, drawing);
    if (drawing_end(drawing, &page))
        return fault_no_memory(fault);
    page->width = layout->width;
    page->height = layout->height;
    page->vertical = layout->flow.setter.vertical;
    page->position = start->position;
    page->number = number;
    *out = page;
    return STATUS_OK;
}

uint32_t layout_find(const struct layout *layout, uint64_t position)
{
    uint32_t low = 0, high = layout->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (layout->starts[middle].position <= position)
            low = middle;
        else
            high = middle;
    }
    return low;
}

bool layout_covers(const struct layout *layout, uint64_t position)
{
    return layout->complete || (layout->count && position < layout->starts[layout->count].position);
}
