#include "bundle/legacy.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

/* Under this ICU has only found that the bytes are possible. */
#define SURE 50
/* Points of a character in daily use; another one that is not rare has one. */
#define COMMON_POINTS 2

struct candidate {
    const char *detected;  /* ICU's detector calls it so */
    const char *converter; /* … and its converters so */
    /* First bytes, from … to, of the characters in daily use; and of those that names hardly ever have. */
    unsigned char common[2][2], rare[2][2];
    unsigned char second; /* characters whose second byte is lower are rare, too */
};

/* In the order in which they are taken when nothing tells them apart. */
static const struct candidate candidates[] = {
    {"GB18030", "GB18030", {{0xB0, 0xD7}}, {{0x81, 0xA0}, {0xAA, 0xAF}}, 0xA1},
    {"Big5", "Big5-HKSCS", {{0xA4, 0xC6}}, {{0x81, 0xA0}, {0xC7, 0xC8}}, 0x40},
    {"Shift_JIS", "windows-31j", {{0x82, 0x83}, {0x88, 0x97}}, {{0xA1, 0xDF}, {0x84, 0x87}}, 0x40},
    {"EUC-KR", "windows-949", {{0xB0, 0xC8}}, {{0x81, 0xA0}, {0xCA, 0xFD}}, 0xA1},
};
#define CANDIDATES (sizeof candidates / sizeof candidates[0])

static bool within(const unsigned char ranges[2][2], unsigned char byte)
{
    return (byte >= ranges[0][0] && byte <= ranges[0][1]) || (byte >= ranges[1][0] && byte <= ranges[1][1]);
}

static bool is_letter(char byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

/* Points for the characters of two bytes: two for one in daily use, none for a rare one, and none for one that stands
 * alone beside a Latin letter, as an accented letter of a European name does. -1: the bytes are not of this charset. */
static int64_t count_points(const struct candidate *candidate, const char *names, size_t size, size_t *count)
{
    UErrorCode error = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(candidate->converter, &error);
    if (U_FAILURE(error))
        return -1;
    int64_t points = 0;
    bool beside_letter = false;
    const char *at = names, *end = names + size;
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    *count = 0;
    while (at < end && U_SUCCESS(error)) {
        const char *begin = at;
        ucnv_getNextUChar(converter, &at, end, &error);
        unsigned char first = (unsigned char)*begin;
        if (first < 0x80) {
            beside_letter = is_letter(*begin);
            continue;
        }
        bool alone = beside_letter || (at < end && is_letter(*at));
        ++*count;
        bool rare = within(candidate->rare, first) ||
                    (at - begin == 2 && (unsigned char)begin[1] < candidate->second);
        if (alone && !(at < end && (unsigned char)*at >= 0x80))
            points -= beside_letter;
        else if (!rare)
            points += within(candidate->common, first) ? COMMON_POINTS : 1;
        beside_letter = false;
    }
    ucnv_close(converter);
    return U_SUCCESS(error) ? points : -1;
}

/* For a few characters, where statistics of whole languages say nothing: which charset makes them everyday ones. */
static const char *decide_by_points(const char *names, size_t size)
{
    const char *best = "ibm-437";
    int64_t best_points = 0;
    size_t best_count = 1;
    for (size_t i = 0; i < CANDIDATES; i++) {
        size_t count;
        int64_t points = count_points(&candidates[i], names, size, &count);
        /* points / count > best_points / best_count; most characters of a name are in daily use */
        if (2 * points < 3 * (int64_t)count || points <= 0 ||
            points * (int64_t)best_count <= best_points * (int64_t)count)
            continue;
        best = candidates[i].converter;
        best_points = points;
        best_count = count;
    }
    return best;
}

const char *legacy_charset(const char *names, size_t size)
{
    const char *found = NULL;
    int32_t count = 0;
    UErrorCode error = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&error);
    ucsdet_setText(detector, names, (int32_t)size, &error);
    const UCharsetMatch **matches = ucsdet_detectAll(detector, &count, &error);
    for (int32_t i = 0; i < count && U_SUCCESS(error) && !found; i++) {
        if (ucsdet_getConfidence(matches[i], &error) < SURE)
            break;
        const char *name = ucsdet_getName(matches[i], &error);
        for (size_t k = 0; k < CANDIDATES; k++)
            if (strcmp(name, candidates[k].detected) == 0)
                found = candidates[k].converter;
    }
    ucsdet_close(detector);
    /* Bytes that it cannot make anything of are an error of its, too. */
    if (error == U_MEMORY_ALLOCATION_ERROR)
        return NULL;
    return found ? found : decide_by_points(names, size);
}
