#include "bundle/minisign.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/utf8.h"

#define UNTRUSTED "untrusted comment: "
#define TRUSTED "trusted comment: "

struct line {
    const char *text;
    size_t size;
};

/* Takes the next line, without its end, off *text; false when there is none. */
static bool take_line(const char **text, const char *end, struct line *line)
{
    if (*text == end)
        return false;
    const char *feed = memchr(*text, '\n', (size_t)(end - *text));
    const char *stop = feed ? feed : end;
    *line = (struct line){*text, (size_t)(stop - *text)};
    if (line->size && line->text[line->size - 1] == '\r')
        line->size--;
    *text = feed ? feed + 1 : end;
    return true;
}

static bool take_comment(const char **text, const char *end, const char *prefix, struct line *line)
{
    size_t size = strlen(prefix);
    if (!take_line(text, end, line) || line->size < size || memcmp(line->text, prefix, size) != 0)
        return false;
    line->text += size;
    line->size -= size;
    return true;
}

bool minisign_decode(const char *line, size_t line_size, unsigned char *out, size_t size)
{
    size_t got;
    const char *end;
    return sodium_base642bin(out, size, line, line_size, NULL, &got, &end, sodium_base64_VARIANT_ORIGINAL) ==
               0 &&
           got == size && end == line + line_size;
}

/* Nothing but blank lines. */
static bool is_end(const char *text, const char *end)
{
    while (text < end && (*text == '\n' || *text == '\r'))
        text++;
    return text == end;
}

bool minisign_read_key(const char *text, size_t size, struct minisign_key *out)
{
    const char *end = text + size;
    struct line line;
    unsigned char bytes[2 + MINISIGN_ID + MINISIGN_KEY];
    if (!take_comment(&text, end, UNTRUSTED, &line) || !take_line(&text, end, &line) || !is_end(text, end) ||
        !minisign_decode(line.text, line.size, bytes, sizeof bytes) || memcmp(bytes, "Ed", 2) != 0)
        return false;
    memcpy(out->id, bytes + 2, MINISIGN_ID);
    memcpy(out->key, bytes + 2 + MINISIGN_ID, MINISIGN_KEY);
    return true;
}

/* What can be shown on a line. */
static bool is_plain(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (((unsigned char)text[i] < 0x20 && text[i] != '\t') || text[i] == 0x7F)
            return false;
    return utf8_valid(text, size);
}

bool minisign_read_signature(const char *text, size_t size, struct minisign_signature *out)
{
    const char *end = text + size;
    struct line line;
    unsigned char bytes[2 + MINISIGN_ID + MINISIGN_SIGNATURE];
    if (!take_comment(&text, end, UNTRUSTED, &line) || !take_line(&text, end, &line) ||
        !minisign_decode(line.text, line.size, bytes, sizeof bytes) || bytes[0] != 'E' ||
        (bytes[1] != 'D' && bytes[1] != 'd'))
        return false;
    out->hashed = bytes[1] == 'D';
    memcpy(out->id, bytes + 2, MINISIGN_ID);
    memcpy(out->signature, bytes + 2 + MINISIGN_ID, MINISIGN_SIGNATURE);
    if (!take_comment(&text, end, TRUSTED, &line) || line.size > LIMIT_TRUSTED_COMMENT ||
        !is_plain(line.text, line.size))
        return false;
    memcpy(out->comment, line.text, line.size);
    out->comment[line.size] = '\0';
    return take_line(&text, end, &line) && is_end(text, end) &&
           minisign_decode(line.text, line.size, out->global, sizeof out->global);
}

void minisign_write_signature(const struct minisign_signature *signature, char *out)
{
    unsigned char bytes[2 + MINISIGN_ID + MINISIGN_SIGNATURE] = {'E', signature->hashed ? 'D' : 'd'};
    char line[sodium_base64_ENCODED_LEN(sizeof bytes, sodium_base64_VARIANT_ORIGINAL)];
    char global[sodium_base64_ENCODED_LEN(MINISIGN_SIGNATURE, sodium_base64_VARIANT_ORIGINAL)];
    memcpy(bytes + 2, signature->id, MINISIGN_ID);
    memcpy(bytes + 2 + MINISIGN_ID, signature->signature, MINISIGN_SIGNATURE);
    sodium_bin2base64(line, sizeof line, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL);
    sodium_bin2base64(global, sizeof global, signature->global, MINISIGN_SIGNATURE,
                      sodium_base64_VARIANT_ORIGINAL);
    snprintf(out, MINISIGN_TEXT, UNTRUSTED "signature from slipcase-pack\n%s\n" TRUSTED "%s\n%s\n", line,
             signature->comment, global);
}

void minisign_id(const unsigned char id[MINISIGN_ID], char out[MINISIGN_ID_TEXT])
{
    uint64_t number = 0;
    for (int i = MINISIGN_ID; i-- > 0;)
        number = number << 8 | id[i];
    snprintf(out, MINISIGN_ID_TEXT, "%" PRIX64, number);
}

bool minisign_comment_fits(const struct minisign_signature *signature, const struct minisign_key *key)
{
    unsigned char signed_bytes[MINISIGN_SIGNATURE + LIMIT_TRUSTED_COMMENT];
    size_t size = strlen(signature->comment);
    memcpy(signed_bytes, signature->signature, MINISIGN_SIGNATURE);
    memcpy(signed_bytes + MINISIGN_SIGNATURE, signature->comment, size);
    return crypto_sign_verify_detached(signature->global, signed_bytes, MINISIGN_SIGNATURE + size,
                                       key->key) == 0;
}

bool minisign_comment_plain(const char *comment, int64_t *when)
{
    static const char *const fields[] = {"timestamp:", "file:", "hashed", "prehashed", "id:", "edition:"};
    bool plain = true;
    *when = 0;
    for (const char *at = comment; *at;) {
        size_t size = strcspn(at, "\t");
        bool known = false;
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
            size_t length = strlen(fields[i]);
            known |= size >= length && !strncmp(at, fields[i], length) &&
                     (size == length || fields[i][length - 1] == ':');
        }
        if (!strncmp(at, fields[0], strlen(fields[0])))
            *when = strtoll(at + strlen(fields[0]), NULL, 10);
        plain &= known;
        at += size + (at[size] == '\t');
    }
    return plain;
}
