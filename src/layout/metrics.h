/* What layout asks of fonts and pictures. paint/ answers with real fonts; tests answer with a fake one where every
 * character is one cell wide and CJK two, so that layout needs no font.
 *
 * Lengths are `fixed`: 1/64 of a pixel, whole numbers, so that pages are the same to the byte on every board. */
#ifndef LAYOUT_METRICS_H
#define LAYOUT_METRICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "document/article.h"

typedef int32_t fixed;
#define FIXED_ONE 64
#define FIXED(pixels) ((fixed)(pixels)*FIXED_ONE)

/* How characters stand in their line (UAX #50, CSS Writing Modes 4 §5, §9.1). All but the first only in vertical lines. */
enum stance {
    STANCE_HORIZONTAL,
    STANCE_UPRIGHT,  /* upright, in vertical forms: advances go down the line */
    STANCE_SIDEWAYS, /* a horizontal run turned a quarter to the right */
    STANCE_COMBINED, /* a short horizontal run squeezed into one upright em: one cluster */
};

/* What text wants to look like. Zero is regular body text in the SC forms. */
struct font {
    uint16_t size;  /* pixels per em */
    uint8_t region; /* enum region */
    bool bold, italic, mono;
    uint8_t stance; /* enum stance */
};

/* The unit that is measured, placed and drawn whole: a grapheme cluster, a ligature, or for scripts whose letters join
 * (Arabic, Mongolian, Indic) the piece of a word that may not be drawn apart. */
struct cluster {
    uint32_t begin, end; /* bytes of the text given to shape */
    fixed advance;
    uint16_t face; /* which face of which font draws it, opaque here; carried into the page */
    bool mirrored; /* as of struct glyph; `shape` leaves it false */
};

struct metrics {
    void *data;

    /* Shapes text[0..size), which is one paragraph's run in one font and contains no '\n', into clusters in logical
     * order that cover it without gaps; `out` has room for `size` of them. U+FFFC never comes here. */
    enum status (*shape)(void *data, const struct font *font, const char *text, uint32_t size,
                         struct cluster *out, uint32_t *count);

    /* Height over and depth under the baseline that the font asks for, both positive. */
    void (*extent)(void *data, const struct font *font, fixed *ascent, fixed *descent);

    /* The picture's own size in px: from the entry's header, without decoding it. False: missing, remote or unreadable,
     * so it is set as a quiet box; a picture with `code` is never missing. */
    bool (*picture)(void *data, const struct article *article, const struct picture *picture, int *width,
                    int *height);
};

#endif
