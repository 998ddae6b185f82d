/* One line of a paragraph onto the page: its joints spread, its atoms in visual order, rules, dots, pictures, readings. */
#include <string.h>

#include "base/grow.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "layout/para.h"
#include "layout/visual.h"

struct pen {
    struct setter *setter;
    const struct para *para;
    struct drawing *drawing;
    struct box place;
    int32_t baseline; /* px */
    struct run run;   /* that is open, when .text is not NULL */
    uint16_t style;   /* of its spans */
    fixed ruby_end;   /* of the last reading */
    bool missing;     /* a picture that may have words */
};

/* What each joint of the line changes by; adjustments[i] belongs to atom first + i. */
static void spread(struct setter *setter, const struct para *para, const struct line *line)
{
    uint32_t count = line->end - line->first;
    fixed *adjustments = setter->adjustments;
    for (uint32_t i = 0; i < count; i++)
        adjustments[i] = 0;
    int64_t need = line->adjust < 0 ? -(int64_t)line->adjust : line->adjust;
    bool shrink = line->adjust < 0;
    static const enum joint shrinking[] = {JOINT_WORD,  JOINT_MIDDOT, JOINT_BRACKET,
                                           JOINT_COMMA, JOINT_GAP,    JOINT_STOP};
    static const enum joint stretching[] = {JOINT_WORD, JOINT_GAP, JOINT_HAN};
    uint32_t steps = shrink ? 6 : 3;
    for (uint32_t step = 0; step < steps && need > 0; step++) {
        enum joint joint = shrink ? shrinking[step] : stretching[step];
        bool rest = !shrink && joint == JOINT_HAN;
        int64_t room = 0, before = 0;
        for (uint32_t i = 0; i + 1 < count; i++) {
            const struct atom *atom = &para->atoms[line->first + i];
            bool of_class =
                rest ? atom->joint != JOINT_WORD && atom->joint != JOINT_GAP : atom->joint == joint;
            room += !of_class ? 0 : shrink ? atom->shrink : atom->stretch;
        }
        int64_t take = rest || need < room ? need : room;
        if (room <= 0)
            continue;
        for (uint32_t i = 0; i + 1 < count; i++) {
            const struct atom *atom = &para->atoms[line->first + i];
            bool of_class =
                rest ? atom->joint != JOINT_WORD && atom->joint != JOINT_GAP : atom->joint == joint;
            if (!of_class)
                continue;
            int64_t after = before + (shrink ? atom->shrink : atom->stretch);
            /* What is left over is spread evenly: the sums are rounded, not the parts. */
            fixed part = (fixed)(take * after / room - take * before / room);
            adjustments[i] += shrink ? -part : part;
            before = after;
        }
        need -= take;
    }
}

static int32_t pixels_down(fixed x)
{
    return x >= 0 ? x / FIXED_ONE : -((-x + FIXED_ONE - 1) / FIXED_ONE);
}

static int32_t pixels_up(fixed x)
{
    return -pixels_down(-x);
}

static void end_run(struct pen *pen)
{
    struct run *run = &pen->run;
    if (!run->text)
        return;
    int32_t left = pixels_down(run->left), right = pixels_up(run->right);
    int32_t em = run->font.size, base = run->baseline / FIXED_ONE, thin = pen->setter->geometry.thin;
    struct box behind = {left, base - em, right - left, em * 5 / 4};
    if (pen->style & STYLE_MARK)
        drawing_rule(pen->drawing, behind, INK_MARK);
    else if (pen->style & STYLE_CODE && !pen->para->spec.code)
        drawing_rule(pen->drawing, behind, INK_PANEL);
    if (pen->style & STYLE_UNDERLINE && !run->link)
        drawing_rule(pen->drawing, (struct box){left, base + em / 8, right - left, thin}, (enum ink)run->ink);
    if (pen->style & STYLE_STRIKE)
        drawing_rule(pen->drawing, (struct box){left, base - em / 3, right - left, thin}, (enum ink)run->ink);
    if (run->link)
        drawing_link(pen->drawing, (struct box){left, pen->place.y, right - left, pen->place.height},
                     run->link);
    drawing_run(pen->drawing, run);
    run->text = NULL;
}

/* px that a span's characters stand over the baseline of their line. */
static int32_t rise_of(const struct para_spec *spec, const struct span *span)
{
    return span->style & STYLE_SUPERSCRIPT ? spec->size / 3
           : span->style & STYLE_SUBSCRIPT ? -spec->size / 8
                                           : 0;
}

