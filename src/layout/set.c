#include "layout/set.h"

#include <stdlib.h>
#include <unicode/uchar.h>

#include "base/grow.h"
#include "base/utf8.h"

void set_free(struct set *set)
{
    tabular_free(set->table);
    para_free(&set->para);
    free(set->strips);
}

enum status set_strip(struct set *set, int32_t height, bool keep)
{
    enum status status = GROW(set->strips, set->strip_room, set->strip_count + 1ull);
    if (!status)
        set->strips[set->strip_count++] = (struct strip){.height = height, .least = height, .keep = keep};
    return status;
}

enum status set_lines(const struct setter *setter, struct set *set)
{
    uint32_t count = set->para.line_count;
    for (uint32_t i = 0; i < count; i++) {
        int32_t height =
            para_height(&set->para, i) + (i == 0 ? set->lead : 0) + (i + 1 == count ? set->tail : 0);
        bool keep = setter->geometry.lines >= 4 && i + 1 < count && (i == 0 || i + 2 == count);
        enum status status = set_strip(set, height, keep);
        if (status)
            return status;
    }
    return STATUS_OK;
}

struct para_spec set_spec(const struct setter *setter, const struct set *set)
{
    const struct geometry *g = &setter->geometry;
    return (struct para_spec){.measure = FIXED(set->width),
                              .pitch = g->pitch,
                              .unit = g->unit,
                              .size = (uint16_t)g->em,
                              .region = set->block->region,
                              .direction = set->block->direction,
                              .vertical = setter->vertical,
                              .align = set->block->align};
}

static bool is_term(const struct container *container)
{
    for (; container; container = container->parent)
        if (container->kind == CONTAINER_TERM)
            return true;
    return false;
}

/* CSS text-indent, within the column: a negative one reaches back over what the block is indented by. Beside the marker of an item
 * there is none: sheets indent paragraphs, and mean others. */
static fixed given_indent(const struct setter *setter, const struct set *set, const struct para_spec *spec)
{
    const struct container *in = set->block->container;
    if (in && in->kind == CONTAINER_ITEM && in->first == set->block && set->block->indent > 0)
        return 0;
    fixed indent = FIXED(spec->size) * set->block->indent / 100, most = spec->measure / 2;
    fixed least = -FIXED(set->left - setter->geometry.left);
    return indent > most ? most : indent < least ? least : indent;
}

/* Over the table: a long one begins pages like any text, and its end is on the table's. */
static enum status set_caption(struct setter *setter, struct set *set)
{
    struct para_spec spec = set_spec(setter, set);
    spec.size = (uint16_t)(setter->geometry.em * 17 / 20);
    spec.ink = INK_QUIET;
    if (setter->indents && spec.align == ALIGN_START)
        spec.align = ALIGN_CENTER;
    enum status status = para_set(setter, &set->para, &set->block->text, &spec);
    if (!status)
        status = set_lines(setter, set);
    if (!status && set->strip_count)
        set->strips[set->strip_count - 1].keep = true;
    return status;
}

static enum status set_paragraph(struct setter *setter, struct set *set)
{
    if (set->block->caption)
        return set_caption(setter, set);
    struct para_spec spec = set_spec(setter, set);
    spec.justify = spec.align == ALIGN_START;
    spec.bold = is_term(set->block->container);
    spec.hanging = setter->hanging;
    bool room = spec.measure > 6 * FIXED(spec.size);
    if (set->block->indent_given)
        spec.indent = room ? given_indent(setter, set, &spec) : 0;
    else if (setter->indents && !set->block->container && spec.align == ALIGN_START)
        spec.indent = room ? 2 * FIXED(spec.size) : 0;
    enum status status = para_set(setter, &set->para, &set->block->text, &spec);
    if (!status)
        status = set_lines(setter, set);
    for (uint32_t i = 0; spec.bold && i < set->strip_count; i++)
        set->strips[i].keep = true; /* a term with its definition */
    return status;
}

static int32_t heading_pitch(const struct setter *setter, uint16_t size)
{
    const struct geometry *g = &setter->geometry;
    int32_t pitch = size > g->em || size * 13 / 10 > g->pitch ? size * 13 / 10 : g->pitch;
    return pitch < geometry_column(g) ? pitch : geometry_column(g);
}

/* A heading that is a little longer than its line is set a little smaller rather than with a few characters below. */
static enum status set_in_one_line(struct setter *setter, struct set *set, struct para_spec *spec)
{
    enum status status = para_set(setter, &set->para, &set->block->text, spec);
    if (status || set->para.line_count < 2)
        return status;
    fixed whole, piece;
    para_widths(&set->para, &whole, &piece);
    if (whole <= spec->measure)
        return STATUS_OK;
    int64_t size = (int64_t)spec->size * spec->measure / whole;
    if (size < setter->geometry.em || size * 5 < spec->size * 4)
        return status;
    spec->size = (uint16_t)size;
    spec->pitch = heading_pitch(setter, spec->size);
    return para_set(setter, &set->para, &set->block->text, spec);
}

