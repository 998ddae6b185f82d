/* How a Han character is typed in pinyin, where it may be read in several ways. */
#ifndef SEARCH_READINGS_H
#define SEARCH_READINGS_H

#include <stddef.h>
#include <stdint.h>

#define READINGS_MOST 4u
/* Letters of a syllable at most: zhuang. */
#define READING_LETTERS 6u

/* The common readings of a simplified character, as han_reading writes them. Returns how many; 0: it has none. */
uint32_t readings_of(uint32_t code, const char *out[READINGS_MOST]);

/* How many of the letters a … z (v for ü) the reading begins with. */
size_t readings_common(const char *reading, const char *letters, size_t size);

#endif
