#include "search/pinyin.h"

#include <string.h>

#include "base/utf8.h"
#include "search/han.h"
#include "search/query.h"

/* Characters of a title that are looked at. */
#define CHARACTERS 128u

/* Common words whose characters ICU reads otherwise, one by one; and at the end characters that it reads as particles and verbs, while in
 * titles and names of places they are others. */
static const struct {
    const char *word;
    const char *readings; /* a blank between syllables */
} words[] = {
    {"重庆", "chong qing"},
    {"重阳", "chong yang"},
    {"重复", "chong fu"},
    {"重新", "chong xin"},
    {"银行", "yin hang"},
    {"行业", "hang ye"},
    {"行列", "hang lie"},
    {"音乐", "yin yue"},
    {"乐器", "yue qi"},
    {"乐队", "yue dui"},
    {"乐团", "yue tuan"},
    {"乐章", "yue zhang"},
    {"声乐", "sheng yue"},
    {"民乐", "min yue"},
    {"西藏", "xi zang"},
    {"藏族", "zang zu"},
    {"藏语", "zang yu"},
    {"青藏", "qing zang"},
    {"宝藏", "bao zang"},
    {"会计", "kuai ji"},
    {"厦门", "xia men"},
    {"大夫", "dai fu"},
    {"单于", "chan yu"},
    {"参差", "cen ci"},
    {"人参", "ren shen"},
    {"校对", "jiao dui"},
    {"传记", "zhuan ji"},
    {"自传", "zi zhuan"},
    {"水浒传", "shui hu zhuan"},
    {"六安", "lu an"},
    {"番禺", "pan yu"},
    {"蚌埠", "beng bu"},
    {"东阿", "dong e"},
    {"尉迟", "yu chi"},
    {"吐蕃", "tu bo"},
    {"龟兹", "qiu ci"},
    {"月氏", "yue zhi"},
    {"角色", "jue se"},
    {"还原", "huan yuan"},
    {"给予", "ji yu"},
    {"供给", "gong ji"},
    {"弹性", "tan xing"},
    {"模样", "mu yang"},
    {"便宜", "pian yi"},
    {"反省", "fan xing"},
    {"率领", "shuai ling"},
    {"校长", "xiao zhang"},
    {"市长", "shi zhang"},
    {"县长", "xian zhang"},
    {"部长", "bu zhang"},
    {"院长", "yuan zhang"},
    {"队长", "dui zhang"},
    {"船长", "chuan zhang"},
    {"站长", "zhan zhang"},
    {"家长", "jia zhang"},
    {"酋长", "qiu zhang"},
    {"成长", "cheng zhang"},
    {"生长", "sheng zhang"},
    {"增长", "zeng zhang"},
    {"湖泊", "hu po"},
    {"地", "di"},
    {"都", "du"},
    {"长", "chang"},
    {"埔", "pu"},
    {"覃", "qin"},
    {"翟", "zhai"},
};

struct beginnings {
    uint32_t *out;
    uint32_t count, end; /* of the token before, in bytes of the text */
};

static int find_beginning(void *data, const struct token *token)
{
    struct beginnings *found = data;
    if (!found->count || token->begin > found->end)
        found->out[found->count++] = token->begin;
    found->end = token->end;
    return found->count == PINYIN_BEGINNINGS;
}

uint32_t pinyin_beginnings(struct tokenizer *tokenizer, const char *text, uint32_t out[PINYIN_BEGINNINGS])
{
    struct beginnings found = {.out = out};
    tokenizer_split(tokenizer, text, strlen(text), find_beginning, &found);
    return found.count;
}

struct title {
    char bytes[CHARACTERS * 4 + 1]; /* its tokens in a row */
    uint32_t size;
    bool han, other; /* has characters with a reading; has kana or Hangul, and so is no Chinese */
};

static int collect(void *data, const struct token *token)
{
    struct title *title = data;
    uint32_t code;
    if (title->size + token->size >= sizeof title->bytes)
        return 1;
    utf8_decode(token->bytes, token->size, &code);
    title->han |= *han_reading(code) != 0;
    title->other |= (code >= 0x3041 && code <= 0x30FF) || (code >= 0xAC00 && code <= 0xD7A3);
    memcpy(title->bytes + title->size, token->bytes, token->size);
    title->size += (uint32_t)token->size;
    return 0;
}

/* Adds as much of it as has room. */
static enum status add(struct buffer *out, const char *text, size_t size)
{
    return out->size + size > QUERY_KEY ? STATUS_OK : buffer_add(out, text, size);
}

static enum status add_readings(const char *readings, struct buffer *full, struct buffer *initials)
{
    enum status status = STATUS_OK;
    while (*readings && !status) {
        size_t size = strcspn(readings, " ");
        status = add(full, readings, size);
        if (!status)
            status = add(initials, readings, 1);
        readings += size + (readings[size] == ' ');
    }
    return status;
}

/* The readings of the word that begins at `text`, and its *size in bytes; NULL: it is none of the table. */
static const char *find_word(const char *text, size_t *size)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        *size = strlen(words[i].word);
        if (!strncmp(text, words[i].word, *size))
            return words[i].readings;
    }
    return NULL;
}

enum status pinyin_of(struct tokenizer *tokenizer, const char *text, struct buffer *full,
                      struct buffer *initials)
{
    struct title title = {0};
    enum status status = STATUS_OK;
    tokenizer_split(tokenizer, text, strlen(text), collect, &title);
    title.bytes[title.size] = '\0';
    for (size_t at = 0; at < title.size && title.han && !title.other && !status;) {
        uint32_t code;
        size_t size;
        const char *readings = find_word(title.bytes + at, &size);
        if (!readings) {
            size = utf8_decode(title.bytes + at, title.size - at, &code);
            readings = han_reading(code);
        }
        if (*readings) {
            status = add_readings(readings, full, initials);
        } else {
            status = add(full, title.bytes + at, size);
            if (!status)
                status = add(initials, title.bytes + at, size);
        }
        at += size;
    }
    return status;
}
