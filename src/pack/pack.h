/* Makes a bundle from a folder: the same files give the same bytes, on any machine and file system. */
#ifndef PACK_PACK_H
#define PACK_PACK_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/fault.h"

struct pack_summary {
    uint32_t files;    /* packed */
    uint32_t skipped;  /* hidden files, symbolic links and devices left out */
    char example[256]; /* one of those; empty: none */
};

struct pack_form {
    time_t date;   /* of each entry (UTC; from 1980 on, else 1980-01-01) */
    bool no_index; /* leaves the search index out (search/writer.h) */
};

/* Packs all below `folder` into the zip `target`, which appears whole or not at all: it is written beside itself,
 * flushed to the medium and renamed. The search index comes last, stored, so that it can be read where it lies.
 * A file that changes meanwhile is STATUS_IO, a wrong line of its bundle.ini STATUS_INVALID; `summary` may be NULL. */
enum status pack_folder(const char *folder, const char *target, const struct pack_form *form,
                        struct pack_summary *summary, struct fault *fault) MUST_USE;

#endif
