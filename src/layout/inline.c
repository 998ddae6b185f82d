/* Pictures among letters: their size, and the words of one that is missing. */
#include <string.h>

#include "base/limits.h"
#include "layout/set.h"

/* What a document wishes is said at 20 px text, as in figure.c; but what stands among letters goes with them, smaller and larger.
 * In: the picture's own size. */
static void wish_size(const struct para_spec *spec, const struct picture *picture, int64_t *width,
                      int64_t *height)
{
    int64_t own_width = *width, own_height = *height, wish_width = (int64_t)picture->width * spec->size / 20,
            wish_height = (int64_t)picture->height * spec->size / 20;
    if (picture->width_percent > 0)
        wish_width = (int64_t)(spec->measure / FIXED_ONE) * picture->width_percent / 100;
    if (wish_width < 1 && wish_height < 1)
        return;
    if (picture->width_percent > 0 || wish_height < 1)
        wish_height = wish_width * own_height / own_width;
    else if (wish_width < 1)
        wish_width = wish_height * own_width / own_height;
    *width = wish_width < 2 * own_width ? wish_width : 2 * own_width;
    *height = *width == wish_width ? wish_height : wish_height * *width / wish_width;
}

/* What a missing picture says, in its box: as much of it as a line holds beside a bracket and marks, which stay with it (B2). Returns its width, 0: it says nothing. */
static fixed fit_words(struct setter *setter, const struct para_spec *spec, const struct span *span,
                       struct label *label)
{
    const char *text = span->picture->text;
    *label = (struct label){.text = text, .size = (uint32_t)strcspn(text, "\n")};
    label->font = (struct font){.size = (uint16_t)(spec->size * 4 / 5), .region = span->region};
    label->ink = span->link ? INK_LINK : INK_QUIET;
    fixed most = spec->measure - 4 * FIXED(spec->size), width = 0;
    if (label->size > LIMIT_ADDRESS || most < FIXED(spec->size))
        label->size = 0;
    while (label->size && label_width(setter, label, &width) == STATUS_OK && width > most) {
        label->size = (uint32_t)((int64_t)label->size * most / width);
        while (label->size && (text[label->size] & 0xC0) == 0x80)
            label->size--;
    }
    return label->size ? width : 0;
}

bool inline_size(struct setter *setter, const struct para_spec *spec, const struct span *span, int32_t *width,
                 int32_t *height)
{
    const struct picture *picture = span->picture;
    int w = 0, h = 0;
    bool found =
        setter->metrics->picture(setter->metrics->data, setter->article, picture, &w, &h) && w > 0 && h > 0;
    if (!found)
        w = h = spec->size;
    struct label label = {0};
    fixed words = found ? 0 : fit_words(setter, spec, span, &label);
    int64_t fit_width = w, fit_height = h;
    if (found)
        wish_size(spec, picture, &fit_width, &fit_height);
    if (words) {
        *width = words / FIXED_ONE + spec->size / 2;
        *height = spec->size;
        return false;
    }
    if (spec->vertical) { /* it stands upright: its height is along the line */
        int64_t along = fit_height;
        fit_height = fit_width;
        fit_width = along;
    }
    int64_t most_width = spec->measure / FIXED_ONE, most_height = geometry_column(&setter->geometry) / 2;
    if (fit_width > most_width) {
        fit_height = fit_height * most_width / fit_width;
        fit_width = most_width;
    }
    if (fit_height > most_height) {
        fit_width = fit_width * most_height / fit_height;
        fit_height = most_height;
    }
    *width = fit_width > 1 ? (int32_t)fit_width : 1;
    *height = fit_height > 1 ? (int32_t)fit_height : 1;
    return found;
}

void inline_draw(struct setter *setter, const struct para_spec *spec, const struct span *span,
                 const struct box *box, struct drawing *drawing)
{
    struct label label;
    if (drawing->status || !fit_words(setter, spec, span, &label))
        return;
    label_draw(setter, &label, FIXED(box->x + spec->size / 4),
               box->y + para_baseline(setter, &label.font, box->height), drawing);
}
