#include "document/language.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "base/utf8.h"

/* Units of Han characters that are looked up together. */
#define GATHERED 512

struct counts {
    size_t han, kana, hangul, ascii, other;
    size_t simplified, traditional; /* Han in GB 2312, in Big5 */
    size_t hongkong;                /* … in neither, but in Hong Kong's supplement to Big5 */
};

struct counter {
    struct counts counts;
    /* NULL when ICU lacks it; few texts have a character that needs the last one. */
    UConverter *gb2312, *big5, *hkscs;
    bool hkscs_asked;
    UChar gathered[GATHERED];
    int32_t length;
};

/* Leaves out what its charset does not have. */
static UConverter *charset_open(const char *name)
{
    UErrorCode error = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &error);
    if (converter)
        ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_SKIP, NULL, NULL, NULL, &error);
    return converter;
}

/* How many of the gathered characters the charset has; `known` becomes true for the units where these begin. */
static size_t count_known(const struct counter *counter, UConverter *converter, bool *known)
{
    char bytes[2 * GATHERED]; /* a Han character takes two in each of these charsets */
    int32_t offsets[2 * GATHERED];
    char *to = bytes;
    const UChar *from = counter->gathered;
    UErrorCode error = U_ZERO_ERROR;
    if (converter)
        ucnv_fromUnicode(converter, &to, bytes + sizeof bytes, &from, from + counter->length, offsets, true,
                         &error);
    size_t count = (size_t)(to - bytes) / 2;
    for (size_t i = 0; i < count; i++)
        known[offsets[2 * i]] = true;
    return count;
}

static void look_up(struct counter *counter)
{
    bool known[GATHERED] = {false};
    struct counts *counts = &counter->counts;
    counts->simplified += count_known(counter, counter->gb2312, known);
    counts->traditional += count_known(counter, counter->big5, known);
    int32_t rest = 0;
    for (int32_t at = 0, next; at < counter->length; at = next) {
        next = at;
        U16_FWD_1(counter->gathered, next, counter->length);
        if (!known[at]) {
            u_memmove(counter->gathered + rest, counter->gathered + at, next - at);
            rest += next - at;
        }
    }
    counter->length = rest;
    if (rest > 0 && !counter->hkscs_asked)
        counter->hkscs = charset_open("Big5-HKSCS");
    counter->hkscs_asked |= rest > 0;
    counts->hongkong += count_known(counter, counter->hkscs, known);
    counter->length = 0;
}

static void count(struct counter *counter, uint32_t code)
{
    struct counts *counts = &counter->counts;
    if (code < 0x80) {
        counts->ascii += (code | 32) >= 'a' && (code | 32) <= 'z';
        return;
    }
    UErrorCode error = U_ZERO_ERROR;
    switch (uscript_getScript((UChar32)code, &error)) {
    case USCRIPT_HAN:
        counts->han++;
        if (counter->length + U16_MAX_LENGTH > GATHERED)
            look_up(counter);
        U16_APPEND_UNSAFE(counter->gathered, counter->length, code);
        break;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
        counts->kana++;
        break;
    case USCRIPT_HANGUL:
        counts->hangul++;
        break;
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
        break;
    default:
        counts->other++;
    }
}

static const char *decide(const struct counts *counts)
{
    size_t cjk = counts->han + counts->kana + counts->hangul;
    if (cjk == 0 || cjk * 8 < counts->ascii + counts->other)
        return counts->ascii > counts->other * 20 ? "en" : "und";
    if (counts->kana * 20 > counts->kana + counts->han && counts->kana > counts->hangul)
        return "ja";
    if (counts->hangul > counts->han)
        return "ko";
    if (counts->traditional <= counts->simplified)
        return "zh-Hans";
    /* 啲 咗 喺 衞 邨: one in a hundred does not come by chance. */
    return counts->hongkong >= 2 && counts->hongkong * 100 >= counts->han ? "zh-Hant-HK" : "zh-Hant";
}

const char *language_of(const char *text, size_t size)
{
    struct counter counter = {.gb2312 = charset_open("gb2312"), .big5 = charset_open("Big5")};
    /* Behind the last > and the last ) nothing is looked for any more. */
    size_t tags = size, targets = size;
    for (size_t at = 0; at < size;) {
        bool tag = text[at] == '<' && at < tags,
             target = at && text[at] == '(' && text[at - 1] == ']' && at < targets;
        const char *end = tag || target ? memchr(text + at, tag ? '>' : ')', size - at) : NULL;
        if (end) {
            at = (size_t)(end - text) + 1;
            continue;
        }
        tags = tag ? at : tags;
        targets = target ? at : targets;
        uint32_t code;
        at += utf8_decode(text + at, size - at, &code);
        count(&counter, code);
    }
    look_up(&counter);
    ucnv_close(counter.gb2312);
    ucnv_close(counter.big5);
    ucnv_close(counter.hkscs);
    return decide(&counter.counts);
}

/* Whether the tag has `part` among its subtags. */
static bool has_subtag(const char *tag, const char *part)
{
    size_t length = strlen(part);
    while ((tag = strchr(tag, '-'))) {
        tag++;
        if (strncasecmp(tag, part, length) == 0 && (tag[length] == '\0' || tag[length] == '-'))
            return true;
    }
    return false;
}

enum region language_region(const char *tag, enum region otherwise)
{
    char primary[4] = "";
    size_t length = strcspn(tag, "-_");
    if (length < 2 || length >= sizeof(primary))
        return otherwise;
    memcpy(primary, tag, length);
    if (strcasecmp(primary, "ja") == 0)
        return REGION_JP;
    if (strcasecmp(primary, "ko") == 0)
        return REGION_KR;
    if (strcasecmp(primary, "yue") == 0)
        return REGION_HK;
    if (strcasecmp(primary, "zh") != 0)
        return otherwise;
    if (has_subtag(tag, "HK") || has_subtag(tag, "MO"))
        return REGION_HK;
    return has_subtag(tag, "Hant") || has_subtag(tag, "TW") ? REGION_TC : REGION_SC;
}

bool language_is_east_asian(const char *tag)
{
    return language_region(tag, REGION_COUNT) != REGION_COUNT;
}
