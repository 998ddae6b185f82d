/* Copying a bundle, and its signature, from a stick into the library, step by step and without threads.
 *
 *   install_open → install_step until done → install_finish → (open what is at install_path) → install_keep or install_rollback
 *
 * At every moment, a power cut included, the library shows the old edition, the new one, or for an instant both (of which a
 * shelf opens the newer one), and each complete and beside its own signature:
 *  - The copy is made under a hidden name, and what the medium then holds is read back and verified: not the stick, which may
 *    give other bytes the second time. Only what is verified and synced gets a name that a shelf lists.
 *  - That name is free: neither a bundle nor a signature has it. The signature comes to it first, which by itself is nothing to
 *    a shelf; then, by one rename, the bundle. So no bundle lies there without its signature or beside that of another edition.
 *  - What it replaces goes out of sight (.NAME.previous) only then, the bundle before its signature, and comes back in the
 *    other order. The journal (placing.h), written first and removed last, says what belongs together.
 *  - The names are synced after each of these steps, so that the medium has them in this order.
 * install_sweep, at start, goes on from any of these moments.
 *
 * "The same bundle" is one with the same id; without an id, one of the same file name (but for the "+4" of an edition that was copied) without an id. A file of that name that cannot
 * be opened (with a trust: is not signed by it) is replaced, too. One process at a time copies into a library. */
#ifndef BUNDLE_INSTALL_H
#define BUNDLE_INSTALL_H

#include <stdbool.h>
#include <stdint.h>

#include "bundle/trust.h"

struct install_options {
    const char *source;   /* a bundle's file, .zip or .epub, and no link */
    const char *folder;   /* the library */
    const char *editions; /* the file where installed editions are remembered; NULL: none */
    const struct trust *
        trust; /* outlives the install; NULL: unsigned ones are copied, too, and signatures are not verified */
    int64_t now; /* seconds since the epoch, UTC */
};

enum install_phase {
    INSTALL_LOOKS,  /* at what is in the library */
    INSTALL_COPIES, /* into a temporary file */
    INSTALL_CHECKS, /* what was written */
    INSTALL_READY,  /* for install_finish */
    INSTALL_PLACED, /* for install_keep or install_rollback */
    INSTALL_ENDED,
};

struct install_about {
    const char *id;   /* NULL: none */
    uint64_t edition; /* 0: none */
    uint64_t size;    /* bytes that are copied */
    uint64_t room;    /* bytes free in the library, LIMIT_INSTALL_RESERVE left out */
    bool claims;      /* a signature lies beside it: a claim, that nobody has checked yet */
    const struct signer *
        signer; /* proven, of the copy: NULL before INSTALL_READY, where nothing is verified, and behind install_verified */
    bool fresh; /* from INSTALL_COPIES on: the library has no such bundle, or a lower edition of it */
};

struct install;

/* Nothing is written before INSTALL_COPIES. Sentences, which a visitor may read, call the bundle by its file's name. Fails with a sentence for what shows before anything is copied: STATUS_UNSUPPORTED: no bundle's file;
 * STATUS_DENIED: not signed, or not by a trusted key; an edition that is lower than a remembered one; not to be shown at this time; a
 * library that may not be written; STATUS_LIMIT: no room; and as bundle_open and verification_open. */
enum status install_open(const struct install_options *options, struct install **out,
                         struct fault *fault) MUST_USE;

/* Frees it; what is not finished is removed, what is finished and neither kept nor rolled back is left to the sweep. */
void install_close(struct install *install);

const struct install_about *install_about(const struct install *install);
enum install_phase install_is(const struct install *install);

/* Looks at one bundle of the library, copies a quarter of a MiB or verifies a MiB. *done: it is INSTALL_READY. After a
 * failure the temporary files are gone, and each further step says the same: STATUS_DENIED: a higher edition is in the library;
 * STATUS_CORRUPT: the copy is not what was signed or read; STATUS_LIMIT: no room; STATUS_IO: the stick was pulled, or the disk
 * fails. */
enum status install_step(struct install *install, bool *done, struct fault *fault) MUST_USE;

/* Bytes copied and verified, of twice the size. */
void install_amount(const struct install *install, uint64_t *done, uint64_t *total);

/* Puts it in its place and what it replaces out of sight. After a failure all is as before. */
enum status install_finish(struct install *install, struct fault *fault) MUST_USE;

/* Where the new bundle lies then; lives as long as the install. */
const char *install_path(const struct install *install);

/* Hands the verification of what lies there over, so that a shelf need not verify it once more; to be closed. NULL: nothing is verified, or the
 * file is not what it was. */
struct verification *install_verified(struct install *install);

/* It could be opened: what it replaced is removed, and its edition remembered (where that can be written). Or it could not: what it
 * replaced is back. STATUS_IO: the sweep will do it. */
enum status install_keep(struct install *install, struct fault *fault) MUST_USE;
enum status install_rollback(struct install *install, struct fault *fault) MUST_USE;

/* At start, before the library is looked at: removes temporary files; what was put in its place and can be opened is kept, else what
 * it replaced is brought back. Says nothing, and does what it can where the folder cannot be written. */
void install_sweep(const char *folder, const char *editions);

#endif
