#include "paint/grapheme.h"

#include <stdlib.h>
#include <unicode/ubrk.h>

#include "base/utf8.h"
#include "paint/choose.h"

struct graphemes {
    UBreakIterator *breaks;
};

enum status graphemes_new(struct graphemes **out)
{
    UErrorCode error = U_ZERO_ERROR;
    *out = NULL;
    struct graphemes *graphemes = calloc(1, sizeof *graphemes);
    if (!graphemes)
        return STATUS_NO_MEMORY;
    graphemes->breaks = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &error);
    if (U_FAILURE(error)) {
        free(graphemes);
        return STATUS_NO_MEMORY;
    }
    *out = graphemes;
    return STATUS_OK;
}

void graphemes_free(struct graphemes *graphemes)
{
    if (!graphemes)
        return;
    ubrk_close(graphemes->breaks);
    free(graphemes);
}

/* Nearly all text: no code point in it combines with another, so each is a grapheme cluster. */
static bool split_simple(const char *text, uint32_t size, struct cluster *out, uint32_t *count)
{
    *count = 0;
    for (uint32_t at = 0; at < size;) {
        uint32_t code;
        uint32_t end = at + (uint32_t)utf8_decode(text + at, size - at, &code);
        if (!choose_is_simple(code))
            return false;
        out[(*count)++] = (struct cluster){.begin = at, .end = end};
        at = end;
    }
    return true;
}

/* Adds the cluster text[begin..end), in pieces if it is too long. */
static void add_cut(const char *text, uint32_t begin, uint32_t end, struct cluster *out, uint32_t *count)
{
    uint32_t codes = 0, at = begin;
    for (uint32_t code; at < end && end - begin > GRAPHEME_MOST; codes++) {
        if (codes == GRAPHEME_MOST) {
            out[(*count)++] = (struct cluster){.begin = begin, .end = at};
            begin = at;
            codes = 0;
        }
        at += (uint32_t)utf8_decode(text + at, end - at, &code);
    }
    out[(*count)++] = (struct cluster){.begin = begin, .end = end};
}

enum status graphemes_split(struct graphemes *graphemes, const char *text, uint32_t size, struct cluster *out,
                            uint32_t *count)
{
    UErrorCode error = U_ZERO_ERROR;
    UText utext = UTEXT_INITIALIZER;
    if (split_simple(text, size, out, count))
        return STATUS_OK;
    *count = 0;
    utext_openUTF8(&utext, text, size, &error);
    ubrk_setUText(graphemes->breaks, &utext, &error);
    int32_t end = 0;
    for (int32_t begin = 0; U_SUCCESS(error) && (end = ubrk_next(graphemes->breaks)) != UBRK_DONE;
         begin = end)
        add_cut(text, (uint32_t)begin, (uint32_t)end, out, count);
    utext_close(&utext);
    return U_SUCCESS(error) ? STATUS_OK : STATUS_NO_MEMORY;
}
