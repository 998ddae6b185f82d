/* Han characters: simplified forms and how they are read in Mandarin, as ICU has them. */
#ifndef SEARCH_HAN_H
#define SEARCH_HAN_H

#include <stdint.h>

/* The simplified form of a traditional character; all others as they are. */
uint32_t han_simplified(uint32_t code);

/* The syllable for a simplified character, in small letters without a tone, u for ü: "bei"; "": none. */
const char *han_reading(uint32_t code);

#endif
