#include "layout/opening.h"

#include "base/utf8.h"

/* Whether a line before atom k, which no opportunity stands before, would begin or end with a mark that may not (B2). A character
 * before which UAX #14 sees no opportunity is a small kana. */
static bool impolite(const struct para *para, const struct sum *sums, uint32_t k)
{
    const struct atom *atom = &para->atoms[k],
                      *before = &para->atoms[sums[k].solid > 0 ? sums[k].solid - 1 : 0];
    if (atom->flags & ATOM_HELD)
        return false;
    return (atom->kind >= KIND_CLOSE && atom->kind <= KIND_DASH) || atom->kind == KIND_HAN ||
           before->kind == KIND_OPEN || kind_of(para_code(para, k)) == KIND_DASH;
}

/* How far a stretch is opened. */
enum opening {
    OPEN_LETTERS, /* where no mark may not begin or end a line, nor within …… and —— */
    OPEN_MARKS,   /* everywhere but within …… and —— */
    OPEN_ALL,
    OPENINGS
};

/* Atom k is … or —, whatever its width, and so is the one before. */
static bool goes_on(const struct para *para, uint32_t k)
{
    uint32_t code = para_code(para, k);
    return kind_of(code) == KIND_DASH && code == para_code(para, k - 1);
}

static uint32_t characters(const struct para *para, uint32_t k)
{
    const struct atom *atom = &para->atoms[k];
    return (uint32_t)utf8_count(para->text->bytes + atom->begin, atom[1].begin - atom->begin);
}

/* The characters of a row of … or — before the atom that goes on with it, down to atom `first`. */
static uint32_t row_before(const struct para *para, uint32_t first, uint32_t k)
{
    uint32_t count = 0;
    for (; k > first && goes_on(para, k); k--)
        count += characters(para, k - 1);
    return count;
}

/* The atoms begin … end-1 are too wide. `before` as of row_before. Behind an odd number of … or — is the second half of a pair. */
static void open_stretch(struct para *para, const struct sum *sums, uint32_t begin, uint32_t end,
                         uint32_t before, enum opening opening)
{
    for (uint32_t k = begin + 1; k < end; k++) {
        bool opens = opening == OPEN_ALL;
        if (!opens) {
            before = goes_on(para, k) ? before + characters(para, k - 1) : 0;
            opens = before % 2 == 0 && (opening == OPEN_MARKS || !impolite(para, sums, k));
        }
        if (para->atoms[k].kind != KIND_SPACE && opens)
            para->atoms[k].flags |= ATOM_BREAK | ATOM_EMERGENCY;
    }
}

/* False: there was no such stretch. */
static bool open_all(struct para *para, const struct sum *sums, uint32_t first, uint32_t end,
                     enum opening opening)
{
    bool found = false;
    int64_t least = para->spec.measure - para->spec.indent;
    uint32_t begin = first;
    for (uint32_t i = begin + 1; i <= end; i++) {
        if (i < end && !(para->atoms[i].flags & ATOM_BREAK))
            continue;
        uint32_t solid = sums[i].solid;
        fixed hyphen = solid > begin ? para_hyphen(para, &para->atoms[solid - 1]) : 0;
        if (solid > begin && sums[solid].width - sums[begin].width + hyphen > least) {
            found = true;
            uint32_t before = opening == OPEN_ALL ? 0 : row_before(para, first, begin);
            open_stretch(para, sums, begin, solid, before, opening);
        }
        begin = i;
    }
    return found;
}

void opening_of_wide(struct para *para, const struct sum *sums, uint32_t begin, uint32_t end)
{
    for (int opening = 0; opening < OPENINGS; opening++)
        if (!open_all(para, sums, begin, end, (enum opening)opening))
            break;
}
