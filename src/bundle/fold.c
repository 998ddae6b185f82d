#include "bundle/fold.h"

#include <stdbool.h>

#include <unicode/uchar.h>
#include <unicode/uset.h>

uint32_t fold(uint32_t code)
{
    if (code < 0x80)
        return code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code;
    return (uint32_t)u_foldCase((UChar32)code, U_FOLD_CASE_DEFAULT);
}

static bool is_ascii_letter(uint32_t code)
{
    return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
}

size_t fold_variants(uint32_t code, uint32_t variants[FOLD_VARIANTS])
{
    /* Those of k and s are not all ASCII: U+212A, U+017F. */
    bool more = fold(code) == 'k' || fold(code) == 's';
    if (is_ascii_letter(code) && !more) {
        variants[0] = code & ~0x20u;
        variants[1] = code | 0x20u;
        return 2;
    }
    variants[0] = code;
    if (!more && !u_hasBinaryProperty((UChar32)code, UCHAR_CASED))
        return 1;
    size_t count = 0;
    USet *set = uset_open((UChar32)code, (UChar32)code);
    if (!set)
        return 1;
    uset_closeOver(set, USET_CASE_INSENSITIVE);
    /* The set also has what only full case folding takes for the same. */
    for (int32_t i = 0; i < uset_size(set) && count < FOLD_VARIANTS; i++) {
        UChar32 other = uset_charAt(set, i);
        if (other >= 0 && fold((uint32_t)other) == fold(code))
            variants[count++] = (uint32_t)other;
    }
    uset_close(set);
    return count;
}
