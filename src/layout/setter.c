#include "layout/setter.h"

#include <stdio.h>
#include <stdlib.h>

enum status setter_open(struct setter *setter, const char *language)
{
    char locale[32];
    if (snprintf(locale, sizeof locale, "%.20s@lb=strict", language) < 0)
        return STATUS_INVALID;
    setter->utext = (UText)UTEXT_INITIALIZER;
    UErrorCode error = U_ZERO_ERROR;
    setter->breaks = ubrk_open(UBRK_LINE, locale, NULL, 0, &error);
    return U_FAILURE(error) ? STATUS_NO_MEMORY : STATUS_OK;
}

void setter_close(struct setter *setter)
{
    if (setter->breaks)
        ubrk_close(setter->breaks);
    if (setter->words)
        ubrk_close(setter->words);
    utext_close(&setter->utext);
    if (setter->bidi)
        ubidi_close(setter->bidi);
    free(setter->clusters);
    free(setter->nodes);
    free(setter->sums);
    free(setter->adjustments);
    free(setter->places);
    free(setter->utf16);
    free(setter->levels);
    free(setter->order);
}