static enum status set_heading(struct setter *setter, struct set *set)
{
    static const uint8_t scale[] = {16, 16, 14, 13, 11, 10, 10}; /* tenths of an em, by level */
    uint8_t level = set->block->level < 1 ? 1 : set->block->level > 6 ? 6 : set->block->level;
    bool title = set->block == setter->title;
    struct para_spec spec = set_spec(setter, set);
    uint32_t size = (uint32_t)setter->geometry.em * (title ? 18u : scale[level]) / 10;
    /* A narrow screen gives a heading at least eight characters to the line. */
    uint32_t most =
        (uint32_t)set->width / 8 > (uint32_t)setter->geometry.em ? (uint32_t)set->width / 8 : spec.size;
    spec.size = (uint16_t)(size < most ? size : most);
    spec.pitch = heading_pitch(setter, spec.size);
    spec.bold = spec.words = true;
    spec.ink = INK_HEADING;
    enum status status = set_in_one_line(setter, set, &spec);
    if (status)
        return status;
    int32_t height = 0;
    for (uint32_t i = 0; i < set->para.line_count; i++)
        height += para_height(&set->para, i);
    /* The heading takes a whole number of grid lines, and stands near their foot. */
    int32_t padded = (height + setter->geometry.pitch - 1) / setter->geometry.pitch * setter->geometry.pitch;
    set->lead = padded - height;
    set->tail = set->lead < setter->geometry.pitch / 4 ? set->lead : setter->geometry.pitch / 4;
    set->lead -= set->tail;
    if (set->lead + set->tail + spec.pitch > geometry_column(&setter->geometry))
        set->lead = set->tail = 0;
    status = set_lines(setter, set);
    for (uint32_t i = 0; i < set->strip_count; i++)
        set->strips[i].keep = true;
    return status;
}

static enum status set_code(struct setter *setter, struct set *set)
{
    struct para_spec spec = set_spec(setter, set);
    int32_t em = setter->geometry.em;
    spec.size = (uint16_t)(em * 9 / 10);
    spec.pitch = em * 14 / 10 < setter->geometry.pitch ? em * 14 / 10 : setter->geometry.pitch;
    spec.code = true;
    spec.align = ALIGN_START;
    int32_t inset = set->width > 8 * em ? em / 2 : 0;
    spec.measure -= FIXED(2 * inset);
    enum status status = para_set(setter, &set->para, &set->block->text, &spec);
    if (status)
        return status;
    if (geometry_column(&setter->geometry) > 4 * setter->geometry.pitch)
        set->lead = set->tail = em / 2;
    return set_lines(setter, set);
}

/* The direction of the first letter that has one and is not within an isolate (UAX #9 P2, P3). */
static bool begins_rtl(const struct text *text, bool otherwise)
{
    uint32_t isolates = 0;
    for (uint32_t at = 0; at < text->size;) {
        uint32_t code;
        at += (uint32_t)utf8_decode(text->bytes + at, text->size - at, &code);
        UCharDirection direction = u_charDirection((UChar32)code);
        if (direction >= U_FIRST_STRONG_ISOLATE && direction <= U_RIGHT_TO_LEFT_ISOLATE)
            isolates++;
        else if (direction == U_POP_DIRECTIONAL_ISOLATE)
            isolates -= isolates > 0;
        else if (!isolates && direction == U_LEFT_TO_RIGHT)
            return false;
        else if (!isolates && (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC))
            return true;
    }
    return otherwise;
}

bool set_rtl(const struct setter *setter, const struct block *block)
{
    return block->direction == DIRECTION_AUTO ? begins_rtl(&block->text, setter->rtl)
                                              : block->direction == DIRECTION_RTL;
}

enum status set_block(struct setter *setter, struct set *set, const struct block *block)
{
    set->block = block;
    set->strip_count = set->para.line_count = 0;
    set->lead = set->tail = 0;
    int32_t indent = indent_of(setter, block->container);
    set->rtl = set_rtl(setter, block);
    set->left = setter->geometry.left + (set->rtl ? 0 : indent);
    set->width = setter->geometry.measure - indent;
    enum status status = STATUS_OK;
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
        status = set_paragraph(setter, set);
        break;
    case BLOCK_HEADING:
        status = set_heading(setter, set);
        break;
    case BLOCK_CODE:
        status = set_code(setter, set);
        break;
    case BLOCK_TABLE:
        status = tabular_set(setter, set);
        break;
    case BLOCK_FIGURE:
        status = figure_set(setter, set);
        break;
    case BLOCK_RULE:
        status = set_strip(set, setter->geometry.pitch, false);
        break;
    case BLOCK_NAVIGATION:
        status = links_row_set(setter, set);
        break;
    }
    if (status)
        set->block = NULL;
    return status;
}

