/* How the number of a list's item is written: CSS Counter Styles 3 §6 and §7. Private to layout/. */
#ifndef LAYOUT_COUNTER_H
#define LAYOUT_COUNTER_H

#include "layout/metrics.h"

#define COUNTER_SIZE 64u

/* The number with what stands behind it ("12." "十二、" "⑫"), NUL-terminated; decimal where the style does not reach. `region`
 * chooses between 一百零一 and the Japanese 百一. */
void counter_format(enum numbering numbering, uint32_t number, uint8_t region, char out[COUNTER_SIZE]);

#endif
