/* Lists and quotes: how far a block is indented, and what stands in that space. */
#include <stdio.h>
#include <string.h>

#include "layout/set.h"

#define STEP 2 /* em for each list or quote: whole em keep the columns of characters (J2) */

static bool is_list(const struct container *container)
{
    return container->kind == CONTAINER_LIST || container->kind == CONTAINER_ORDERED ||
           container->kind == CONTAINER_ATTACHMENTS;
}

static int32_t step_of(const struct setter *setter, const struct container *container)
{
    int32_t em = setter->geometry.em;
    switch (container->kind) {
    case CONTAINER_QUOTE:
    case CONTAINER_DEFINITION:
        return STEP * em;
    case CONTAINER_ITEM:
        /* "1000." needs more than two em. */
        return container->parent && container->parent->kind == CONTAINER_ORDERED && container->number > 99
                   ? (container->number > 99999 ? STEP + 3 : STEP + 1) * em
                   : STEP * em;
    default:
        return 0;
    }
}

int32_t indent_of(const struct setter *setter, const struct container *container)
{
    int32_t sum = 0, most = setter->geometry.measure / setter->geometry.em / 2 * setter->geometry.em;
    for (; container; container = container->parent)
        sum += step_of(setter, container);
    return sum < most ? sum : most;
}

static const char *bullet(const struct container *item)
{
    static const char *const bullets[] = {"•", "◦", "▪"};
    uint32_t depth = 0;
    for (const struct container *c = item->parent ? item->parent->parent : NULL; c; c = c->parent)
        depth += is_list(c);
    return bullets[depth < 2 ? depth : 2];
}

static void frame(struct drawing *drawing, struct box box, int32_t thin)
{
    drawing_rule(drawing, (struct box){box.x, box.y, box.width, thin}, INK_QUIET);
    drawing_rule(drawing, (struct box){box.x, box.y + box.height - thin, box.width, thin}, INK_QUIET);
    drawing_rule(drawing, (struct box){box.x, box.y + thin, thin, box.height - 2 * thin}, INK_QUIET);
    drawing_rule(drawing, (struct box){box.x + box.width - thin, box.y + thin, thin, box.height - 2 * thin},
                 INK_QUIET);
}

/* A box to tick, or a sheet of paper: drawn, so that no font needs to have them. */
static void draw_sign(struct setter *setter, const struct container *item, int32_t right, int32_t middle,
                      struct drawing *drawing)
{
    int32_t em = setter->geometry.em, thin = setter->geometry.thin;
    bool sheet = item->task == TASK_NONE;
    int32_t height = em * 3 / 4, width = sheet ? em * 5 / 8 : height;
    struct box box = {right - em * 3 / 4 - width / 2 - em / 8, middle - height / 2, width, height};
    frame(drawing, box, thin);
    if (item->task == TASK_DONE) {
        int32_t inset = thin + em / 8;
        drawing_rule(
            drawing,
            (struct box){box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset},
            INK_TEXT);
    }
    for (int32_t line = 1; sheet && line <= 2; line++)
        drawing_rule(drawing,
                     (struct box){box.x + 2 * thin, box.y + line * height / 3, box.width - 4 * thin, thin},
                     INK_QUIET);
}

void indent_draw_marker(struct setter *setter, const struct set *set, int32_t y, struct drawing *drawing)
{
    const struct container *item = set->block->container;
    while (item && !(item->kind == CONTAINER_ITEM && item->first == set->block))
        item = item->parent;
    if (!item || !item->parent)
        return;
    int32_t em = setter->geometry.em, pitch = setter->geometry.pitch;
    int32_t right = setter->geometry.left + indent_of(setter, item);
    if (item->task != TASK_NONE || item->parent->kind == CONTAINER_ATTACHMENTS) {
        draw_sign(setter, item, right, y + pitch / 2, drawing);
        return;
    }
    char number[16] = "";
    bool ordered = item->parent->kind == CONTAINER_ORDERED;
    if (ordered)
        snprintf(number, sizeof number, "%u.", (unsigned)item->number);
    struct font font = {.size = (uint16_t)em, .region = setter->region};
    struct label label = {
        .font = font, .text = ordered ? drawing_text(drawing, number) : bullet(item), .ink = INK_QUIET};
    fixed width = 0;
    if (!label.text)
        return;
    label.size = (uint32_t)strlen(label.text);
    enum status status = label_width(setter, &label, &width);
    if (status) {
        drawing->status = status;
        return;
    }
    int32_t baseline = y + para_baseline(setter, &font, pitch);
    fixed x = FIXED(right) - width - FIXED(em) / (ordered ? 3 : 2);
    label_draw(setter, &label, x > 0 ? x : 0, baseline, drawing);
}

void indent_draw_bars(struct setter *setter, const struct container *container, struct box place,
                      struct drawing *drawing)
{
    int32_t em = setter->geometry.em, thick = em / 8 > 1 ? em / 8 : 1;
    for (; container; container = container->parent) {
        if (container->kind != CONTAINER_QUOTE)
            continue;
        int32_t right = setter->geometry.left + indent_of(setter, container);
        drawing_rule(drawing, (struct box){right - em - em / 4, place.y, thick, place.height}, INK_QUIET);
    }
}
