#include "depot.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>

#include "base/limits.h"
#include "bundle/manifest.h"
#include "maker.h"

#define ID "depotkey"

static unsigned char secret[crypto_sign_SECRETKEYBYTES], public[crypto_sign_PUBLICKEYBYTES];

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void write_key(const struct depot *depot)
{
    unsigned char bytes[42] = "Ed";
    char line[64], text[256], path[300];
    memcpy(bytes + 2, ID, 8);
    memcpy(bytes + 10, public, 32);
    sodium_bin2base64(line, sizeof line, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL);
    snprintf(text, sizeof text, "untrusted comment: minisign public key\n%s\n", line);
    snprintf(path, sizeof path, "%s/depot.pub", depot->keys);
    write_text(path, text);
}

void depot_open(struct depot *depot, const char *root)
{
    char command[1200];
    struct fault fault = {0};
    snprintf(depot->root, sizeof depot->root, "%s", root);
    snprintf(depot->library, sizeof depot->library, "%s/library", root);
    snprintf(depot->stick, sizeof depot->stick, "%s/stick", root);
    snprintf(depot->keys, sizeof depot->keys, "%s/keys", root);
    snprintf(depot->editions, sizeof depot->editions, "%s/state/editions", root);
    snprintf(command, sizeof command,
             "cd '%s' && chmod -R u+w . && rm -rf library stick keys state && mkdir library stick keys state",
             root);
    assert_int_equal(system(command), 0);
    assert_true(sodium_init() >= 0);
    crypto_sign_keypair(public, secret);
    write_key(depot);
    assert_int_equal(trust_open(depot->keys, &depot->trust, &fault), STATUS_OK);
}

void depot_close(struct depot *depot)
{
    trust_free(depot->trust);
    depot->trust = NULL;
}

void depot_write(const struct depot *depot, const struct depot_bundle *bundle)
{
    struct maker maker = {0};
    char path[512], *text = malloc(bundle->size + 1);
    assert_non_null(text);
    for (size_t i = 0; i < bundle->size; i++)
        text[i] = (char)('a' + (i * i >> 3) % 26);
    maker_add(&maker, &(struct maker_entry){.name = "README.md", .data = text, .size = bundle->size});
    if (bundle->settings)
        maker_add_text(&maker, "bundle.ini", bundle->settings);
    maker_end(&maker, "", 0, false);
    snprintf(path, sizeof path, "%s/%s", depot->root, bundle->path);
    maker_write(&maker, path);
    free(text);
    if (bundle->is_signed)
        depot_sign(depot, bundle->path);
}

void depot_sign(const struct depot *depot, const char *path)
{
    static const char comment[] = "depot's bundle";
    struct minisign_signature signature = {.hashed = true};
    unsigned char hash[64], all[64 + sizeof comment - 1];
    char name[512], text[MINISIGN_TEXT];
    crypto_generichash_state *state = aligned_alloc(64, (crypto_generichash_statebytes() + 63) / 64 * 64);
    assert_non_null(state);
    snprintf(name, sizeof name, "%s/%s", depot->root, path);
    FILE *file = fopen(name, "rb");
    assert_non_null(file);
    crypto_generichash_init(state, NULL, 0, sizeof hash);
    for (size_t got; (got = fread(text, 1, sizeof text, file)) > 0;)
        crypto_generichash_update(state, (unsigned char *)text, got);
    fclose(file);
    crypto_generichash_final(state, hash, sizeof hash);
    free(state);
    crypto_sign_detached(signature.signature, NULL, hash, sizeof hash, secret);
    memcpy(signature.id, ID, 8);
    snprintf(signature.comment, sizeof signature.comment, "%s", comment);
    memcpy(all, signature.signature, 64);
    memcpy(all + 64, comment, sizeof comment - 1);
    crypto_sign_detached(signature.global, NULL, all, sizeof all, secret);
    minisign_write_signature(&signature, text);
    strcat(name, MINISIGN_EXTENSION);
    write_text(name, text);
}

struct install_options depot_options(const struct depot *depot)
{
    static char source[300];
    snprintf(source, sizeof source, "%s/book.zip", depot->stick);
    return (struct install_options){.source = source,
                                    .folder = depot->library,
                                    .editions = depot->editions,
                                    .trust = depot->trust,
                                    .now = 1800000000};
}

enum status depot_install(const struct install_options *options, struct fault *fault)
{
    struct install *install;
    struct bundle *bundle;
    enum status status = install_open(options, &install, fault);
    if (status)
        return status;
    for (bool done = false; !status && !done;)
        status = install_step(install, &done, fault);
    if (!status)
        status = install_finish(install, fault);
    if (!status) {
        status = bundle_open(install_path(install), &bundle, fault);
        if (!status)
            bundle_close(bundle);
        enum status ended = status ? install_rollback(install, fault) : install_keep(install, fault);
        status = status ? status : ended;
    }
    install_close(install);
    return status;
}

/* 0: it does not open or verify; else its edition + 1. */
static uint64_t edition_of(const struct depot *depot, const char *path)
{
    struct verification *verification = NULL;
    struct bundle *bundle = NULL;
    uint64_t edition = 0;
    bool done = false;
    enum status status = verification_open(depot->trust, path, &verification, NULL);
    while (!status && !done)
        status = verification_step(verification, &done, NULL);
    if (!status)
        status = verification_bundle(verification, &bundle, NULL);
    if (!status)
        edition = bundle_manifest(bundle)->edition + 1;
    bundle_close(bundle);
    verification_close(verification);
    return edition;
}

const char *depot_library(const struct depot *depot)
{
    static char out[4096];
    struct dirent **names = NULL;
    int count = scandir(depot->library, &names, NULL, alphasort);
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < count; i++) {
        char path[800];
        struct stat about;
        const char *name = names[i]->d_name;
        snprintf(path, sizeof path, "%s/%s", depot->library, name);
        assert_int_equal(lstat(path, &about), 0);
        uint64_t edition = entry_kind_of(name) == ENTRY_BUNDLE ? edition_of(depot, path) : 0;
        if (edition)
            used += (size_t)snprintf(out + used, sizeof out - used, "%s edition %llu\n", name,
                                     (unsigned long long)edition - 1);
        else if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
            used += (size_t)snprintf(out + used, sizeof out - used, "%s\n", name);
        free(names[i]);
    }
    free(names);
    return out;
}
