/* Text → extended grapheme clusters, UAX #29 (rule F2: a font is chosen for each of them). Private to paint/. */
#ifndef PAINT_GRAPHEME_H
#define PAINT_GRAPHEME_H

#include "layout/metrics.h"

struct graphemes;

enum status graphemes_new(struct graphemes **out) MUST_USE;
void graphemes_free(struct graphemes *graphemes);

/* Code points of a cluster; one of more is cut. What is written has no more than 30 marks on a letter (UAX #15 §13, Stream-Safe
 * Text Format); HarfBuzz takes the square of their number. */
#define GRAPHEME_MOST 32u

/* Their begins and ends, in order; `out` has room for `size` of them. */
enum status graphemes_split(struct graphemes *graphemes, const char *text, uint32_t size, struct cluster *out,
                            uint32_t *count) MUST_USE;

#endif
