#include "platform/pin.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"

/* What a board of 512 MB can spare beside the reader's 96 MB, and the passes over it that end within a second there: two of 16 MiB
 * are 32,768 blocks of 1 KiB, each some 20,000 cycles of a 1 GHz ARMv6. More would not help much: a PIN of four digits
 * is found by trying all, however slow each try, by whoever has the file; the lock on the screen is what stops guessing there. */
#define MEMORY MIB(16)
#define PASSES 2

_Static_assert(PIN_HASH == crypto_pwhash_STRBYTES, "what libsodium writes fits");

bool pin_valid(const char *digits)
{
    size_t size = strspn(digits, "0123456789");
    return !digits[size] && size >= HOST_PIN_LEAST && size <= HOST_PIN_MOST;
}

enum status pin_hash(const char *digits, char out[PIN_HASH], struct fault *fault)
{
    if (sodium_init() < 0 ||
        crypto_pwhash_str_alg(out, digits, strlen(digits), PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13))
        return fault_no_memory(fault);
    return STATUS_OK;
}

/* libsodium takes arrays of PIN_HASH bytes. */
static bool copy(const char *text, char out[PIN_HASH])
{
    return sodium_init() >= 0 && snprintf(out, PIN_HASH, "%s", text) < PIN_HASH;
}

bool pin_is_hash(const char *text)
{
    char hash[PIN_HASH] = "";
    /* It answers -1 for what is no hash at all. */
    return copy(text, hash) && crypto_pwhash_str_needs_rehash(hash, PASSES, MEMORY) >= 0;
}

bool pin_fits(const char *hash, const char *digits)
{
    char whole[PIN_HASH] = "";
    return copy(hash, whole) && crypto_pwhash_str_verify(whole, digits, strlen(digits)) == 0;
}
