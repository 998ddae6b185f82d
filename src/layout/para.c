#include "layout/para.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/utf8.h"

void para_free(struct para *para)
{
    free(para->atoms);
    free(para->lines);
}

int32_t para_baseline(const struct setter *setter, const struct font *font, int32_t pitch)
{
    fixed ascent, descent;
    if (setter->vertical)
        return pitch / 2 + font->size * 38 / 100;
    setter->metrics->extent(setter->metrics->data, font, &ascent, &descent);
    return (int32_t)(((int64_t)FIXED(pitch) - ascent - descent) / 2 + ascent) / FIXED_ONE;
}

int32_t para_line_baseline(const struct setter *setter, const struct para_spec *spec)
{
    struct font font = {.size = spec->size, .region = spec->region, .bold = spec->bold, .mono = spec->code};
    return para_baseline(setter, &font, spec->pitch);
}

/* px that an atom takes over what its line has: a picture, or a reading where lines are close (R1). */
static int32_t room_over(struct setter *setter, const struct para *para, const struct atom *atom)
{
    const struct para_spec *spec = &para->spec;
    if (atom->flags & ATOM_RUBY_FIRST)
        return spec->pitch + spec->unit <= geometry_column(&setter->geometry)
                   ? spec->size * 16 / 10 - spec->pitch
                   : 0;
    if (atom->kind != KIND_PICTURE)
        return 0;
    int32_t width, height;
    inline_size(setter, spec, &para->text->spans[atom->span], &width, &height);
    return height - (spec->vertical ? spec->pitch : para_line_baseline(setter, spec));
}

/* A line with something taller than a line grows by whole steps of the grid. */
static void make_room(struct setter *setter, struct para *para)
{
    int32_t unit = para->spec.unit;
    for (uint32_t i = 0; i < para->line_count; i++) {
        struct line *line = &para->lines[i];
        for (uint32_t k = line->first; k < line->end; k++) {
            int32_t over = room_over(setter, para, &para->atoms[k]);
            if (over > line->extra)
                line->extra = (over + unit - 1) / unit * unit;
        }
    }
}

enum status para_set(struct setter *setter, struct para *para, const struct text *text,
                     const struct para_spec *spec)
{
    para->text = text;
    para->spec = *spec;
    para->line_count = 0;
    enum status status = shape_text(setter, para);
    para->bidi |= spec->direction == DIRECTION_RTL;
    if (!status && para->bidi)
        status = bidi_text(setter, para);
    if (!status)
        status = break_text(setter, para);
    if (status)
        return status;
    glue_text(para);
    status = fit_text(setter, para);
    if (!status)
        make_room(setter, para);
    return status;
}

void para_widths(const struct para *para, fixed *whole, fixed *piece)
{
    int64_t all = 0, part = 0, widest = 0, longest = 0;
    for (uint32_t i = 0; i < para->atom_count; i++) {
        const struct atom *atom = &para->atoms[i];
        if (atom->kind == KIND_FEED)
            all = part = 0;
        bool word = atom->flags & ATOM_BREAK && !(atom->flags & ATOM_EMERGENCY);
        if (word || atom->kind == KIND_SPACE)
            part = 0;
        all += atom->advance + atom->space;
        if (atom->kind != KIND_SPACE)
            part += atom->advance + atom->space;
        widest = part > widest ? part : widest;
        longest = all > longest ? all : longest;
    }
    *whole = longest < INT32_MAX ? (fixed)longest : INT32_MAX;
    *piece = widest < INT32_MAX ? (fixed)widest : INT32_MAX;
}

int32_t para_height(const struct para *para, uint32_t number)
{
    return para->spec.pitch + para->lines[number].extra;
}

uint32_t para_code(const struct para *para, uint32_t atom)
{
    uint32_t code, at = para->atoms[atom].begin;
    if (at >= para->text->size)
        return 0;
    utf8_decode(para->text->bytes + at, para->text->size - at, &code);
    return code;
}

uint32_t para_begin(const struct para *para, uint32_t number)
{
    return para->atoms[para->lines[number].first].begin;
}
