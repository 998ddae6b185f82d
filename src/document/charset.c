#include "document/charset.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "base/utf8.h"

#define LABEL_SIZE 40
#define LABEL_WITHIN 4096 /* bytes of a file in which a label is looked for; HTML says 1,024 */
#define REPLACEMENT "\xEF\xBF\xBD"
#define PIVOT_SIZE 1024
#define DETECTOR_BYTES 16384

struct charset {
    bool started;  /* the byte order mark was looked for */
    bool decided;  /* else all bytes so far were ASCII */
    bool after_cr; /* an LF that comes next belongs to a CR already written */
    bool any;      /* something was written */
    char label[LABEL_SIZE];
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
    for (size_t at = 0; at < size;) {
        if (charset->after_cr && text[at] == '\n')
            at++;
        charset->after_cr = false;
        size_t run = at;
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

/* Opens the converter `name`; one that ICU does not know leaves UTF-8. */
static enum status use(struct charset *charset, const char *name)
{
    charset->decided = true;
    if (strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0)
        return STATUS_OK;
    /* What the WHATWG Encoding Standard says these labels mean. */
    if (strcasecmp(name, "gb2312") == 0 || strcasecmp(name, "gbk") == 0 || strcasecmp(name, "x-gbk") == 0)
        name = "GB18030";
    else if (strcasecmp(name, "iso-8859-1") == 0)
        name = "windows-1252";
    else if (strcasecmp(name, "big5") == 0)
        name = "Big5-HKSCS";
    else if (strcasecmp(name, "euc-kr") == 0)
        name = "windows-949";
    else if (strcasecmp(name, "shift_jis") == 0)
        name = "windows-31j";
    UErrorCode error = U_ZERO_ERROR;
    charset->from = ucnv_open(name, &error);
    if (U_SUCCESS(error))
        charset->to = ucnv_open("UTF-8", &error);
    if (U_SUCCESS(error))
        return STATUS_OK;
    ucnv_close(charset->from);
    charset->from = NULL;
    return error == U_MEMORY_ALLOCATION_ERROR ? STATUS_NO_MEMORY : STATUS_OK;
}

/* The value of charset= or encoding= (optionally quoted) inside of a <meta …> or <?xml …>. */
static void find_label(struct charset *charset, const char *bytes, size_t size)
{
    size = size < LABEL_WITHIN ? size : LABEL_WITHIN;
    for (size_t at = 0; at + 6 < size; at++) {
        bool meta = strncasecmp(bytes + at, "<meta", 5) == 0, xml = strncasecmp(bytes + at, "<?xml", 5) == 0;
        if (!meta && !xml)
            continue;
        const char *word = meta ? "charset" : "encoding";
        for (at += 5; at + 12 < size && bytes[at] != '>'; at++) {
            if (strncasecmp(bytes + at, word, strlen(word)) != 0)
                continue;
            size_t value = at + strlen(word), length = 0;
            while (value < size && strchr(" \t\r\n=\"'", bytes[value]) && bytes[value])
                value++;
            while (value + length < size && length + 1 < LABEL_SIZE &&
                   strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:.",
                          bytes[value + length]) &&
                   bytes[value + length])
                length++;
            memcpy(charset->label, bytes + value, length);
            charset->label[length] = '\0';
            return;
        }
    }
}

/* True when the bytes are UTF-8, also if a few of them are broken: one in sixteen of the sequences. */
static bool looks_utf8(const char *bytes, size_t size)
{
    size_t good = 0, bad = 0;
    size = utf8_whole(bytes, size);
    for (size_t at = 0; at < size;) {
        uint32_t code;
        size_t length = utf8_decode(bytes + at, size - at, &code);
        good += length > 1 && code != UTF8_REPLACEMENT;
        bad += code == UTF8_REPLACEMENT;
        at += length;
    }
    return bad == 0 || good / 16 >= bad;
}

static enum status detect(struct charset *charset, const char *bytes, size_t size)
{
    if (looks_utf8(bytes, size))
        return use(charset, "UTF-8");
    if (charset->label[0] && strncasecmp(charset->label, "utf", 3) != 0)
        return use(charset, charset->label);
    UErrorCode error = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&error);
    const char *name = NULL;
    if (U_SUCCESS(error)) {
        ucsdet_setText(detector, bytes, (int32_t)(size < DETECTOR_BYTES ? size : DETECTOR_BYTES), &error);
        ucsdet_enableInputFilter(detector, true); /* leaves out the tags */
        const UCharsetMatch *match = ucsdet_detect(detector, &error);
        if (U_SUCCESS(error) && match)
            name = ucsdet_getName(match, &error);
    }
    enum status status = use(charset, U_SUCCESS(error) && name ? name : "UTF-8");
    ucsdet_close(detector);
    return status;
}

static enum status start(struct charset *charset, const char *bytes, size_t size)
{
    if (charset->started || size == 0)
        return STATUS_OK;
    charset->started = true;
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        return use(charset, "UTF-8");
    if (size >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
        return use(charset, "UTF-16LE");
    if (size >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
        return use(charset, "UTF-16BE");
    find_label(charset, bytes, size);
    /* These write Han characters with ASCII bytes, so waiting for other bytes would be in vain. */
    if (strncasecmp(charset->label, "iso-2022", 8) == 0 || strncasecmp(charset->label, "hz", 2) == 0)
        return use(charset, charset->label);
    return STATUS_OK;
}

static bool is_ascii(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            return false;
    return true;
}

enum status charset_decode(struct charset *charset, const char *bytes, size_t size, bool last,
                           struct buffer *out)
{
    enum status status = start(charset, bytes, size);
    if (!status && !charset->decided && !is_ascii(bytes, size))
        status = detect(charset, bytes, size);
    if (status)
        return status;
    if (charset->from)
        return decode_other(charset, bytes, size, last, out);
    return decode_utf8(charset, bytes, size, last, out);
}
