#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

void log_warning(const char *format, ...)
{
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    fprintf(stderr, "slipcase: %s\n", line); /* one write, so that lines of threads do not mix */
}
