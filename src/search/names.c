#include "search/names.h"

#include <string.h>

#include "search/query.h"

/* Keeps the last one, which was just filled, unless it is nothing new. */
static void keep(struct names *names, int kind)
{
    struct name *last = &names->list[names->count];
    bool known = !last->key.size;
    for (uint32_t i = 0; i < names->count && !known; i++) {
        const struct name *other = &names->list[i];
        known = other->kind == kind && other->key.size == last->key.size &&
                !memcmp(other->key.data, last->key.data, last->key.size);
    }
    last->kind = kind;
    if (known)
        buffer_free(&last->key);
    else
        names->count++;
}

static enum status add_pinyin(struct names *names, struct tokenizer *tokenizer, const char *text)
{
    struct buffer full = {0};
    enum status status = pinyin_of(tokenizer, text, &full, &names->list[names->count].key);
    keep(names, NAME_INITIALS);
    names->list[names->count].key = full;
    keep(names, NAME_PINYIN);
    return status;
}

enum status names_of(struct tokenizer *tokenizer, const char *title, struct names *out)
{
    uint32_t begins[PINYIN_BEGINNINGS], count = pinyin_beginnings(tokenizer, title, begins);
    enum status status = query_key(tokenizer, title, &out->list[0].key);
    keep(out, NAME_TITLE);
    for (uint32_t i = 0; i < count && !status; i++)
        status = add_pinyin(out, tokenizer, title + begins[i]);
    return status;
}

void names_free(struct names *names)
{
    for (uint32_t i = 0; i < names->count; i++)
        buffer_free(&names->list[i].key);
    *names = (struct names){0};
}
