/* Who signed a bundle, for `check`. */
#ifndef COMMAND_SIGNED_H
#define COMMAND_SIGNED_H

#include <stdbool.h>

#include "bundle/trust.h"

/* The keys that the settings in `config` (config.h) name; *out is NULL when they name none. False after a sentence on standard
 * error. Free with trust_free. */
bool signed_keys(const char *config, struct trust **out);

/* Prints who signed the file `path` on standard output. With keys a missing or wrong signature is a failure; without any nothing
 * can be verified: then it prints what the signature claims. With `quiet` nothing is printed. */
enum status signed_tell(const struct trust *trust, const char *path, bool quiet,
                        struct fault *fault) MUST_USE;

#endif
