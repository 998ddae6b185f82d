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
    bool shelf;       /* the folder that is looked at is one of bundles: library_add_folder */
    uint32_t counted; /* names in and below folders with a home page */
    uint32_t names;   /* looked at */
    bool
        large; /* a folder with a home page was left out, or only what is in it taken: it holds more than LIMIT_SHELF_FOLDER files */
    bool cut;  /* there were more than LIMIT_LIBRARY, or than LIMIT_LIBRARY_NAMES names */
};

/* Adds what `path` stands for: a file as it is; a folder with a home page (README.md, index.md, index.html, SUMMARY.md) as one bundle;
 * else the bundles in and below it, by name, no deeper than LIMIT_LIBRARY_DEPTH, hidden folders and links left out. A folder
 * without any is added itself: it may hold articles. STATUS_NOT_FOUND, _DENIED or _IO with a sentence when a folder cannot be read, those below it are
 * passed over; STATUS_NO_MEMORY. *shelf is set when `path` was a folder of bundles. */
enum status library_add(struct library *library, const char *path, bool *shelf, struct fault *fault) MUST_USE;

/* The same for a folder of bundles, such as a stick or the library, that may hold none; then nothing is added. Where packed bundles lie at its top,
 * a README.md beside them is about them, and does not make one bundle of all; and a folder is one bundle only if it does not hold
 * more than LIMIT_SHELF_FOLDER files, since opening it looks at each. */
enum status library_add_folder(struct library *library, const char *folder, struct fault *fault) MUST_USE;
void library_free(struct library *library);

#endif
