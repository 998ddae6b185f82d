#include "pack/sign.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/messages.h"
#include "bundle/manifest.h"
#include "bundle/minisign.h"
#include "pack/whole.h"

enum { SECRET = 64, SALT = 32, CHECKSUM = 32 };

/* The bytes of a secret key file, as they stand. What follows the numbers is hidden behind the password, unless `kdf` is zero. */
struct file {
    unsigned char algorithm[2], kdf[2], checksum_algorithm[2];
    unsigned char salt[SALT], operations[8], memory[8];
    struct hidden {
        unsigned char id[MINISIGN_ID], secret[SECRET], checksum[CHECKSUM];
    } hidden;
};
_Static_assert(sizeof(struct file) == 158, "no padding");

struct signer_key {
    unsigned char id[MINISIGN_ID], secret[SECRET];
};

static uint64_t number(const unsigned char bytes[8])
{
    uint64_t value = 0;
    for (int i = 7; i >= 0; i--)
        value = value << 8 | bytes[i];
    return value;
}

static enum status no_key(const char *path, struct fault *fault)
{
    return fault_set(fault, STATUS_CORRUPT, _("%s is no secret key of minisign; make one with minisign -G."),
                     path);
}

/* A line of comment, a line of base64. */
static enum status read_file(const char *path, struct file *out, struct fault *fault)
{
    char text[LIMIT_KEY_FILE];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof text);
    if (size < 0)
        fault_set(fault, STATUS_IO, _("The key %s could not be read: %s."), path, strerror(errno));
    if (fd >= 0)
        close(fd);
    if (size < 0)
        return STATUS_IO;
    char *line = memchr(text, '\n', (size_t)size);
    size_t left = line ? (size_t)(text + size - ++line) : 0;
    while (left && strchr("\r\n", line[left - 1]))
        left--;
    bool sound = strncmp(text, "untrusted comment: ", 19) == 0 && left &&
                 minisign_decode(line, left, (unsigned char *)out, sizeof *out) &&
                 !memcmp(out->algorithm, "Ed", 2) && !memcmp(out->checksum_algorithm, "B2", 2) &&
                 (!memcmp(out->kdf, "\0\0", 2) || !memcmp(out->kdf, "Sc", 2));
    sodium_memzero(text, sizeof text);
    return sound ? STATUS_OK : no_key(path, fault);
}

static enum status uncover(const char *path, sign_password *ask, struct file *file, struct fault *fault)
{
    char password[SIGN_PASSWORD];
    unsigned char stream[sizeof file->hidden], sum[CHECKSUM];
    uint64_t operations = number(file->operations), memory = number(file->memory);
    if (operations > crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE ||
        memory > crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE)
        return fault_set(fault, STATUS_LIMIT, _("%s asks for more work than a key may; make another one."),
                         path);
    if (!ask(path, password))
        return fault_set(fault, STATUS_DENIED,
                         _("The key %s has a password, and none was given; type it when asked, or give it on "
                           "standard input."),
                         path);
    int failed = crypto_pwhash_scryptsalsa208sha256(stream, sizeof stream, password, strlen(password),
                                                    file->salt, operations, (size_t)memory);
    sodium_memzero(password, sizeof password);
    if (failed)
        return fault_no_memory(fault);
    unsigned char *hidden = (unsigned char *)&file->hidden;
    for (size_t i = 0; i < sizeof stream; i++)
        hidden[i] ^= stream[i];
    sodium_memzero(stream, sizeof stream);
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, CHECKSUM);
    crypto_generichash_update(&state, file->algorithm, sizeof file->algorithm);
    crypto_generichash_update(&state, hidden, MINISIGN_ID + SECRET);
    crypto_generichash_final(&state, sum, CHECKSUM);
    return memcmp(sum, file->hidden.checksum, CHECKSUM) == 0
               ? STATUS_OK
               : fault_set(fault, STATUS_DENIED, _("That is not the password of %s; try again."), path);
}

