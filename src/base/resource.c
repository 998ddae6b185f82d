#include "base/resource.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

enum status resource_path(const char *name, struct buffer *out)
{
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return STATUS_NOT_FOUND;
    program[length] = '\0';
    /* /usr/bin/slipcase → /usr: the link is absolute and has no "." or ".." in it. */
    for (int level = 0; level < 2; level++) {
        char *slash = strrchr(program, '/');
        if (!slash)
            return STATUS_NOT_FOUND;
        *slash = '\0';
    }
    out->size = 0;
    return buffer_print(out, "%s/share/%s", program, name);
}
