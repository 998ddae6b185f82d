#include "search/words.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/utf8.h"
#include "search/han.h"
#include "search/readings.h"

/* Of the table: a power of two. */
#define ROOM 16384u
#define FULL (ROOM / 4 * 3)
#define CHARACTERS 4u
/* Characters of a name of two pieces, one of which is a single character. */
#define JOINED_MOST 3u

struct word {
    uint16_t codes[CHARACTERS]; /* 0 behind the last; the first is 0 where there is no word */
    uint32_t times;
};

/* Of a text: a word, or a character that is part of none. */
struct piece {
    uint16_t codes[CHARACTERS];
    uint32_t count; /* 0: it cannot be typed, or be part of a name */
};

struct words {
    UBreakIterator *breaks;
    UText utext;
    struct word *table; /* open addressing */
    uint32_t count;
};

struct words *words_new(void)
{
    struct words *words = calloc(1, sizeof *words);
    if (!words)
        return NULL;
    UErrorCode error = U_ZERO_ERROR;
    words->utext = (UText)UTEXT_INITIALIZER;
    words->breaks = ubrk_open(UBRK_WORD, "", NULL, 0, &error);
    words->table = calloc(ROOM, sizeof *words->table);
    if (U_FAILURE(error) || !words->table) {
        words_free(words);
        return NULL;
    }
    return words;
}

void words_free(struct words *words)
{
    if (!words)
        return;
    ubrk_close(words->breaks);
    utext_close(&words->utext);
    free(words->table);
    free(words);
}

/* Where the word stands, or would. */
static struct word *find_slot(struct word *table, const uint16_t codes[CHARACTERS])
{
    uint64_t key;
    memcpy(&key, codes, sizeof key);
    uint32_t at = (uint32_t)(key * 0x9E3779B97F4A7C15u >> 40) % ROOM;
    while (table[at].codes[0] && memcmp(table[at].codes, codes, sizeof key) != 0)
        at = (at + 1) % ROOM;
    return &table[at];
}

/* Halves what was counted until a half of the table is free; a word that was there once is forgotten. */
static void forget(struct words *words)
{
    struct word *table = calloc(ROOM, sizeof *table);
    if (!table)
        return;
    uint32_t cut = 0;
    do {
        cut++;
        words->count = 0;
        for (uint32_t i = 0; i < ROOM; i++)
            words->count += words->table[i].times >> cut != 0;
    } while (words->count > ROOM / 2);
    for (uint32_t i = 0; i < ROOM; i++) {
        struct word word = words->table[i];
        word.times >>= cut;
        if (word.times)
            *find_slot(table, word.codes) = word;
    }
    free(words->table);
    words->table = table;
}

static void add(struct words *words, const uint16_t codes[CHARACTERS], uint32_t weight)
{
    struct word *word = find_slot(words->table, codes);
    if (!word->codes[0]) {
        if (words->count == FULL) {
            forget(words);
            word = find_slot(words->table, codes);
        }
        if (words->count == FULL)
            return;
        memcpy(word->codes, codes, sizeof word->codes);
        words->count++;
    }
    word->times = word->times < UINT32_MAX - weight ? word->times + weight : UINT32_MAX;
}

/* Stands beside words, and is no part of a name. */
static bool is_particle(uint16_t code)
{
    static const UChar particles[] = u"的了是在和与或也就不有而之其被把这那很都还又才";
    for (size_t i = 0; particles[i]; i++) {
        if (particles[i] == code)
            return true;
    }
    return false;
}

/* The characters of a piece of the text, if it has so few and all can be typed; else 0. */
static uint32_t characters_of(const char *piece, size_t size, uint16_t codes[CHARACTERS])
{
    uint32_t count = 0, code;
    for (size_t at = 0; at < size; count++) {
        at += utf8_decode(piece + at, size - at, &code);
        if (count == CHARACTERS || code > UINT16_MAX || !*han_reading(han_simplified(code)))
            return 0;
        codes[count] = (uint16_t)code;
    }
    return count;
}

