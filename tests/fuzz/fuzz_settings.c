/* Any bytes as a manifest, as settings, a key, a signature, and as text in a charset to be found out, which must come out the same
 * however it is cut. The first byte says which. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "bundle/manifest.h"
#include "bundle/minisign.h"
#include "command/config.h"
#include "document/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take_sentence(void *data, const char *sentence)
{
    *(size_t *)data += strlen(sentence);
}

static void read_manifest(const char *text, size_t size)
{
    struct manifest_file *file;
    size_t length = 0;
    if (manifest_parse(text, size, &file))
        abort();
    manifest_findings(file, take_sentence, &length);
    const struct manifest *manifest = manifest_values(file);
    if (manifest->title && !utf8_valid(manifest->title, strlen(manifest->title)))
        abort();
    if (manifest_may_show(manifest, 0, "x", NULL) != manifest_may_show(manifest, 0, "y", NULL))
        abort();
    manifest_free(file);
}

static void take_complaint(void *data, const struct inifile_line *line, const char *sentence)
{
    (void)line;
    ++*(size_t *)data;
    if (!strstr(sentence, "line "))
        abort();
}

/* The settings that the maintenance screen keeps: what is read of them is printed and read as it was. */
static void read_settings(const char *text, size_t size)
{
    struct config config = {0}, again = {0};
    struct buffer printed = {0};
    size_t complaints = 0;
    struct setting_file file = {"any.conf", text, size, take_complaint, &complaints};
    if (config_override(&config, &file) || config_print(&config, &printed))
        abort();
    complaints = 0;
    file.text = printed.data;
    file.size = printed.size;
    if (config_override(&again, &file) || complaints || again.text_size != config.text_size ||
        again.theme != config.theme || again.language != config.language)
        abort();
    buffer_free(&printed);
    config_free(&again);
    config_free(&config);
}

/* All of slipcase.conf, as from a file. */
static void read_config(const char *text, size_t size)
{
    struct config config;
    size_t complaints = 0;
    struct setting_file file = {"any.conf", text, size, take_complaint, &complaints};
    if (config_parse(&config, &file) || !config.media || config.idle < 0 || config.countdown < 5 ||
        config.rotation % 90)
        abort();
    config_free(&config);
}

/* What is read is written as it was. */
static void read_signature(const char *text, size_t size)
{
    struct minisign_signature signature, again;
    char written[MINISIGN_TEXT];
    if (!minisign_read_signature(text, size, &signature))
        return;
    minisign_write_signature(&signature, written);
    if (!minisign_read_signature(written, strlen(written), &again) ||
        memcmp(signature.signature, again.signature, sizeof again.signature) != 0 ||
        strcmp(signature.comment, again.comment) != 0)
        abort();
}

static void decode(const char *bytes, size_t size, size_t piece, struct buffer *out)
{
    struct charset *charset = charset_new();
    enum status status = charset ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t at = 0; at < size && !status; at += piece)
        status = charset_decode(charset, bytes + at, size - at < piece ? size - at : piece, false, out);
    if (!status)
        status = charset_decode(charset, "", 0, true, out);
    if (status && status != STATUS_UNSUPPORTED)
        abort();
    charset_free(charset);
}

static void read_text(const char *bytes, size_t size)
{
    struct buffer whole = {0}, pieces = {0};
    decode(bytes, size, size + 1, &whole);
    decode(bytes, size, 7, &pieces);
    if (whole.size != pieces.size || (whole.size && memcmp(whole.data, pieces.data, whole.size) != 0) ||
        (whole.size && !utf8_valid(whole.data, whole.size)))
        abort();
    buffer_free(&whole);
    buffer_free(&pieces);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct minisign_key key;
    if (!size)
        return 0;
    const char *text = (const char *)data + 1;
    switch (data[0] % 6) {
    case 0:
        read_manifest(text, size - 1);
        break;
    case 1:
        read_signature(text, size - 1);
        break;
    case 2:
        (void)minisign_read_key(text, size - 1, &key);
        break;
    case 3:
        read_settings(text, size - 1);
        break;
    case 4:
        read_config(text, size - 1);
        break;
    default:
        read_text(text, size - 1);
        break;
    }
    return 0;
}