static void begin_run(struct pen *pen, const struct atom *atom, const struct span *span)
{
    const struct para_spec *spec = &pen->para->spec;
    struct font font = shape_font(spec, span, atom->flags & ATOM_UPRIGHT);
    font.stance = atom->stance;
    font.size = atom->size ? atom->size : font.size;
    struct run run = {
        .baseline = FIXED(pen->baseline - rise_of(spec, span)), .text = pen->para->text->bytes, .font = font};
    run.ink = span->link ? INK_LINK : spec->ink;
    run.color = span->color;
    run.link = span->link;
    const struct run *open = &pen->run;
    bool same = open->text && open->baseline == run.baseline && open->ink == run.ink &&
                open->color == run.color && open->link == run.link && shape_same_font(&open->font, &font) &&
                pen->style == span->style;
    if (same)
        return;
    end_run(pen);
    pen->run = run;
    pen->style = span->style;
}

/* Chinese is emphasised by dots under the characters, Japanese by dots over them (F4, R2); at the right of vertical lines
 * both. */
static void draw_dot(struct pen *pen, const struct atom *atom, const struct span *span, fixed x)
{
    int32_t em = pen->para->spec.size, size = em / 8 > 2 ? em / 8 : 2;
    bool over = span->region == REGION_JP || pen->para->spec.vertical;
    int32_t y = over ? pen->baseline - em - size : pen->baseline + em / 4;
    int32_t middle = (x + atom->advance / 2) / FIXED_ONE;
    enum ink ink = span->link ? INK_LINK : (enum ink)pen->para->spec.ink;
    drawing_dot(pen->drawing, (struct box){middle - size / 2, y, size, size}, ink);
}

/* Where a span's picture stands that begins at x; false: it is missing. */
static bool picture_box(const struct pen *pen, const struct span *span, fixed x, struct box *box)
{
    int32_t width, height;
    bool found = inline_size(pen->setter, &pen->para->spec, span, &width, &height);
    int32_t em = pen->para->spec.size;
    int32_t pitch = pen->para->spec.pitch, bottom = pen->baseline;
    if (pen->para->spec.vertical) /* in the middle; what is taller than a line grows away from the next one */
        bottom += (height < pitch ? height : pitch) / 2 - em * 38 / 100;
    *box = (struct box){x / FIXED_ONE, bottom - height, width, height};
    return found;
}

static void draw_picture(struct pen *pen, const struct atom *atom, const struct span *span, fixed x)
{
    end_run(pen);
    struct box box;
    bool missing = !picture_box(pen, span, x, &box);
    drawing_picture(pen->drawing, &(struct page_picture){box, span->picture, span->link, missing});
    pen->missing |= missing;
    if (span->link)
        drawing_link(pen->drawing,
                     (struct box){box.x, pen->place.y, atom->advance / FIXED_ONE, pen->place.height},
                     span->link);
}

/* The reading over the atoms from `left` to `right` (R1). It stays inside of the column and behind the reading before it. */
static void draw_ruby(struct pen *pen, const struct span *span, fixed left, fixed right)
{
    struct setter *setter = pen->setter;
    struct font font = shape_font(&pen->para->spec, span, true), base = font;
    font.size /= 2;
    font.stance = (uint8_t)shape_reading_stance(&pen->para->spec, span);
    uint32_t size = (uint32_t)strnlen(span->ruby, LIMIT_ADDRESS), count = 0;
    struct drawing *drawing = pen->drawing;
    if (!drawing->status)
        drawing->status = GROW(setter->clusters, setter->cluster_room, size);
    if (!drawing->status && size)
        drawing->status =
            setter->metrics->shape(setter->metrics->data, &font, span->ruby, size, setter->clusters, &count);
    fixed width = 0, ascent, descent, end = FIXED(pen->place.x) + pen->para->spec.measure;
    for (uint32_t i = 0; i < count && width < pen->para->spec.measure; i++)
        width += setter->clusters[i].advance;
    setter->metrics->extent(setter->metrics->data, &base, &ascent, &descent);
    if (pen->para->spec.vertical)
        ascent = FIXED(base.size) * 9 / 10;
    fixed over = ascent < FIXED(base.size) * 9 / 10 ? ascent : FIXED(base.size) * 9 / 10;
    fixed x = left + (right - left - width) / 2;
    x = x > end - width ? end - width : x;
    x = x < pen->ruby_end ? pen->ruby_end : x;
    struct run run = {.left = x, .text = span->ruby, .font = font, .ink = pen->para->spec.ink};
    run.baseline = FIXED(pen->baseline - rise_of(&pen->para->spec, span)) - over - FIXED(font.size) / 4;
    for (uint32_t i = 0; i < count && x + setter->clusters[i].advance <= end && !drawing->status; i++) {
        const struct cluster *c = &setter->clusters[i];
        drawing_glyph(drawing, &(struct glyph){x, c->begin, c->end, c->face, false});
        x += c->advance;
    }
    run.right = x;
    if (!pen->para->bidi) /* else the reading before may stand at the right */
        pen->ruby_end = x;
    drawing_run(drawing, &run);
}

