/* Where a line may begin by UAX #14 (B1), as ICU has it for the language. Between the classes that nearly all of a Chinese text
 * consists of, its rules look at two characters only, so that it is asked once for two classes. It is asked about each stretch
 * that holds anything else, from an ideograph to an ideograph: no rule looks across one. */
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "layout/para.h"

enum group {
    GROUP_OTHER,
    GROUP_HAN,         /* ID, H2, H3 */
    GROUP_OPEN,        /* OP, full width */
    GROUP_CLOSE,       /* CL, EX, NS: and CJ, strictly */
    GROUP_OPEN_QUOTE,  /* “ */
    GROUP_CLOSE_QUOTE, /* ” */
    GROUP_DOTS,        /* IN */
    GROUP_DASH,        /* B2 */
    GROUP_WORD,        /* AL, NU */
    GROUP_COUNT
};
_Static_assert(GROUP_COUNT <= BREAK_GROUPS, "room for each two");

static enum group group_by_properties(uint32_t code)
{
    UChar32 c = (UChar32)code;
    switch (u_getIntPropertyValue(c, UCHAR_LINE_BREAK)) {
    case U_LB_IDEOGRAPHIC:
    case U_LB_H2:
    case U_LB_H3:
        return GROUP_HAN;
    case U_LB_OPEN_PUNCTUATION: {
        int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
        return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? GROUP_OPEN : GROUP_OTHER;
    }
    case U_LB_CLOSE_PUNCTUATION:
    case U_LB_EXCLAMATION:
    case U_LB_NONSTARTER:
    case U_LB_CONDITIONAL_JAPANESE_STARTER:
        return GROUP_CLOSE;
    case U_LB_QUOTATION: /* these two are brackets in Chinese and Japanese */
        return code == 0x201C ? GROUP_OPEN_QUOTE : code == 0x201D ? GROUP_CLOSE_QUOTE : GROUP_OTHER;
    case U_LB_INSEPARABLE:
        return GROUP_DOTS;
    case U_LB_BREAK_BOTH:
        return GROUP_DASH;
    case U_LB_ALPHABETIC:
    case U_LB_NUMERIC:
        return GROUP_WORD;
    default:
        return GROUP_OTHER;
    }
}

static enum group group_of(const struct para *para, uint32_t i)
{
    const struct atom *atom = &para->atoms[i];
    uint32_t code,
        size = (uint32_t)utf8_decode(para->text->bytes + atom->begin, para->text->size - atom->begin, &code);
    if (size != atom[1].begin - atom->begin)
        return GROUP_OTHER;
    return code >= 0x4E00 && code <= 0x9FFF ? GROUP_HAN : group_by_properties(code);
}

/* Asks ICU about the atoms begin + 1 … end - 1. */
static enum status mark_stretch(struct setter *setter, struct para *para, uint32_t begin, uint32_t end)
{
    UErrorCode error = U_ZERO_ERROR;
    struct atom *atom = &para->atoms[begin];
    uint32_t start = atom->begin, stop = para->atoms[end].begin;
    utext_openUTF8(&setter->utext, para->text->bytes + start, stop - start, &error);
    ubrk_setUText(setter->breaks, &setter->utext, &error);
    if (U_FAILURE(error))
        return STATUS_NO_MEMORY;
    ubrk_first(setter->breaks);
    for (int32_t at; (at = ubrk_next(setter->breaks)) != UBRK_DONE;) {
        while (atom->begin < start + (uint32_t)at)
            atom++;
        if (atom->begin == start + (uint32_t)at && atom->begin < stop)
            atom->flags |= ATOM_BREAK;
    }
    return STATUS_OK;
}

/* Atom i and the one before it, of classes between which every two characters are alike. */
static enum status mark_pair(struct setter *setter, struct para *para, uint32_t i, enum pair *pair)
{
    struct atom *atom = &para->atoms[i];
    if (*pair == PAIR_UNKNOWN) {
        enum status status = mark_stretch(setter, para, i - 1, i + 1);
        if (status)
            return status;
        *pair = atom->flags & ATOM_BREAK ? PAIR_BREAKS : PAIR_STAYS;
    } else if (*pair == PAIR_BREAKS) {
        atom->flags |= ATOM_BREAK;
    }
    return STATUS_OK;
}

enum status opportunities_mark(struct setter *setter, struct para *para)
{
    uint32_t anchor = 0;
    enum group before = GROUP_OTHER;
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < para->atom_count && !status; i++) {
        enum group group = group_of(para, i);
        if (group == GROUP_OTHER) {
            while (i < para->atom_count && group != GROUP_HAN)
                group = group_of(para, i++);
            status = mark_stretch(setter, para, anchor, i);
            i--;
        } else if (i > 0) {
            status = mark_pair(setter, para, i, &setter->pairs[before][group]);
        }
        if (group == GROUP_HAN)
            anchor = i;
        before = group;
    }
    return status;
}
