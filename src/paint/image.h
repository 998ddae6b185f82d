/* A picture's entry → pixels of the size that its place on the page has. Private to paint/. */
#ifndef PAINT_IMAGE_H
#define PAINT_IMAGE_H

#include <SDL.h>

#include "document/article.h"
#include "paint/canvas.h"

/* A new opaque ARGB8888 surface of width × height; what is transparent shows `ground` (0xRRGGBB). A JPEG that breaks off
 * is shown as far as it goes when `lenient`, and `missing` below. Fails with a sentence that names the entry. */
struct image_look {
    int32_t width, height;
    uint32_t ground, missing;
    bool lenient;
};

enum status image_load(struct bundle *bundle, uint32_t entry, const struct image_look *look,
                       SDL_Surface **out, struct fault *fault) MUST_USE;

/* The same as it looks on a page of the theme: on the page's ground, a broken one as far as it goes, dimmed at night. */
enum status image_show(struct bundle *bundle, uint32_t entry, SDL_Point size, enum theme theme,
                       SDL_Surface **out) MUST_USE;

/* The same of a file that an article encloses; fails also when it is no picture, or past limits.h. */
enum status image_show_enclosed(const struct enclosed *enclosed, SDL_Point size, enum theme theme,
                                SDL_Surface **out) MUST_USE;

#endif
