/* Entry names: from the bytes in a zip to normalised UTF-8. */
#ifndef BUNDLE_NAMES_H
#define BUNDLE_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/limits.h"
#include "bundle/zip.h"

enum name_verdict {
    NAME_SOUND,
    NAME_FOLDER,   /* ends in '/' */
    NAME_EMPTY,    /* nothing left */
    NAME_CLIMBS,   /* a ".." part */
    NAME_ABSOLUTE, /* starts with '/' or "X:/" */
    NAME_CONTROL,  /* holds control characters */
    NAME_TOO_LONG, /* over LIMIT_ENTRY_NAME */
};

struct name {
    char text[LIMIT_ENTRY_NAME + 1]; /* for a refused name what can be shown of it */
    size_t size;
};

struct name_decoder;

/* `charset` is an ICU converter name, for names that say of themselves neither UTF-8 nor look like it. NULL when out
 * of memory or without such a charset. */
struct name_decoder *name_decoder_new(const char *charset);
void name_decoder_free(struct name_decoder *decoder);

/* The name is taken from, in this order: the Unicode path field 0x7075 if its CRC fits (4.6.9), flag bit 11 or valid
 * UTF-8, the decoder's charset. Then '\' becomes '/', the text NFC, and "." and empty parts go away. */
enum name_verdict name_decode(struct name_decoder *decoder, const struct zip_header *header,
                              struct name *out);

/* text[0..size) in NFC (UAX #15) into out, with a NUL; false when it does not fit or is not UTF-8. */
bool name_normalise(const char *text, size_t size, struct name *out);

/* Hash and equality that ignore case (simple case folding, Unicode 15 §5.18). */
uint64_t name_fold_hash(const char *text, size_t size, uint64_t seed);
bool name_fold_equal(const char *a, size_t a_size, const char *b, size_t b_size);

#endif
