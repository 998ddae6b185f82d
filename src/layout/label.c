/* Short texts in one line: markers and navigation. */
#include "layout/grow.h"
#include "layout/set.h"

static enum status shape(struct setter *setter, const struct label *label, uint32_t *count)
{
    *count = 0;
    enum status status = GROW(setter->clusters, setter->cluster_room, label->size);
    if (status || !label->size)
        return status;
    return setter->metrics->shape(setter->metrics->data, &label->font, label->text, label->size,
                                  setter->clusters, count);
}

enum status label_width(struct setter *setter, const struct label *label, fixed *width)
{
    uint32_t count;
    enum status status = shape(setter, label, &count);
    int64_t sum = 0;
    for (uint32_t i = 0; !status && i < count; i++)
        sum += setter->clusters[i].advance;
    *width = sum < INT32_MAX / 4 ? (fixed)sum : INT32_MAX / 4;
    return status;
}

void label_draw(struct setter *setter, const struct label *label, fixed x, int32_t baseline,
                struct drawing *drawing)
{
    uint32_t count;
    if (drawing->status || (drawing->status = shape(setter, label, &count)))
        return;
    struct run run = {.baseline = FIXED(baseline), .left = x, .text = label->text, .font = label->font};
    for (uint32_t i = 0; i < count; i++) {
        const struct cluster *c = &setter->clusters[i];
        drawing_glyph(drawing, &(struct glyph){x, c->begin, c->end, c->face});
        x += c->advance;
    }
    run.right = x;
    run.ink = label->ink;
    run.link = label->link;
    drawing_run(drawing, &run);
}
