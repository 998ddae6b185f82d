#include "search/suggest.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>

#include "base/utf8.h"
#include "search/han.h"
#include "search/passage.h"

#define FIRST 0x4E00u
#define CHARACTERS 0x5200u
/* Characters whose level one slice looks up, and names that it counts. */
#define LEVELS 1024u
#define NAMES 2048u
/* Articles whose beginning is counted, and bytes of it. */
#define SAMPLES 64u
#define SAMPLE 16384u
/* A character of a title counts as so many of a text: titles are what is looked for. */
#define TITLE 8u
/* A reading, of which the longest is zhuang. */
#define READING 7u
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
};

/* How else a simplified character is commonly read than han_reading says. */
static const struct {
    uint16_t code;
    char reading[READING];
} others[] = {
    {u'长', "chang"}, {u'长', "zhang"}, {u'重', "chong"}, {u'重', "zhong"}, {u'行', "hang"},
    {u'行', "xing"},  {u'乐', "yue"},   {u'乐', "le"},    {u'都', "du"},    {u'都', "dou"},
    {u'地', "di"},    {u'地', "de"},    {u'的', "di"},    {u'得', "dei"},   {u'了', "liao"},
    {u'着', "zhuo"},  {u'着', "zhao"},  {u'着', "zhe"},   {u'还', "huan"},  {u'还', "hai"},
    {u'会', "kuai"},  {u'会', "hui"},   {u'率', "lu"},    {u'率', "shuai"}, {u'血', "xie"},
    {u'血', "xue"},   {u'藏', "zang"},  {u'藏', "cang"},  {u'传', "zhuan"}, {u'传', "chuan"},
    {u'调', "diao"},  {u'调', "tiao"},  {u'朝', "zhao"},  {u'朝', "chao"},  {u'校', "jiao"},
    {u'校', "xiao"},  {u'角', "jue"},   {u'角', "jiao"},  {u'觉', "jiao"},  {u'觉', "jue"},
    {u'大', "dai"},   {u'车', "ju"},    {u'参', "shen"},  {u'参', "cen"},   {u'参', "can"},
    {u'差', "chai"},  {u'差', "ci"},    {u'差', "cha"},   {u'便', "pian"},  {u'便', "bian"},
    {u'什', "shi"},   {u'什', "shen"},  {u'和', "huo"},   {u'和', "he"},    {u'给', "ji"},
    {u'给', "gei"},   {u'降', "xiang"}, {u'降', "jiang"}, {u'系', "ji"},    {u'系', "xi"},
    {u'说', "shui"},  {u'塞', "sai"},   {u'塞', "se"},    {u'薄', "bo"},    {u'薄', "bao"},
    {u'露', "lou"},   {u'露', "lu"},    {u'落', "la"},    {u'落', "luo"},   {u'折', "she"},
    {u'折', "zhe"},   {u'查', "zha"},   {u'查', "cha"},   {u'单', "shan"},  {u'单', "chan"},
    {u'单', "dan"},   {u'尉', "yu"},    {u'尉', "wei"},   {u'盛', "cheng"}, {u'盛', "sheng"},
    {u'乘', "sheng"}, {u'乘', "cheng"}, {u'称', "chen"},  {u'曾', "zeng"},  {u'曾', "ceng"},
    {u'弹', "tan"},   {u'弹', "dan"},   {u'宿', "xiu"},   {u'卡', "qia"},   {u'卡', "ka"},
    {u'壳', "qiao"},  {u'壳', "ke"},    {u'畜', "xu"},    {u'畜', "chu"},   {u'削', "xue"},
    {u'削', "xiao"},  {u'六', "lu"},    {u'绿', "lu"},    {u'厦', "xia"},   {u'厦', "sha"},
    {u'番', "pan"},   {u'番', "fan"},   {u'蚌', "beng"},  {u'蚌', "bang"},  {u'阿', "e"},
    {u'阿', "a"},     {u'龟', "qiu"},   {u'龟', "gui"},   {u'氏', "zhi"},   {u'石', "dan"},
    {u'圈', "juan"},  {u'圈', "quan"},  {u'奇', "ji"},    {u'没', "mo"},    {u'没', "mei"},
    {u'屏', "bing"},  {u'仇', "qiu"},   {u'殷', "yan"},   {u'模', "mu"},    {u'模', "mo"},
    {u'省', "xing"},  {u'省', "sheng"}, {u'提', "di"},    {u'扎', "za"},    {u'扎', "zha"},
    {u'轧', "zha"},   {u'轧', "ya"},    {u'泊', "po"},    {u'泊', "bo"},    {u'洗', "xian"},
    {u'解', "xie"},   {u'种', "chong"}, {u'曲', "qu"},    {u'吐', "tu"},    {u'数', "shu"},
    {u'似', "shi"},   {u'似', "si"},    {u'食', "si"},    {u'虹', "jiang"}, {u'巷', "hang"},
    {u'巷', "xiang"}, {u'炮', "pao"},   {u'炮', "bao"},
};

