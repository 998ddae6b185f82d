/* Times of day as a reader is told them, in the local time zone and the language of the messages. Private to ui/. */
#ifndef UI_DAYTIME_H
#define UI_DAYTIME_H

#include <stdint.h>

#include "base/fault.h"

/* "08:00". */
void daytime_clock(int64_t wall, char out[8]);

/* "Open again on Monday at 08:00.", or today, or tomorrow; the sentence of a fault holds it. */
void daytime_opening(int64_t now, int64_t opens, char out[FAULT_SENTENCE_SIZE]);

#endif
