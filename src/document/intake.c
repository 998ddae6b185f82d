#include "document/intake.h"

#include "base/limits.h"
#include "base/messages.h"

bool intake_open(struct intake *intake, const struct source_input *input)
{
    intake->input = *input;
    intake->text.limit = LIMIT_ARTICLE_SOURCE;
    intake->charset = charset_new();
    return intake->charset;
}

void intake_close(struct intake *intake)
{
    charset_free(intake->charset);
    buffer_free(&intake->text);
}

enum status intake_more(struct intake *intake, struct fault *fault)
{
    const struct source_input *input = &intake->input;
    size_t size = 0;
    while (size < INTAKE_READ && !intake->ended) {
        size_t got = 0;
        intake->failure =
            input->read(input->data, intake->bytes + size, INTAKE_READ - size, &got, &intake->fault);
        intake->ended = intake->failure || got == 0;
        size += intake->failure ? 0 : got;
    }
    intake->taken += size;
    if (intake->taken > LIMIT_ARTICLE_SOURCE)
        return source_too_long(input->name, fault);
    enum status status = charset_decode(intake->charset, intake->bytes, size, intake->ended, &intake->text);
    switch (status) {
    case STATUS_OK:
        return STATUS_OK;
    case STATUS_NO_MEMORY:
        return fault_no_memory(fault);
    case STATUS_LIMIT:
        return source_too_long(input->name, fault);
    default:
        return fault_set(fault, status, _("The characters of “%s” cannot be read. Save it as UTF-8."),
                         input->name);
    }
}

void intake_drop(struct intake *intake, size_t size)
{
    buffer_drop(&intake->text, size);
    intake->dropped += size;
}
