/* Signatures against trusted keys. The keys and signatures are made here with libsodium; tests/command/test_trust.py does the
 * same with minisign itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>

#include "allocation.h"
#include "base/limits.h"
#include "bundle/minisign.h"
#include "bundle/trust.h"
#include "maker.h"

static struct {
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    struct minisign_key public;
} ours, other;

static char folder[256], keys[300], bundle[300], bundle_signature[320];

static void write_file(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static size_t read_file(const char *path, char *bytes, size_t room)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size = fread(bytes, 1, room - 1, file);
    bytes[size] = '\0';
    fclose(file);
    return size;
}

static void write_key(const char *name, const struct minisign_key *key, const char *end)
{
    unsigned char bytes[42] = "Ed";
    char line[64], text[256], path[400];
    memcpy(bytes + 2, key->id, 8);
    memcpy(bytes + 10, key->key, 32);
    sodium_bin2base64(line, sizeof line, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL);
    int size = snprintf(text, sizeof text, "untrusted comment: minisign public key%s%s%s", end, line, end);
    snprintf(path, sizeof path, "%s/%s", keys, name);
    write_file(path, text, (size_t)size);
}

static void sign(const unsigned char *secret, const unsigned char *id, const char *comment)
{
    static char bytes[4 << 20];
    struct minisign_signature signature = {.hashed = true};
    unsigned char hash[64], all[64 + 256];
    size_t size = read_file(bundle, bytes, sizeof bytes);
    crypto_generichash(hash, sizeof hash, (unsigned char *)bytes, size, NULL, 0);
    crypto_sign_detached(signature.signature, NULL, hash, sizeof hash, secret);
    memcpy(signature.id, id, 8);
    snprintf(signature.comment, sizeof signature.comment, "%s", comment);
    memcpy(all, signature.signature, 64);
    memcpy(all + 64, comment, strlen(comment));
    crypto_sign_detached(signature.global, NULL, all, 64 + strlen(comment), secret);
    char text[MINISIGN_TEXT];
    minisign_write_signature(&signature, text);
    write_file(bundle_signature, text, strlen(text));
}

static void write_bundle(size_t size)
{
    struct maker maker = {0};
    char *text = malloc(size + 1);
    assert_non_null(text);
    for (size_t i = 0; i < size; i++)
        text[i] = (char)('a' + (i * i >> 3) % 26);
    text[size] = '\0';
    maker_add(&maker, &(struct maker_entry){.name = "README.md", .data = text, .size = size});
    maker_end(&maker, "", 0, false);
    maker_write(&maker, bundle);
    free(text);
}

static int set_up(void **state)
{
    (void)state;
    char command[700];
    snprintf(folder, sizeof folder, "%s", maker_path("trust"));
    snprintf(keys, sizeof keys, "%s/keys", folder);
    snprintf(bundle, sizeof bundle, "%s/book.zip", folder);
    snprintf(bundle_signature, sizeof bundle_signature, "%s.minisig", bundle);
    snprintf(command, sizeof command, "rm -rf '%s' && mkdir -p '%s'", folder, keys);
    assert_int_equal(system(command), 0);
    crypto_sign_keypair(ours.public.key, ours.secret);
    crypto_sign_keypair(other.public.key, other.secret);
    memcpy(ours.public.id, "\x01\x23\x45\x67\x89\xAB\xCD\xEF", 8);
    memcpy(other.public.id, "otherkey", 8);
    write_key("ours.pub", &ours.public, "\n");
    write_bundle(3000000);
    sign(ours.secret, ours.public.id, "timestamp:1\tfile:book.zip\thashed");
    return 0;
}

/* Verifies to the end; the sentence of the first failure, or "", with the folder's name taken out. */
static const char *verify(struct verification **out)
{
    static char sentence[FAULT_SENTENCE_SIZE + 1];
    struct fault fault = {0};
    struct trust *trust;
    struct verification *verification = NULL;
    enum status status = trust_open(keys, &trust, &fault);
    if (!status)
        status = verification_open(trust, bundle, &verification, &fault);
    for (bool done = false; !status && !done;)
        status = verification_step(verification, &done, &fault);
    assert_int_equal(status, fault.status);
    if (out && !status)
        *out = verification;
    else
        verification_close(verification);
    trust_free(trust);
    char *to = sentence;
    for (const char *at = fault.sentence; *at;) {
        if (!strncmp(at, folder, strlen(folder)))
            at += strlen(folder) + 1;
        else
            *to++ = *at++;
    }
    *to = '\0';
    return sentence;
}

