/* Which language a text is in, as far as its characters say: enough to choose the regional forms of Han (rule F1). */
#ifndef DOCUMENT_LANGUAGE_H
#define DOCUMENT_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "document/article.h"

/* Markdown, HTML or plain text → "zh-Hans", "zh-Hant", "zh-Hant-HK", "ja", "ko", "en" or
 * "und". Tags and link addresses do not count.
 *   ja: more than one in twenty of its Han and kana is kana.   ko: more Hangul than Han.
 *   zh: one Han character or more to eight Latin letters; Hant when more of them are found in Big5 alone than
 *   in GB 2312 alone, and HK when one in a hundred is in Hong Kong's supplement alone.   en: Latin letters, nearly all ASCII.   und: all else. */
const char *language_of(const char *text, size_t size);

/* The Han forms for a BCP 47 tag: zh-Hant → TC, zh-HK and zh-MO → HK, ja → JP, ko → KR; `otherwise` for tags that say nothing
 * of Han characters. */
enum region language_region(const char *tag, enum region otherwise);

/* Chinese, Japanese and Korean: set by the rules for their characters, across or down. */
bool language_is_east_asian(const char *tag);

#endif
