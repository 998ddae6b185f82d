/* Hangul as it is typed: letters (U+3131 … U+3163) that join into syllables (The Unicode Standard 3.12). Private to ui/. */
#ifndef UI_HANGUL_H
#define UI_HANGUL_H

#include <stdbool.h>
#include <stdint.h>

/* Whether it is one letter by itself. */
bool hangul_is_letter(uint32_t code);

/* Types the letter behind the character `last` (0: none): the one or two characters in out[] take its place. Returns how many:
 * "서" and ㅇ give 성; 성 and ㅏ give 서아. */
uint32_t hangul_join(uint32_t last, uint32_t letter, uint32_t out[2]);

/* What is left of the character without its last letter: 성 gives 서, 서 gives ㅅ; 0: nothing. */
uint32_t hangul_cut(uint32_t code);

#endif
