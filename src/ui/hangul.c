#include "ui/hangul.h"

#include <stddef.h>

#define SYLLABLES 0xAC00u
#define LAST_SYLLABLE 0xD7A3u
#define FIRST_LETTER 0x3131u
#define FIRST_VOWEL 0x314Fu
#define LAST_LETTER 0x3163u
#define VOWELS 21u
#define FINALS 28u
#define NONE UINT32_MAX

/* By number within a syllable: its beginning, and its end, of which 0 is none. */
static const uint16_t initials[] = u"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
static const uint16_t finals[] = u" ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

/* Two letters that are typed one after another and stand in one place: first, second, both. */
static const uint16_t vowel_pairs[] = u"ㅗㅏㅘㅗㅐㅙㅗㅣㅚㅜㅓㅝㅜㅔㅞㅜㅣㅟㅡㅣㅢ";
static const uint16_t final_pairs[] = u"ㄱㅅㄳㄴㅈㄵㄴㅎㄶㄹㄱㄺㄹㅁㄻㄹㅂㄼㄹㅅㄽㄹㅌㄾㄹㅍㄿㄹㅎㅀㅂㅅㅄ";

static uint32_t number_of(const uint16_t *letters, uint32_t letter)
{
    for (uint32_t i = 0; letters[i]; i++) {
        if (letters[i] == letter)
            return i;
    }
    return NONE;
}

/* 0: they do not join. */
static uint32_t joined(const uint16_t *pairs, uint32_t first, uint32_t second)
{
    for (; *pairs; pairs += 3) {
        if (pairs[0] == first && pairs[1] == second)
            return pairs[2];
    }
    return 0;
}

/* The two letters of a pair; false: it is none. */
static bool parted(const uint16_t *pairs, uint32_t both, uint32_t *first, uint32_t *second)
{
    for (; *pairs; pairs += 3) {
        if (pairs[2] != both)
            continue;
        *first = pairs[0];
        *second = pairs[1];
        return true;
    }
    return false;
}

static bool is_vowel(uint32_t code)
{
    return code >= FIRST_VOWEL && code <= LAST_LETTER;
}

bool hangul_is_letter(uint32_t code)
{
    return code >= FIRST_LETTER && code <= LAST_LETTER;
}

/* Letters of a syllable; `final` 0: none. */
struct syllable {
    uint32_t initial, vowel, final;
};

static bool take_apart(uint32_t code, struct syllable *out)
{
    if (code < SYLLABLES || code > LAST_SYLLABLE)
        return false;
    uint32_t index = code - SYLLABLES;
    *out = (struct syllable){
        .initial = initials[index / FINALS / VOWELS],
        .vowel = FIRST_VOWEL + index / FINALS % VOWELS,
        .final = index % FINALS ? finals[index % FINALS] : 0,
    };
    return true;
}

static uint32_t put_together(uint32_t initial, uint32_t vowel, uint32_t final)
{
    uint32_t end = final ? number_of(finals, final) : 0;
    return SYLLABLES + (number_of(initials, initial) * VOWELS + vowel - FIRST_VOWEL) * FINALS + end;
}

/* A vowel takes the letter that ends the syllable before it. */
static uint32_t join_vowel(const struct syllable *last, uint32_t vowel, uint32_t out[2])
{
    uint32_t stays = 0, moves = last->final;
    uint32_t both = last->final ? 0 : joined(vowel_pairs, last->vowel, vowel);
    if (both) {
        out[0] = put_together(last->initial, both, 0);
        return 1;
    }
    if (moves)
        (void)parted(final_pairs, last->final, &stays, &moves);
    out[0] = put_together(last->initial, last->vowel, stays);
    out[1] = moves ? put_together(moves, vowel, 0) : vowel;
    return 2;
}

static uint32_t join_consonant(const struct syllable *last, uint32_t letter, uint32_t out[2])
{
    uint32_t final = last->final ? joined(final_pairs, last->final, letter) : letter;
    if (final && number_of(finals, final) != NONE) {
        out[0] = put_together(last->initial, last->vowel, final);
        return 1;
    }
    out[0] = put_together(last->initial, last->vowel, last->final);
    out[1] = letter;
    return 2;
}

uint32_t hangul_join(uint32_t last, uint32_t letter, uint32_t out[2])
{
    struct syllable syllable;
    if (take_apart(last, &syllable))
        return is_vowel(letter) ? join_vowel(&syllable, letter, out) : join_consonant(&syllable, letter, out);
    uint32_t both = is_vowel(last) && is_vowel(letter) ? joined(vowel_pairs, last, letter) : 0;
    if (!both && is_vowel(letter) && number_of(initials, last) != NONE)
        both = put_together(last, letter, 0);
    if (both) {
        out[0] = both;
        return 1;
    }
    uint32_t count = 0;
    if (last)
        out[count++] = last;
    out[count++] = letter;
    return count;
}

uint32_t hangul_cut(uint32_t code)
{
    struct syllable syllable;
    uint32_t first, second;
    if (!take_apart(code, &syllable))
        return parted(vowel_pairs, code, &first, &second) ? first : 0;
    if (syllable.final)
        return put_together(syllable.initial, syllable.vowel,
                            parted(final_pairs, syllable.final, &first, &second) ? first : 0);
    if (parted(vowel_pairs, syllable.vowel, &first, &second))
        return put_together(syllable.initial, first, 0);
    return syllable.initial;
}
