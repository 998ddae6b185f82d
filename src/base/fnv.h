/* FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv): quick, and no secret. */
#ifndef BASE_FNV_H
#define BASE_FNV_H

#include <stddef.h>
#include <stdint.h>

#define FNV_START 0xCBF29CE484222325ull

/* The hash of all that gave `hash`, FNV_START at first, and of these bytes behind it. */
static inline uint64_t fnv(uint64_t hash, const void *bytes, size_t size)
{
    for (const unsigned char *at = bytes; size--; at++)
        hash = (hash ^ *at) * 0x100000001B3ull;
    return hash;
}

#endif
