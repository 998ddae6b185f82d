/* The editions that were once installed, so that a lower one is refused also after the file was removed: a small file of lines
 * "ID TAB EDITION", written by replace_file. Private to bundle/. */
#ifndef BUNDLE_REMEMBER_H
#define BUNDLE_REMEMBER_H

#include <stdint.h>

#include "base/fault.h"

/* The highest edition of `id` in the file; 0: none, also when it cannot be read, and in lines that are none. STATUS_NO_MEMORY. */
enum status remember_find(const char *path, const char *id, uint64_t *edition, struct fault *fault) MUST_USE;

/* Notes it unless a higher one is. Past LIMIT_REMEMBERED bytes the oldest lines go. As replace_file. */
enum status remember_add(const char *path, const char *id, uint64_t edition, struct fault *fault) MUST_USE;

#endif
