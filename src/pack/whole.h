/* Files that appear whole or not at all: written beside themselves, flushed to the medium, renamed. */
#ifndef PACK_WHOLE_H
#define PACK_WHOLE_H

#include <stddef.h>

#include "base/fault.h"

/* The sentence for what `error` (an errno, 0: not known) says of `target`. */
enum status whole_failed(const char *target, int error, struct fault *fault);

/* Flushes the folder of `target`: only then is a rename on the medium. */
enum status whole_flush_folder(const char *target, struct fault *fault) MUST_USE;

enum status whole_write(const char *target, const char *text, size_t size, struct fault *fault) MUST_USE;

#endif
