/* Passwords from the person at the terminal. */
#ifndef BASE_PASSWORD_H
#define BASE_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

/* Asks with `prompt`, on standard error, for a line of less than `room` bytes, without showing what is typed; when standard input is
 * no terminal, its next line is it. False: none came, or it is too long; `out` is to be overwritten by the caller also then. */
bool password_ask(const char *prompt, char *out, size_t room);

#endif
