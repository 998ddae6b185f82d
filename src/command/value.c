#include "command/value.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *const value_themes[] = {"day", "sepia", "night", NULL};

bool value_number(const char *text, long least, long most, long *out)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (end == text || *end || errno || value < least || value > most)
        return false;
    *out = value;
    return true;
}

bool value_size(const char *text, const long least[2], long most, long out[2])
{
    char width[16];
    const char *cross = strchr(text, 'x');
    if (!cross || (size_t)(cross - text) >= sizeof width)
        return false;
    memcpy(width, text, (size_t)(cross - text));
    width[cross - text] = '\0';
    return value_number(width, least[0], most, &out[0]) && value_number(cross + 1, least[1], most, &out[1]);
}

int value_choice(const char *text, const char *const *names)
{
    for (int i = 0; names[i]; i++) {
        if (!strcmp(text, names[i]))
            return i;
    }
    return -1;
}
