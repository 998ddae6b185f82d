#include "document/picture.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "document/data.h"

#define SIDE_LIMIT 100000

/* "120", "120px" and "50%"; everything else is as if not given. */
struct length {
    bool given, percent;
    int32_t value;
};

static struct length read_length(const char *text)
{
    struct length length = {0};
    char *end;
    if (!text)
        return length;
    double value = strtod(text, &end);
    if (end == text || !(value >= 0) || value > SIDE_LIMIT)
        return length;
    length.percent = *end == '%';
    length.given = length.percent || *end == '\0' || *end == ' ' || strncmp(end, "px", 2) == 0;
    length.value = (int32_t)value;
    return length;
}

static bool hidden(struct length length)
{
    return length.given && length.value <= (length.percent ? 0 : 1);
}

/* Whether `source`, without a query, is href + ".png". */
static bool is_code_of(const char *source, const char *href)
{
    size_t size = strcspn(source, "?#"), length = strlen(href);
    return length && size == length + 4 && strncmp(source, href, length) == 0 &&
           strncmp(source + length, ".png", 4) == 0;
}

/* Without what MediaWiki puts around the TeX of each of its formulas: "{\displaystyle E=mc^{2}}". */
static const char *words_of(const char *text, size_t *size)
{
    static const char *const starts[] = {"{\\displaystyle ", "{\\textstyle "};
    *size = strlen(text);
    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        size_t length = strlen(starts[i]);
        if (*size > length && strncmp(text, starts[i], length) == 0 && text[*size - 1] == '}') {
            *size -= length + 1;
            return text + length;
        }
    }
    return text;
}

enum status picture_make(const struct picture_attributes *given, const struct link *link, struct arena *arena,
                         const struct picture **out)
{
    struct length width = read_length(given->width), height = read_length(given->height);
    *out = NULL;
    bool data = given->source && data_is(given->source);
    if (!given->source || !*given->source || (!data && strlen(given->source) > LIMIT_ADDRESS) ||
        hidden(width) || hidden(height))
        return STATUS_OK;
    const char *text = given->text ? given->text : "";
    size_t text_size;
    text = words_of(text, &text_size);
    struct picture *picture = arena_alloc(arena, sizeof(*picture));
    const char *source =
        data ? data_kind(given->source, arena) : arena_copy(arena, given->source, strlen(given->source));
    const char *copy = arena_copy(arena, text, text_size);
    if (!picture || !source || !copy)
        return STATUS_NO_MEMORY;
    picture->source = source;
    picture->text = copy;
    picture->code = link && is_code_of(source, link->href) ? link->href : NULL;
    picture->width = width.given && !width.percent ? width.value : 0;
    picture->width_percent = width.given && width.percent ? width.value : 0;
    picture->height = height.given && !height.percent ? height.value : 0;
    if (given->sheet_width || given->sheet_height > 0) { /* percents of a height have nothing to refer to */
        picture->width = given->sheet_width > 0 ? given->sheet_width : 0;
        picture->width_percent = given->sheet_width < 0 ? -given->sheet_width : 0;
        picture->height = given->sheet_height > 0 ? given->sheet_height : 0;
    }
    *out = picture;
    return data ? data_decode(given->source, given->room, arena, &picture->enclosed) : STATUS_OK;
}
