/* The signature file beside a bundle, and the keys it can be of; private to this folder. */
#ifndef BUNDLE_SIGNATURE_H
#define BUNDLE_SIGNATURE_H

#include "base/fault.h"
#include "bundle/trust.h"

struct trusted_key {
    struct minisign_key key;
    char *file, *name; /* without its ".pub" */
};

/* Reads the file `name` of the open folder (AT_FDCWD: any path) up to `room` bytes; false with errno. A folder or a device
 * is EINVAL. */
bool signature_load(int folder, const char *name, char *text, size_t room, size_t *size);

/* Reads path.minisig; sentences call the bundle `name`. STATUS_NOT_FOUND: there is none; STATUS_CORRUPT, STATUS_IO. */
enum status signature_read(const char *path, const char *name, struct minisign_signature *out,
                           struct fault *fault) MUST_USE;

/* The key that made the signature: STATUS_NOT_FOUND for none with its number, STATUS_CORRUPT when the comment is not what
 * such a key signed. No sentences. */
enum status trust_find(const struct trust *trust, const struct minisign_signature *signature,
                       const struct trusted_key **out) MUST_USE;

#endif
