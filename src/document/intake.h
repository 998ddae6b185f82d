/* What is read of an entry: its bytes, as text in UTF-8, as far as they are needed. */
#ifndef DOCUMENT_INTAKE_H
#define DOCUMENT_INTAKE_H

#include "document/charset.h"
#include "document/source.h"

#define INTAKE_READ (16 * 1024)

struct intake {
    struct source_input input;
    struct charset *charset;
    struct buffer text;  /* decoded, not yet dropped */
    uint64_t dropped;    /* bytes of text before it */
    uint64_t taken;      /* bytes of the entry so far */
    bool ended;          /* text holds the rest */
    enum status failure; /* of reading, of which `fault` says more: it has ended there */
    struct fault fault;
    char bytes[INTAKE_READ];
};

/* Fills a zeroed intake, which intake_close empties, also after a failure. False: out of memory. */
bool intake_open(struct intake *intake, const struct source_input *input) MUST_USE;
void intake_close(struct intake *intake);

/* Reads and decodes once more; the text need not grow by it. STATUS_LIMIT: it is too long; STATUS_CORRUPT: it cannot be decoded. */
enum status intake_more(struct intake *intake, struct fault *fault) MUST_USE;

/* Takes the first `size` bytes of the text away. */
void intake_drop(struct intake *intake, size_t size);

#endif