static void signed_by_a_trusted_key(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct trust *trust;
    struct verification *verification;
    struct bundle *opened;
    bool done = false;
    int steps = 0;
    write_key("second.pub", &other.public, "\n");
    assert_int_equal(trust_open(keys, &trust, &fault), STATUS_OK);
    assert_int_equal(trust_count(trust), 2);
    assert_int_equal(verification_open(trust, bundle, &verification, &fault), STATUS_OK);
    assert_int_equal(verification_bundle(verification, &opened, &fault), STATUS_IO);
    for (; !done; steps++) {
        assert_null(verification_signer(verification));
        assert_int_equal(verification_read(verification), steps * MIB(1));
        assert_int_equal(verification_step(verification, &done, &fault), STATUS_OK);
    }
    assert_int_equal(steps, 3);
    assert_int_equal(verification_read(verification), verification_size(verification));
    const struct signer *signer = verification_signer(verification);
    assert_string_equal(signer->comment, "timestamp:1 file:book.zip hashed");
    assert_string_equal(signer->remark, "");
    assert_int_equal(signer->when, 1);
    assert_string_equal(signer->key, "ours.pub");
    assert_string_equal(signer->id, "EFCDAB8967452301");
    assert_int_equal(verification_step(verification, &done, &fault), STATUS_OK);
    assert_true(done);
    assert_int_equal(verification_bundle(verification, &opened, &fault), STATUS_OK);
    verification_close(verification);
    trust_free(trust);
    struct buffer text = {0};
    assert_string_equal(bundle_path(opened), bundle);
    assert_int_equal(entry_load(opened, 0, MIB(4), &text, &fault), STATUS_OK);
    assert_int_equal(text.size, 3000000);
    buffer_free(&text);
    bundle_close(opened);
}

static void sizes_around_a_step(void **state)
{
    (void)state;
    for (size_t size = MIB(1) - 140; size < MIB(1) - 100; size++) {
        write_bundle(size);
        sign(ours.secret, ours.public.id, "");
        assert_string_equal(verify(NULL), "");
    }
}

static void not_signed(void **state)
{
    (void)state;
    assert_int_equal(unlink(bundle_signature), 0);
    assert_string_equal(verify(NULL),
                        "book.zip is not signed; get it from its publisher together with book.zip.minisig.");
    char id[MINISIGN_ID_TEXT];
    assert_int_equal(trust_claim(bundle, id, NULL), STATUS_NOT_FOUND);
    assert_int_equal(trust_claim(bundle, NULL, NULL), STATUS_NOT_FOUND);
    assert_int_equal(mkdir(bundle_signature, 0777), 0);
    assert_string_equal(
        verify(NULL), "The signature book.zip.minisig could not be read (Invalid argument); copy it again.");
}

static void no_bundle(void **state)
{
    (void)state;
    assert_int_equal(unlink(bundle), 0);
    assert_string_equal(verify(NULL), "There is no file book.zip; check the name.");
    assert_int_equal(mkdir(bundle, 0777), 0);
    assert_string_equal(verify(NULL),
                        "book.zip cannot be signed, and only signed bundles are opened here; pack "
                        "it with slipcase-pack --sign.");
}

static void a_bare_article(void **state)
{
    (void)state;
    char article[300];
    snprintf(article, sizeof article, "%s/a.md", folder);
    write_file(article, "x", 1);
    struct trust *trust;
    struct verification *verification;
    assert_int_equal(trust_open(keys, &trust, NULL), STATUS_OK);
    assert_int_equal(verification_open(trust, article, &verification, NULL), STATUS_UNSUPPORTED);
    assert_null(verification);
    trust_free(trust);
}