static void draw_atom(struct pen *pen, uint32_t number, fixed x, fixed cut_left, fixed cut_right)
{
    const struct para *para = pen->para;
    const struct atom *atom = &para->atoms[number];
    const struct span *span = &para->text->spans[atom->span];
    if (atom->kind == KIND_PICTURE) {
        draw_picture(pen, atom, span, x);
        return;
    }
    begin_run(pen, atom, span);
    if (!pen->drawing->glyph_count)
        pen->run.left = x + cut_left;
    pen->run.right = x + atom->advance - cut_right;
    bool emphasis = span->style & (STYLE_EMPHASIS | STYLE_ITALIC);
    if (emphasis && atom->kind == KIND_HAN && !(atom->flags & ATOM_CELL))
        draw_dot(pen, atom, span, x);
    bool mirrored =
        visual_is_mirrored(para->text->bytes + atom->begin, para->text->size - atom->begin, atom->level);
    drawing_glyph(pen->drawing,
                  &(struct glyph){x + atom->shift, atom->begin, atom[1].begin, atom->face, mirrored});
}

static fixed line_start(const struct pen *pen, const struct line *line, fixed indent)
{
    const struct para *para = pen->para;
    fixed left = FIXED(pen->place.x) + (para->rtl ? 0 : indent);
    fixed slack = line->justified ? 0 : para->spec.measure - indent - line->width;
    if (slack < 0)
        slack = para->rtl ? slack : 0;
    if (para->spec.align == ALIGN_CENTER)
        return left + slack / 2;
    bool right = para->spec.align == ALIGN_END || (para->rtl && !para->spec.code);
    return right ? left + slack : left;
}

/* The joint behind atom i of the line, as it is drawn. */
static fixed joint_behind(const struct pen *pen, const struct line *line, uint32_t i)
{
    return line->first + i + 1 == line->end
               ? 0
               : pen->para->atoms[line->first + i].space + pen->setter->adjustments[i];
}

/* Where the text turns back to run as the lines do, the neighbour of what follows is the other end of what was turned: the
 * gap stands at what follows. */
static bool stands_behind(const struct atom *atom, fixed joint)
{
    return joint > 0 && atom->level > atom[1].level;
}

static bool is_wide_middot(const struct atom *atom)
{
    return atom->kind == KIND_MIDDOT && atom->flags & ATOM_SQUEEZES;
}

/* A negative joint takes the blank of the mark before it, else of the one behind it. */
static bool takes_from_next(const struct atom *atom)
{
    if (glue_cut_end(atom) || is_wide_middot(atom))
        return false;
    return glue_cut_start(atom + 1) || is_wide_middot(atom + 1);
}

/* Draws the atoms in visual order. A joint belongs to the atom before it in reading order; where that runs to the left, the
 * joint stands on its left. */
static void draw_atoms(struct pen *pen, const struct line *line, fixed x)
{
    struct setter *setter = pen->setter;
    const struct atom *atoms = &pen->para->atoms[line->first];
    uint32_t count = line->end - line->first;
    x -= glue_cut_start(atoms);
    for (uint32_t v = 0; v < count; v++) {
        uint32_t i = pen->para->bidi ? (uint32_t)setter->order[v] : v;
        const struct atom *atom = &atoms[i];
        bool last = i + 1 == count, leftward = atom->level & 1;
        fixed behind = joint_behind(pen, line, i), before = i > 0 ? joint_behind(pen, line, i - 1) : 0;
        fixed cut_left = i == 0 ? glue_cut_start(atom) : 0, cut_right = last ? glue_cut_end(atom) : 0;
        if (behind < 0 && !takes_from_next(atom))
            cut_right = -behind;
        if (i > 0 && takes_from_next(atom - 1))
            cut_left = before < 0 ? -before : 0;
        behind = stands_behind(atom, behind) ? 0 : behind;
        before = i > 0 && stands_behind(atom - 1, before) ? before : 0;
        x += leftward ? behind : before;
        setter->places[i] = x;
        draw_atom(pen, line->first + i, x, leftward ? cut_right : cut_left, leftward ? cut_left : cut_right);
        x += atom->advance + (leftward ? before : behind);
    }
}

