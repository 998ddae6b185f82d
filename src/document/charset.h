/* Bytes in whatever charset → UTF-8, piece by piece; where the pieces are cut makes no difference.
 *
 * Decided by, in this order: a byte order mark; what the bundle's manifest says, or else the document (prescan.h), with the labels
 * of the WHATWG Encoding Standard; being well-formed UTF-8; the guess over the first 8 KB from the first byte outside ASCII on
 * (guess.h). What is well-formed UTF-8 is not read in another charset that is named, either, where it is hardly so by chance: files
 * are converted and keep their label. What cannot be read becomes U+FFFD, and so does NUL; CR LF and CR become LF. */
#ifndef DOCUMENT_CHARSET_H
#define DOCUMENT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct charset;

/* NULL when out of memory. */
struct charset *charset_new(void);
void charset_free(struct charset *charset);

/* Before the first piece: `label` goes before what the document declares. One that is none is passed over. */
void charset_prefer(struct charset *charset, const char *label);

/* Appends the text of the next `size` bytes to `out`, as far as it can be told yet: up to some 8 KB wait for the next call, and a
 * character cut off at their end. `last`: there are no more. STATUS_UNSUPPORTED: the document names a charset that the standard
 * does not have read (ENCODING_REPLACEMENT); STATUS_NO_MEMORY, STATUS_LIMIT. */
enum status charset_decode(struct charset *charset, const char *bytes, size_t size, bool last,
                           struct buffer *out) MUST_USE;

#endif
