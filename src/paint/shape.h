/* Text → clusters with their faces and advances. Private to paint/. */
#ifndef PAINT_SHAPE_H
#define PAINT_SHAPE_H

#include "paint/faces.h"

struct shaper;

enum status shaper_new(struct faces *faces, struct shaper **out) MUST_USE;
void shaper_free(struct shaper *shaper);

/* As metrics.shape. */
enum status shaper_shape(struct shaper *shaper, const struct font *font, const char *text, uint32_t size,
                         struct cluster *out, uint32_t *count) MUST_USE;

#endif
