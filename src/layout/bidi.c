/* Right-to-left text (UAX #9): levels of a paragraph, visual order of a line. */
#include <unicode/uchar.h>

#include "base/grow.h"
#include "base/utf8.h"
#include "layout/para.h"

enum status bidi_text(struct setter *setter, struct para *para)
{
    const struct text *text = para->text;
    para->rtl = para->spec.direction == DIRECTION_RTL;
    if (!text->size) /* ICU has no levels of nothing: an empty cell */
        return STATUS_OK;
    if (!setter->bidi && !(setter->bidi = ubidi_open()))
        return STATUS_NO_MEMORY;
    enum status status = GROW(setter->utf16, setter->utf16_room, (uint64_t)text->size + 1);
    if (status)
        return status;
    int32_t length = 0;
    for (uint32_t at = 0; at < text->size;) {
        uint32_t code;
        at += (uint32_t)utf8_decode(text->bytes + at, text->size - at, &code);
        /* A forced break, or a control character that says so, ends a line here, no paragraph (UAX #9 P1). */
        bool separates = u_charDirection((UChar32)code) == U_BLOCK_SEPARATOR;
        U16_APPEND_UNSAFE(setter->utf16, length, separates ? 0x2028 : code);
    }
    UErrorCode error = U_ZERO_ERROR;
    UBiDiLevel level = para->spec.direction == DIRECTION_RTL   ? 1
                       : para->spec.direction == DIRECTION_LTR ? 0
                                                               : UBIDI_DEFAULT_LTR;
    ubidi_setPara(setter->bidi, setter->utf16, length, level, NULL, &error);
    const UBiDiLevel *levels = U_SUCCESS(error) ? ubidi_getLevels(setter->bidi, &error) : NULL;
    if (U_FAILURE(error) || !levels)
        return STATUS_NO_MEMORY;
    para->rtl = ubidi_getParaLevel(setter->bidi) & 1;
    int32_t unit = 0;
    uint32_t at = 0;
    for (uint32_t i = 0; i < para->atom_count; i++) {
        while (at < para->atoms[i].begin) {
            uint32_t code;
            at += (uint32_t)utf8_decode(text->bytes + at, text->size - at, &code);
            unit += U16_LENGTH(code);
        }
        para->atoms[i].level = unit < length ? levels[unit] : 0;
        /* Which half of a mark is blank, and which edge it stands at, is known for left to right alone. */
        if (para->rtl || para->atoms[i].level)
            para->atoms[i].flags &= (uint16_t)~ATOM_SQUEEZES;
    }
    return STATUS_OK;
}

void bidi_order(struct setter *setter, const struct para *para, const struct line *line)
{
    int32_t count = (int32_t)(line->end - line->first);
    for (int32_t i = 0; i < count; i++)
        setter->levels[i] = para->atoms[line->first + (uint32_t)i].level;
    ubidi_reorderVisual(setter->levels, count, setter->order);
}
