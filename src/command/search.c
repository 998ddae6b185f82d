/* slipcase search BUNDLE QUERY [--limit N] [--json] */
#include <stdio.h>

#include "base/messages.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/json.h"
#include "command/options.h"
#include "search/search.h"

static uint64_t points(const char *text, size_t size)
{
    uint64_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

/* PATH TITLE POSITION SNIPPET, with tabs between, and brackets around what was found. */
static enum status add_line(struct buffer *out, const char *path, const struct search_hit *hit)
{
    const char *snippet = hit->snippet;
    enum status status =
        buffer_print(out, "%s\t%s\t%llu\t", path, hit->title, (unsigned long long)hit->position);
    if (status || hit->begin == hit->end)
        return status ? status : buffer_print(out, "%s\n", snippet);
    return buffer_print(out, "%.*s[%.*s]%s\n", (int)hit->begin, snippet, (int)(hit->end - hit->begin),
                        snippet + hit->begin, snippet + hit->end);
}

static enum status add_object(struct buffer *out, const char *path, const struct search_hit *hit)
{
    enum status status = buffer_add(out, "{", 1);
    if (!status)
        status = json_field(out, "path", path);
    if (!status)
        status = json_field(out, "title", hit->title);
    if (!status)
        status = buffer_print(out, ", \"position\": %llu", (unsigned long long)hit->position);
    if (!status)
        status = json_field(out, "snippet", hit->snippet);
    if (status)
        return status;
    return buffer_print(out, ", \"begin\": %llu, \"end\": %llu}",
                        (unsigned long long)points(hit->snippet, hit->begin),
                        (unsigned long long)points(hit->snippet, hit->end));
}

static int print(struct bundle *bundle, const struct search *search, bool json)
{
    struct buffer out = {0};
    struct fault fault;
    uint32_t count = search_count(search);
    enum status status = json ? buffer_print(&out, "[\n") : STATUS_OK;
    for (uint32_t i = 0; i < count && !status; i++) {
        const struct search_hit *hit = search_hit(search, i);
        status = (json ? add_object : add_line)(&out, bundle_name(bundle, hit->entry), hit);
        if (!status && json)
            status = buffer_print(&out, i + 1 < count ? ",\n" : "\n");
    }
    if (!status && json)
        status = buffer_print(&out, "]\n");
    int code = status ? options_fail((fault_no_memory(&fault), &fault)) : options_print(&out);
    buffer_free(&out);
    return code;
}

static int ask(struct bundle *bundle, struct search *search, const struct options *options)
{
    struct fault fault = {0};
    const char *query = options->bundles[1];
    enum status status = search_ask(search, query, options->limit, &fault);
    while (!status && search_step(search, &fault))
        status = fault.status;
    if (status || fault.status) {
        options_fail(&fault);
        return status == STATUS_NOT_FOUND ? EXIT_FINDINGS : EXIT_UNUSABLE;
    }
    const struct fault *told = search_fault(search);
    if (told)
        options_fail(told);
    int code = print(bundle, search, options->json);
    if (code || search_count(search))
        return code;
    /* Nobody knows what stands there. */
    if (told && told->status == STATUS_IO)
        return EXIT_UNUSABLE;
    fprintf(stderr, "slipcase: ");
    fprintf(stderr, _("Nothing in %s matches “%s”."), bundle_path(bundle), query);
    fputc('\n', stderr);
    return EXIT_FINDINGS;
}

/* options_bundle takes the first word. */
static bool two_words(const struct options *options)
{
    if (options->bundle_count == 2)
        return true;
    fprintf(stderr, "slipcase: ");
    if (options->bundle_count < 2)
        fprintf(stderr, "%s", _("search needs a bundle and what to look for; see slipcase --help."));
    else
        fprintf(stderr, _("Put what to look for between quotation marks: “%s” is one argument too many."),
                options->bundles[2]);
    fputc('\n', stderr);
    return false;
}

int command_search(int argc, char **argv)
{
    struct options options;
    struct fault fault = {0};
    struct search *search = NULL;
    if (!options_parse(argc, argv, "jlm", &options) || !two_words(&options))
        return EXIT_UNUSABLE;
    struct bundle *bundle = options_bundle(&options);
    struct publication *publication = bundle ? options_publication(bundle) : NULL;
    int code = EXIT_UNUSABLE;
    if (publication) {
        if (search_open(bundle, publication, &search, &fault))
            options_fail(&fault);
        else
            code = ask(bundle, search, &options);
    }
    search_close(search);
    publication_free(publication);
    bundle_close(bundle);
    return code;
}
