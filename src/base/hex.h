/* A hexadecimal digit's value. */
#ifndef BASE_HEX_H
#define BASE_HEX_H

/* -1: it is none. */
static inline int hex(char digit)
{
    return digit >= '0' && digit <= '9'                 ? digit - '0'
           : (digit | 32) >= 'a' && (digit | 32) <= 'f' ? (digit | 32) - 'a' + 10
                                                        : -1;
}

#endif