static void key_that_is_not_trusted(void **state)
{
    (void)state;
    sign(other.secret, other.public.id, "x");
    assert_string_equal(verify(NULL),
                        "The signature of book.zip names the key 79656B726568746F, which is not trusted "
                        "here; get it from a publisher who is.");
    /* With the number of a key that is. */
    sign(other.secret, ours.public.id, "x");
    assert_string_equal(verify(NULL),
                        "book.zip.minisig is not as it was signed; get it from the publisher again.");
    /* Two keys with one number: the one that fits. */
    memcpy(other.public.id, ours.public.id, 8);
    write_key("z.pub", &other.public, "\n");
    assert_string_equal(verify(NULL), "");
    sign(ours.secret, ours.public.id, "x");
    assert_string_equal(verify(NULL), "");
}

#define CHANGED                                                                                              \
    "book.zip is not what was signed: it is damaged or was changed; get it from the publisher again."

static void changed_bundles(void **state)
{
    (void)state;
    struct stat about;
    assert_int_equal(stat(bundle, &about), 0);
    for (long at = 0; at < about.st_size; at += about.st_size / 7) {
        FILE *file = fopen(bundle, "r+b");
        assert_non_null(file);
        fseek(file, at, SEEK_SET);
        int byte = getc(file);
        fseek(file, at, SEEK_SET);
        putc(byte ^ 1, file);
        fclose(file);
        assert_string_equal(verify(NULL), CHANGED);
        file = fopen(bundle, "r+b");
        fseek(file, at, SEEK_SET);
        putc(byte, file);
        fclose(file);
    }
    assert_string_equal(verify(NULL), "");
    assert_int_equal(truncate(bundle, about.st_size - 1), 0);
    assert_string_equal(verify(NULL), CHANGED);
    assert_int_equal(truncate(bundle, about.st_size + 1), 0);
    assert_string_equal(verify(NULL), CHANGED);
    assert_int_equal(truncate(bundle, 0), 0);
    assert_string_equal(verify(NULL), CHANGED);
}

/* The signature of another bundle by the same publisher. */
static void swapped_signature(void **state)
{
    (void)state;
    write_bundle(2000);
    assert_string_equal(verify(NULL), CHANGED);
}

static void replace_in_signature(const char *old, const char *new)
{
    char text[MINISIGN_TEXT], changed[MINISIGN_TEXT];
    read_file(bundle_signature, text, sizeof text);
    char *at = strstr(text, old);
    assert_non_null(at);
    int size = snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
    write_file(bundle_signature, changed, (size_t)size);
}

static void comments(void **state)
{
    (void)state;
    replace_in_signature("file:book.zip", "file:b00k.zip");
    assert_string_equal(verify(NULL),
                        "book.zip.minisig is not as it was signed; get it from the publisher again.");
    sign(ours.secret, ours.public.id, "版次 12");
    replace_in_signature("signature from slipcase-pack", "任意");
    struct verification *verification;
    assert_string_equal(verify(&verification), "");
    assert_string_equal(verification_signer(verification)->comment, "版次 12");
    assert_string_equal(verification_signer(verification)->remark, "版次 12");
    assert_int_equal(verification_signer(verification)->when, 0);
    verification_close(verification);
}

/* As a mail program or a Windows editor leaves them. */
static void ends_of_lines(void **state)
{
    (void)state;
    char text[MINISIGN_TEXT], crlf[MINISIGN_TEXT + 8], *to = crlf;
    read_file(bundle_signature, text, sizeof text);
    for (const char *c = text; *c; c++) {
        if (*c == '\n')
            *to++ = '\r';
        *to++ = *c;
    }
    write_file(bundle_signature, crlf, (size_t)(to - crlf));
    write_key("ours.pub", &ours.public, "\r\n");
    assert_string_equal(verify(NULL), "");
    text[strlen(text) - 1] = '\0';
    write_file(bundle_signature, text, strlen(text));
    assert_string_equal(verify(NULL), "");
}

