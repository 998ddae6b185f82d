/* slipcase list BUNDLE [--json] */
#include <stdio.h>

#include "base/messages.h"
#include "command/command.h"
#include "command/json.h"
#include "command/options.h"
#include "document/article.h"

static enum status add_line(struct buffer *out, const char *path, const char *title, const char *language)
{
    return buffer_print(out, "%s\t%s\t%s\n", path, title, language);
}

static enum status add_object(struct buffer *out, const char *path, const char *title, const char *language)
{
    enum status status = buffer_add(out, "{", 1);
    if (!status)
        status = json_field(out, "path", path);
    if (!status)
        status = json_field(out, "title", title);
    if (!status)
        status = json_field(out, "language", language);
    return status ? status : buffer_add(out, "}", 1);
}

/* One article, or a shelf's volume, whose title is not looked for; printed at once, so that a bundle of 100,000 begins at once and takes no memory. */
static int list_article(struct bundle *bundle, uint32_t entry, bool json, bool first)
{
    struct fault fault = {0};
    struct article *article = NULL;
    struct buffer out = {0};
    int code = EXIT_SOUND;
    const char *title = "", *language = "und";
    bool volume = bundle_kind(bundle, entry) == ENTRY_BUNDLE;
    if (!volume && article_open(bundle, entry, &article, &fault)) {
        options_fail(&fault);
        code = EXIT_FINDINGS;
    } else if (!volume) {
        title = article_title(article);
        language = article_language(article);
    }
    enum status status = STATUS_OK;
    if (json && !first)
        status = buffer_add(&out, ",\n", 2);
    if (!status)
        status = (json ? add_object : add_line)(&out, bundle_name(bundle, entry), title, language);
    if (status) {
        fault_no_memory(&fault);
        code = options_fail(&fault);
    } else if (options_print(&out)) {
        code = EXIT_UNUSABLE;
    }
    buffer_free(&out);
    article_close(article);
    return code;
}

int command_list(int argc, char **argv)
{
    struct options options;
    int code = EXIT_SOUND;
    bool first = true;
    if (!options_parse(argc, argv, "j", &options))
        return EXIT_UNUSABLE;
    struct bundle *bundle = options_bundle(&options);
    if (!bundle)
        return EXIT_UNUSABLE;
    bool shelf = bundle_home(bundle) == ENTRY_NONE;
    if (options.json)
        fputs("[\n", stdout);
    for (uint32_t entry = 0; entry < bundle_count(bundle) && code != EXIT_UNUSABLE; entry++) {
        enum entry_kind kind = bundle_kind(bundle, entry);
        if (!entry_is_article(kind) && !(shelf && kind == ENTRY_BUNDLE))
            continue;
        int one = list_article(bundle, entry, options.json, first);
        first = false;
        if (one)
            code = one;
    }
    if (options.json)
        fputs("\n]\n", stdout);
    bundle_close(bundle);
    return code;
}
