/* Hash and equality of names that ignore case (simple case folding, Unicode 15 §5.18). */
#ifndef BUNDLE_FOLD_H
#define BUNDLE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

/* `size` is at most twice LIMIT_ENTRY_NAME. */
uint64_t fold_hash(const char *text, size_t size, uint64_t seed);
bool fold_equal(const char *a, size_t a_size, const char *b, size_t b_size);

/* fold_hash of one plain name (plain.h) after the other. Starts as {.states = {seed}}. Of the `shared` bytes that a name has in
 * common with the one before it, the hash is known. */
struct fold_hasher {
    size_t words;                              /* whose states are known */
    uint64_t states[LIMIT_ENTRY_NAME / 8 + 1]; /* in front of each */
};
uint64_t fold_hash_next(struct fold_hasher *hasher, const char *text, size_t size, size_t shared);

#endif
