#include "paint/fonts.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "base/resource.h"
#include "paint/faces.h"
#include "paint/picture.h"
#include "paint/qr.h"
#include "paint/shape.h"

struct fonts {
    struct faces *faces;
    struct shaper *shaper;
    struct metrics metrics;
    struct picture_sizes sizes;
};

static enum status metrics_shape(void *data, const struct font *font, const char *text, uint32_t size,
                                 struct cluster *out, uint32_t *count)
{
    struct fonts *fonts = data;
    return shaper_shape(fonts->shaper, font, text, size, out, count);
}

/* The em box of the CJK faces (OS/2 sTypoAscender and sTypoDescender): the same for every face, so that a fallback
 * glyph never moves a line. */
static void metrics_extent(void *data, const struct font *font, fixed *ascent, fixed *descent)
{
    (void)data;
    *ascent = FIXED(font->size) * 88 / 100;
    *descent = FIXED(font->size) - *ascent;
}

static bool metrics_picture(void *data, const struct article *article, const struct picture *picture,
                            int *width, int *height)
{
    struct fonts *fonts = data;
    if (picture_size(&fonts->sizes, article, picture, width, height))
        return true;
    if (!picture->code)
        return false;
    int side = qr_side(picture->code);
    *width = *height = side;
    return side > 0;
}

/* fonts_open's search for a folder when none is named. */
static enum status find_directory(struct buffer *out)
{
    const char *named = getenv("SLIPCASE_FONTS");
    if (named && *named)
        return buffer_print(out, "%s", named);
    return resource_path("slipcase/fonts", out);
}

enum status fonts_open(const char *directory, struct fonts **out, struct fault *fault)
{
    struct buffer found = {0};
    *out = NULL;
    struct fonts *fonts = calloc(1, sizeof *fonts);
    enum status status = fonts ? STATUS_OK : STATUS_NO_MEMORY;
    if (!status && !directory)
        status = find_directory(&found);
    if (status) {
        fault_no_memory(fault);
        goto out;
    }
    status = faces_open(directory ? directory : found.data, &fonts->faces, fault);
    if (status)
        goto out;
    status = shaper_new(fonts->faces, &fonts->shaper);
    if (status) {
        fault_no_memory(fault);
        goto out;
    }
    fonts->metrics = (struct metrics){fonts, metrics_shape, metrics_extent, metrics_picture};
    *out = fonts;
    fonts = NULL;
out:
    fonts_close(fonts);
    buffer_free(&found);
    return status;
}

void fonts_close(struct fonts *fonts)
{
    if (!fonts)
        return;
    shaper_free(fonts->shaper);
    faces_close(fonts->faces);
    free(fonts);
}

void fonts_forget(struct fonts *fonts)
{
    fonts->sizes = (struct picture_sizes){0};
}

const struct metrics *fonts_metrics(struct fonts *fonts)
{
    return &fonts->metrics;
}

struct faces *fonts_faces(struct fonts *fonts)
{
    return fonts->faces;
}
