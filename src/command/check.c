/* slipcase check BUNDLE [--json]: reads everything in it, one line a finding. */
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/messages.h"
#include "base/utf8.h"
#include "bundle/link.h"
#include "bundle/manifest.h"
#include "command/command.h"
#include "command/json.h"
#include "command/options.h"
#include "command/signed.h"
#include "document/article.h"
#include "document/prescan.h"
#include "search/audit.h"
#include "search/search.h"

struct check {
    struct bundle *bundle;
    struct article *article; /* the one that is looked at */
    struct audit *audit;     /* of the search index; NULL: there is none to be compared */
    bool lies;               /* it says something of an article that is not so */
    bool json;
    uint32_t findings;
    bool failed; /* standard output or memory gave out */
};

/* `kind` is a word that scripts can rely on: signature, name, manifest, contents, index, data, charset, parse, link, picture. */
static void report(struct check *check, const char *entry, const char *kind, const char *sentence)
{
    struct buffer out = {0};
    enum status status;
    if (check->json) {
        status = buffer_print(&out, "%s{", check->findings ? ",\n" : "");
        if (!status)
            status = json_field(&out, "entry", entry);
        if (!status)
            status = json_field(&out, "kind", kind);
        if (!status)
            status = json_field(&out, "finding", sentence);
        if (!status)
            status = buffer_add(&out, "}", 1);
    } else {
        /* Some sentences begin with the name already. */
        bool named = strstr(sentence, entry);
        status = buffer_print(&out, "%s%s%s\n", named ? "" : entry, named ? "" : ": ", sentence);
    }
    check->findings++;
    if (status || options_print(&out))
        check->failed = true;
    buffer_free(&out);
}

static void report_refused(void *data, const char *name, const char *sentence)
{
    report(data, name, "name", sentence);
}

static void report_contents(void *data, const char *name, const char *sentence)
{
    report(data, name, "contents", sentence);
}

static void report_manifest(void *data, const char *sentence)
{
    report(data, MANIFEST_NAME, "manifest", sentence);
}

static void check_link(struct check *check, uint32_t entry, struct arena *arena, const char *href)
{
    struct target target;
    char sentence[FAULT_SENTENCE_SIZE];
    uint64_t position;
    if (link_resolve(check->bundle, entry, href, arena, &target))
        return;
    /* Only within an article: others would have to be parsed once more for each link to them. */
    if (target.kind == TARGET_ENTRY && target.entry == entry && target.fragment && *target.fragment &&
        strcmp(target.fragment, "top") != 0 && !article_anchor(check->article, target.fragment, &position)) {
        snprintf(sentence, sizeof sentence, _("a link leads to “#%s”, which is not in the article"),
                 target.fragment);
        report(check, bundle_name(check->bundle, entry), "link", sentence);
    }
    if (target.kind != TARGET_MISSING)
        return;
    snprintf(sentence, sizeof sentence, _("a link leads to “%s”, which is not in the bundle"),
             target.address);
    report(check, bundle_name(check->bundle, entry), "link", sentence);
}

static void check_picture(struct check *check, uint32_t entry, struct arena *arena,
                          const struct picture *picture)
{
    struct target target;
    char sentence[FAULT_SENTENCE_SIZE];
    struct fault fault = {0};
    if (picture->code || link_resolve(check->bundle, entry, picture->source, arena, &target))
        return;
    /* What bears a picture's name is decoded in its turn; here is what an article takes for one all the same. */
    if (target.kind == TARGET_ENTRY && bundle_kind(check->bundle, target.entry) != ENTRY_PICTURE &&
        canvas_try_picture(check->bundle, target.entry, &fault))
        report(check, bundle_name(check->bundle, entry), "picture", fault.sentence);
    if (target.kind != TARGET_MISSING && target.kind != TARGET_FOLDER)
        return;
    snprintf(sentence, sizeof sentence, _("the picture “%s” is not in the bundle"), target.address);
    report(check, bundle_name(check->bundle, entry), "picture", sentence);
}

static void check_text(struct check *check, uint32_t entry, struct arena *arena, const struct text *text)
{
    const struct link *last = NULL; /* one link can have several spans */
    for (uint32_t i = 0; i < text->span_count; i++) {
        const struct span *span = &text->spans[i];
        if (span->link && span->link != last)
            check_link(check, entry, arena, span->link->href);
        last = span->link;
        if (span->picture)
            check_picture(check, entry, arena, span->picture);
    }
}

static void check_block(struct check *check, uint32_t entry, struct arena *arena, const struct block *block)
{
    check_text(check, entry, arena, &block->text);
    if (block->picture)
        check_picture(check, entry, arena, block->picture);
    if (block->link)
        check_link(check, entry, arena, block->link->href);
    if (!block->table)
        return;
    uint32_t count = block->table->row_count * block->table->column_count;
    for (uint32_t i = 0; i < count; i++) {
        if (block->table->cells[i])
            check_text(check, entry, arena, &block->table->cells[i]->text);
    }
}

/* What the search index says of it; `article` NULL: it cannot be read. */
static void check_indexed(struct check *check, uint32_t entry, struct article *article)
{
    struct fault fault = {0};
    if (!check->audit || !audit_article(check->audit, entry, article, &fault))
        return;
    check->lies = true;
    report(check, bundle_name(check->bundle, entry), "index", fault.sentence);
}

