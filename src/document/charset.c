#include "document/charset.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include "base/encoding.h"
#include "base/utf8.h"
#include "document/guess.h"
#include "document/prescan.h"

#define REPLACEMENT "\xEF\xBF\xBD"
#define PIVOT_SIZE 1024

struct charset {
    enum {
        HEAD,  /* held: the beginning, which may say what follows */
        ASCII, /* all bytes so far were; held: the first others, until there is enough of them */
        DECIDED,
    } stage;
    bool after_cr; /* an LF that comes next belongs to a CR already written */
    bool any;      /* something was written */
    bool preferred;
    const char *declared; /* converter, or NULL */
    struct buffer held;
    char tail[4]; /* UTF-8: a sequence cut off at the end of the last piece */
    size_t tail_size;
    UConverter *from, *to; /* NULL: UTF-8 */
    UChar pivot[PIVOT_SIZE];
    UChar *pivot_source, *pivot_target;
};

struct charset *charset_new(void)
{
    struct charset *charset = calloc(1, sizeof(*charset));
    if (charset)
        charset->pivot_source = charset->pivot_target = charset->pivot;
    return charset;
}

void charset_free(struct charset *charset)
{
    if (!charset)
        return;
    ucnv_close(charset->from);
    ucnv_close(charset->to);
    buffer_free(&charset->held);
    free(charset);
}

/* Writes valid UTF-8 with its line ends and NULs settled. */
static enum status write_text(struct charset *charset, const char *text, size_t size, struct buffer *out)
{
    if (!charset->any && size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        size -= 3;
    }
    charset->any |= size > 0;
    bool special = size && (memchr(text, '\r', size) || memchr(text, '\0', size));
    for (size_t at = 0; at < size;) {
        if (charset->after_cr && text[at] == '\n')
            at++;
        charset->after_cr = false;
        size_t run = special ? at : size;
        while (run < size && text[run] != '\r' && text[run] != '\0')
            run++;
        enum status status = buffer_add(out, text + at, run - at);
        if (!status && run < size) {
            charset->after_cr = text[run] == '\r';
            status = charset->after_cr ? buffer_add(out, "\n", 1) : buffer_add(out, REPLACEMENT, 3);
        }
        if (status)
            return status;
        at = run + (run < size);
    }
    return STATUS_OK;
}

/* UTF-8, each ill-formed sequence replaced. `bytes` ends with a whole character. */
static enum status write_utf8(struct charset *charset, const char *bytes, size_t size, struct buffer *out)
{
    size_t sound = 0;
    for (size_t at = 0; at < size;) {
        uint32_t code;
        size_t length = utf8_decode(bytes + at, size - at, &code);
        if (code == UTF8_REPLACEMENT && !(length == 3 && memcmp(bytes + at, REPLACEMENT, 3) == 0)) {
            enum status status = write_text(charset, bytes + sound, at - sound, out);
            if (!status)
                status = write_text(charset, REPLACEMENT, 3, out);
            if (status)
                return status;
            sound = at + length;
        }
        at += length;
    }
    return write_text(charset, bytes + sound, size - sound, out);
}

static enum status decode_utf8(struct charset *charset, const char *bytes, size_t size, bool last,
                               struct buffer *out)
{
    /* The cut-off sequence is finished byte by byte; then the rest is read where it stands. */
    while (charset->tail_size && size) {
        charset->tail[charset->tail_size++] = *bytes++;
        size--;
        bool whole = utf8_whole(charset->tail, charset->tail_size) == charset->tail_size;
        if (whole || charset->tail_size == sizeof(charset->tail)) {
            size_t tail_size = charset->tail_size;
            charset->tail_size = 0;
            enum status status = write_utf8(charset, charset->tail, tail_size, out);
            if (status)
                return status;
        }
    }
    if (last && charset->tail_size) {
        size_t tail_size = charset->tail_size;
        charset->tail_size = 0;
        return write_utf8(charset, charset->tail, tail_size, out);
    }
    size_t whole = last ? size : utf8_whole(bytes, size);
    enum status status = write_utf8(charset, bytes, whole, out);
    if (status)
        return status;
    if (size > whole) {
        charset->tail_size = size - whole;
        memcpy(charset->tail, bytes + whole, charset->tail_size);
    }
    return STATUS_OK;
}

static enum status decode_other(struct charset *charset, const char *bytes, size_t size, bool last,
                                struct buffer *out)
{
    const char *source = bytes, *end = bytes + size;
    char text[4096];
    UErrorCode error;
    do {
        char *target = text;
        error = U_ZERO_ERROR;
        ucnv_convertEx(charset->to, charset->from, &target, text + sizeof(text), &source, end, charset->pivot,
                       &charset->pivot_source, &charset->pivot_target, charset->pivot + PIVOT_SIZE, false,
                       last, &error);
        if (U_FAILURE(error) && error != U_BUFFER_OVERFLOW_ERROR)
            return error == U_MEMORY_ALLOCATION_ERROR ? STATUS_NO_MEMORY : STATUS_CORRUPT;
        enum status status = write_text(charset, text, (size_t)(target - text), out);
        if (status)
            return status;
    } while (error == U_BUFFER_OVERFLOW_ERROR);
    return STATUS_OK;
}

/* ICU's own callback writes U+001A for a single byte in some charsets. */
static void replace(const void *context, UConverterToUnicodeArgs *arguments, const char *bytes, int32_t size,
                    UConverterCallbackReason reason, UErrorCode *error)
{
    static const UChar replacement = UTF8_REPLACEMENT;
    (void)context;
    (void)bytes;
    (void)size;
    if (reason > UCNV_IRREGULAR)
        return;
    *error = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(arguments, &replacement, 1, 0, error);
}

