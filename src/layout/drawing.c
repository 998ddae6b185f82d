#include "layout/drawing.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"

enum status drawing_begin(struct drawing *drawing, int32_t turn)
{
    arena_free(drawing->arena);
    drawing->run_count = drawing->rule_count = drawing->picture_count = drawing->link_count = 0;
    drawing->glyph_count = 0;
    drawing->shift = 0;
    drawing->repeats = false;
    drawing->turn = turn;
    drawing->arena = arena_new(DRAWING_LIMIT);
    drawing->status = drawing->arena ? STATUS_OK : STATUS_NO_MEMORY;
    return drawing->status;
}

void drawing_free(struct drawing *drawing)
{
    arena_free(drawing->arena);
    free(drawing->runs);
    free(drawing->rules);
    free(drawing->pictures);
    free(drawing->links);
    free(drawing->glyphs);
}

static const void *keep(struct drawing *drawing, const void *items, size_t size)
{
    if (!size || drawing->status)
        return NULL;
    void *copy = arena_alloc(drawing->arena, size);
    if (!copy)
        drawing->status = STATUS_NO_MEMORY;
    else
        memcpy(copy, items, size);
    return copy;
}

static void turn_box(const struct drawing *drawing, struct box *box)
{
    *box = (struct box){drawing->turn - box->y - box->height, box->x, box->height, box->width};
}

/* The page a quarter to the right. */
static void turn(struct drawing *drawing)
{
    for (uint32_t i = 0; i < drawing->rule_count; i++)
        turn_box(drawing, &drawing->rules[i].box);
    for (uint32_t i = 0; i < drawing->picture_count; i++)
        turn_box(drawing, &drawing->pictures[i].box);
    for (uint32_t i = 0; i < drawing->link_count; i++)
        turn_box(drawing, &drawing->links[i].box);
    for (uint32_t i = 0; i < drawing->run_count; i++)
        drawing->runs[i].baseline = FIXED(drawing->turn) - drawing->runs[i].baseline;
}

enum status drawing_end(struct drawing *drawing, struct page **out)
{
    if (drawing->turn)
        turn(drawing);
    struct page *page = drawing->status ? NULL : arena_alloc(drawing->arena, sizeof *page);
    if (!page)
        return drawing->status ? drawing->status : STATUS_NO_MEMORY;
    page->runs = keep(drawing, drawing->runs, drawing->run_count * sizeof *drawing->runs);
    page->rules = keep(drawing, drawing->rules, drawing->rule_count * sizeof *drawing->rules);
    page->pictures = keep(drawing, drawing->pictures, drawing->picture_count * sizeof *drawing->pictures);
    page->links = keep(drawing, drawing->links, drawing->link_count * sizeof *drawing->links);
    if (drawing->status)
        return drawing->status;
    page->run_count = drawing->run_count;
    page->rule_count = drawing->rule_count;
    page->picture_count = drawing->picture_count;
    page->link_count = drawing->link_count;
    page->arena = drawing->arena;
    drawing->arena = NULL;
    *out = page;
    return STATUS_OK;
}

/* Room for one more; false after a failure. */
#define ROOM(drawing, array, room, count)                                                                    \
    (!(drawing)->status &&                                                                                   \
     !((drawing)->status = GROW((drawing)->array, (drawing)->room, (drawing)->count + 1ull)))

void drawing_rule(struct drawing *drawing, struct box box, enum ink ink)
{
    if (box.width <= 0 || box.height <= 0 || !ROOM(drawing, rules, rule_room, rule_count))
        return;
    box.x += drawing->shift;
    /* The panel or bar of a block is drawn line by line: one rule in the end. */
    for (uint32_t i = drawing->rule_count; i-- > 0 && i + 4 >= drawing->rule_count;) {
        struct page_rule *last = &drawing->rules[i];
        if (!last->round && last->ink == ink && last->box.x == box.x && last->box.width == box.width &&
            last->box.y + last->box.height == box.y) {
            last->box.height += box.height;
            return;
        }
    }
    drawing->rules[drawing->rule_count++] = (struct page_rule){.box = box, .ink = (uint8_t)ink};
}

void drawing_dot(struct drawing *drawing, struct box box, enum ink ink)
{
    if (!ROOM(drawing, rules, rule_room, rule_count))
        return;
    box.x += drawing->shift;
    drawing->rules[drawing->rule_count++] =
        (struct page_rule){.box = box, .ink = (uint8_t)ink, .round = true};
}

void drawing_picture(struct drawing *drawing, const struct page_picture *picture)
{
    if (!ROOM(drawing, pictures, picture_room, picture_count))
        return;
    drawing->pictures[drawing->picture_count] = *picture;
    drawing->pictures[drawing->picture_count++].box.x += drawing->shift;
}

void drawing_link(struct drawing *drawing, struct box box, const struct link *link)
{
    if (box.width <= 0 || !ROOM(drawing, links, link_room, link_count)) /* nothing but a soft hyphen */
        return;
    box.x += drawing->shift;
    struct page_link *last = drawing->link_count ? &drawing->links[drawing->link_count - 1] : NULL;
    if (last && last->link == link && last->box.y == box.y && last->box.height == box.height &&
        box.x >= last->box.x && box.x <= last->box.x + last->box.width + box.height) {
        last->box.width = box.x + box.width - last->box.x;
        return;
    }
    /* ROOM has seen to it. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
    drawing->links[drawing->link_count++] = (struct page_link){.box = box, .link = link};
}

void drawing_glyph(struct drawing *drawing, const struct glyph *glyph)
{
    if (!ROOM(drawing, glyphs, glyph_room, glyph_count))
        return;
    drawing->glyphs[drawing->glyph_count] = *glyph;
    drawing->glyphs[drawing->glyph_count++].x += FIXED(drawing->shift);
}

void drawing_run(struct drawing *drawing, const struct run *run)
{
    uint32_t count = drawing->glyph_count;
    drawing->glyph_count = 0;
    if (!count || !ROOM(drawing, runs, run_room, run_count))
        return;
    struct run *kept = &drawing->runs[drawing->run_count];
    *kept = *run;
    if (drawing->repeats)
        kept->text = drawing_text(drawing, run->text);
    kept->left += FIXED(drawing->shift);
    kept->right += FIXED(drawing->shift);
    kept->glyphs = keep(drawing, drawing->glyphs, count * sizeof *drawing->glyphs);
    kept->glyph_count = count;
    drawing->run_count += kept->glyphs != NULL;
}

const char *drawing_text(struct drawing *drawing, const char *text)
{
    if (drawing->status)
        return NULL;
    const char *copy = arena_copy(drawing->arena, text, strlen(text));
    if (!copy)
        drawing->status = STATUS_NO_MEMORY;
    return copy;
}

const struct link *drawing_new_link(struct drawing *drawing, const char *href)
{
    struct link link = {.href = drawing_text(drawing, href)};
    return keep(drawing, &link, sizeof link);
}
