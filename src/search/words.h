/* The words of Chinese text, counted, for who types their pinyin: 湿度 for "shidu", "shid" or "sd".
 *
 * A word is what ICU's dictionary has (UAX #29), of two to four Han characters; and what stands side by side there and makes two or
 * three characters, since names are in no dictionary: 鹤洲, 图书馆. 12,288 are held at most, in 200 KB: when there are more, those that
 * are seldom there are forgotten. */
#ifndef SEARCH_WORDS_H
#define SEARCH_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct words;

/* That one call gives at most. */
#define WORDS_MOST 16u
/* Bytes of a word in UTF-8, with a NUL. */
#define WORD_BYTES 13u

struct word_match {
    char text[WORD_BYTES];
    uint8_t used; /* of the letters */
};

/* NULL: no memory. Not thread-safe. */
struct words *words_new(void);
void words_free(struct words *words);

/* Adds those of a text, each as often as `weight`. Where memory gives out, new ones are not. */
void words_count(struct words *words, const char *text, size_t size, uint32_t weight);

/* The words that the letters a … z (v for ü) may be: first those that all of them read, then those whose last syllable they begin, then
 * those of whose syllables they have some first letters only, and at last those that a part of the letters reads; in each of these the
 * commonest of the text first. `whole`: only the first of these. Returns how many. */
uint32_t words_find(const struct words *words, const char *letters, size_t size, bool whole,
                    struct word_match out[WORDS_MOST]);

#endif
