#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>

/* The one log of the process, as stderr is. */
static struct journal journal;

void log_warning(const char *format, ...)
{
    char line[1024];
    struct timespec steady, wall;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    fprintf(stderr, "slipcase: %s\n", line); /* one write, so that lines of processes do not mix */
    clock_gettime(CLOCK_MONOTONIC, &steady);
    clock_gettime(CLOCK_REALTIME, &wall);
    journal_add(&journal, (uint64_t)steady.tv_sec * 1000 + (uint64_t)steady.tv_nsec / 1000000, wall.tv_sec,
                line);
}

const struct journal *log_journal(void)
{
    return &journal;
}
