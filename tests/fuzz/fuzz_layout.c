/* Any bytes as an article, on a screen that they choose: every page is set, and what is true of all pages holds. */
#include <stdlib.h>

#include "check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum entry_kind kinds[] = {ENTRY_MARKDOWN, ENTRY_HTML, ENTRY_TEXT};
    if (size < 5 || size > 16384)
        return 0;
    struct style style = {
        .width = 240 + data[0] * 8, .height = 160 + data[1] * 8, .font_size = 12 + data[2] % 85};
    style.top = data[3] % 40;
    struct memory memory = {.bytes = (const char *)data + 5, .size = size - 5};
    struct article *article = check_article(&memory, kinds[data[4] % 3]);
    if (!article)
        return 0;
    int wrong = check_layout(article, &style, NULL, NULL);
    article_close(article);
    if (wrong)
        abort();
    return 0;
}
