/* The joints between atoms: punctuation width (P1 … P3), Han–Latin gaps (A1, A2), what shrinks and stretches (J3). */
#include "base/utf8.h"
#include "layout/para.h"

static enum joint class_of(const struct atom *atom)
{
    switch ((enum kind)atom->kind) {
    case KIND_COMMA:
        return JOINT_COMMA;
    case KIND_STOP:
        return JOINT_STOP;
    case KIND_MIDDOT:
        return JOINT_MIDDOT;
    default:
        return JOINT_BRACKET;
    }
}

/* The blank of full-width marks at a joint; true when there is some, so that the joint does not also stretch as text. */
static bool marks(struct atom *a, const struct atom *b)
{
    bool b_mark = b->flags & ATOM_SQUEEZES && b->kind != KIND_MIDDOT;
    fixed behind = glue_blank_end(a), before = glue_cut_start(b);
    if (behind && b_mark) {
        a->space = -behind;
        return true;
    }
    if (before && a->kind == KIND_OPEN && a->flags & ATOM_WIDE) {
        a->space = -before;
        return true;
    }
    fixed quarter = a->kind == KIND_MIDDOT && a->flags & ATOM_SQUEEZES   ? a->advance / 4
                    : b->kind == KIND_MIDDOT && b->flags & ATOM_SQUEEZES ? b->advance / 4
                                                                         : 0;
    if (quarter) {
        a->shrink = quarter;
        a->joint = JOINT_MIDDOT;
    } else if (behind || before) {
        a->shrink = behind ? behind : before;
        a->joint = (uint8_t)class_of(behind ? a : b);
    }
    return false;
}

static bool unstretched(const struct atom *atom)
{
    return atom->kind == KIND_MIDDOT || atom->kind == KIND_SOLIDUS;
}

static bool letter(const struct atom *atom)
{
    return atom->kind == KIND_HAN || atom->kind == KIND_WIDE;
}

/* A joint of narrow letters where a line might end: in addresses, and between the words of Thai. */
static bool open_joint(const struct atom *a, const struct atom *b)
{
    bool narrow = !((a->flags | b->flags) & ATOM_WIDE);
    return narrow && b->kind == KIND_LATIN && b->flags & ATOM_BREAK && !unstretched(b);
}

static void join(struct atom *a, const struct atom *b, const struct para *para, fixed em)
{
    if (!(letter(a) && letter(b)) && marks(a, b))
        return;
    if ((a->kind == KIND_HAN && b->kind == KIND_LATIN) || (a->kind == KIND_LATIN && b->kind == KIND_HAN)) {
        a->space = em / 4;
        a->shrink = em / 4 - em / 8;
        a->stretch = em / 2 - em / 4;
        a->joint = JOINT_GAP;
        return;
    }
    if (open_joint(a, b)) {
        a->stretch = em / 32;
        a->joint = JOINT_HAN;
        return;
    }
    bool one_ruby = a->span == b->span && para->text->spans[a->span].ruby;
    if (!(a->flags & b->flags & ATOM_WIDE) || unstretched(a) || unstretched(b) || one_ruby)
        return;
    if (b->flags & ATOM_BREAK || (letter(a) && letter(b))) {
        a->stretch = em / 8;
        if (!a->joint)
            a->joint = JOINT_HAN;
    }
}

/* A typed space: the gap itself between Han and Latin (A1), else a word space. */
static void space_joint(struct atom *atoms, uint32_t i, uint32_t count, fixed em)
{
    struct atom *space = &atoms[i];
    const struct atom *before = i > 0 ? &atoms[i - 1] : NULL, *after = i + 1 < count ? &atoms[i + 1] : NULL;
    bool narrow = space->advance * 10 < em * 9; /* U+3000 is meant as it is */
    bool gap = narrow && before && after &&
               ((before->kind == KIND_HAN && after->kind == KIND_LATIN) ||
                (before->kind == KIND_LATIN && after->kind == KIND_HAN));
    bool cell = before && after && before->kind == KIND_HAN && after->kind == KIND_HAN &&
                (before->flags | after->flags) & ATOM_CELL;
    if (cell) {
        space->advance = 0; /* 5 月: an upright number stands in the line as Han characters do */
    } else if (gap) {
        space->advance = em / 4;
        space->shrink = em / 4 - em / 8;
        space->stretch = em / 2 - em / 4;
        space->joint = JOINT_GAP;
    } else if (narrow) {
        space->shrink = space->advance > em / 4 ? space->advance - em / 4 : 0;
        space->stretch = space->advance < em / 2 ? em / 2 - space->advance : 0;
        space->joint = JOINT_WORD;
    }
}

void glue_text(struct para *para)
{
    if (para->spec.code)
        return;
    fixed em = FIXED(para->spec.size);
    for (uint32_t i = 0; i < para->atom_count; i++) {
        struct atom *atom = &para->atoms[i];
        if (atom->kind == KIND_SPACE)
            space_joint(para->atoms, i, para->atom_count, em);
        else if (i + 1 < para->atom_count)
            join(atom, atom + 1, para, em);
    }
}
