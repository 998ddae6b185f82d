#include "bundle/trust.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "base/messages.h"
#include "bundle/signature.h"

#define KEY_EXTENSION ".pub"

struct trust {
    struct trusted_key *keys;
    uint32_t count;
};

static bool is_key_name(const char *name)
{
    size_t size = strlen(name);
    size_t tail = strlen(KEY_EXTENSION);
    return name[0] != '.' && size > tail && !strcmp(name + size - tail, KEY_EXTENSION);
}

static enum status add_key(struct trust *trust, int folder, const char *path, const char *name,
                           struct fault *fault)
{
    char text[LIMIT_KEY_FILE + 1];
    size_t size;
    if (trust->count == LIMIT_TRUSTED_KEYS)
        return fault_set(fault, STATUS_LIMIT, _("%s holds more keys than are read here; take some out."),
                         path);
    if (!signature_load(folder, name, text, sizeof text, &size))
        return fault_set(fault, STATUS_IO, _("%s/%s could not be read (%s); correct that or remove it."),
                         path, name, strerror(errno));
    struct trusted_key *keys = realloc(trust->keys, (trust->count + 1) * sizeof *keys);
    if (!keys)
        return fault_no_memory(fault);
    trust->keys = keys;
    struct trusted_key *key = &keys[trust->count];
    if (size > LIMIT_KEY_FILE || !minisign_read_key(text, size, &key->key))
        return fault_set(fault, STATUS_CORRUPT,
                         _("%s/%s is no public key of minisign; put the right one there or remove it."), path,
                         name);
    key->file = strdup(name);
    key->name = strndup(name, strlen(name) - strlen(KEY_EXTENSION));
    trust->count++;
    return key->file && key->name ? STATUS_OK : fault_no_memory(fault);
}

static enum status read_folder(struct trust *trust, DIR *stream, const char *path, struct fault *fault)
{
    enum status status = STATUS_OK;
    for (struct dirent *item; !status;) {
        errno = 0;
        item = readdir(stream);
        if (!item && errno)
            return fault_set(fault, STATUS_IO, _("The keys in %s could not be read: %s."), path,
                             strerror(errno));
        if (!item)
            break;
        if (is_key_name(item->d_name))
            status = add_key(trust, dirfd(stream), path, item->d_name, fault);
    }
    if (!status && !trust->count)
        status = fault_set(fault, STATUS_NOT_FOUND,
                           _("There is no key in %s; put the .pub file of each publisher there."), path);
    return status;
}

enum status trust_open(const char *folder, struct trust **out, struct fault *fault)
{
    *out = NULL;
    struct trust *trust = calloc(1, sizeof *trust);
    if (!trust || sodium_init() < 0) {
        free(trust);
        return fault_no_memory(fault);
    }
    DIR *stream = opendir(folder);
    enum status status = stream
                             ? read_folder(trust, stream, folder, fault)
                             : fault_set(fault, errno == ENOENT ? STATUS_NOT_FOUND : STATUS_IO,
                                         _("The keys in %s could not be read: %s."), folder, strerror(errno));
    if (stream)
        closedir(stream);
    if (status)
        trust_free(trust);
    else
        *out = trust;
    return status;
}

void trust_free(struct trust *trust)
{
    if (!trust)
        return;
    for (uint32_t i = 0; i < trust->count; i++) {
        free(trust->keys[i].file);
        free(trust->keys[i].name);
    }
    free(trust->keys);
    free(trust);
}

uint32_t trust_count(const struct trust *trust)
{
    return trust->count;
}

enum status trust_find(const struct trust *trust, const struct minisign_signature *signature,
                       const struct trusted_key **out)
{
    enum status status = STATUS_NOT_FOUND;
    *out = NULL;
    for (uint32_t i = 0; i < trust->count && !*out; i++) {
        if (memcmp(trust->keys[i].key.id, signature->id, MINISIGN_ID) != 0)
            continue;
        /* Ids are chosen at random, and can be chosen on purpose. */
        bool fits = minisign_comment_fits(signature, &trust->keys[i].key);
        status = fits ? STATUS_OK : STATUS_CORRUPT;
        *out = fits ? &trust->keys[i] : NULL;
    }
    return status;
}
