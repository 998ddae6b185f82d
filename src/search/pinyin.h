/* How a Chinese title is typed by who types Latin letters. */
#ifndef SEARCH_PINYIN_H
#define SEARCH_PINYIN_H

#include "base/buffer.h"
#include "search/token.h"

/* Appends the pinyin of the text's Han characters, without tones and blanks, u for ü, and its initials; Latin letters and digits are
 * as they are: "iPhone手机" gives "iphoneshouji" and "iphonesj". A word that is read otherwise than its characters alone is known when
 * it is common: 重庆 chongqing. Nothing comes of a text without Han characters, or with kana
 * or Hangul. At most QUERY_KEY bytes (query.h). STATUS_NO_MEMORY. */
enum status pinyin_of(struct tokenizer *tokenizer, const char *text, struct buffer *full,
                      struct buffer *initials) MUST_USE;

/* The places in the text, in bytes and rising, from which on its pinyin may be typed: its start, and behind what is no letter or
 * character, as who looks for 【手记】北京 leaves out what is in brackets. Returns how many. */
#define PINYIN_BEGINNINGS 6
uint32_t pinyin_beginnings(struct tokenizer *tokenizer, const char *text, uint32_t out[PINYIN_BEGINNINGS]);

#endif
