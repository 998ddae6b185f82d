/* Gives up what the reader never needs, before anything of a stranger's is read: Landlock for files, seccomp for system calls,
 * no_new_privs (Documentation/userspace-api in Linux). There is no way back; programs that it could start would inherit it. */
#ifndef PLATFORM_SANDBOX_H
#define PLATFORM_SANDBOX_H

#include <stddef.h>

#include "base/fault.h"

/* Paths beside those of the program itself (its share folder, the system's libraries, fonts, locales and time zones, the screens
 * and input devices, udev's data). What is not there is left out, so make a folder that may be filled later first. What is mounted
 * below a folder later belongs to it. */
struct sandbox_options {
    const char *const *read; /* of a file also what is beside it: signatures and pictures lie there */
    size_t read_count;
    const char *const *write; /* folders in which files are read, made, renamed and removed */
    size_t write_count;
};

/* Binds the process. Call it before anything starts a thread, so before window_open: Landlock takes the calling thread and those that
 * it starts. Afterwards:
 * - a file outside the paths cannot be opened (EACCES), and nothing written but below `write` and in devices;
 * - sockets are AF_UNIX or AF_NETLINK (EAFNOSUPPORT);
 * - no process is started, traced, read or signalled (signals: Linux 6.12), and nothing mounted, loaded or measured (EPERM).
 * STATUS_UNSUPPORTED, with a sentence for the administrator: this kernel (or emulator) cannot do all of it; what it can is in
 * force, and the reader may go on. */
enum status sandbox_enter(const struct sandbox_options *options, struct fault *fault) MUST_USE;

#endif