struct suggest *suggest_new(struct bundle *bundle, struct publication *publication, bool traditional)
{
    struct suggest *suggest = calloc(1, sizeof *suggest);
    if (!suggest)
        return NULL;
    suggest->bundle = bundle;
    suggest->publication = publication;
    suggest->traditional = traditional;
    memset(suggest->level, LEVEL_RARE, sizeof suggest->level);
    return suggest;
}

void suggest_free(struct suggest *suggest)
{
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

static void count(struct suggest *suggest, const char *text, size_t size, uint32_t weight)
{
    uint32_t code;
    for (size_t at = 0; at < size;) {
        at += utf8_decode(text + at, size - at, &code);
        if (code - FIRST >= CHARACTERS)
            continue;
        uint32_t simple = han_simplified(code);
        add(&suggest->exact[code - FIRST], weight);
        if (simple - FIRST < CHARACTERS)
            add(&suggest->together[simple - FIRST], weight);
    }
}

static void count_names(struct suggest *suggest)
{
    uint32_t all = bundle_count(suggest->bundle);
    for (uint32_t i = 0; i < NAMES && suggest->next < all; i++, suggest->next++) {
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
    for (; suggest->next < all; suggest->next++) {
        const char *label = publication_item(suggest->publication, suggest->next).label;
        count(suggest, label, strlen(label), TITLE);
    }
    return more;
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
    for (size_t i = 0; i < size; i++) {
        if (reading[i] != (letters[i] == 'v' ? 'u' : letters[i]))
            return 0;
    }
    return reading[size] ? 1 : 2;
}

/* The same for all readings of a simplified character. */
static uint32_t fits_any(uint32_t code, const char *letters, size_t size, const uint16_t *also,
                         uint32_t also_count)
{
    uint32_t fit = fits(han_reading(code), letters, size);
    for (uint32_t i = 0; i < also_count && fit < 2; i++) {
        if (others[also[i]].code != code)
            continue;
        uint32_t other = fits(others[also[i]].reading, letters, size);
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
    size_t most = size < READING - 1 ? size : READING - 1;
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

uint32_t suggest_find(const struct suggest *suggest, const char *letters, size_t size,
                      uint32_t out[SUGGEST_MOST], size_t *used)
{
    struct found found[SUGGEST_MOST];
    uint16_t also[sizeof others / sizeof *others];
    uint32_t count = 0, also_count = 0;
    *used = first_syllable(letters, size);
    if (!*used)
        return 0;
    for (uint32_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (fits(others[i].reading, letters, *used))
            also[also_count++] = (uint16_t)i;
    }
    for (uint32_t code = FIRST; code < FIRST + CHARACTERS; code++) {
        uint32_t simple = han_simplified(code);
        uint32_t fit = fits_any(simple, letters, *used, also, also_count);
        uint32_t rank = fit ? rank_of(suggest, code, simple, fit) : 0;
        if (!rank || (count == SUGGEST_MOST && rank <= found[count - 1].rank))
            continue;
        uint32_t at = count < SUGGEST_MOST ? count++ : count - 1;
        for (; at && found[at - 1].rank < rank; at--)
            found[at] = found[at - 1];
        found[at] = (struct found){code, rank};
    }
    for (uint32_t i = 0; i < count; i++)
        out[i] = found[i].code;
    return count;
}
