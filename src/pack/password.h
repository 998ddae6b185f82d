/* Passwords from the person at the terminal. */
#ifndef PACK_PASSWORD_H
#define PACK_PASSWORD_H

#include <stdbool.h>

#include "pack/sign.h"

/* Asks for the password of the key file `key`, without showing what is typed; when standard input is no terminal, its first line
 * is it. False: none came, or it is too long. */
bool password_ask(const char *key, char out[SIGN_PASSWORD]);

#endif
