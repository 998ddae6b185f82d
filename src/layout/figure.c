/* A picture with its caption; or, when the picture is missing, a quiet box with its words. */
#include <string.h>

#include "base/limits.h"
#include "layout/set.h"

#define CAPTION_LINES 4 /* a picture always leaves room for so many */
#define BOX_LINES 3     /* of text in the box of a missing picture */

static int32_t smaller(int64_t a, int64_t b)
{
    return (int32_t)(a < b ? a : b);
}

/* The size on the page, `width` along the lines: natural at 20 px text, larger with larger text up to twice, never wider than the column. */
static void scale(const struct setter *setter, struct set *set, int64_t width, int64_t height)
{
    const struct geometry *g = &setter->geometry;
    const struct picture *picture = set->block->picture;
    int64_t density = g->em < 20 ? 20 : g->em > 40 ? 40 : g->em;
    /* On a vertical page it stands upright: its height runs along the lines. */
    int64_t along = setter->vertical ? picture->height : picture->width,
            across = setter->vertical ? picture->width : picture->height;
    int64_t wanted = picture->width_percent > 0 ? (int64_t)set->width * picture->width_percent / 100
                     : along > 0                ? along * density / 20
                     : across > 0               ? width * across * density / 20 / height
                                                : width * density / 20;
    wanted = smaller(smaller(wanted, 2 * width), set->width);
    int64_t tall = height * wanted / width;
    int64_t most = geometry_column(g);
    uint32_t lines = set->para.line_count < CAPTION_LINES ? set->para.line_count : CAPTION_LINES;
    if (most > 3 * (int64_t)lines * set->para.spec.pitch)
        most -= (int64_t)lines * set->para.spec.pitch + g->em / 2;
    if (tall > most) {
        wanted = wanted * most / tall;
        tall = most;
    }
    set->picture_width = wanted > 1 ? (int32_t)wanted : 1;
    set->picture_height = tall > 1 ? (int32_t)tall : 1;
}

static enum status set_words(struct setter *setter, struct set *set)
{
    const struct block *block = set->block;
    const struct text *words = &block->text;
    struct para_spec spec = set_spec(setter, set);
    spec.size = (uint16_t)(setter->geometry.em * 17 / 20);
    spec.pitch = spec.size * 3 / 2 < setter->geometry.pitch ? spec.size * 3 / 2 : setter->geometry.pitch;
    spec.align = ALIGN_CENTER;
    spec.ink = INK_QUIET;
    if (set->missing && !words->size) {
        size_t size = strnlen(block->picture->text, LIMIT_ADDRESS);
        set->label_span = (struct span){.end = (uint32_t)size, .region = block->region};
        set->label = (struct text){.bytes = block->picture->text, .size = (uint32_t)size, .span_count = 1};
        set->label.spans = &set->label_span;
        words = &set->label;
    }
    if (set->missing && set->width > 8 * setter->geometry.em)
        spec.measure -= FIXED(2 * setter->geometry.em);
    return para_set(setter, &set->para, words, &spec);
}

enum status figure_set(struct setter *setter, struct set *set)
{
    const struct geometry *g = &setter->geometry;
    const struct block *block = set->block;
    int width = 0, height = 0;
    set->missing =
        !block->picture ||
        !setter->metrics->picture(setter->metrics->data, setter->article, block->picture, &width, &height) ||
        width < 1 || height < 1;
    enum status status = block->picture ? set_words(setter, set) : STATUS_INVALID;
    if (status)
        return status;
    uint32_t lines = set->para.line_count;
    int32_t pitch = set->para.spec.pitch, strip;
    if (set->missing) {
        set->boxed = lines < BOX_LINES ? lines : BOX_LINES;
        while (set->boxed > 1 && (int32_t)set->boxed * pitch > geometry_column(g))
            set->boxed--;
        strip = (int32_t)set->boxed * pitch + g->pitch;
        strip = smaller((strip + g->pitch - 1) / g->pitch * g->pitch, geometry_column(g));
        set->picture_width = set->width;
        set->picture_height = strip;
    } else {
        set->boxed = 0;
        if (setter->vertical)
            scale(setter, set, height, width);
        else
            scale(setter, set, width, height);
        strip = set->picture_height +
                (lines && set->picture_height + g->em / 2 <= geometry_column(g) ? g->em / 2 : 0);
    }
    status = set_strip(set, strip, lines > set->boxed);
    for (uint32_t i = set->boxed; i < lines && !status; i++)
        status = set_strip(set, para_height(&set->para, i), i + 1 < lines && i < CAPTION_LINES);
    /* Rather than leave a large blank, a picture at the end of a page is set at six tenths of its size. A code that a
     * telephone reads is not. */
    if (!status && !set->missing && !block->picture->code) {
        set->strips[0].least = set->strips[0].height - set->picture_height * 4 / 10;
        for (uint32_t i = 1; i < set->strip_count && set->strips[i - 1].keep; i++)
            set->strips[0].after += set->strips[i].height;
    }
    return status;
}

void figure_draw(struct setter *setter, struct set *set, const struct spot *spot, struct drawing *drawing)
{
    const struct block *block = set->block;
    uint32_t strip = spot->strip;
    int32_t y = spot->y;
    int32_t text_left = set->left + (set->width - set->para.spec.measure / FIXED_ONE) / 2;
    if (strip > 0) {
        para_draw(setter, &set->para, strip - 1 + set->boxed, (struct box){.x = text_left, .y = y}, drawing);
        return;
    }
    struct page_picture picture = {.picture = block->picture, .link = block->link, .missing = set->missing};
    int32_t height = set->picture_height - (set->strips[strip].height - spot->height),
            width = set->picture_width;
    if (height < set->picture_height)
        width = (int32_t)((int64_t)width * height / set->picture_height);
    picture.box = (struct box){set->left + (set->width - width) / 2, y, width, height};
    drawing_picture(drawing, &picture);
    if (block->link)
        drawing_link(drawing, picture.box, block->link);
    int32_t pitch = set->para.spec.pitch;
    int32_t top = y + (set->picture_height - (int32_t)set->boxed * pitch) / 2;
    for (uint32_t i = 0; i < set->boxed; i++)
        para_draw(setter, &set->para, i, (struct box){.x = text_left, .y = top + (int32_t)i * pitch},
                  drawing);
}