static void signatures_that_are_none(void **state)
{
    (void)state;
    char text[MINISIGN_TEXT], changed[MINISIGN_TEXT + 64];
    size_t size = read_file(bundle_signature, text, sizeof text);
    const char *none = "book.zip.minisig is no signature of minisign; get it from the publisher again.";
    for (size_t cut = 0; cut < size - 2; cut++) {
        write_file(bundle_signature, text, cut);
        assert_string_equal(verify(NULL), none);
    }
    int more = snprintf(changed, sizeof changed, "%smore\n", text);
    write_file(bundle_signature, changed, (size_t)more);
    assert_string_equal(verify(NULL), none);
    static char large[LIMIT_SIGNATURE_FILE + 2];
    memset(large, '\n', sizeof large);
    memcpy(large, text, size);
    write_file(bundle_signature, large, sizeof large - 1);
    assert_string_equal(verify(NULL), none);
    sign(ours.secret, ours.public.id, "a\033[2Jb");
    assert_string_equal(verify(NULL), none);
    sign(ours.secret, ours.public.id, "\xD6\xD0");
    assert_string_equal(verify(NULL), none);
    write_file(bundle_signature, text, size);
    static char comment[LIMIT_TRUSTED_COMMENT + 1];
    memset(comment, 'x', LIMIT_TRUSTED_COMMENT);
    replace_in_signature("timestamp:1\tfile:book.zip\thashed", comment);
    assert_string_equal(verify(NULL),
                        "book.zip.minisig is not as it was signed; get it from the publisher again.");
    replace_in_signature("xx", "xxx");
    assert_string_equal(verify(NULL), none);
    write_file(bundle_signature, text, size);
    replace_in_signature("\nRU", "\nRW"); /* "ED" to "Ed" in base64 */
    assert_string_equal(
        verify(NULL), "book.zip.minisig signs the bundle without a hash; sign it again with minisign -S -H.");
}

static void keys_that_are_none(void **state)
{
    (void)state;
    char path[400];
    snprintf(path, sizeof path, "%s/broken.pub", keys);
    write_file(path, "untrusted comment: x\nRWQ\n", 25);
    assert_string_equal(
        verify(NULL), "keys/broken.pub is no public key of minisign; put the right one there or remove it.");
    static char large[LIMIT_KEY_FILE + 2];
    write_file(path, large, sizeof large);
    assert_string_equal(
        verify(NULL), "keys/broken.pub is no public key of minisign; put the right one there or remove it.");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("nowhere", path), 0);
    assert_string_equal(
        verify(NULL),
        "keys/broken.pub could not be read (No such file or directory); correct that or remove it.");
    assert_int_equal(unlink(path), 0);
    /* Other files are not looked at. */
    snprintf(path, sizeof path, "%s/README", keys);
    write_file(path, "x", 1);
    assert_string_equal(verify(NULL), "");
    snprintf(path, sizeof path, "%s/ours.pub", keys);
    assert_int_equal(unlink(path), 0);
    assert_string_equal(verify(NULL), "There is no key in keys; put the .pub file of each publisher there.");
    snprintf(keys, sizeof keys, "%s/nokeys", folder);
    assert_string_equal(verify(NULL), "The keys in nokeys could not be read: No such file or directory.");
}

static void too_many_keys(void **state)
{
    (void)state;
    for (unsigned i = 0; i < LIMIT_TRUSTED_KEYS; i++) {
        char name[32];
        snprintf(name, sizeof name, "%u.pub", i);
        write_key(name, &other.public, "\n");
    }
    assert_string_equal(verify(NULL), "keys holds more keys than are read here; take some out.");
}

