/* Small drawings that stand before a label. Private to ui/. */
#ifndef UI_SIGN_H
#define UI_SIGN_H

#include "ui/sheet.h"

enum sign { SIGN_NONE, SIGN_SEARCH /* a magnifier */ };

/* px: of a sign beside text of `em`, and what parts them. */
#define SIGN_WIDTH(em) ((em)*3 / 2)

/* Draws it in a square on the ink `ground`. */
void sign_draw(struct sheet *sheet, struct box box, enum sign sign, enum ink ink, enum ink ground);

#endif
