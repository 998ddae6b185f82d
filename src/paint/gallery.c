#include "paint/gallery.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "paint/image.h"
#include "paint/picture.h"
#include "paint/qr.h"

struct frame {
    const struct bundle *bundle; /* NULL: a QR code */
    char *code;                  /* its address */
    uint64_t digest;             /* of a file that an article encloses; 0: it is an entry */
    uint32_t entry;
    int32_t width, height;
    enum theme theme;
    SDL_Surface *surface; /* NULL: cannot be shown */
    uint64_t used;        /* 0: free */
};

struct gallery {
    struct frame frames[GALLERY_PICTURES];
    uint64_t clock;
};

enum status gallery_new(struct gallery **out)
{
    *out = calloc(1, sizeof **out);
    return *out ? STATUS_OK : STATUS_NO_MEMORY;
}

static void empty(struct frame *frame)
{
    SDL_FreeSurface(frame->surface);
    free(frame->code);
    *frame = (struct frame){0};
}

void gallery_forget(struct gallery *gallery)
{
    for (size_t i = 0; i < GALLERY_PICTURES; i++)
        empty(&gallery->frames[i]);
}

void gallery_free(struct gallery *gallery)
{
    if (gallery)
        gallery_forget(gallery);
    free(gallery);
}

static size_t frame_bytes(const struct frame *frame)
{
    return frame->surface ? (size_t)frame->surface->pitch * (size_t)frame->surface->h : 0;
}

size_t gallery_bytes(const struct gallery *gallery)
{
    size_t bytes = 0;
    for (size_t i = 0; i < GALLERY_PICTURES; i++)
        bytes += frame_bytes(&gallery->frames[i]);
    return bytes;
}

static struct frame *oldest(struct gallery *gallery, bool with_pixels)
{
    struct frame *found = NULL;
    for (size_t i = 0; i < GALLERY_PICTURES; i++) {
        struct frame *frame = &gallery->frames[i];
        if ((!with_pixels || frame->surface) && (!found || frame->used < found->used))
            found = frame;
    }
    return found;
}

/* Empties the oldest frames until `more` bytes fit. */
static void make_room(struct gallery *gallery, size_t more)
{
    struct frame *frame;
    while (gallery_bytes(gallery) + more > GALLERY_BYTES && (frame = oldest(gallery, true)))
        empty(frame);
}

static bool same(const struct frame *frame, const struct frame *wanted)
{
    if (!frame->used || frame->width != wanted->width || frame->height != wanted->height)
        return false;
    if (wanted->code)
        return frame->code && !strcmp(frame->code, wanted->code);
    return !frame->code && frame->bundle == wanted->bundle && frame->entry == wanted->entry &&
           frame->digest == wanted->digest && frame->theme == wanted->theme;
}

/* Decodes the wanted picture into it. Only STATUS_NO_MEMORY fails: the board may have more later. */
static enum status fill(struct frame *wanted, struct bundle *bundle, const struct enclosed *enclosed)
{
    SDL_Point size = {wanted->width, wanted->height};
    if (wanted->code) {
        wanted->surface = qr_draw(wanted->code, wanted->width, wanted->height);
        return STATUS_OK;
    }
    enum status status = enclosed ? image_show_enclosed(enclosed, size, wanted->theme, &wanted->surface)
                                  : image_show(bundle, wanted->entry, size, wanted->theme, &wanted->surface);
    return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

enum status gallery_find(struct gallery *gallery, const struct article *article,
                         const struct page_picture *place, enum theme theme, SDL_Surface **out)
{
    struct frame wanted = {.entry = ENTRY_NONE, .width = place->box.width, .height = place->box.height};
    *out = NULL;
    if (place->missing || wanted.width < 1 || wanted.height < 1 ||
        wanted.width > (int32_t)LIMIT_PICTURE_SIDE || wanted.height > (int32_t)LIMIT_PICTURE_SIDE ||
        (uint64_t)wanted.width * (uint64_t)wanted.height > LIMIT_PICTURE_PIXELS)
        return STATUS_OK;
    const struct enclosed *enclosed = article ? place->picture->enclosed : NULL;
    if (enclosed)
        wanted.digest = enclosed->digest;
    else if (article)
        wanted.entry = picture_entry(article, place->picture);
    if (enclosed || wanted.entry != ENTRY_NONE) {
        wanted.bundle = article_bundle(article);
        wanted.theme = theme;
    } else if (!place->picture->code) {
        return STATUS_OK;
    } else {
        wanted.code = strdup(place->picture->code);
        if (!wanted.code)
            return STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < GALLERY_PICTURES; i++) {
        if (same(&gallery->frames[i], &wanted)) {
            free(wanted.code);
            gallery->frames[i].used = ++gallery->clock;
            *out = gallery->frames[i].surface;
            return STATUS_OK;
        }
    }
    make_room(gallery, (size_t)wanted.width * (size_t)wanted.height * 4);
    enum status status = fill(&wanted, article ? article_bundle(article) : NULL, enclosed);
    if (status) {
        empty(&wanted);
        return status;
    }
    struct frame *frame = oldest(gallery, false);
    empty(frame);
    *frame = wanted;
    frame->used = ++gallery->clock;
    *out = frame->surface;
    return STATUS_OK;
}
