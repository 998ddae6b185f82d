/* Files that come with the program: fonts, translations, the handbook.
 *
 * They are at ../share/ from the folder of the executable, in the build tree as when installed: build/native/bin/slipcase and
 * build/native/share/…, /usr/bin/slipcase and /usr/share/…. One rule, and a moved tree still works. */
#ifndef BASE_RESOURCE_H
#define BASE_RESOURCE_H

#include "base/buffer.h"

/* Sets `out` to the path of share/`name`, e.g. "slipcase/fonts". STATUS_NOT_FOUND only when /proc is not mounted. */
enum status resource_path(const char *name, struct buffer *out) MUST_USE;

#endif
