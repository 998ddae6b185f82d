#include "document/cdata.h"

#include <string.h>
#include <strings.h>

static const char section[] = "<![CDATA[", doctype[] = "<!DOCTYPE";

static bool begins(const char *text, size_t size, const char *word)
{
    return size >= strlen(word) && strncasecmp(text, word, strlen(word)) == 0;
}

bool cdata_present(struct cdata *cdata, const char *text, size_t size)
{
    if (cdata->place || memmem(text, size, section, sizeof section - 1))
        return true;
    /* A document type comes before the first element. */
    for (size_t at = 0; at < size && !cdata->begun; at++) {
        if (text[at] != '<' || at + 1 == size)
            continue;
        if (begins(text + at, size - at, doctype))
            return true;
        char letter = (char)(text[at + 1] | 0x20);
        cdata->begun = letter >= 'a' && letter <= 'z';
    }
    return false;
}

/* A byte within a section. */
static enum status put(struct cdata *cdata, char byte, struct buffer *out)
{
    enum status status = STATUS_OK;
    if (byte == ']' && cdata->brackets < 2) {
        cdata->brackets++;
        return STATUS_OK;
    }
    if (byte == ']')
        return buffer_add(out, "]", 1);
    if (byte == '>' && cdata->brackets == 2) {
        *cdata = (struct cdata){.begun = true};
        return STATUS_OK;
    }
    status = buffer_add(out, "]]", cdata->brackets);
    cdata->brackets = 0;
    if (status)
        return status;
    return byte == '<'   ? buffer_add(out, "&lt;", 4)
           : byte == '&' ? buffer_add(out, "&amp;", 5)
                         : buffer_add(out, &byte, 1);
}

/* A byte within a document type: the subset ends with "]" and, but for white space, ">". */
static enum status put_doctype(struct cdata *cdata, char byte, struct buffer *out)
{
    bool space = strchr(" \t\r\n", byte);
    if (cdata->place == CDATA_DOCTYPE && byte == '[') {
        cdata->place = CDATA_SUBSET;
    } else if (cdata->place == CDATA_DOCTYPE || (cdata->place == CDATA_SUBSET_END && byte == '>')) {
        cdata->place = byte == '>' ? CDATA_OUTSIDE : cdata->place;
        return buffer_add(out, &byte, 1);
    } else if (byte == ']') {
        cdata->place = CDATA_SUBSET_END;
    } else if (!space) {
        cdata->place = CDATA_SUBSET;
    }
    return STATUS_OK;
}

enum status cdata_apply(struct cdata *cdata, const char *text, size_t size, struct buffer *out)
{
    enum status status = STATUS_OK;
    for (size_t at = 0; at < size && !status; at++) {
        if (cdata->place == CDATA_SECTION) {
            status = put(cdata, text[at], out);
        } else if (cdata->place) {
            status = put_doctype(cdata, text[at], out);
        } else if (text[at] == '<' && begins(text + at, size - at, section)) {
            cdata->place = CDATA_SECTION;
            at += sizeof section - 2;
        } else {
            if (text[at] == '<' && !cdata->begun && begins(text + at, size - at, doctype))
                cdata->place = CDATA_DOCTYPE;
            else if (text[at] == '<' && at + 1 < size && (text[at + 1] | 0x20) >= 'a' &&
                     (text[at + 1] | 0x20) <= 'z')
                cdata->begun = true;
            status = buffer_add(out, text + at, 1);
        }
    }
    return status;
}