/* --- between blocks --- */

static const struct container *item_of(const struct block *block)
{
    const struct container *c = block->container;
    while (c && c->kind != CONTAINER_ITEM)
        c = c->parent;
    return c;
}

static bool is_text(const struct block *block)
{
    return block->kind == BLOCK_PARAGRAPH;
}

/* The outermost quote that it stands in, or NULL. */
static const struct container *quote_of(const struct block *block)
{
    const struct container *quote = NULL;
    for (const struct container *c = block->container; c; c = c->parent)
        quote = c->kind == CONTAINER_QUOTE ? c : quote;
    return quote;
}

/* In a list of items, or of terms and definitions. */
static bool listed(const struct block *block)
{
    for (const struct container *c = block->container; c; c = c->parent)
        if (c->kind == CONTAINER_ITEM || c->kind == CONTAINER_DEFINITION || c->kind == CONTAINER_TERM)
            return true;
    return false;
}

int32_t set_gap(const struct setter *setter, const struct block *before, const struct block *block)
{
    int32_t pitch = setter->geometry.pitch;
    if (!before)
        return 0;
    if (before == setter->title)
        return pitch;
    if (before->caption)
        return 0;
    if (block->caption)
        return pitch;
    if (before->kind == BLOCK_HEADING)
        return is_text(block) || block->kind == BLOCK_HEADING ? 0 : pitch / 2;
    if (block->kind == BLOCK_HEADING || !is_text(block) || !is_text(before))
        return block->kind == BLOCK_HEADING || !item_of(block) ? pitch
               : setter->geometry.unit == pitch                ? 0
                                                               : pitch / 2;
    if (quote_of(before) != quote_of(block))
        return pitch;
    if (setter->indents) /* a paragraph behind a list would look like its last item */
        return listed(before) && !listed(block) ? pitch : 0;
    const struct container *a = item_of(before), *b = item_of(block);
    return a && b && a != b ? 0 : pitch / 2;
}

uint32_t set_weight(const struct set *set)
{
    return is_text(set->block) || set->block->kind == BLOCK_CODE ? 1 : 2;
}

uint64_t set_position(const struct set *set, uint32_t strip)
{
    const struct block *block = set->block;
    if (block->kind == BLOCK_TABLE)
        return tabular_position(set, strip);
    if (block->kind == BLOCK_FIGURE)
        strip = strip > 0 ? strip - 1 + set->boxed : 0;
    if (strip == 0 || strip >= set->para.line_count || set->para.text != &block->text)
        return block->position;
    return block->position + utf8_count(block->text.bytes, para_begin(&set->para, strip));
}

/* --- drawing --- */

static void draw_text(struct setter *setter, struct set *set, uint32_t strip, int32_t y,
                      struct drawing *drawing)
{
    int32_t x = set->left;
    if (set->block->kind == BLOCK_CODE) {
        struct box panel = {set->left, y, set->width, set->strips[strip].height};
        drawing_rule(drawing, panel, INK_PANEL);
        x += (set->width - set->para.spec.measure / FIXED_ONE) / 2;
    }
    para_draw(setter, &set->para, strip, (struct box){.x = x, .y = y + (strip == 0 ? set->lead : 0)},
              drawing);
}

void set_draw(struct setter *setter, struct set *set, const struct spot *spot, struct drawing *drawing)
{
    const struct geometry *g = &setter->geometry;
    uint32_t strip = spot->strip;
    int32_t y = spot->y;
    if (strip == 0)
        indent_draw_marker(setter, set, y + (set->block->kind == BLOCK_HEADING ? set->lead : 0), drawing);
    switch (set->block->kind) {
    case BLOCK_PARAGRAPH:
    case BLOCK_HEADING:
    case BLOCK_CODE:
        draw_text(setter, set, strip, y, drawing);
        break;
    case BLOCK_TABLE:
        tabular_draw(setter, set, strip, y, drawing);
        break;
    case BLOCK_FIGURE:
        figure_draw(setter, set, spot, drawing);
        break;
    case BLOCK_RULE: {
        int32_t width = set->width / 3;
        struct box box = {set->left + (set->width - width) / 2, y + g->pitch / 2, width, g->thin};
        drawing_rule(drawing, box, INK_QUIET);
        break;
    }
    case BLOCK_NAVIGATION:
        links_row_draw(setter, set, y, drawing);
        break;
    }
}