enum status sign_open(const char *path, sign_password *ask, struct signer_key **out, struct fault *fault)
{
    struct file file;
    *out = NULL;
    if (sodium_init() < 0)
        return fault_no_memory(fault);
    enum status status = read_file(path, &file, fault);
    if (!status && file.kdf[0])
        status = uncover(path, ask, &file, fault);
    if (!status) {
        *out = malloc(sizeof **out);
        status = *out ? STATUS_OK : fault_no_memory(fault);
    }
    if (!status) {
        memcpy((*out)->id, file.hidden.id, MINISIGN_ID);
        memcpy((*out)->secret, file.hidden.secret, SECRET);
    }
    sodium_memzero(&file, sizeof file);
    return status;
}

void sign_close(struct signer_key *key)
{
    if (key)
        sodium_memzero(key, sizeof *key);
    free(key);
}

static enum status hash_file(const char *path, unsigned char hash[MINISIGN_HASH], struct fault *fault)
{
    unsigned char bytes[KIB(64)];
    crypto_generichash_state state;
    ssize_t got = -1;
    crypto_generichash_init(&state, NULL, 0, MINISIGN_HASH);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    while (fd >= 0 && (got = read(fd, bytes, sizeof bytes)) != 0) {
        if (got < 0 && errno != EINTR)
            break;
        if (got > 0)
            crypto_generichash_update(&state, bytes, (unsigned long long)got);
    }
    if (got < 0)
        fault_set(fault, STATUS_IO, _("%s could not be read: %s."), path, strerror(errno));
    if (fd >= 0)
        close(fd);
    crypto_generichash_final(&state, hash, MINISIGN_HASH);
    return got < 0 ? STATUS_IO : STATUS_OK;
}

/* As minisign's own, with what the manifest adds. */
static enum status write_comment(const char *path, time_t date, struct buffer *out, struct fault *fault)
{
    struct bundle *bundle;
    const char *slash = strrchr(path, '/');
    enum status status = bundle_open(path, &bundle, fault);
    if (status)
        return status;
    const struct manifest *manifest = bundle_manifest(bundle);
    status = buffer_print(out, "timestamp:%lld\tfile:%s\thashed", (long long)date, slash ? slash + 1 : path);
    if (!status && manifest->id)
        status = buffer_print(out, "\tid:%s", manifest->id);
    if (!status && manifest->edition)
        status = buffer_print(out, "\tedition:%llu", (unsigned long long)manifest->edition);
    bundle_close(bundle);
    return status ? fault_no_memory(fault) : STATUS_OK;
}

static enum status sign_comment(const struct signer_key *key, struct minisign_signature *signature,
                                struct fault *fault)
{
    struct buffer bytes = {0};
    enum status status = buffer_add(&bytes, signature->signature, MINISIGN_SIGNATURE);
    if (!status)
        status = buffer_add(&bytes, signature->comment, strlen(signature->comment));
    if (!status)
        crypto_sign_detached(signature->global, NULL, (unsigned char *)bytes.data, bytes.size, key->secret);
    buffer_free(&bytes);
    return status ? fault_no_memory(fault) : STATUS_OK;
}

enum status sign_bundle(const struct signer_key *key, const char *path, time_t date, struct fault *fault)
{
    struct minisign_signature signature = {.hashed = true}, check;
    struct buffer comment = {0}, target = {0};
    unsigned char hash[MINISIGN_HASH];
    char text[MINISIGN_TEXT];
    enum status status = hash_file(path, hash, fault);
    if (!status)
        status = write_comment(path, date, &comment, fault);
    if (status)
        goto out;
    snprintf(signature.comment, sizeof signature.comment, "%s", comment.data);
    memcpy(signature.id, key->id, MINISIGN_ID);
    crypto_sign_detached(signature.signature, NULL, hash, sizeof hash, key->secret);
    status = sign_comment(key, &signature, fault);
    if (status)
        goto out;
    minisign_write_signature(&signature, text);
    if (!minisign_read_signature(text, strlen(text), &check))
        status = fault_set(fault, STATUS_INVALID,
                           _("%s cannot be named in a signature; give the bundle a name in UTF-8."), path);
    else if (buffer_print(&target, "%s" MINISIGN_EXTENSION, path))
        status = fault_no_memory(fault);
    else
        status = whole_write(target.data, text, strlen(text), fault);
out:
    buffer_free(&comment);
    buffer_free(&target);
    return status;
}
