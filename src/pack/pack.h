/* Makes a bundle from a folder: the same files give the same bytes, on any machine and file system. */
#ifndef PACK_PACK_H
#define PACK_PACK_H

#include <stdint.h>
#include <time.h>

#include "base/fault.h"

struct pack_summary {
    uint32_t files;    /* packed */
    uint32_t skipped;  /* hidden files, symbolic links and devices left out */
    char example[256]; /* one of those; empty: none */
};

/* Packs all below `folder` into the zip `target`, which appears whole or not at all: it is written beside itself,
 * flushed to the medium and renamed. Each entry is dated `date` (UTC; from 1980 on, else 1980-01-01).
 * A file that changes meanwhile is STATUS_IO, a wrong line of its bundle.ini STATUS_INVALID; `summary` may be NULL. */
enum status pack_folder(const char *folder, const char *target, time_t date, struct pack_summary *summary,
                        struct fault *fault) MUST_USE;

#endif
