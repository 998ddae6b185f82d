#include "ui/seal.h"

#include <time.h>

#include "base/messages.h"

enum status seal_say(const struct signer *signer, struct buffer *out)
{
    char date[32];
    time_t when = (time_t)signer->when;
    struct tm local;
    bool dated =
        signer->when > 0 && localtime_r(&when, &local) && strftime(date, sizeof date, "%Y-%m-%d", &local);
    /* Translators: a publisher's name, and the date "2026-11-24". */
    enum status status = dated ? buffer_print(out, _("Signed by %s on %s"), signer->name, date)
                               : buffer_print(out, _("Signed by %s"), signer->name);
    if (!status && *signer->remark)
        status = buffer_print(out, "\n%s", signer->remark);
    return status;
}
