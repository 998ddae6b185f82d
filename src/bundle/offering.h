/* What shows of a bundle before anything of it is copied: whether it may be, and whether there is room. Private to install.c. */
#ifndef BUNDLE_OFFERING_H
#define BUNDLE_OFFERING_H

#include "base/limits.h"
#include "bundle/copying.h"
#include "bundle/install.h"
#include "bundle/installed.h"
#include "bundle/manifest.h"
#include "bundle/placing.h"

struct install {
    struct install_options options; /* its strings are ours */
    char *source, *folder, *editions, *id, *path;
    const char *name; /* of the source's file: what the sentences call it */
    enum install_phase phase;
    struct install_about about;
    char signature[LIMIT_SIGNATURE_FILE];
    size_t signature_size; /* 0: it has none */
    struct installed *installed;
    struct placing placing;
    struct copying *copying;
    struct verification *verification; /* of the copy */
    struct fault failure;
};

/* Fills `about` of one whose options are set; fails as install_open. */
enum status offering_open(struct install *install, struct fault *fault) MUST_USE;

/* STATUS_LIMIT: not by now. */
enum status offering_room(struct install *install, struct fault *fault) MUST_USE;

/* Whether it may be shown now. */
enum status offering_manifest(const struct install *install, const struct manifest *manifest,
                              struct fault *fault) MUST_USE;

/* The sentence for errno: STATUS_DENIED, STATUS_IO. */
enum status offering_not_written(const struct install *install, struct fault *fault);

#endif
