#include "base/messages.h"

#include <locale.h>
#include <string.h>

#include "base/resource.h"

void messages_open(void)
{
    struct buffer directory = {0};
    /* Numbers stay in the C locale: they go into dumps and JSON, not only on the screen. A board often has no locale
     * compiled but C.UTF-8, and gettext then still honours LANGUAGE. */
    const char *locale = setlocale(LC_MESSAGES, "");
    if (!locale || !strcmp(locale, "C"))
        setlocale(LC_MESSAGES, "C.UTF-8");
    setlocale(LC_CTYPE, "C.UTF-8");
    if (!resource_path("locale", &directory))
        bindtextdomain("slipcase", directory.data);
    bind_textdomain_codeset("slipcase", "UTF-8");
    textdomain("slipcase");
    buffer_free(&directory);
}