static void changed_meanwhile(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct trust *trust;
    struct verification *verification;
    struct bundle *opened;
    bool done;
    assert_int_equal(trust_open(keys, &trust, &fault), STATUS_OK);
    for (int shorter = 0; shorter < 2; shorter++) {
        write_bundle(3000000);
        assert_int_equal(verification_open(trust, bundle, &verification, &fault), STATUS_OK);
        assert_int_equal(verification_step(verification, &done, &fault), STATUS_OK);
        assert_int_equal(truncate(bundle, shorter ? 1000 : 4000000), 0);
        enum status status;
        do
            status = verification_step(verification, &done, &fault);
        while (!status && !done);
        assert_int_equal(status, STATUS_IO);
        assert_non_null(strstr(fault.sentence, "was changed while it was checked; open it again."));
        /* It stays so. */
        assert_int_equal(verification_step(verification, &done, NULL), STATUS_IO);
        assert_false(done);
        assert_int_equal(verification_bundle(verification, &opened, &fault), STATUS_IO);
        verification_close(verification);
    }
    trust_free(trust);
}

/* Between the verification and the opening. */
static void replaced_afterwards(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct verification *verification;
    struct bundle *opened;
    assert_string_equal(verify(&verification), "");
    char moved[400];
    snprintf(moved, sizeof moved, "%s.old", bundle);
    assert_int_equal(rename(bundle, moved), 0);
    write_bundle(100);
    /* Renaming sets the time of change of what was verified; whether that counts is the system's. */
    if (!verification_bundle(verification, &opened, &fault)) {
        assert_int_equal(bundle_size(opened, 0), 3000000);
        bundle_close(opened);
    } else {
        assert_int_equal(fault.status, STATUS_IO);
    }
    verification_close(verification);
    assert_int_equal(rename(moved, bundle), 0);
    assert_string_equal(verify(&verification), "");
    FILE *file = fopen(bundle, "r+b");
    assert_non_null(file);
    putc('x', file);
    fclose(file);
    assert_int_equal(verification_bundle(verification, &opened, &fault), STATUS_IO);
    verification_close(verification);
}

static void every_allocation_fails_once(void **state)
{
    (void)state;
    bool reached = true;
    for (size_t number = 1; reached; number++) {
        allocation_fail(number);
        const char *sentence = verify(NULL);
        reached = allocation_count() >= number;
        allocation_fail(0);
        assert_string_equal(sentence, reached ? "There is not enough memory for this." : "");
    }
}

/* Without zeros in front. */
static void number_of_a_key(void **state)
{
    (void)state;
    char text[MINISIGN_ID_TEXT];
    minisign_id((const unsigned char[MINISIGN_ID]){0xAC, 0xB6, 0x67, 0xCC, 0x3B, 0xC9, 0xCE, 0x01}, text);
    assert_string_equal(text, "1CEC93BCC67B6AC");
    minisign_id((const unsigned char[MINISIGN_ID]){0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF}, text);
    assert_string_equal(text, "EFCDAB8967452301");
}

int main(void)
{
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(number_of_a_key),
        cmocka_unit_test_setup(signed_by_a_trusted_key, set_up),
        cmocka_unit_test_setup(sizes_around_a_step, set_up),
        cmocka_unit_test_setup(not_signed, set_up),
        cmocka_unit_test_setup(no_bundle, set_up),
        cmocka_unit_test_setup(a_bare_article, set_up),
        cmocka_unit_test_setup(key_that_is_not_trusted, set_up),
        cmocka_unit_test_setup(changed_bundles, set_up),
        cmocka_unit_test_setup(swapped_signature, set_up),
        cmocka_unit_test_setup(comments, set_up),
        cmocka_unit_test_setup(ends_of_lines, set_up),
        cmocka_unit_test_setup(signatures_that_are_none, set_up),
        cmocka_unit_test_setup(keys_that_are_none, set_up),
        cmocka_unit_test_setup(too_many_keys, set_up),
        cmocka_unit_test_setup(changed_meanwhile, set_up),
        cmocka_unit_test_setup(replaced_afterwards, set_up),
        cmocka_unit_test_setup(every_allocation_fails_once, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
