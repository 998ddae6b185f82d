/* How the characters of a vertical line stand: UAX #50, CSS Writing Modes 4 §5.1 (text-orientation: mixed), and what books
 * add to it: short numbers upright, marks that Chinese shares with Latin as their neighbours stand (V1). */
#ifndef LAYOUT_STANCE_H
#define LAYOUT_STANCE_H

#include "layout/metrics.h"

/* The stance at `at`, and the byte before which all stands so as one unit: one character with its marks, or the whole of a
 * number that is combined. */
enum stance stance_at(const char *text, uint32_t size, uint32_t at, uint32_t *end);

#endif
