/* Files of minisign (https://jedisct1.github.io/minisign/, "Signature format" and "Public key format"): a line of comment and a line
 * in base64; in signatures a comment that is signed, too, and its signature. Lines may end in CR LF. */
#ifndef BUNDLE_MINISIGN_H
#define BUNDLE_MINISIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

#define MINISIGN_EXTENSION ".minisig"

enum {
    MINISIGN_ID = 8,
    MINISIGN_KEY = 32,
    MINISIGN_SIGNATURE = 64,
    MINISIGN_HASH = 64,
    MINISIGN_ID_TEXT = 17
};

struct minisign_key {
    unsigned char id[MINISIGN_ID];
    unsigned char key[MINISIGN_KEY]; /* Ed25519 */
};

struct minisign_signature {
    bool hashed; /* of the BLAKE2b-512 hash ("ED"), not of the file itself ("Ed") */
    unsigned char id[MINISIGN_ID];
    unsigned char signature[MINISIGN_SIGNATURE];
    unsigned char global[MINISIGN_SIGNATURE]; /* of the signature and the comment */
    char comment[LIMIT_TRUSTED_COMMENT + 1];  /* UTF-8 without control characters other than tabs */
};

/* text[0..size) as one of these; false when it is none. */
bool minisign_read_key(const char *text, size_t size, struct minisign_key *out);
bool minisign_read_signature(const char *text, size_t size, struct minisign_signature *out);

/* The signature file's text, with a NUL; `out` has room for MINISIGN_TEXT bytes. */
#define MINISIGN_TEXT (LIMIT_TRUSTED_COMMENT + 512)
void minisign_write_signature(const struct minisign_signature *signature, char *out);

/* Decodes one line of base64 that must hold exactly `size` bytes. */
bool minisign_decode(const char *line, size_t line_size, unsigned char *out, size_t size);

/* A key's number as minisign prints it. */
void minisign_id(const unsigned char id[MINISIGN_ID], char out[MINISIGN_ID_TEXT]);

/* Whether comment and signature belong together and are this key's. */
bool minisign_comment_fits(const struct minisign_signature *signature, const struct minisign_key *key);

/* Whether the comment is nothing but the fields that minisign and slipcase-pack write by themselves, divided by tabs: then it is nothing to be
 * read to people. *when: seconds since the epoch out of "timestamp:"; 0: it has none. */
bool minisign_comment_plain(const char *comment, int64_t *when);

#endif
