/* The font files: which there are, mapped and opened when first needed. Private to paint/. */
#ifndef PAINT_FACES_H
#define PAINT_FACES_H

#include <SDL_ttf.h>
#include <hb.h>

#include "base/fault.h"
#include "layout/metrics.h"

/* What struct cluster carries in `face`. The first ones are FACE_CJK + region. */
enum face_id {
    FACE_CJK,
    FACE_CJK_BOLD = FACE_CJK + REGION_COUNT,
    FACE_CJK_REST = FACE_CJK_BOLD + REGION_COUNT, /* rare Han, in the SC forms */
    FACE_LATIN,                                   /* + 1 bold, + 2 italic, + 3 both */
    FACE_MONO = FACE_LATIN + 4,                   /* + 1 bold */
    FACE_SYMBOLS = FACE_MONO + 2,
    FACE_SYMBOLS2,
    FACE_MATH,
    FACE_EMOJI,
    FACE_SCRIPTS, /* the system's faces for other scripts, one for each of faces_script's answers */
    FACE_SCRIPTS_BOLD = FACE_SCRIPTS + 24, /* the same in bold, where the system has it */
    FACE_COUNT = FACE_SCRIPTS_BOLD + 24,
    FACE_BOX = FACE_COUNT, /* no font has it: a box with the code point's hexadecimal number */
    FACE_BLANK,            /* draws nothing */
    /* Added to a CJK or monospaced face: squeezed or stretched across to the advance that choose_fitted says. */
    FACE_FITTED = 0x8000,
};

struct faces;

/* STATUS_NOT_FOUND with a sentence when `directory` holds neither a CJK nor a Latin face. */
enum status faces_open(const char *directory, struct faces **out, struct fault *fault) MUST_USE;
void faces_close(struct faces *faces);

/* Whether the face is there and maps this code point. */
bool faces_has(struct faces *faces, uint16_t face, uint32_t code);

/* The face for a script that the fonts above do not cover (Arabic, Devanagari, …), or FACE_BOX. */
uint16_t faces_script(uint32_t code);

/* For HarfBuzz at `size` px per em, in 1/64 px, unhinted; NULL: not there. Valid until the next call. */
hb_font_t *faces_shaper(struct faces *faces, uint16_t face, uint16_t size);

/* For drawing at `size` px per em, with `dpi` dots per inch across where there are FACE_DPI down: letters come out
 * dpi / FACE_DPI times as wide. NULL: not there or no memory. Valid until the next call. A few are kept open: each takes
 * about 1 MB. */
#define FACE_DPI 72u /* a point is a pixel */
TTF_Font *faces_drawer(struct faces *faces, uint16_t face, uint16_t size, uint16_t dpi);

/* Those that `fonts` (fonts.h) opened. */
struct fonts;
struct faces *fonts_faces(struct fonts *fonts);

#endif
