/* Eight bytes of text as one word, the first in its lowest byte. Private to bundle/. */
#ifndef BUNDLE_WORD_H
#define BUNDLE_WORD_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

/* A word with `byte` in each place. */
#define EACH(byte) (0x0101010101010101u * (byte))

static inline uint64_t word_at(const char *text)
{
    uint64_t word;
    memcpy(&word, text, sizeof word);
    return le64toh(word);
}

#endif
