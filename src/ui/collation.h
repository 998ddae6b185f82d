/* The order in which readers of a language look for names: pinyin for simplified Chinese, strokes for traditional, kana, hangul,
 * ICU's order for all others. Numbers stand in the order of their values, also those written in Chinese: 第二章 before 第十章.
 * Punctuation does not count: 《红楼梦》 is found at 红.
 *
 * A name is turned into a key once, and keys are compared byte by byte (UTS #10). Keys are cut at COLLATION_KEY bytes, which is
 * some 28 Han characters: names equal so far are equal here, and the caller decides. Private to ui/. */
#ifndef UI_COLLATION_H
#define UI_COLLATION_H

#include <stddef.h>
#include <stdint.h>

#define COLLATION_KEY 64u
#define COLLATION_SECTIONS 64u

struct collation_key {
    uint8_t size, bytes[COLLATION_KEY];
};

/* The sections of an index, in the collation's order: "#" for what stands before all letters, then A … Z, あ … わ, 가 … 하 or the
 * number of strokes. A name belongs to the last section whose key is not after its own. */
struct collation_section {
    char label[8];
    struct collation_key key;
};

struct collation;

/* For a BCP 47 tag. NULL: no memory. */
struct collation *collation_new(const char *language);
void collation_free(struct collation *collation);

/* The key of name[0..size). Without memory for it an empty key. */
void collation_key(const struct collation *collation, const char *name, size_t size,
                   struct collation_key *out);

/* <0, 0, >0 as strcmp. */
int collation_compare(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size);

const struct collation_section *collation_sections(const struct collation *collation, uint32_t *count);

#endif
