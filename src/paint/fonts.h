/* The faces the reader draws with, and the metrics that layout asks for. Measuring is HarfBuzz with cached advances;
 * drawing is SDL2_ttf. Both read the same font file, found in the fonts folder (see fonts/README.md). */
#ifndef PAINT_FONTS_H
#define PAINT_FONTS_H

#include "layout/metrics.h"

struct fonts;

/* `directory` NULL: $SLIPCASE_FONTS, else the installed folder, else the build's. Fails with a sentence when no text face
 * is there at all. A missing region or the emoji face only narrows what can be drawn. Faces load when first needed. */
enum status fonts_open(const char *directory, struct fonts **out, struct fault *fault) MUST_USE;
void fonts_close(struct fonts *fonts);

/* Forgets the sizes of pictures, as canvas_forget does (canvas.h). */
void fonts_forget(struct fonts *fonts);

/* shape and extent; `picture` reads headers of the article's bundle. Valid until fonts_close. */
const struct metrics *fonts_metrics(struct fonts *fonts);

#endif
