/* Short texts in one line: markers and navigation. */
#include "base/grow.h"
#include "layout/set.h"
#include "layout/stance.h"
#include "layout/visual.h"

/* Shapes the piece of the label from *at on that stands in one way, and moves *at behind it. */
static enum status shape(struct setter *setter, const struct label *label, uint32_t *at, struct font *font,
                         uint32_t *count)
{
    uint32_t begin = *at, end = label->size;
    *font = label->font;
    *count = 0;
    if (setter->vertical && !font->stance) {
        font->stance = (uint8_t)stance_at(label->text, label->size, begin, &end);
        uint32_t next = end;
        while (font->stance != STANCE_COMBINED && next < label->size &&
               stance_at(label->text, label->size, end, &next) == font->stance)
            end = next;
    }
    *at = end;
    enum status status = GROW(setter->clusters, setter->cluster_room, end - begin);
    if (status)
        return status;
    status = setter->metrics->shape(setter->metrics->data, font, label->text + begin, end - begin,
                                    setter->clusters, count);
    return status ? status : visual_order(label->text + begin, end - begin, setter->clusters, *count);
}

enum status label_width(struct setter *setter, const struct label *label, fixed *width)
{
    enum status status = STATUS_OK;
    int64_t sum = 0;
    for (uint32_t at = 0; at < label->size && !status;) {
        struct font font;
        uint32_t count;
        status = shape(setter, label, &at, &font, &count);
        for (uint32_t i = 0; !status && i < count; i++)
            sum += setter->clusters[i].advance;
    }
    *width = sum < INT32_MAX / 4 ? (fixed)sum : INT32_MAX / 4;
    return status;
}

void label_draw(struct setter *setter, const struct label *label, fixed x, int32_t baseline,
                struct drawing *drawing)
{
    struct run run = {
        .baseline = FIXED(baseline), .text = label->text, .ink = label->ink, .link = label->link};
    for (uint32_t at = 0; at < label->size && !drawing->status;) {
        uint32_t count, begin = at;
        if ((drawing->status = shape(setter, label, &at, &run.font, &count)))
            return;
        run.left = x;
        for (uint32_t i = 0; i < count; i++) {
            const struct cluster *c = &setter->clusters[i];
            drawing_glyph(drawing,
                          &(struct glyph){x, begin + c->begin, begin + c->end, c->face, c->mirrored});
            x += c->advance;
        }
        run.right = x;
        drawing_run(drawing, &run);
    }
}
