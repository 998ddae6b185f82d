/* The bundles in a folder, for a shelf: a stick, or the library of a board. Only names are looked at; what is inside of
 * them, and whether they are sound, shows when they are opened. */
#ifndef BUNDLE_LIBRARY_H
#define BUNDLE_LIBRARY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"

/* Zero-initialise; free with library_free, also after a failure. */
struct library {
    char **paths; /* for bundle_open: files that end in .zip or .epub, and folders with a home page */
    uint32_t count, room;
    uint32_t names; /* looked at */
    bool cut;       /* there were more than LIMIT_LIBRARY, or than LIMIT_LIBRARY_NAMES names */
};

/* Adds what `path` stands for: a file as it is; a folder with a home page (README.md, index.md, index.html, SUMMARY.md) as one bundle;
 * else the bundles in and below it, by name, no deeper than LIMIT_LIBRARY_DEPTH, hidden folders and links left out. A folder
 * without any is added itself: it may hold articles. STATUS_NOT_FOUND, _DENIED or _IO with a sentence when a folder cannot be read, those below it are
 * passed over; STATUS_NO_MEMORY. *shelf is set when `path` was a folder of bundles. */
enum status library_add(struct library *library, const char *path, bool *shelf, struct fault *fault) MUST_USE;

/* The same for a folder, such as a stick, that may hold no bundle at all; then nothing is added. */
enum status library_add_folder(struct library *library, const char *folder, struct fault *fault) MUST_USE;
void library_free(struct library *library);

#endif
