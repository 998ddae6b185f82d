/* The file rules of the sandbox. Private to platform/. */
#ifndef PLATFORM_LANDLOCK_H
#define PLATFORM_LANDLOCK_H

#include "platform/sandbox.h"

/* Restricts the calling thread, which must have no_new_privs set. STATUS_UNSUPPORTED: the kernel has no Landlock. */
enum status landlock_enter(const struct sandbox_options *options) MUST_USE;

#endif
