/* Lists and quotes: how far a block is indented, and what stands in that space. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "layout/counter.h"
#include "layout/set.h"

#define STEP 2 /* em for each list or quote: whole em keep the columns of characters (J2) */

static bool is_list(const struct container *container)
{
    return container->kind == CONTAINER_LIST || container->kind == CONTAINER_ORDERED ||
           container->kind == CONTAINER_ATTACHMENTS;
}

/* How an item is marked: its number, or a bullet by its depth; "": not at all. */
static void format_marker(const struct setter *setter, const struct container *item, char out[COUNTER_SIZE])
{
    static const char *const bullets[] = {"•", "◦", "▪"};
    const struct container *list = item->parent;
    uint32_t depth = 0;
    out[0] = '\0';
    switch (list->numbering) {
    case NUMBERING_NONE:
        return;
    case NUMBERING_DISC:
    case NUMBERING_CIRCLE:
    case NUMBERING_SQUARE:
        snprintf(out, COUNTER_SIZE, "%s", bullets[list->numbering - NUMBERING_DISC]);
        return;
    default:
        break;
    }
    if (list->kind == CONTAINER_ORDERED || list->numbering != NUMBERING_DEFAULT) {
        counter_format(list->numbering, item->number, setter->region, out);
        return;
    }
    for (const struct container *c = list->parent; c; c = c->parent)
        depth += is_list(c);
    snprintf(out, COUNTER_SIZE, "%s", bullets[depth < 2 ? depth : 2]);
}

/* Whole em, of which two do for most numbers. Characters of Chinese numbers take one, the rest half of one. */
static int32_t item_step(const struct setter *setter, const struct container *item)
{
    char text[COUNTER_SIZE];
    int32_t halves = 1;
    if (!item->parent || item->parent->kind != CONTAINER_ORDERED)
        return STEP;
    format_marker(setter, item, text);
    for (size_t at = 0, size = strlen(text); at < size;) {
        uint32_t code;
        at += utf8_decode(text + at, size - at, &code);
        halves += code >= 0x2000 && code != 0x3001 ? 2 : 1;
    }
    return halves > 2 * STEP ? (halves + 1) / 2 : STEP;
}

static int32_t step_of(const struct setter *setter, const struct container *container)
{
    int32_t em = setter->geometry.em, inset;
    switch (container->kind) {
    case CONTAINER_QUOTE:
    case CONTAINER_DEFINITION:
        return STEP * em;
    case CONTAINER_ITEM:
        return item_step(setter, container) * em;
    case CONTAINER_INSET:
        inset = (int32_t)(container->number < 10000 ? container->number : 10000) * em / 100;
        return setter->indents ? (inset + em / 2) / em * em : inset;
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
    box.x = box.x > 0 ? box.x : 0; /* on a screen of a few characters */
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

/* A number in a vertical line stands upright, without the full stop behind it. */
static void set_upright(struct label *label, char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (digits < 1 || digits > 3 || text[digits] != '.')
        return;
    text[digits] = '\0';
    label->font.stance = digits == 1 ? STANCE_UPRIGHT : STANCE_COMBINED;
}

/* A label of digits runs to the right; the full stop behind the number of a right-to-left list stands at its left. */
static void stop_at_left(char *text)
{
    size_t size = strlen(text);
    if (size < 2 || text[size - 1] != '.')
        return;
    memmove(text + 1, text, size - 1);
    text[0] = '.';
}

void indent_draw_marker(struct setter *setter, const struct set *set, int32_t y, struct drawing *drawing)
{
    const struct container *item = set->block->container;
    while (item && !(item->kind == CONTAINER_ITEM && item->first == set->block))
        item = item->parent;
    if (!item || !item->parent)
        return;
    int32_t em = setter->geometry.em, pitch = setter->geometry.pitch;
    int32_t indent = indent_of(setter, item), begin = setter->geometry.left,
            end = begin + setter->geometry.measure - indent;
    if (item->task != TASK_NONE || item->parent->kind == CONTAINER_ATTACHMENTS) {
        draw_sign(setter, item, set->rtl ? end + STEP * em : begin + indent, y + pitch / 2, drawing);
        return;
    }
    char text[COUNTER_SIZE];
    format_marker(setter, item, text);
    const struct text *body = &set->block->text;
    bool small = body->span_count && body->spans[0].style & STYLE_SMALL;
    struct label label = {.font = {.size = (uint16_t)(small ? em * 5 / 6 : em), .region = setter->region},
                          .ink = INK_QUIET};
    if (setter->vertical)
        set_upright(&label, text);
    else if (set->rtl)
        stop_at_left(text);
    label.text = drawing_text(drawing, text);
    fixed width = 0;
    if (!label.text || !*text)
        return;
    label.size = (uint32_t)strlen(text);
    enum status status = label_width(setter, &label, &width);
    if (status) {
        drawing->status = status;
        return;
    }
    /* On a screen of few characters the indentation has no room for a long number: it is set smaller. */
    fixed room = FIXED(indent - indent_of(setter, item->parent));
    if (width > room && room > 0) {
        label.font.size = (uint16_t)(em * (int64_t)room / width > 8 ? em * (int64_t)room / width : 8);
        status = label_width(setter, &label, &width);
        drawing->status = status;
    }
    int32_t baseline = y + para_baseline(setter, &label.font, pitch);
    bool ordered = item->parent->kind == CONTAINER_ORDERED;
    /* 、 brings its own space. */
    fixed gap = strstr(text, "、") ? 0 : FIXED(em) / (ordered ? 3 : 2);
    gap = width + gap <= room ? gap : 0;
    fixed x = set->rtl ? FIXED(end) + gap : FIXED(begin + indent) - width - gap;
    label_draw(setter, &label, x > 0 ? x : 0, baseline, drawing);
}

void indent_draw_bars(const struct setter *setter, const struct container *container, bool rtl,
                      struct box place, struct drawing *drawing)
{
    int32_t em = setter->geometry.em, thick = em / 8 > 1 ? em / 8 : 1;
    for (; container; container = container->parent) {
        if (container->kind != CONTAINER_QUOTE)
            continue;
        int32_t begin = indent_of(setter, container) - em - em / 4, left = setter->geometry.left;
        int32_t x = rtl ? left + setter->geometry.measure - begin - thick : left + begin;
        drawing_rule(drawing, (struct box){x, place.y, thick, place.height}, INK_QUIET);
    }
}
