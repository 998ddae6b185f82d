/* CSS colours: the sixteen basic names of CSS Color 4 §6.1, "#" and rgb(). */
#ifndef DOCUMENT_COLOR_H
#define DOCUMENT_COLOR_H

#include <stdbool.h>
#include <stdint.h>

/* `value` is in lower case. *out is 0xFFRRGGBB; 0 for what is wholly transparent. False: no colour that is known here. */
bool color_read(const char *value, uint32_t *out);

#endif