void words_count(struct words *words, const char *text, size_t size, uint32_t weight)
{
    UErrorCode error = U_ZERO_ERROR;
    utext_openUTF8(&words->utext, text, (int64_t)size, &error);
    ubrk_setUText(words->breaks, &words->utext, &error);
    if (U_FAILURE(error))
        return;
    int32_t begin = ubrk_first(words->breaks);
    struct piece before = {0};
    for (int32_t end; (end = ubrk_next(words->breaks)) != UBRK_DONE; begin = end) {
        struct piece piece = {0};
        piece.count = characters_of(text + begin, (size_t)(end - begin), piece.codes);
        if (piece.count > 1)
            add(words, piece.codes, weight);
        else if (piece.count && is_particle(piece.codes[0]))
            piece.count = 0;
        if (before.count && piece.count && before.count + piece.count <= JOINED_MOST) {
            memcpy(before.codes + before.count, piece.codes, piece.count * sizeof *piece.codes);
            add(words, before.codes, weight);
        }
        before = piece;
    }
}

/* How letters read a word, the better the higher. */
enum fit { FIT_NONE, FIT_PART, FIT_INITIALS, FIT_BEGUN, FIT_WHOLE };

struct match {
    const struct word *word;
    const char *letters;
    size_t size;
    size_t used; /* of FIT_PART */
};

/* "j", or "zh" of zhuang. */
static bool is_initial(const char *reading, size_t size)
{
    return reading[size] && (size == 1 || (size == 2 && reading[1] == 'h'));
}

/* The word's characters from `i` on, for the letters from `at` on. `whole`: all syllables before are. */
static enum fit fit_from(struct match *match, uint32_t i, size_t at, bool whole)
{
    const char *readings[READINGS_MOST];
    const uint16_t *codes = match->word->codes;
    if (i == CHARACTERS || !codes[i]) {
        if (at == match->size)
            return whole ? FIT_WHOLE : FIT_INITIALS;
        if (!whole || strchr("iuv", match->letters[at]))
            return FIT_NONE;
        match->used = at > match->used ? at : match->used;
        return FIT_PART;
    }
    enum fit best = FIT_NONE;
    bool last = i + 1 == CHARACTERS || !codes[i + 1];
    uint32_t count = readings_of(han_simplified(codes[i]), readings);
    for (uint32_t r = 0; r < count; r++) {
        size_t most = readings_common(readings[r], match->letters + at, match->size - at);
        for (size_t length = most; length; length--) {
            bool syllable = !readings[r][length], begun = last && at + length == match->size;
            enum fit fit = FIT_NONE;
            if (syllable || is_initial(readings[r], length))
                fit = fit_from(match, i + 1, at + length, whole && syllable);
            if (begun && whole && !syllable)
                fit = FIT_BEGUN;
            best = fit > best ? fit : best;
        }
    }
    return best;
}

static void spell(const struct word *word, char out[WORD_BYTES])
{
    size_t size = 0;
    for (uint32_t i = 0; i < CHARACTERS && word->codes[i]; i++)
        size += utf8_encode(word->codes[i], out + size);
    out[size] = '\0';
}

struct found {
    const struct word *word;
    uint64_t rank;
    uint8_t used;
};

uint32_t words_find(const struct words *words, const char *letters, size_t size, bool whole,
                    struct word_match out[WORDS_MOST])
{
    struct found found[WORDS_MOST];
    uint32_t count = 0;
    for (uint32_t i = 0; i < ROOM; i++) {
        struct match match = {.word = &words->table[i], .letters = letters, .size = size};
        enum fit fit = match.word->codes[0] ? fit_from(&match, 0, 0, true) : FIT_NONE;
        if (fit == FIT_NONE || (whole && fit != FIT_WHOLE))
            continue;
        size_t used = fit == FIT_PART ? match.used : size;
        uint64_t rank = (uint64_t)fit << 56 | (uint64_t)used << 40 | match.word->times;
        if (count == WORDS_MOST && rank <= found[count - 1].rank)
            continue;
        uint32_t at = count < WORDS_MOST ? count++ : count - 1;
        for (; at && found[at - 1].rank < rank; at--)
            found[at] = found[at - 1];
        found[at] = (struct found){match.word, rank, (uint8_t)used};
    }
    for (uint32_t i = 0; i < count; i++) {
        spell(found[i].word, out[i].text);
        out[i].used = found[i].used;
    }
    return count;
}
