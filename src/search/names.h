/* What an article is found by, beside its text: its title, and how that is typed by who types Latin letters. Private to search/. */
#ifndef SEARCH_NAMES_H
#define SEARCH_NAMES_H

#include "search/module.h"
#include "search/pinyin.h"

#define NAMES_MOST (1 + 2 * PINYIN_BEGINNINGS)

struct names {
    struct name {
        int kind; /* NAME_TITLE … (module.h) */
        struct buffer key;
    } list[NAMES_MOST];
    uint32_t count;
};

/* Fills zeroed names, each of them once and none empty, which names_free empties, also after a failure. STATUS_NO_MEMORY. */
enum status names_of(struct tokenizer *tokenizer, const char *title, struct names *out) MUST_USE;
void names_free(struct names *names);

#endif