/* Readings come after the line itself, over the places of their glyphs. */
static void draw_readings(struct pen *pen, const struct line *line)
{
    const struct para *para = pen->para;
    for (uint32_t i = line->first; i < line->end; i++) {
        const struct atom *atom = &para->atoms[i];
        if (!(atom->flags & ATOM_RUBY_FIRST))
            continue;
        fixed left = INT32_MAX, right = INT32_MIN;
        for (; i < line->end && para->atoms[i].span == atom->span; i++) {
            fixed x = pen->setter->places[i - line->first], end = x + para->atoms[i].advance;
            left = x < left ? x : left;
            right = end > right ? end : right;
        }
        i--;
        draw_ruby(pen, &para->text->spans[atom->span], left, right);
    }
}

/* So do the words of missing pictures, which are no part of the text. */
static void draw_words(struct pen *pen, const struct line *line)
{
    const struct para *para = pen->para;
    for (uint32_t i = line->first; i < line->end; i++) {
        const struct span *span = &para->text->spans[para->atoms[i].span];
        struct box box;
        if (para->atoms[i].kind == KIND_PICTURE &&
            !picture_box(pen, span, pen->setter->places[i - line->first], &box))
            inline_draw(pen->setter, &para->spec, span, &box, pen->drawing);
    }
}

static bool is_hyphenated(const struct para *para, const struct line *line)
{
    return line->end > line->first && para_hyphen(para, &para->atoms[line->end - 1]) &&
           para->atoms[line->end].kind != KIND_FEED;
}

static void draw_hyphen(struct pen *pen, const struct line *line, fixed x)
{
    const struct atom *atom = &pen->para->atoms[line->end - 1];
    const struct span *span = &pen->para->text->spans[atom->span];
    struct cluster cluster;
    uint32_t count = 0;
    begin_run(pen, atom, span);
    struct run run = pen->run;
    end_run(pen);
    run.left = x;
    run.right = x + pen->para->hyphen;
    run.text = "-";
    if (!pen->drawing->status)
        pen->drawing->status =
            pen->setter->metrics->shape(pen->setter->metrics->data, &run.font, run.text, 1, &cluster, &count);
    if (count)
        drawing_glyph(pen->drawing, &(struct glyph){x, 0, 1, cluster.face, false});
    drawing_run(pen->drawing, &run);
}

void para_draw(struct setter *setter, const struct para *para, uint32_t number, struct box place,
               struct drawing *drawing)
{
    const struct line *line = &para->lines[number];
    uint32_t count = line->end - line->first;
    if (!count || drawing->status)
        return;
    drawing->status = GROW(setter->adjustments, setter->adjustment_room, count);
    if (!drawing->status)
        drawing->status = GROW(setter->places, setter->place_room, count);
    if (!drawing->status && para->bidi)
        drawing->status = GROW(setter->levels, setter->level_room, count);
    if (!drawing->status && para->bidi)
        drawing->status = GROW(setter->order, setter->order_room, count);
    if (drawing->status)
        return;
    spread(setter, para, line);
    if (para->bidi)
        bidi_order(setter, para, line);
    struct pen pen = {.setter = setter, .para = para, .drawing = drawing, .place = place};
    pen.ruby_end = FIXED(place.x);
    pen.place.height = para_height(para, number);
    pen.baseline = place.y + line->extra + para_line_baseline(setter, &para->spec);
    bool first = line->first == 0 || para->atoms[line->first - 1].kind == KIND_FEED;
    fixed start = line_start(&pen, line, first ? para->spec.indent : 0);
    draw_atoms(&pen, line, start);
    end_run(&pen);
    if (is_hyphenated(para, line))
        draw_hyphen(&pen, line,
                    start + (line->justified ? line->width + line->adjust : line->width) - para->hyphen);
    draw_readings(&pen, line);
    if (pen.missing)
        draw_words(&pen, line);
}
