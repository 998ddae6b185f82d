/* Entry names: from the bytes in a zip to normalised UTF-8. */
#ifndef BUNDLE_NAMES_H
#define BUNDLE_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/limits.h"
#include "bundle/zip.h"

/* The extra field with the name in UTF-8 (APPNOTE.TXT 4.6.9). */
#define FIELD_UNICODE_PATH 0x7075

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

struct name_decoder *name_decoder_new(void);
void name_decoder_free(struct name_decoder *decoder);

/* What a name is encoded in, as far as it shows by itself. In a name of Chinese characters in GB18030 a few happen to be
 * UTF-8 sequences of two bytes as well (目录 is Ŀ¼): such a name is what the legacy names of the bundle are. */
enum name_claim {
    NAME_UTF8, /* by its flag, its Unicode path field, or its sequences */
    NAME_DOUBTFUL,
    NAME_LEGACY,
};
enum name_claim name_claim(const struct zip_header *header);

/* The charset of legacy and doubtful names: an ICU converter name (legacy.h). Without one doubtful names are UTF-8. False
 * when out of memory or without such a charset. */
bool name_decoder_charset(struct name_decoder *decoder, const char *charset);

/* The name is taken from, in this order: the Unicode path field 0x7075 if its CRC fits (4.6.9), flag bit 11 or valid
 * UTF-8 that is not doubtful, the decoder's charset. Then '\' becomes '/', the text NFC, and "." and empty parts go away. */
enum name_verdict name_decode(struct name_decoder *decoder, const struct zip_header *header,
                              struct name *out);

/* text[0..size) in NFC (UAX #15) into out, with a NUL; false when it does not fit or is not UTF-8. */
bool name_normalise(const char *text, size_t size, struct name *out);

#endif
