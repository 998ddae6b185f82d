#include "layout/visual.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "layout/chars.h"

bool visual_is_mirrored(const char *text, uint32_t size, uint8_t level)
{
    uint32_t code;
    if (!(level & 1))
        return false;
    utf8_decode(text, size, &code);
    return u_charMirror((UChar32)code) != (UChar32)code;
}

static bool needs_order(const char *text, uint32_t size)
{
    for (uint32_t at = 0; at < size;) {
        uint32_t code;
        at += (uint32_t)utf8_decode(text + at, size - at, &code);
        if (chars_bidi(code))
            return true;
    }
    return false;
}

/* The level of each cluster: that of its first character. */
static enum status find_levels(const char *text, uint32_t size, const struct cluster *clusters,
                               uint32_t count, UBiDiLevel *out)
{
    UErrorCode error = U_ZERO_ERROR;
    UBiDi *bidi = ubidi_open();
    UChar *units = malloc(((size_t)size + 1) * sizeof *units);
    int32_t length = 0, *begins = malloc(((size_t)size + 1) * sizeof *begins);
    const UBiDiLevel *levels = NULL;
    if (!bidi || !units || !begins)
        goto out;
    for (uint32_t at = 0; at < size;) {
        uint32_t code, step = (uint32_t)utf8_decode(text + at, size - at, &code);
        begins[at] = length;
        U16_APPEND_UNSAFE(units, length, code);
        at += step;
    }
    ubidi_setPara(bidi, units, length, UBIDI_DEFAULT_LTR, NULL, &error);
    levels = U_SUCCESS(error) ? ubidi_getLevels(bidi, &error) : NULL;
    for (uint32_t i = 0; levels && i < count; i++)
        out[i] = levels[begins[clusters[i].begin]];
out:
    free(begins);
    free(units);
    if (bidi)
        ubidi_close(bidi);
    return levels ? STATUS_OK : STATUS_NO_MEMORY;
}

enum status visual_order(const char *text, uint32_t size, struct cluster *clusters, uint32_t count)
{
    if (!count || !needs_order(text, size))
        return STATUS_OK;
    UBiDiLevel *levels = malloc(count * sizeof *levels);
    int32_t *order = malloc(count * sizeof *order);
    struct cluster *logical = malloc(count * sizeof *logical);
    enum status status =
        levels && order && logical ? find_levels(text, size, clusters, count, levels) : STATUS_NO_MEMORY;
    if (!status) {
        ubidi_reorderVisual(levels, (int32_t)count, order);
        memcpy(logical, clusters, count * sizeof *logical);
        for (uint32_t i = 0; i < count; i++) {
            struct cluster *cluster = &clusters[i];
            *cluster = logical[order[i]];
            cluster->mirrored =
                visual_is_mirrored(text + cluster->begin, size - cluster->begin, levels[order[i]]);
        }
    }
    free(logical);
    free(order);
    free(levels);
    return status;
}
