#include "document/language.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>

#include "base/utf8.h"

struct counts {
    size_t han, kana, hangul, ascii, other;
    size_t simplified, traditional; /* Han in GB 2312 alone, in Big5 alone */
    size_t hongkong;                /* … in Hong Kong's supplement to Big5 alone */
};

/* The Han characters of these charsets. Few texts have a character that makes the last one needed, and it is slow to make. */
struct sets {
    USet *gb2312, *big5, *hkscs;
    bool hkscs_made;
};

/* The characters of one charset; NULL when ICU lacks it. */
static USet *charset_set(const char *name)
{
    UErrorCode error = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &error);
    USet *set = uset_openEmpty();
    if (U_SUCCESS(error))
        ucnv_getUnicodeSet(converter, set, UCNV_ROUNDTRIP_SET, &error);
    ucnv_close(converter);
    if (U_SUCCESS(error))
        return set;
    uset_close(set);
    return NULL;
}

static bool in_set(const USet *set, uint32_t code)
{
    return set && uset_contains(set, (UChar32)code);
}

static bool in_hkscs(struct sets *sets, uint32_t code)
{
    if (!sets->hkscs_made)
        sets->hkscs = charset_set("Big5-HKSCS");
    sets->hkscs_made = true;
    return in_set(sets->hkscs, code);
}

static void count(struct counts *counts, uint32_t code, struct sets *sets)
{
    if (code < 0x80) {
        counts->ascii += (code | 32) >= 'a' && (code | 32) <= 'z';
        return;
    }
    UErrorCode error = U_ZERO_ERROR;
    switch (uscript_getScript((UChar32)code, &error)) {
    case USCRIPT_HAN: {
        bool simplified = in_set(sets->gb2312, code), traditional = in_set(sets->big5, code);
        counts->han++;
        counts->hongkong += !simplified && !traditional && in_hkscs(sets, code);
        counts->simplified += simplified && !traditional;
        counts->traditional += traditional && !simplified;
        break;
    }
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
    struct counts counts = {0};
    struct sets sets = {.gb2312 = charset_set("gb2312"), .big5 = charset_set("Big5")};
    for (size_t at = 0; at < size;) {
        char close = text[at] == '<' ? '>' : at && text[at] == '(' && text[at - 1] == ']' ? ')' : '\0';
        const char *end = close ? memchr(text + at, close, size - at) : NULL;
        if (end) {
            at = (size_t)(end - text) + 1;
            continue;
        }
        uint32_t code;
        at += utf8_decode(text + at, size - at, &code);
        count(&counts, code, &sets);
    }
    uset_close(sets.gb2312);
    uset_close(sets.big5);
    uset_close(sets.hkscs);
    return decide(&counts);
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
    return !strncmp(tag, "zh", 2) || !strncmp(tag, "ja", 2) || !strncmp(tag, "ko", 2);
}
