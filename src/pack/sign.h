/* Signing with a secret key of minisign (https://jedisct1.github.io/minisign/, "Secret key format"), with a password or without. */
#ifndef PACK_SIGN_H
#define PACK_SIGN_H

#include <stdbool.h>
#include <time.h>

#include "base/fault.h"

/* Longer passwords than minisign takes, with a NUL. */
#define SIGN_PASSWORD 1025

struct signer_key;

/* Asks for the password of `key` into `out`; false when there is none to be had. Only called for a key that has one. */
typedef bool sign_password(const char *key, char out[SIGN_PASSWORD]);

/* Reads the key file. STATUS_CORRUPT: it is none; STATUS_DENIED: wrong password; STATUS_LIMIT: its password takes more memory
 * to try than minisign itself asks for. */
enum status sign_open(const char *path, sign_password *ask, struct signer_key **out,
                      struct fault *fault) MUST_USE;

/* Overwrites the key and gives its memory back. */
void sign_close(struct signer_key *key);

/* Writes bundle.minisig, which appears whole or not at all. Its trusted comment holds `date`, the file's name and, as far as the
 * bundle's manifest says them, id and edition. */
enum status sign_bundle(const struct signer_key *key, const char *bundle, time_t date,
                        struct fault *fault) MUST_USE;

#endif
