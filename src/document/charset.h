/* Bytes in whatever charset → UTF-8, piece by piece.
 *
 * Decided, in this order, by: a byte order mark; the first bytes outside ASCII being well-formed UTF-8; a label in
 * <meta charset> or the XML declaration (GB 2312 and GBK are read as GB 18030, which holds both); ICU's detector over the
 * piece in which they stand. What cannot be read becomes U+FFFD, and so does NUL; CR LF and CR become LF. */
#ifndef DOCUMENT_CHARSET_H
#define DOCUMENT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct charset;

/* NULL when out of memory. */
struct charset *charset_new(void);
void charset_free(struct charset *charset);

/* Appends the text of the next `size` bytes to `out`; a character cut off at their end waits for the next call. `last`: there
 * are no more. The pieces should be 4 KB or more, or the detector has little to go by. */
enum status charset_decode(struct charset *charset, const char *bytes, size_t size, bool last,
                           struct buffer *out) MUST_USE;

#endif
