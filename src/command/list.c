/* slipcase list BUNDLE [--json] */
#include <stdio.h>
#include <stdlib.h>

#include "base/messages.h"
#include "command/command.h"
#include "command/json.h"
#include "command/options.h"
#include "document/article.h"

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
    struct publication *publication;
    uint32_t *labels; /* by entry: 1 + the item of the table of contents that leads to it first; 0: none */
    bool json, any;
    int code;
};

/* An article without a title of its own has the one that the table of contents gives it. */
static const char *choose_title(const struct list *list, const struct article *article)
{
    uint32_t label = list->labels[article_entry(article)];
    const char *given = label ? publication_item(list->publication, label - 1).label : "";
    return article_titled(article) || !*given ? article_title(article) : given;
}

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
        row.title = choose_title(list, article);
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

/* The reading order, then all else by name. `done` has a byte for each entry. */
static void list_all(struct list *list, char *done)
{
    bool shelf = bundle_home(list->bundle) == ENTRY_NONE;
    for (uint32_t entry = publication_next(list->publication, ENTRY_NONE, 1);
         entry != ENTRY_NONE && list->code != EXIT_UNUSABLE;
         entry = publication_next(list->publication, entry, 1)) {
        list_entry(list, entry);
        done[entry] = true;
    }
    for (uint32_t entry = 0; entry < bundle_count(list->bundle) && list->code != EXIT_UNUSABLE; entry++) {
        enum entry_kind kind = bundle_kind(list->bundle, entry);
        if (!done[entry] && (entry_is_article(kind) || (shelf && kind == ENTRY_BUNDLE)))
            list_entry(list, entry);
    }
}

static void read_labels(struct list *list)
{
    while (publication_more(list->publication))
        ;
    for (uint32_t i = 0; i < publication_count(list->publication); i++) {
        uint32_t entry = publication_item(list->publication, i).entry;
        if (entry != ENTRY_NONE && !list->labels[entry])
            list->labels[entry] = i + 1;
    }
}

int command_list(int argc, char **argv)
{
    struct options options;
    struct fault fault = {0};
    char *done = NULL;
    if (!options_parse(argc, argv, "j", &options))
        return EXIT_UNUSABLE;
    struct list list = {.bundle = options_bundle(&options), .json = options.json, .code = EXIT_UNUSABLE};
    list.publication = list.bundle ? options_publication(list.bundle) : NULL;
    if (!list.publication)
        goto out;
    list.code = EXIT_SOUND;
    list.labels = calloc(bundle_count(list.bundle), sizeof *list.labels);
    done = calloc(bundle_count(list.bundle), 1);
    if (!list.labels || !done) {
        fault_no_memory(&fault);
        list.code = options_fail(&fault);
        goto out;
    }
    read_labels(&list);
    if (options.json)
        fputs("[\n", stdout);
    list_all(&list, done);
    if (options.json)
        fputs("\n]\n", stdout);
out:
    free(done);
    free(list.labels);
    publication_free(list.publication);
    bundle_close(list.bundle);
    return list.code;
}
