/* Writing a small file so that at every moment, a power cut included, either what was there before or all of the new is under its
 * name: a temporary file beside it, fsync, rename, fsync of the folder. */
#ifndef BASE_REPLACE_H
#define BASE_REPLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

/* Data that are to be removed after a crash end so; they begin with a dot. */
#define REPLACE_EXTENSION ".part"

/* Puts a file that holds data[0..size) at `path`; its folder must exist. One writer at a time: the temporary file is
 * FOLDER/.NAME.part, and one that a crash left there is written over. STATUS_IO or _DENIED (read-only, too) with a sentence that
 * names `path`: what was there before still is, unless it was the last step that failed; STATUS_NO_MEMORY. */
enum status replace_file(const char *path, const void *data, size_t size, struct fault *fault) MUST_USE;

/* Waits until the names in the open folder are on the medium; false with errno. Some file systems cannot say so: true. */
bool replace_sync_folder(int folder) MUST_USE;

/* Writes all of it; false with errno. */
bool replace_write(int fd, const void *data, size_t size) MUST_USE;

#endif
