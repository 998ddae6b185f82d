/* slipcase list BUNDLE [--json] */
#include <stdio.h>

#include "command/command.h"
#include "command/json.h"
#include "command/options.h"
#include "document/roll.h"

/* What one line tells of an entry. */
struct row {
    const char *path, *title, *language, *date;
    const char *const *tags; /* NULL: none */
};

static enum status add_line(struct buffer *out, const struct row *row)
{
    return buffer_print(out, "%s\t%s\t%s\n", row->path, row->title, row->language);
}

static enum status add_tags(struct buffer *out, const char *const *tags)
{
    enum status status = buffer_print(out, ", \"tags\": [");
    for (size_t i = 0; tags[i] && !status; i++) {
        if (i)
            status = buffer_add(out, ", ", 2);
        if (!status)
            status = json_string(out, tags[i]);
    }
    return status ? status : buffer_add(out, "]", 1);
}

static enum status add_object(struct buffer *out, const struct row *row)
{
    enum status status = buffer_add(out, "{", 1);
    if (!status)
        status = json_field(out, "path", row->path);
    if (!status)
        status = json_field(out, "title", row->title);
    if (!status)
        status = json_field(out, "language", row->language);
    if (!status && row->date)
        status = json_field(out, "date", row->date);
    if (!status && row->tags && row->tags[0])
        status = add_tags(out, row->tags);
    return status ? status : buffer_add(out, "}", 1);
}

struct list {
    struct bundle *bundle;
    struct roll *roll;
    bool json, any;
    int code;
};

/* One article, or a shelf's volume, whose title is not looked for; printed at once, so that a bundle of 100,000 begins at
 * once. */
static void list_entry(struct list *list, uint32_t entry)
{
    struct fault fault = {0};
    struct article *article = NULL;
    struct buffer out = {0};
    struct row row = {.path = bundle_name(list->bundle, entry), .title = "", .language = "und"};
    bool volume = bundle_kind(list->bundle, entry) == ENTRY_BUNDLE;
    if (!volume && article_open(list->bundle, entry, &article, &fault)) {
        options_fail(&fault);
        list->code = EXIT_FINDINGS;
    } else if (!volume) {
        row.title = roll_title(list->roll, article);
        row.language = article_language(article);
        row.date = article_date(article);
        row.tags = article_tags(article);
    }
    enum status status = list->json && list->any ? buffer_add(&out, ",\n", 2) : STATUS_OK;
    if (!status)
        status = (list->json ? add_object : add_line)(&out, &row);
    list->any = true;
    if (status) {
        fault_no_memory(&fault);
        list->code = options_fail(&fault);
    } else if (options_print(&out)) {
        list->code = EXIT_UNUSABLE;
    }
    buffer_free(&out);
    article_close(article);
}

int command_list(int argc, char **argv)
{
    struct options options;
    struct fault fault = {0};
    if (!options_parse(argc, argv, "j", &options))
        return EXIT_UNUSABLE;
    struct list list = {.bundle = options_bundle(&options), .json = options.json, .code = EXIT_UNUSABLE};
    struct publication *publication = list.bundle ? options_publication(list.bundle) : NULL;
    if (!publication)
        goto out;
    if (roll_open(list.bundle, publication, &list.roll, &fault)) {
        options_fail(&fault);
        goto out;
    }
    list.code = EXIT_SOUND;
    if (options.json)
        fputs("[\n", stdout);
    for (uint32_t entry = roll_next(list.roll); entry != ENTRY_NONE && list.code != EXIT_UNUSABLE;
         entry = roll_next(list.roll))
        list_entry(&list, entry);
    if (options.json)
        fputs("\n]\n", stdout);
out:
    roll_free(list.roll);
    publication_free(publication);
    bundle_close(list.bundle);
    return list.code;
}
