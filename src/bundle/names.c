#include "bundle/names.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ucnv.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <zlib.h>

#include "base/utf8.h"

/* A byte of a legacy charset takes at most three bytes of UTF-8; so does composing a character (UAX #15, table 4). */
#define DECODED_MAX ((size_t)3 * LIMIT_ENTRY_NAME)

struct name_decoder {
    UConverter *legacy;
    UChar units[DECODED_MAX];
    char text[DECODED_MAX + 1];
};

struct name_decoder *name_decoder_new(void)
{
    return calloc(1, sizeof(struct name_decoder));
}

void name_decoder_free(struct name_decoder *decoder)
{
    if (!decoder)
        return;
    ucnv_close(decoder->legacy);
    free(decoder);
}

bool name_decoder_charset(struct name_decoder *decoder, const char *charset)
{
    UErrorCode error = U_ZERO_ERROR;
    ucnv_close(decoder->legacy);
    decoder->legacy = ucnv_open(charset, &error);
    return U_SUCCESS(error);
}

static bool is_ascii(const char *text, size_t size)
{
    unsigned char bits = 0;
    for (size_t i = 0; i < size; i++)
        bits |= (unsigned char)text[i];
    return bits < 0x80;
}

static bool keep_as_is(const char *text, size_t size, struct name *out)
{
    if (size > LIMIT_ENTRY_NAME)
        return false;
    memcpy(out->text, text, size);
    out->text[size] = '\0';
    out->size = size;
    return true;
}

bool name_normalise(const char *text, size_t size, struct name *out)
{
    if (is_ascii(text, size))
        return keep_as_is(text, size, out);
    if (size > DECODED_MAX)
        return false;
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
    UChar units[DECODED_MAX], composed[DECODED_MAX];
    int32_t length = 0, composed_length = 0, bytes = 0;
    u_strFromUTF8(units, DECODED_MAX, &length, text, (int32_t)size, &error);
    if (U_SUCCESS(error) && unorm2_quickCheck(nfc, units, length, &error) == UNORM_YES)
        return keep_as_is(text, size, out);
    composed_length = unorm2_normalize(nfc, units, length, composed, DECODED_MAX, &error);
    u_strToUTF8(out->text, LIMIT_ENTRY_NAME, &bytes, composed, composed_length, &error);
    if (U_FAILURE(error))
        return false;
    out->text[bytes] = '\0';
    out->size = (size_t)bytes;
    return true;
}

/* The UTF-8 text of a Unicode path field that was made for this name, or NULL. */
static const char *find_path_field(const struct zip_header *header, size_t *size)
{
    size_t field_size;
    const unsigned char *field =
        zip_extra_find(header->extra, header->extra_size, FIELD_UNICODE_PATH, &field_size);
    if (!field || field_size <= 5 || field[0] != 1 ||
        zip_u32(field + 1) != crc32(crc32(0, NULL, 0), header->name, header->name_size) ||
        !utf8_valid((const char *)field + 5, field_size - 5))
        return NULL;
    *size = field_size - 5;
    return (const char *)field + 5;
}

enum name_claim name_claim(const struct zip_header *header)
{
    size_t size;
    const char *raw = (const char *)header->name;
    if (is_ascii(raw, header->name_size) || find_path_field(header, &size))
        return NAME_UTF8;
    if (!utf8_valid(raw, header->name_size))
        return NAME_LEGACY;
    bool long_sequence = false;
    for (size_t i = 0; i < header->name_size; i++)
        long_sequence |= header->name[i] >= 0xE0;
    return long_sequence || header->flags & ZIP_FLAG_UTF8 ? NAME_UTF8 : NAME_DOUBTFUL;
}

/* The name as UTF-8, not yet cleaned: points into the header or the decoder. */
static const char *decode(struct name_decoder *decoder, const struct zip_header *header, size_t *size)
{
    const char *field = find_path_field(header, size);
    if (field)
        return field;
    enum name_claim claim = name_claim(header);
    if (claim == NAME_UTF8 || (claim == NAME_DOUBTFUL && !decoder->legacy)) {
        *size = header->name_size;
        return (const char *)header->name;
    }
    if (header->name_size > LIMIT_ENTRY_NAME) {
        *size = 0;
        return NULL;
    }
    UErrorCode error = U_ZERO_ERROR;
    int32_t bytes = 0;
    ucnv_reset(decoder->legacy);
    int32_t length = ucnv_toUChars(decoder->legacy, decoder->units, DECODED_MAX, (const char *)header->name,
                                   header->name_size, &error);
    u_strToUTF8(decoder->text, DECODED_MAX, &bytes, decoder->units, length, &error);
    *size = U_SUCCESS(error) ? (size_t)bytes : 0;
    return decoder->text;
}

static bool is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;
}

/* Copies text with '/' for each backslash and U+FFFD for each control character; true when there were any of those. */
static bool copy_visible(const char *text, size_t size, struct name *out)
{
    bool any = false;
    out->size = 0;
    for (size_t i = 0; i < size;) {
        char bytes[4];
        uint32_t code;
        i += utf8_decode(text + i, size - i, &code);
        if (code == '\\')
            code = '/';
        if (is_control(code)) {
            any = true;
            code = UTF8_REPLACEMENT;
        }
        size_t length = utf8_encode(code, bytes);
        if (length > LIMIT_ENTRY_NAME - out->size)
            break;
        memcpy(out->text + out->size, bytes, length);
        out->size += length;
    }
    out->text[out->size] = '\0';
    return any;
}

static bool is_absolute(const struct name *name)
{
    char first = (char)(name->text[0] | 0x20);
    return name->text[0] == '/' ||
           (first >= 'a' && first <= 'z' && name->text[1] == ':' && name->text[2] == '/');
}

/* Takes away "." and empty parts, in place. */
static enum name_verdict clean_parts(struct name *name)
{
    size_t to = 0;
    bool folder = false;
    for (size_t from = 0; from < name->size;) {
        size_t length = strcspn(name->text + from, "/");
        const char *part = name->text + from;
        if (length == 2 && part[0] == '.' && part[1] == '.')
            return NAME_CLIMBS;
        folder = name->text[from + length] == '/';
        if (length > 0 && !(length == 1 && part[0] == '.')) {
            if (to > 0)
                name->text[to++] = '/';
            if (to < from)
                memmove(name->text + to, part, length);
            to += length;
        }
        from += length + 1;
    }
    name->text[to] = '\0';
    name->size = to;
    return folder ? NAME_FOLDER : to == 0 ? NAME_EMPTY : NAME_SOUND;
}

enum name_verdict name_decode(struct name_decoder *decoder, const struct zip_header *header, struct name *out)
{
    size_t size;
    const char *text = decode(decoder, header, &size);
    if (size > LIMIT_ENTRY_NAME || !text) {
        copy_visible(text ? text : "", size, out);
        return NAME_TOO_LONG;
    }
    struct name visible;
    if (copy_visible(text, size, &visible)) {
        *out = visible;
        return NAME_CONTROL;
    }
    if (!name_normalise(visible.text, visible.size, out)) {
        *out = visible;
        return NAME_TOO_LONG;
    }
    return is_absolute(out) ? NAME_ABSOLUTE : clean_parts(out);
}
