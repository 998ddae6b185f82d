/* The decoded pictures of the last pages. Private to paint/. */
#ifndef PAINT_GALLERY_H
#define PAINT_GALLERY_H

#include "document/article.h"
#include "paint/canvas.h"

#define GALLERY_PICTURES 32u
#define GALLERY_BYTES ((size_t)16 * 1024 * 1024)

struct gallery;

enum status gallery_new(struct gallery **out) MUST_USE;
void gallery_free(struct gallery *gallery);
void gallery_forget(struct gallery *gallery);

/* The picture at width × height as `theme` shows it; NULL in *out: it cannot be shown. Valid until the next call. */
enum status gallery_find(struct gallery *gallery, const struct article *article,
                         const struct page_picture *place, enum theme theme, SDL_Surface **out) MUST_USE;

size_t gallery_bytes(const struct gallery *gallery);

#endif
