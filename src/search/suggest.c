#include "search/suggest.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>

#include "base/utf8.h"
#include "search/han.h"
#include "search/passage.h"
#include "search/readings.h"
#include "search/words.h"

#define FIRST 0x4E00u
#define CHARACTERS 0x5200u
/* Characters whose level one slice looks up, and titles that it counts. */
#define LEVELS 1024u
#define TITLES 256u
/* Articles whose beginning is counted, and bytes of it and of any other text. */
#define SAMPLES 64u
#define SAMPLE 16384u
/* A character of a title counts as so many of a text: titles are what is looked for. */
#define TITLE 8u
/* Not in the standard character set. */
#define LEVEL_RARE 3u

enum stage { STAGE_LEVELS, STAGE_NAMES, STAGE_TABLE, STAGE_TEXTS, STAGE_DONE };

struct suggest {
    struct bundle *bundle;
    struct publication *publication;
    bool traditional;
    enum stage stage;
    uint32_t next;                 /* of the stage */
    uint16_t exact[CHARACTERS];    /* how often it is there */
    uint16_t together[CHARACTERS]; /* of a simplified form: it and the traditional ones */
    uint8_t level[CHARACTERS];     /* of GB 2312 or Big5: 1 is what is common there */
    struct words *words;
};

struct suggest *suggest_new(struct bundle *bundle, struct publication *publication, bool traditional)
{
    struct suggest *suggest = calloc(1, sizeof *suggest);
    if (!suggest)
        return NULL;
    suggest->words = words_new();
    if (!suggest->words) {
        free(suggest);
        return NULL;
    }
    suggest->bundle = bundle;
    suggest->publication = publication;
    suggest->traditional = traditional;
    memset(suggest->level, LEVEL_RARE, sizeof suggest->level);
    return suggest;
}

void suggest_free(struct suggest *suggest)
{
    if (!suggest)
        return;
    words_free(suggest->words);
    free(suggest);
}

/* GB 2312 has 3,755 characters from B0 to D7 that everybody reads, Big5 5,401 up to C6; then come the others. */
static uint8_t level_of(bool traditional, const unsigned char bytes[2])
{
    if (traditional)
        return bytes[0] >= 0xA4 && bytes[0] <= 0xC6   ? 1
               : bytes[0] >= 0xC9 && bytes[0] <= 0xF9 ? 2
                                                      : LEVEL_RARE;
    if (bytes[1] < 0xA1 || bytes[0] < 0xB0 || bytes[0] > 0xF7)
        return LEVEL_RARE;
    return bytes[0] <= 0xD7 ? 1 : 2;
}

static void look_up_levels(struct suggest *suggest)
{
    UErrorCode error = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(suggest->traditional ? "Big5" : "GBK", &error);
    uint32_t end = suggest->next + LEVELS < CHARACTERS ? suggest->next + LEVELS : CHARACTERS;
    for (; suggest->next < end && U_SUCCESS(error); suggest->next++) {
        unsigned char bytes[8] = {0};
        UChar code = (UChar)(FIRST + suggest->next);
        if (ucnv_fromUChars(converter, (char *)bytes, sizeof bytes, &code, 1, &error) == 2)
            suggest->level[suggest->next] = level_of(suggest->traditional, bytes);
    }
    suggest->next = end;
    ucnv_close(converter);
}

static void add(uint16_t *count, uint32_t more)
{
    *count = (uint16_t)(*count + more > UINT16_MAX ? UINT16_MAX : *count + more);
}

/* The beginning of a text: a title may be as long as a book, too. */
static void count(struct suggest *suggest, const char *text, size_t size, uint32_t weight)
{
    uint32_t code, han = 0;
    if (size > SAMPLE)
        size = utf8_whole(text, SAMPLE);
    for (size_t at = 0; at < size;) {
        at += utf8_decode(text + at, size - at, &code);
        if (code - FIRST >= CHARACTERS)
            continue;
        han++;
        uint32_t simple = han_simplified(code);
        add(&suggest->exact[code - FIRST], weight);
        if (simple - FIRST < CHARACTERS)
            add(&suggest->together[simple - FIRST], weight);
    }
    if (han > 1)
        words_count(suggest->words, text, size, weight);
}

static void count_names(struct suggest *suggest)
{
    uint32_t all = bundle_count(suggest->bundle);
    for (uint32_t i = 0; i < TITLES && suggest->next < all; i++, suggest->next++) {
        if (!entry_is_article(bundle_kind(suggest->bundle, suggest->next)))
            continue;
        const char *name = bundle_name(suggest->bundle, suggest->next), *slash = strrchr(name, '/');
        name = slash ? slash + 1 : name;
        count(suggest, name, strlen(name), TITLE);
    }
}

/* False: all of it is counted. */
static bool count_table(struct suggest *suggest)
{
    bool more = publication_more(suggest->publication);
    uint32_t all = publication_count(suggest->publication);
    for (uint32_t i = 0; i < TITLES && suggest->next < all; i++, suggest->next++) {
        const char *label = publication_item(suggest->publication, suggest->next).label;
        count(suggest, label, strlen(label), TITLE);
    }
    return more || suggest->next < all;
}

