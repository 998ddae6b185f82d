/* Writing JSON (RFC 8259), just what the commands print: strings with everything escaped that must be. */
#ifndef COMMAND_JSON_H
#define COMMAND_JSON_H

#include "base/buffer.h"

/* Appends `text` (UTF-8) as a quoted JSON string. */
enum status json_string(struct buffer *out, const char *text) MUST_USE;

/* Appends `"name": "value"`, with ", " before it unless it is the first of its object. */
enum status json_field(struct buffer *out, const char *name, const char *value) MUST_USE;

#endif
