/* Putting a copied bundle and its signature in their places in the library, in the place of others or not (install.h says what
 * is kept true at every moment). Private to bundle/.
 *
 * The files of a bundle NEW that takes the place of DIR/OLD, all of them hidden from the shelf:
 *   .NEW.part, .NEW.part.minisig            what is being copied
 *   .NEW.install                            the journal: the paths of what is replaced, each with its NUL
 *   DIR/.OLD.previous, …previous.minisig    what was replaced, until the new one has been opened */
#ifndef BUNDLE_PLACING_H
#define BUNDLE_PLACING_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/fault.h"

#define PLACING_JOURNAL ".install"
#define PLACING_PREVIOUS ".previous"

struct placing {
    int folder;              /* the library, open; borrowed */
    const char *path;        /* its path; borrowed */
    char name[NAME_MAX + 1]; /* of the new bundle in it */
    struct buffer replaced;  /* paths below the folder, each with its NUL */
};

/* What is left of a name that placing_choose made when its number is taken away. */
#define PLACING_MARK '+'
void placing_base(char out[NAME_MAX + 1], const char *name);

/* "DIR/.NAME" + tail for the path "DIR/NAME". False with errno: too long. */
bool placing_hidden(char out[PATH_MAX], const char *path, const char *tail) MUST_USE;

/* Chooses a name that nothing in the library has: the base of `wanted` without what would hide it, else with a mark and the
 * edition (0: none) or a number before its ending: "book+4.zip". False with errno. */
bool placing_choose(struct placing *placing, const char *wanted, uint64_t edition) MUST_USE;

/* Puts the new bundle, which is copied, verified and on the medium, in its place and what it replaces out of sight. False with
 * errno: all is as before and the copies are gone; or, where that cannot be written either, it is so after the next sweep. */
bool placing_put(const struct placing *placing) MUST_USE;

/* Removes what was replaced; or the new bundle, and what was replaced is back. False with errno: the next sweep goes on with
 * it. */
bool placing_keep(const struct placing *placing) MUST_USE;
bool placing_undo(const struct placing *placing) MUST_USE;

/* Removes the copy that was not put in its place. */
void placing_discard(const struct placing *placing);

/* Reads the journal of placing->name. False: it is none, or gone. */
bool placing_read(struct placing *placing) MUST_USE;

/* Whether the new bundle has its name already. */
bool placing_is_put(const struct placing *placing);

/* Hides what is to be replaced and is not yet hidden. */
bool placing_hide(const struct placing *placing) MUST_USE;

#endif
