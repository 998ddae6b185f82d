/* An entry's bytes as HTML in UTF-8 (plain text stays plain), piece by piece: charset, then Markdown. */
#ifndef DOCUMENT_SOURCE_H
#define DOCUMENT_SOURCE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/fault.h"
#include "bundle/bundle.h"
#include "document/front.h"

/* How much text one piece has at least, in bytes. */
#define SOURCE_PIECE (32 * 1024)

/* Where the bytes come from; as entry_read. `name` is for sentences, and outlives the source. */
struct source_input {
    enum status (*read)(void *data, void *bytes, size_t room, size_t *got, struct fault *fault);
    void *data;
    const char *name;
    enum entry_kind kind;
    size_t piece; /* SOURCE_PIECE, or another size for tests */
};

struct source;

/* NULL when out of memory. */
struct source *source_open(const struct source_input *input);
void source_close(struct source *source);

/* Before the first source_next: the charset that the bundle's manifest names, or NULL. */
void source_charset(struct source *source, const char *label);

/* Appends the next piece to `out`; *complete becomes true with the last. A failure to read comes after the piece made of
 * what could be read. */
enum status source_next(struct source *source, struct buffer *out, bool *complete,
                        struct fault *fault) MUST_USE;

/* The sentence for an article beyond a limit; returns STATUS_LIMIT. */
enum status source_too_long(const char *name, struct fault *fault);

/* What the characters of the first piece say (language.h). "und" before the first source_next. */
const char *source_language(const struct source *source);

/* What front matter gives; nothing before the first source_next. */
const struct front *source_front(const struct source *source);

#endif
