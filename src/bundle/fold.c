#include "bundle/fold.h"

#include <unicode/uchar.h>

#include "base/utf8.h"
#include "bundle/word.h"

static uint32_t fold(uint32_t code)
{
    if (code < 0x80)
        return code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code;
    return (uint32_t)u_foldCase((UChar32)code, U_FOLD_CASE_DEFAULT);
}

/* Takes in eight bytes of folded text: ASCII letters of both cases are the same when bit 5 is set. Multiplying what the seed
 * hides (as NH does, RFC 4418 5.2) leaves nobody to know which words cancel each other: names that all fall into one slot
 * cannot be made. */
static inline uint64_t mix(uint64_t hash, const char *text)
{
    uint64_t mixed = hash ^ (word_at(text) | EACH(0x20));
    return (hash << 23 | hash >> 41) + (mixed & UINT32_MAX) * (mixed >> 32);
}

/* Takes in what is behind the last whole word, too, if the text has one. */
static inline uint64_t finish(uint64_t hash, const char *text, size_t size)
{
    if (size % 8 && size > 8)
        hash = mix(hash, text + size - 8);
    hash = (hash ^ hash >> 32) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

static bool is_ascii(const char *text, size_t size)
{
    uint64_t bits = word_at(text + size - 8);
    for (size_t i = 0; i + 8 <= size; i += 8)
        bits |= word_at(text + i);
    return !(bits & EACH(0x80));
}

uint64_t fold_hash(const char *text, size_t size, uint64_t seed)
{
    char folded[3 * LIMIT_ENTRY_NAME];
    uint64_t hash = seed;
    size_t length = 0;
    if (size >= 8 && is_ascii(text, size)) {
        length = size;
    } else {
        for (size_t i = 0; i < size && length <= sizeof folded - 8;) {
            uint32_t code;
            i += utf8_decode(text + i, size - i, &code);
            length += utf8_encode(fold(code), folded + length);
        }
        while (length < 8)
            folded[length++] = '\0';
        text = folded;
    }
    for (size_t i = 0; i + 8 <= length; i += 8)
        hash = mix(hash, text + i);
    return finish(hash, text, length);
}

uint64_t fold_hash_next(struct fold_hasher *hasher, const char *text, size_t size, size_t shared)
{
    const size_t words = size / 8;
    size_t i = shared / 8;
    if (i > hasher->words)
        i = hasher->words;
    uint64_t *states = hasher->states, hash = states[i];
    for (; i < words; i++)
        states[i + 1] = hash = mix(hash, text + 8 * i);
    hasher->words = words;
    return finish(hash, text, size);
}

bool fold_equal(const char *a, size_t a_size, const char *b, size_t b_size)
{
    while (a_size && b_size) {
        uint32_t a_code, b_code;
        size_t a_step = utf8_decode(a, a_size, &a_code), b_step = utf8_decode(b, b_size, &b_code);
        if (a_code != b_code && fold(a_code) != fold(b_code))
            return false;
        a += a_step;
        a_size -= a_step;
        b += b_step;
        b_size -= b_step;
    }
    return a_size == b_size;
}
