/* A library and a stick in a folder of the test's own, with keys, and bundles of any edition on them. Failures abort the test. */
#ifndef TESTS_BUNDLE_DEPOT_H
#define TESTS_BUNDLE_DEPOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bundle/install.h"

struct depot {
    char root[200], library[220], stick[220], keys[220], editions[220];
    struct trust *trust;
};

/* Below `root`, which exists and is emptied. */
void depot_open(struct depot *depot, const char *root);
void depot_close(struct depot *depot);

struct depot_bundle {
    const char *path;     /* below the root */
    const char *settings; /* bundle.ini; NULL: none */
    size_t size;          /* of its article */
    bool is_signed;
};

void depot_write(const struct depot *depot, const struct depot_bundle *bundle);

/* Signs what is there, as it is. */
void depot_sign(const struct depot *depot, const char *path);

/* The options of copying stick/book.zip. */
struct install_options depot_options(const struct depot *depot);

/* All of it: looks, copies, checks, puts it in its place and keeps it. */
enum status depot_install(const struct install_options *options, struct fault *fault);

/* Everything below the library and the state, a line each: "NAME SIZE", or the edition of a bundle that is sound, opens and (with the trust) verifies:
 * "NAME edition N". Valid until the next call. */
const char *depot_library(const struct depot *depot);

#endif
