#include "base/messages.h"

#include <locale.h>
#include <stdlib.h>
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

const char *const messages_languages[] = {"zh-Hans", "zh-Hant", "en", "ja", "ko", NULL};

void messages_choose(const char *language)
{
    /* As gettext calls its catalogs. For en there is none, and then what stands in the source is shown. */
    static const char *const names[] = {"zh_CN", "zh_TW", "en", "ja", "ko"};
    for (size_t i = 0; messages_languages[i]; i++) {
        if (!strcmp(language, messages_languages[i]))
            setenv("LANGUAGE", names[i], 1);
    }
    /* So that gettext forgets what it looked up before. */
    textdomain("slipcase");
}
