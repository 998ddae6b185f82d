/* A text set as lines: shaped into atoms, broken by total fit, ready to be drawn line by line. Private to layout/.
 *
 * An atom is a cluster. Between it and the next atom of a line stands a joint: `space` that is there at first (negative
 * where two marks are squeezed together, P1), and by how much it may shrink and stretch (J3). */
#ifndef LAYOUT_PARA_H
#define LAYOUT_PARA_H

#include "layout/chars.h"
#include "layout/setter.h"

/* In the order in which a line is shrunk (J3). Stretching takes words, then gaps, then all that is left. */
enum joint {
    JOINT_NONE,
    JOINT_WORD,
    JOINT_MIDDOT,
    JOINT_BRACKET,
    JOINT_COMMA,
    JOINT_GAP, /* Han–Latin */
    JOINT_STOP,
    JOINT_HAN, /* stretches only */
    JOINT_COUNT
};

enum atom_flag {
    ATOM_BREAK = 1 << 0,     /* a line may begin here */
    ATOM_EMERGENCY = 1 << 1, /* … only because a word is too long for any line */
    ATOM_PART = 1 << 8,      /* … between the letters of an address */
    ATOM_HELD = 1 << 9,      /* a line might begin here, did a word or a reading not hold it */
    ATOM_WIDE = 1 << 2,      /* full width */
    ATOM_SQUEEZES = 1 << 3,  /* a full-width mark whose blank half may go */
    ATOM_UPRIGHT = 1 << 4,
    ATOM_CELL = 1 << 6,       /* Latin upright in a vertical line: set like a Han character */
    ATOM_HANGS = 1 << 7,      /* at the end of a line it stands in the margin (P4) */
    ATOM_RUBY_FIRST = 1 << 5, /* a reading stands over this atom and those that follow in the same span */
};

struct atom {
    uint32_t begin; /* byte of the text; it ends where the next one begins */
    fixed advance;
    fixed shift;                  /* of its glyph within the advance */
    fixed space, shrink, stretch; /* of the joint behind it */
    uint16_t face;
    uint16_t span;
    uint16_t flags; /* enum atom_flag */
    uint16_t size;  /* px per em, of a character that would be wider than any line; 0: its span's */
    uint8_t kind;   /* enum kind */
    uint8_t joint;  /* enum joint */
    uint8_t level;  /* bidirectional embedding level */
    uint8_t stance; /* enum stance */
};

struct line {
    uint32_t first, end; /* atoms, without the spaces at the end */
    fixed width;         /* natural, with the marks at its ends cut (P2) */
    fixed adjust;        /* to be spread over its joints so that it ends at the measure; 0 when ragged */
    int32_t extra;       /* px above, for what is taller than the line */
    bool justified;
};

struct para_spec {
    fixed measure;
    fixed indent;   /* of the first line, and of each behind a forced break */
    int32_t pitch;  /* px from line to line */
    int32_t unit;   /* an extra height is rounded up to this, px */
    uint16_t size;  /* px per em */
    uint8_t region; /* where a span does not say */
    uint8_t align;  /* enum align */
    uint8_t ink;
    uint8_t direction; /* enum direction */
    bool justify, bold;
    bool hanging;  /* marks hang at the ends of lines (P4) */
    bool vertical; /* the line runs down: characters have stances */
    bool words;    /* words of East Asian text are kept whole: headings */
    bool code;     /* monospaced; white space is kept and lines are filled to the measure */
};

/* Zero-initialise it; para_free gives its memory back. It may be set again. */
struct para {
    const struct text *text; /* borrowed */
    struct para_spec spec;
    struct atom *atoms; /* and one more that marks the end */
    struct line *lines;
    uint32_t atom_count, line_count, atom_room, line_room;
    fixed hyphen; /* advance of a hyphen */
    bool bidi;    /* some level is not 0 */
    bool rtl;     /* lines begin at the right */
};

enum status para_set(struct setter *setter, struct para *para, const struct text *text,
                     const struct para_spec *spec) MUST_USE;
void para_free(struct para *para);

/* The width of the text on one endless line, and of its widest piece that cannot be broken; after para_set. */
void para_widths(const struct para *para, fixed *whole, fixed *piece);

/* The baseline of a line of the given pitch, px from its top. Vertical lines have the em box in their middle. */
int32_t para_baseline(const struct setter *setter, const struct font *font, int32_t pitch);

/* The same for the text's own font and pitch. */
int32_t para_line_baseline(const struct setter *setter, const struct para_spec *spec);

/* Height of line `number` in px. */
int32_t para_height(const struct para *para, uint32_t number);

/* The first code point of an atom; 0 for the one behind the last. */
uint32_t para_code(const struct para *para, uint32_t atom);

/* The byte at which line `number` begins. */
uint32_t para_begin(const struct para *para, uint32_t number);

/* Draws a line in the box's place: x and y of its top left corner, in px; the measure is the spec's. */
void para_draw(struct setter *setter, const struct para *para, uint32_t number, struct box place,
               struct drawing *drawing);

/* The stages of para_set, each in its file. */
enum status shape_text(struct setter *setter, struct para *para) MUST_USE;
enum status break_text(struct setter *setter, struct para *para) MUST_USE;
enum status opportunities_mark(struct setter *setter,
                               struct para *para) MUST_USE; /* the first part of that */
enum status bidi_text(struct setter *setter, struct para *para) MUST_USE;
void glue_text(struct para *para);
enum status fit_text(struct setter *setter, struct para *para) MUST_USE;

/* Visual order of a line's atoms: order[0 … end-first). */
void bidi_order(struct setter *setter, const struct para *para, const struct line *line);

/* What may be cut off at the edges of a line: blank halves of marks (P2), or all of one that hangs (P4). */
static inline fixed glue_cut_start(const struct atom *atom)
{
    return atom->kind == KIND_OPEN && atom->flags & ATOM_SQUEEZES ? atom->advance / 2 : 0;
}

/* The blank half behind a mark. */
static inline fixed glue_blank_end(const struct atom *atom)
{
    bool closes = atom->kind == KIND_CLOSE || atom->kind == KIND_COMMA || atom->kind == KIND_STOP;
    return closes && atom->flags & ATOM_SQUEEZES ? atom->advance / 2 : 0;
}

static inline fixed glue_cut_end(const struct atom *atom)
{
    return atom->flags & ATOM_HANGS ? atom->advance : glue_blank_end(atom);
}

/* The advance of the hyphen that is drawn where a line ends behind the atom: behind a soft hyphen, unless the line's last letters are not at
 * its right end there. */
static inline fixed para_hyphen(const struct para *para, const struct atom *atom)
{
    return atom->kind == KIND_HYPHEN && !para->rtl && !(atom->level & 1) ? para->hyphen : 0;
}

/* The font of a span's characters; in vertical lines without their stance. */
struct font shape_font(const struct para_spec *spec, const struct span *span, bool upright);
bool shape_same_font(const struct font *a, const struct font *b);

/* How the reading over a span stands. */
enum stance shape_reading_stance(const struct para_spec *spec, const struct span *span);

/* Size in px of a span's picture that stands in a line: along it and across. False: it is missing, and has the size of its words. */
bool inline_size(struct setter *setter, const struct para_spec *spec, const struct span *span, int32_t *width,
                 int32_t *height);

/* The words of a missing one, in its box. */
void inline_draw(struct setter *setter, const struct para_spec *spec, const struct span *span,
                 const struct box *box, struct drawing *drawing);

#endif
