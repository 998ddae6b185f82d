/* One line of text that is not a paragraph (a label, a running title) in the order in which it is drawn (UAX #9). */
#ifndef LAYOUT_VISUAL_H
#define LAYOUT_VISUAL_H

#include "layout/metrics.h"

/* Whether the character that text[0..size) begins with is drawn as its counterpart at this embedding level (rule L4). */
bool visual_is_mirrored(const char *text, uint32_t size, uint8_t level);

/* Puts clusters of text[0..size) from logical into visual order, left to right, and marks brackets as mirrored; those of text that all runs to the right
 * stay as they are. STATUS_NO_MEMORY leaves them so. */
enum status visual_order(const char *text, uint32_t size, struct cluster *clusters, uint32_t count) MUST_USE;

#endif