/* The beginning of the article that is nearest behind the next one of SAMPLES equal parts of the bundle. */
static void count_text(struct suggest *suggest)
{
    uint32_t all = bundle_count(suggest->bundle), part = suggest->next++;
    uint32_t entry = (uint32_t)((uint64_t)all * part / SAMPLES);
    uint32_t end = (uint32_t)((uint64_t)all * (part + 1) / SAMPLES);
    while (entry < end && !entry_is_article(bundle_kind(suggest->bundle, entry)))
        entry++;
    struct article *article;
    struct fault fault;
    if (entry == end || article_open(suggest->bundle, entry, &article, &fault))
        return;
    struct passage passage = {0};
    size_t size = 0;
    const char *title = article_title(article);
    count(suggest, title, strlen(title), TITLE);
    if (!article_first(article) && article_more(article, &fault))
        size = SAMPLE;
    while (size < SAMPLE && passage_next(article, &passage)) {
        count(suggest, passage.text->bytes, passage.text->size, 1);
        size += passage.text->size;
    }
    article_close(article);
}

bool suggest_step(struct suggest *suggest)
{
    bool more = false;
    switch (suggest->stage) {
    case STAGE_LEVELS:
        look_up_levels(suggest);
        more = suggest->next < CHARACTERS;
        break;
    case STAGE_NAMES:
        count_names(suggest);
        more = suggest->next < bundle_count(suggest->bundle);
        break;
    case STAGE_TABLE:
        more = count_table(suggest);
        break;
    case STAGE_TEXTS:
        count_text(suggest);
        more = suggest->next < SAMPLES;
        break;
    case STAGE_DONE:
        return false;
    }
    if (!more) {
        suggest->stage++;
        suggest->next = 0;
    }
    return suggest->stage != STAGE_DONE;
}

/* 0: the reading does not begin so; 1: it goes on; 2: it is that. */
static uint32_t fits(const char *reading, const char *letters, size_t size)
{
    if (readings_common(reading, letters, size) < size)
        return 0;
    return reading[size] ? 1 : 2;
}

/* The same for all readings of a simplified character. */
static uint32_t fits_any(uint32_t code, const char *letters, size_t size)
{
    const char *readings[READINGS_MOST];
    uint32_t fit = 0, count = readings_of(code, readings);
    for (uint32_t i = 0; i < count && fit < 2; i++) {
        uint32_t other = fits(readings[i], letters, size);
        fit = other > fit ? other : fit;
    }
    return fit;
}

/* Whether a syllable begins so, or is that. */
static uint32_t is_syllable(const char *letters, size_t size)
{
    uint32_t fit = 0;
    for (uint32_t code = FIRST; code < FIRST + CHARACTERS && fit < 2; code++) {
        uint32_t other = fits(han_reading(code), letters, size);
        fit = other > fit ? other : fit;
    }
    return fit;
}

/* How many of the letters are the first syllable: as many as can be, when what is left can begin another one. */
static size_t first_syllable(const char *letters, size_t size)
{
    size_t most = size < READING_LETTERS ? size : READING_LETTERS;
    for (size_t length = most; length; length--) {
        bool last = length == size;
        if (!last && strchr("iuv", letters[length]))
            continue;
        if (is_syllable(letters, length) >= (last || length == 1 ? 1 : 2))
            return length;
    }
    /* Something like "bp": each letter begins a syllable. */
    return most && is_syllable(letters, 1) ? 1 : 0;
}

struct found {
    uint32_t code, rank;
};

/* What comes first: read so and no longer, then by how often it is there, then by how common it is at all. 0: not to be shown. */
static uint32_t rank_of(const struct suggest *suggest, uint32_t code, uint32_t simple, uint32_t fit)
{
    uint32_t at = code - FIRST, level = suggest->level[at];
    uint32_t times = simple - FIRST < CHARACTERS ? suggest->together[simple - FIRST] : 0;
    if (suggest->traditional ? level == LEVEL_RARE : code != simple || (level == LEVEL_RARE && !times))
        return 0;
    if (suggest->traditional)
        times += 2u * suggest->exact[at];
    return fit << 24 | times << 2 | (LEVEL_RARE - level);
}

static uint32_t find_characters(const struct suggest *suggest, const char *letters, size_t used,
                                struct word_match *out, uint32_t most)
{
    struct found found[SUGGEST_MOST];
    uint32_t count = 0;
    for (uint32_t code = FIRST; code < FIRST + CHARACTERS; code++) {
        uint32_t simple = han_simplified(code);
        uint32_t fit = fits_any(simple, letters, used);
        uint32_t rank = fit ? rank_of(suggest, code, simple, fit) : 0;
        if (!rank || (count == most && rank <= found[count - 1].rank))
            continue;
        uint32_t at = count < most ? count++ : count - 1;
        for (; at && found[at - 1].rank < rank; at--)
            found[at] = found[at - 1];
        found[at] = (struct found){code, rank};
    }
    for (uint32_t i = 0; i < count; i++) {
        out[i].text[utf8_encode(found[i].code, out[i].text)] = '\0';
        out[i].used = (uint8_t)used;
    }
    return count;
}

uint32_t suggest_find(const struct suggest *suggest, const char *letters, size_t size,
                      struct word_match out[SUGGEST_MOST])
{
    size_t used = first_syllable(letters, size);
    if (!used)
        return 0;
    /* Letters that are one syllable are a word only where nothing is left open: "xian" is 西安, too. */
    uint32_t words = words_find(suggest->words, letters, size, used == size, out);
    return words + find_characters(suggest, letters, used, out + words, SUGGEST_MOST - words);
}
