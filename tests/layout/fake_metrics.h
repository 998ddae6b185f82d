/* Metrics without a font: every character is half an em wide, an East Asian wide one a whole em, and U+FDFD, a sentence in one
 * character, six; the ascent is 0.8 em and the descent 0.2 em. “ ” ‘ ’ — … · are wide where the character before or behind them is
 * (rule B4). A picture whose address holds "WIDTHxHEIGHT" has that size; any other is missing. */
#ifndef TESTS_LAYOUT_FAKE_METRICS_H
#define TESTS_LAYOUT_FAKE_METRICS_H

#include "layout/metrics.h"

struct metrics fake_metrics(void);

#endif