static enum status decode(struct charset *charset, const char *bytes, size_t size, bool last,
                          struct buffer *out)
{
    if (charset->from)
        return decode_other(charset, bytes, size, last, out);
    return decode_utf8(charset, bytes, size, last, out);
}

/* Opens the converter `name`; one that ICU does not know leaves UTF-8. */
static enum status use(struct charset *charset, const char *name)
{
    UErrorCode error = U_ZERO_ERROR;
    charset->stage = DECIDED;
    if (strcmp(name, ENCODING_REPLACEMENT) == 0)
        return STATUS_UNSUPPORTED;
    if (strcmp(name, "UTF-8") == 0)
        return STATUS_OK;
    charset->from = ucnv_open(name, &error);
    if (U_SUCCESS(error))
        charset->to = ucnv_open("UTF-8", &error);
    if (U_SUCCESS(error))
        ucnv_setToUCallBack(charset->from, replace, NULL, NULL, NULL, &error);
    if (U_SUCCESS(error))
        return STATUS_OK;
    ucnv_close(charset->from);
    charset->from = NULL;
    return error == U_MEMORY_ALLOCATION_ERROR ? STATUS_NO_MEMORY : STATUS_OK;
}

/* Bytes outside ASCII, and ESC, with which ISO 2022 begins what its ASCII bytes stand for. */
static size_t ascii_size(const char *bytes, size_t size)
{
    size_t at = 0;
    while (at < size && (unsigned char)bytes[at] < 0x80 && bytes[at] != 0x1B)
        at++;
    return at;
}

static bool has_mark(const struct buffer *held, const char *mark, size_t size)
{
    return held->size >= size && memcmp(held->data, mark, size) == 0;
}

/* What the first bytes say by themselves. */
static enum status read_head(struct charset *charset)
{
    const struct buffer *held = &charset->held;
    charset->stage = ASCII;
    if (has_mark(held, "\xEF\xBB\xBF", 3))
        return use(charset, "UTF-8");
    /* No text in UTF-16 goes on with U+0000. */
    if (has_mark(held, "\xFF\xFE\0\0", 4))
        return use(charset, "UTF-32LE");
    if (has_mark(held, "\0\0\xFE\xFF", 4))
        return use(charset, "UTF-32BE");
    if (has_mark(held, "\xFF\xFE", 2))
        return use(charset, "UTF-16LE");
    if (has_mark(held, "\xFE\xFF", 2))
        return use(charset, "UTF-16BE");
    if (!charset->declared && held->size)
        charset->declared = prescan(held->data, held->size);
    const char *declared = charset->declared;
    /* These do not have ASCII's bytes for ASCII, so waiting for others would be in vain. */
    if (declared && (!strncmp(declared, "UTF-16", 6) || !strncmp(declared, "ISO-2022", 8) ||
                     !strcmp(declared, ENCODING_REPLACEMENT)))
        return use(charset, declared);
    return STATUS_OK;
}

static bool has_double_bytes(const char *converter)
{
    static const char *const names[] = {"GB18030", "Big5-HKSCS", "EUC-JP", "windows-31j", "windows-949"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strcmp(converter, names[i]) == 0)
            return true;
    return false;
}

/* The text begins with a byte outside ASCII. */
static enum status decide(struct charset *charset, bool last)
{
    const char *bytes = charset->held.data, *declared = charset->declared;
    size_t size = charset->held.size < GUESS_SIZE ? charset->held.size : GUESS_SIZE;
    bool long_ones, utf8 = guess_utf8(bytes, size, &long_ones), esc = *bytes == 0x1B;
    bool declares_utf8 = declared && strcmp(declared, "UTF-8") == 0;
    /* Files are saved as UTF-8 and keep the label they had; but two characters of two bytes can look like UTF-8. */
    if (utf8 && !esc && (!declared || declares_utf8 || long_ones || !has_double_bytes(declared)))
        return use(charset, "UTF-8");
    if (declared && (!declares_utf8 || charset->preferred))
        return use(charset, declared);
    enum status status = guess(bytes, size, last && size == charset->held.size, &declared);
    return status ? status : use(charset, declared);
}

/* Goes on with what is held as far as it can be decided. */
static enum status advance(struct charset *charset, bool last, struct buffer *out)
{
    struct buffer *held = &charset->held;
    enum status status = STATUS_OK;
    if (charset->stage == HEAD && (last || held->size >= PRESCAN_SIZE))
        status = read_head(charset);
    if (!status && charset->stage == ASCII && held->size) {
        size_t ascii = ascii_size(held->data, held->size);
        status = write_text(charset, held->data, ascii, out);
        buffer_drop(held, ascii);
        if (!status && held->size && (last || held->size >= GUESS_SIZE))
            status = decide(charset, last);
    }
    if (status || charset->stage != DECIDED)
        return status;
    status = decode(charset, held->data ? held->data : "", held->size, last, out);
    buffer_free(held);
    return status;
}

void charset_prefer(struct charset *charset, const char *label)
{
    charset->declared = encoding_find(label, strlen(label));
    charset->preferred = charset->declared != NULL;
}

enum status charset_decode(struct charset *charset, const char *bytes, size_t size, bool last,
                           struct buffer *out)
{
    if (charset->stage == DECIDED)
        return decode(charset, bytes, size, last, out);
    /* Most of a text in ASCII need not be held. */
    size_t ascii = charset->stage == ASCII && !charset->held.size ? ascii_size(bytes, size) : 0;
    enum status status = write_text(charset, bytes, ascii, out);
    if (!status)
        status = buffer_add(&charset->held, bytes + ascii, size - ascii);
    return status ? status : advance(charset, last, out);
}
