/* Bitmaps of horizontal text → where they belong in a vertical line (V1; layout/page.h says how such runs lie). Private to
 * paint/. */
#ifndef PAINT_STAND_H
#define PAINT_STAND_H

#include "paint/render.h"

/* A quarter to the right about the pen. STATUS_NO_MEMORY leaves it as it was. */
enum status stand_turn(struct bitmap *bitmap) MUST_USE;

/* Into the upright em box whose upper edge the pen is at: `advance` (1/64 px) is the text's own, which is centred. */
void stand_upright(struct bitmap *bitmap, uint16_t em, fixed advance);

/* To the middle of the line, across it: what a font draws a little low. */
void stand_centred(struct bitmap *bitmap, uint16_t em);

#endif
