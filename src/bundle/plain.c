#include "bundle/plain.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "bundle/names.h"
#include "bundle/word.h"

/* Whether eight ASCII bytes hold a control character, a '\\', or a '.' or '/' behind a '/'; `slash` is 0x80 when one stands
 * right before them. */
static inline bool has_blemish(uint64_t word, uint64_t slash)
{
    uint64_t printable = (word + EACH(0x60)) & ~(word + EACH(0x01));
    uint64_t no_backslash = (word ^ EACH('\\')) + EACH(0x7F);
    uint64_t no_dot = ((word | EACH(1)) ^ EACH('/')) + EACH(0x7F); /* nor '/' */
    uint64_t slashes = ~no_dot & word << 7 & EACH(0x80);
    uint64_t no_doubled = no_dot | ~(slashes << 8 | slash);
    return (~(printable & no_backslash & no_doubled) & EACH(0x80)) != 0;
}

/* The length of a character that NFC leaves as it is behind any other and that has no case: those of East Asian names without
 * voice marks (U+3099) and tone marks (U+302A) of their own, without jamo and without wide letters. 0 for all others. */
static size_t steady_length(const char *text, size_t size)
{
    uint32_t code;
    if (size < 3 || utf8_decode(text, size, &code) != 3)
        return 0;
    bool han_or_kana = code >= 0x3000 && code < 0xA000 && (code < 0x302A || code > 0x302F) &&
                       code != 0x3099 && code != 0x309A;
    bool wide = code >= 0xFF01 && code <= 0xFF5E && (code < 0xFF21 || code > 0xFF3A) &&
                (code < 0xFF41 || code > 0xFF5A);
    return han_or_kana || wide || (code >= 0xAC00 && code <= 0xD7A3) ? 3 : 0;
}

/* Whether the character at `i` is plain; moves on behind it. */
static bool step_plain(const char *text, size_t size, size_t *i)
{
    unsigned char byte = (unsigned char)text[*i];
    bool first = *i == 0 || text[*i - 1] == '/';
    size_t length = byte < 0x80 ? 1 : steady_length(text + *i, size - *i);
    *i += length;
    return length > 0 && byte >= 0x20 && byte != 0x7F && byte != '\\' &&
           !(first && (byte == '.' || byte == '/'));
}

/* Whether text (at least 8 bytes) is plain from `i` on, where a character begins. */
static inline bool is_plain_from(const char *text, size_t size, size_t i)
{
    while (i < size) {
        /* The last word reaches back to what was looked at before. */
        size_t at = size - i >= 8 ? i : size - 8;
        uint64_t word = word_at(text + at);
        if (word & EACH(0x80)) {
            if (!step_plain(text, size, &i))
                return false;
        } else {
            if (has_blemish(word, at == 0 || text[at - 1] == '/' ? 0x80 : 0))
                return false;
            i = at + 8;
        }
    }
    return true;
}

/* The bytes at the start that are the same in two texts of at least `size` bytes. */
static inline size_t count_shared(const char *a, const char *b, size_t size)
{
    const size_t words = size & ~(size_t)7;
    size_t i = 0;
    for (; i < words; i += 8) {
        uint64_t differ = word_at(a + i) ^ word_at(b + i);
        if (differ)
            return i + (size_t)__builtin_ctzll(differ) / 8;
    }
    while (i < size && a[i] == b[i])
        i++;
    return i;
}

/* Nearly always the only field is a time. */
static inline bool has_path_field(const struct zip_header *header)
{
    size_t size = header->extra_size;
    if (size < 4 || (zip_u16(header->extra) != FIELD_UNICODE_PATH && zip_u16(header->extra + 2) + 4u == size))
        return false;
    return zip_extra_find(header->extra, size, FIELD_UNICODE_PATH, &size) != NULL;
}

bool name_is_plain(const struct zip_header *header, struct name_before *before)
{
    const char *text = (const char *)header->name;
    const size_t size = header->name_size;
    before->shared = 0;
    if (size < 8 || size > LIMIT_ENTRY_NAME || text[1] == ':' || has_path_field(header))
        return false;
    size_t shared = count_shared(text, before->text, size < before->size ? size : before->size);
    size_t from = shared;
    /* Back to where a character begins; and ".git" is sound, but "." is not. */
    while (from > 0 && ((unsigned char)before->text[from] & 0xC0) == 0x80)
        from--;
    while (from > 0 && text[from - 1] == '.')
        from--;
    if (!is_plain_from(text, size, from))
        return false;
    before->shared = shared;
    return true;
}
