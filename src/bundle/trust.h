/* Who signed a bundle. Beside BUNDLE lies BUNDLE.minisig, in the format of minisign; whose signatures count is a folder of
 * public keys, *.pub.
 *
 * What is guaranteed after verification_step has said *done: the bytes of the file that the verification holds open are those that
 * were signed, and so is the comment. verification_bundle opens that very file, whatever its name has come to mean, and
 * only when neither its size nor its times have changed since the verification began. Who may write into the file can still
 * change it afterwards: a library belongs where only the administrator writes. */
#ifndef BUNDLE_TRUST_H
#define BUNDLE_TRUST_H

#include <stdbool.h>
#include <stdint.h>

#include "bundle/bundle.h"
#include "bundle/minisign.h"

struct trust;

/* Reads the keys of `folder`. A folder that cannot be read, a file *.pub in it that is no key, and none at all are failures, so
 * that a slip does not let everything through. */
enum status trust_open(const char *folder, struct trust **out, struct fault *fault) MUST_USE;
void trust_free(struct trust *trust);
uint32_t trust_count(const struct trust *trust);

/* A claim, not proven: the number of the key that the signature beside `path` names (`id` may be NULL, to ask only whether there is
 * one). Anybody can put such a file there, so that it is nothing to decide by, and is said as a claim or not at all.
 * STATUS_NOT_FOUND: it is not signed. */
enum status trust_claim(const char *path, char id[MINISIGN_ID_TEXT], struct fault *fault) MUST_USE;

struct verification;

/* Who signed a bundle, proven: there is none of a bundle that is not verified to its last byte. */
struct signer {
    const char *comment; /* the trusted comment, tabs as spaces */
    const char *remark;  /* the comment, if somebody wrote it; "": it is a tool's own */
    const char *key;     /* the key's file, without its folder */
    const char *name;    /* the same without its ".pub": what people call who signed it */
    int64_t when;        /* seconds since the epoch, UTC, as the comment says; 0: it does not */
    char id[MINISIGN_ID_TEXT];
};

/* Opens `path` and its signature and finds the key. `trust` must outlive the verification. STATUS_NOT_FOUND: no such file;
 * STATUS_DENIED: not signed, or by a key that is not trusted; STATUS_CORRUPT: the signature file is none, or its comment is
 * not what was signed; STATUS_UNSUPPORTED: a signature without a hash, and what is no packed bundle. */
enum status verification_open(const struct trust *trust, const char *path, struct verification **out,
                              struct fault *fault) MUST_USE;

/* The same; sentences call it `name`. */
enum status verification_open_as(const struct trust *trust, const char *path, const char *name,
                                 struct verification **out, struct fault *fault) MUST_USE;
void verification_close(struct verification *verification);

/* Reads a MiB more. *done: all was read, and the signature fits. STATUS_CORRUPT: it does not; STATUS_IO: the file cannot be
 * read, or has changed meanwhile. */
enum status verification_step(struct verification *verification, bool *done, struct fault *fault) MUST_USE;

/* How far it is, and of how much: bytes. */
uint64_t verification_read(const struct verification *verification);
uint64_t verification_size(const struct verification *verification);

/* NULL before it is done: until then the signature is only a claim. Lives as long as the verification. */
const struct signer *verification_signer(const struct verification *verification);

/* Opens the bundle that was verified, as bundle_open does; it does not need the verification any more. STATUS_IO when the file
 * has changed. Only once it is done. */
enum status verification_bundle(struct verification *verification, struct bundle **out,
                                struct fault *fault) MUST_USE;

/* Its file has been renamed by whoever verified it, and is `path` now. Done or not, a file that was written to meanwhile is refused from then on.
 * STATUS_NO_MEMORY, STATUS_IO. */
enum status verification_renamed(struct verification *verification, const char *path,
                                 struct fault *fault) MUST_USE;

#endif
