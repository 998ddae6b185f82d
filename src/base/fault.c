#include "base/fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "base/utf8.h"

enum status(fault_set)(struct fault *fault, enum status status, const char *format, ...)
{
    if (!fault)
        return status;
    fault->status = status;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fault->sentence, sizeof fault->sentence, format, arguments);
    va_end(arguments);
    fault->sentence[utf8_whole(fault->sentence, strlen(fault->sentence))] = '\0';
    return status;
}

enum status(fault_no_memory)(struct fault *fault)
{
    return fault_set(fault, STATUS_NO_MEMORY, "%s", _("There is not enough memory for this."));
}