static void check_article(struct check *check, uint32_t entry)
{
    const char *name = bundle_name(check->bundle, entry);
    struct article *article = NULL;
    struct fault fault = {0};
    struct arena *arena = arena_new(LIMIT_ARTICLE_MEMORY);
    if (!arena || article_open(check->bundle, entry, &article, &fault)) {
        report(check, name, "parse", arena ? fault.sentence : _("There is not enough memory for this."));
        arena_free(arena);
        check_indexed(check, entry, NULL);
        return;
    }
    while (!article_complete(article)) {
        if (article_more(article, &fault))
            break;
    }
    if (article_fault(article))
        report(check, name, "parse", article_fault(article)->sentence);
    check->article = article;
    for (const struct block *block = article_first(article); block; block = article_after(block))
        check_block(check, entry, arena, block);
    check_indexed(check, entry, article);
    article_close(article);
    arena_free(arena);
}

/* Whether the text says itself what its charset is. */
static bool names_charset(const struct buffer *bytes)
{
    const char *text = bytes->data;
    if (bytes->size >= 2 && (!memcmp(text, "\xFF\xFE", 2) || !memcmp(text, "\xFE\xFF", 2)))
        return true;
    const char *declared = prescan(text, bytes->size);
    return declared && strcmp(declared, "UTF-8") != 0;
}

/* Every byte is unpacked, which compares the CRC; false when that already failed. */
static bool check_data(struct check *check, uint32_t entry)
{
    struct fault fault = {0};
    struct buffer bytes = {0};
    struct entry_stream *stream = NULL;
    const char *name = bundle_name(check->bundle, entry);
    bool text = entry_is_article(bundle_kind(check->bundle, entry));
    if (text) {
        enum status status = entry_load(check->bundle, entry, LIMIT_ARTICLE_SOURCE, &bytes, &fault);
        bool said = bundle_manifest(check->bundle)->charset || (bytes.size && names_charset(&bytes));
        if (!status && bytes.size && !utf8_valid(bytes.data, bytes.size) && !said)
            report(check, name, "charset", _("the text is not valid UTF-8; its charset is guessed"));
        buffer_free(&bytes);
    } else if (!entry_open(check->bundle, entry, &stream, &fault)) {
        char block[1 << 14];
        size_t got = 1;
        while (got && !entry_read(stream, block, sizeof block, &got, &fault))
            ;
        entry_close(stream);
    }
    if (!fault.status)
        return true;
    report(check, name, "data", fault.sentence);
    return false;
}

/* With --json only what is wrong is printed. */
static void check_signature(struct check *check, const struct trust *trust)
{
    struct fault fault = {0};
    const char *path = bundle_path(check->bundle);
    if (signed_tell(trust, path, check->json, &fault))
        report(check, path, "signature", fault.sentence);
}

static void open_index(struct check *check, struct publication *publication)
{
    struct fault fault = {0};
    enum status status = audit_open(check->bundle, publication, &check->audit, &fault);
    if (status && status != STATUS_NOT_FOUND)
        report(check, SEARCH_ENTRY, "index", fault.sentence);
}

/* What it has too many of nobody can tell as long as something else of it is wrong. */
static void close_index(struct check *check)
{
    struct fault fault = {0};
    if (check->audit && !check->lies && !check->failed && audit_end(check->audit, &fault))
        report(check, SEARCH_ENTRY, "index", fault.sentence);
    audit_close(check->audit);
}

static void check_entry(struct check *check, uint32_t entry)
{
    struct fault fault = {0};
    enum entry_kind kind = bundle_kind(check->bundle, entry);
    bool sound = check_data(check, entry);
    if (sound && entry_is_article(kind))
        check_article(check, entry);
    else
        check_indexed(check, entry, NULL);
    if (sound && kind == ENTRY_PICTURE && canvas_try_picture(check->bundle, entry, &fault))
        report(check, bundle_name(check->bundle, entry), "picture", fault.sentence);
}

int command_check(int argc, char **argv)
{
    struct options options;
    struct trust *trust;
    if (!options_parse(argc, argv, "jc", &options) || !signed_keys(options.config, &trust))
        return EXIT_UNUSABLE;
    struct check check = {.bundle = options_bundle(&options), .json = options.json};
    struct publication *publication = check.bundle ? options_publication(check.bundle) : NULL;
    if (!publication) {
        bundle_close(check.bundle);
        trust_free(trust);
        return EXIT_UNUSABLE;
    }
    if (check.json)
        fputs("[\n", stdout);
    check_signature(&check, trust);
    bundle_refused(check.bundle, report_refused, &check);
    bundle_manifest_findings(check.bundle, report_manifest, &check);
    publication_findings(publication, report_contents, &check);
    open_index(&check, publication);
    for (uint32_t entry = 0; entry < bundle_count(check.bundle) && !check.failed; entry++)
        check_entry(&check, entry);
    close_index(&check);
    publication_free(publication);
    if (check.json)
        fputs("\n]\n", stdout);
    bundle_close(check.bundle);
    trust_free(trust);
    if (check.failed || fflush(stdout))
        return EXIT_UNUSABLE;
    return check.findings ? EXIT_FINDINGS : EXIT_SOUND;
}
