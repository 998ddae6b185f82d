/* The PIN in front of the maintenance screen, as an Argon2id hash (RFC 9106) in the form that libsodium writes: $argon2id$… */
#ifndef PLATFORM_PIN_H
#define PLATFORM_PIN_H

#include <stdbool.h>

#include "ui/host.h"

/* Bytes of a hash as text, with its NUL. */
#define PIN_HASH 128

/* Whether it is HOST_PIN_LEAST to HOST_PIN_MOST digits 0 to 9. */
bool pin_valid(const char *digits);

/* The hash of a valid PIN, with a salt of its own, for slipcase.conf. STATUS_NO_MEMORY: 16 MiB are not to be had. */
enum status pin_hash(const char *digits, char out[PIN_HASH], struct fault *fault) MUST_USE;

/* Whether the text is a hash, so that a slip in slipcase.conf is told at start instead of locking the administrator out. */
bool pin_is_hash(const char *text);

/* Whether the PIN is the one of the hash. Takes up to a second on a small board, and the memory that the hash was made with. */
bool pin_fits(const char *hash, const char *digits);

#endif
