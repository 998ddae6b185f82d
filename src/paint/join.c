#include "paint/join.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#define VIRAMA_CLASS 9
/* Kills the vowel but stacks nothing: what follows is another syllable. */
#define MYANMAR_ASAT 0x103Au

bool join_is_cursive(uint32_t code)
{
    UErrorCode error = U_ZERO_ERROR;
    if (u_isdigit((UChar32)code))
        return false;
    switch (uscript_getScript((UChar32)code, &error)) {
    case USCRIPT_ARABIC:
    case USCRIPT_SYRIAC:
    case USCRIPT_MONGOLIAN:
    case USCRIPT_NKO:
    case USCRIPT_DEVANAGARI:
    case USCRIPT_BENGALI:
    case USCRIPT_GURMUKHI:
        return true;
    default:
        return false;
    }
}

bool join_is_syllable(uint32_t last, uint32_t next)
{
    bool stacked = last != MYANMAR_ASAT && u_getCombiningClass((UChar32)last) == VIRAMA_CLASS;
    return stacked || U_GET_GC_MASK((UChar32)next) & U_GC_M_MASK;
}

bool join_reaches_out(uint32_t code)
{
    int32_t joining = u_getIntPropertyValue((UChar32)code, UCHAR_JOINING_TYPE);
    return joining == U_JT_DUAL_JOINING || joining == U_JT_LEFT_JOINING || joining == U_JT_JOIN_CAUSING;
}
