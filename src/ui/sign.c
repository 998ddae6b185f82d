#include "ui/sign.h"

/* Thousandths of the square's side. */
#define LENS 720
#define LINE 120

static void disc(struct sheet *sheet, int32_t x, int32_t y, int32_t side, enum ink ink)
{
    sheet_keep(sheet, &(struct page_rule){.box = {x, y, side, side}, .ink = (uint8_t)ink, .round = true});
}

/* A ring at the top left and a handle from its rim to the corner: discs, close enough to be a line. */
void sign_draw(struct sheet *sheet, struct box box, enum sign sign, enum ink ink, enum ink ground)
{
    int32_t side = box.width, lens = side * LENS / 1000, line = side * LINE / 1000;
    if (sign != SIGN_SEARCH)
        return;
    line = line < 2 ? 2 : line;
    int32_t rim = lens / 2 + lens * 354 / 1000 - line / 2;
    for (int32_t at = rim; at <= side - line; at++)
        disc(sheet, box.x + at, box.y + at, line, ink);
    disc(sheet, box.x, box.y, lens, ink);
    disc(sheet, box.x + line, box.y + line, lens - 2 * line, ground);
}
