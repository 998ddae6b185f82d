#include "document/guess.h"

#include <stdint.h>
#include <string.h>
#include <unicode/ucsdet.h>

#include "base/encoding.h"
#include "base/utf8.h"
#include "bundle/legacy.h"

/* Under this ICU has only found that the bytes are possible. */
#define SURE 50
/* Bytes under this are not the second of a character in any of the charsets. */
#define SINGLE 0x30

bool guess_utf8(const char *bytes, size_t size, bool *long_ones)
{
    size_t good = 0, bad = 0;
    *long_ones = false;
    /* A file that was cut off within a character can have got a line feed since. */
    while (size && strchr(" \r\n", bytes[size - 1]) && bytes[size - 1])
        size--;
    size = utf8_whole(bytes, size);
    for (size_t at = 0; at < size;) {
        uint32_t code;
        size_t length = utf8_decode(bytes + at, size - at, &code);
        /* U+FFFD can also have been written as such. */
        bool broken =
            code == UTF8_REPLACEMENT && !(length == 3 && memcmp(bytes + at, "\xEF\xBF\xBD", 3) == 0);
        good += length > 1 && !broken;
        bad += broken;
        *long_ones |= length > 2 && !broken;
        at += length;
    }
    return bad == 0 || good / 16 >= bad;
}

enum status guess(const char *bytes, size_t size, bool whole, const char **converter)
{
    UErrorCode error = U_ZERO_ERROR;
    int32_t confidence = 0;
    size_t end = size;
    while (!whole && end && (unsigned char)bytes[end - 1] >= SINGLE)
        end--;
    size = end ? end : size;
    *converter = "windows-1252";
    UCharsetDetector *detector = ucsdet_open(&error);
    ucsdet_setText(detector, bytes, (int32_t)size, &error);
    ucsdet_enableInputFilter(detector, true); /* leaves out the tags */
    int32_t count = 0;
    const UCharsetMatch **matches = U_SUCCESS(error) ? ucsdet_detectAll(detector, &count, &error) : NULL;
    for (int32_t i = 0; i < count && U_SUCCESS(error) && !confidence; i++) {
        const char *name = ucsdet_getName(matches[i], &error);
        /* ICU takes short texts for EBCDIC, which is no label. */
        const char *found = U_SUCCESS(error) ? encoding_find(name, strlen(name)) : NULL;
        if (!found || strcmp(found, "UTF-8") == 0)
            continue;
        confidence = ucsdet_getConfidence(matches[i], &error);
        *converter = found;
    }
    bool memory = error == U_MEMORY_ALLOCATION_ERROR;
    ucsdet_close(detector);
    if (memory)
        return STATUS_NO_MEMORY;
    if (confidence >= SURE)
        return STATUS_OK;
    /* A few words, as a name is. */
    const char *legacy = legacy_charset(bytes, size);
    if (!legacy)
        return STATUS_NO_MEMORY;
    if (strcmp(legacy, "ibm-437") != 0)
        *converter = legacy;
    return STATUS_OK;
}
