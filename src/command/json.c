#include "command/json.h"

#include <string.h>

enum status json_string(struct buffer *out, const char *text)
{
    enum status status = buffer_add(out, "\"", 1);
    for (const char *p = text; *p && !status; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\')
            status = buffer_print(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            status = buffer_print(out, "\\u%04x", c);
        else
            status = buffer_add(out, p, 1);
    }
    return status ? status : buffer_add(out, "\"", 1);
}

enum status json_field(struct buffer *out, const char *name, const char *value)
{
    enum status status = STATUS_OK;
    if (out->size && out->data[out->size - 1] != '{')
        status = buffer_add(out, ", ", 2);
    if (!status)
        status = json_string(out, name);
    if (!status)
        status = buffer_add(out, ": ", 2);
    return status ? status : json_string(out, value);
}
