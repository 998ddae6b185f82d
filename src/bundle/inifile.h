/* Files of settings ([section], key = value; comments behind ';' or '#'), by inih, with the number of each line. What inih does
 * with a line that is indented (part of the value above) or longer than 199 bytes (cut) is not done: neither is a reason for
 * another value. */
#ifndef BUNDLE_INIFILE_H
#define BUNDLE_INIFILE_H

#include <stddef.h>

#include "base/status.h"

struct inifile_line {
    unsigned number; /* from 1 */
    const char *section, *key,
        *value; /* key NULL: neither a key nor a section nor a comment; value: the line */
};

/* Calls `each` for every key of text[0..size) in turn; its first failure ends the reading and is returned. A byte order
 * mark is passed over; a NUL ends its line. */
enum status inifile_read(const char *text, size_t size,
                         enum status (*each)(void *data, const struct inifile_line *line),
                         void *data) MUST_USE;

#endif
