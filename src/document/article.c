#include "document/article.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/messages.h"
#include "base/utf8.h"
#include "bundle/manifest.h"
#include "document/builder.h"
#include "document/html.h"
#include "document/language.h"
#include "document/parse.h"
#include "document/plain.h"

/* A first line of plain text up to this many code points is its title. */
#define TITLE_CHARACTERS 40

struct article {
    struct bundle *bundle;
    uint32_t entry;
    const char *name;
    enum entry_kind kind;
    struct entry_stream *stream; /* NULL when parsed from elsewhere */
    struct source *source;
    struct html *html; /* NULL for plain text */
    struct plain plain;
    struct buffer piece;
    struct arena *arena;
    struct builder builder;
    struct navigation navigation;
    struct published published;
    bool complete;
    struct fault fault;
    char *title; /* of its own, so that it is there also when the arena is full */
    const char *language;
    enum region region;
    bool vertical, hanging;
    bool titled; /* the title is its own */
};

void article_close(struct article *article)
{
    if (!article)
        return;
    html_free(article->html);
    plain_free(&article->plain);
    source_close(article->source);
    entry_close(article->stream);
    buffer_free(&article->piece);
    builder_free(&article->builder);
    map_free(&article->published.anchors);
    map_free(&article->published.slugs);
    arena_free(article->arena);
    free(article->title);
    free(article);
}

static enum status explain(const struct article *article, enum status status, struct fault *fault)
{
    if (status == STATUS_NO_MEMORY && arena_size(article->arena) < LIMIT_ARTICLE_MEMORY - MIB(1))
        return fault_no_memory(fault);
    return source_too_long(article->name, fault);
}

static enum status feed(struct article *article, bool last, struct fault *fault)
{
    const char *text = article->piece.data ? article->piece.data : "";
    enum status status = article->html ? html_feed(article->html, text, article->piece.size, last)
                                       : plain_feed(&article->plain, text, article->piece.size, last);
    if (!status && last) {
        builder_end(&article->builder);
        status = article->builder.status;
    }
    return status ? explain(article, status, fault) : STATUS_OK;
}

static const char *stated_language(const struct article *article)
{
    const char *tag = source_front(article->source)->language;
    return tag && *tag && strlen(tag) <= LIMIT_LANGUAGE_TAG ? tag : NULL;
}

/* The bundle's, where the article says nothing of its own and its letters do not either, as kana and Hangul do; else what
 * there is: `otherwise`. A bare "zh", as many EPUBs have it, says nothing of the forms. */
static const char *language_around(const struct article *article, const char *otherwise)
{
    const char *tag = article->bundle ? bundle_language(article->bundle) : NULL;
    bool own = stated_language(article) || !strcmp(otherwise, "ja") || !strcmp(otherwise, "ko");
    return tag && !own && strcasecmp(tag, "zh") != 0 ? tag : otherwise;
}

/* Stated, or by the characters; those of Chinese may be of a language of the bundle that is written with them. */
static const char *choose_language(const struct article *article)
{
    const char *tag = stated_language(article), *guess = source_language(article->source);
    if (tag || strncmp(guess, "zh", 2) != 0)
        return tag ? tag : guess;
    tag = language_around(article, guess);
    return language_is_east_asian(tag) ? tag : guess;
}

/* Reads and builds the next piece. */
static enum status advance(struct article *article, struct fault *fault)
{
    bool last;
    article->piece.size = 0;
    enum status status = source_next(article->source, &article->piece, &last, fault);
    if (!article->language) {
        article->language = choose_language(article);
        const char *tag = language_around(article, article->language);
        article->region = language_region(tag, language_region(article->language, REGION_SC));
        article->builder.state.look.region = (uint8_t)article->region;
    }
    last |= status != STATUS_OK;
    struct fault built_fault;
    enum status built = feed(article, last, &built_fault);
    if (!status && built) {
        status = built;
        if (fault)
            *fault = built_fault;
    }
    article->complete = last || status;
    return status;
}

enum status article_more(struct article *article, struct fault *fault)
{
    if (article->complete)
        return STATUS_OK;
    enum status status = advance(article, &article->fault);
    if (status && fault)
        *fault = article->fault;
    return status;
}

/* A copy on one line; NULL when out of memory. */
static char *copy_line(const char *text, size_t size)
{
    char *copy = malloc(size + 1);
    if (!copy)
        return NULL;
    for (size_t i = 0; i < size; i++)
        copy[i] = text[i] == '\n' ? ' ' : text[i];
    copy[size] = '\0';
    return copy;
}

/* The name's last part without its ending. */
static char *stem_of(const char *name)
{
    const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name, *dot = strrchr(base, '.');
    return copy_line(base, dot && dot > base ? (size_t)(dot - base) : strlen(base));
}

static enum status choose_title(struct article *article)
{
    const struct block *heading = article->published.title, *first = article->published.first;
    struct buffer *given = &article->builder.title;
    article->titled = true;
    while (given->size && given->data[given->size - 1] == ' ')
        given->size--;
    const char *front = source_front(article->source)->title;
    if (front && !text_blank(front, strlen(front)))
        article->title = copy_line(front, strlen(front));
    else if (heading && !text_blank(heading->text.bytes, heading->text.size))
        article->title = copy_line(heading->text.bytes, heading->text.size);
    else if (given->size && !text_blank(given->data, given->size))
        article->title = copy_line(given->data, given->size);
    else if (!article->html && first &&
             utf8_count(first->text.bytes, strcspn(first->text.bytes, "\n")) <= TITLE_CHARACTERS)
        article->title = copy_line(first->text.bytes, strcspn(first->text.bytes, "\n"));
    else
        article->titled = false;
    if (!article->titled)
        article->title = stem_of(article->name);
    return article->title ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status begin(struct article *article, const struct source_input *input)
{
    article->name = input->name;
    article->kind = input->kind;
    article->source = source_open(input);
    article->arena = arena_new(LIMIT_ARTICLE_MEMORY);
    if (!article->source || !article->arena)
        return STATUS_NO_MEMORY;
    if (article->bundle)
        source_charset(article->source, bundle_manifest(article->bundle)->charset);
    article->published.arena = article->arena;
    article->navigation.published = &article->published;
    article->navigation.bundle = article->bundle;
    article->navigation.entry = article->entry;
    article->builder.arena = article->arena;
    article->builder.navigation = &article->navigation;
    article->plain.builder = &article->builder;
    if (input->kind != ENTRY_TEXT)
        article->html = html_new(&article->builder);
    return article->html || input->kind == ENTRY_TEXT ? STATUS_OK : STATUS_NO_MEMORY;
}

/* Parses until the first block is there, which settles the title. */
static enum status parse_first(struct article *article, struct fault *fault)
{
    enum status status = STATUS_OK;
    while (!article->published.first && !article->complete && !status)
        status = article_more(article, fault);
    if (!article->published.first) {
        if (status)
            return status;
        return fault_set(fault, STATUS_UNSUPPORTED, _("“%s” holds neither text nor pictures."),
                         article->name);
    }
    article->vertical = article->html && html_vertical(article->html);
    article->hanging = article->html && html_hanging(article->html);
    if (article->html && html_language(article->html)) {
        article->language = html_language(article->html);
        article->region = language_region(article->language, article->region);
    }
    return choose_title(article) ? fault_no_memory(fault) : STATUS_OK;
}

static enum status finish_open(struct article *article, enum status status, struct article **out)
{
    if (status)
        article_close(article);
    else
        *out = article;
    return status;
}

enum status article_parse(const struct source_input *input, struct bundle *bundle, uint32_t entry,
                          struct article **out, struct fault *fault)
{
    struct article *article = calloc(1, sizeof(*article));
    if (!article)
        return fault_no_memory(fault);
    article->bundle = bundle;
    article->entry = entry;
    enum status status = begin(article, input);
    status = status ? fault_no_memory(fault) : parse_first(article, fault);
    return finish_open(article, status, out);
}

static enum status read_entry(void *data, void *bytes, size_t room, size_t *got, struct fault *fault)
{
    return entry_read(data, bytes, room, got, fault);
}

enum status article_open(struct bundle *bundle, uint32_t entry, struct article **out, struct fault *fault)
{
    enum entry_kind kind = bundle_kind(bundle, entry);
    struct source_input input = {read_entry, NULL, bundle_name(bundle, entry), kind, SOURCE_PIECE};
    struct entry_stream *stream = NULL;
    if (!entry_is_article(kind))
        return fault_set(fault, STATUS_UNSUPPORTED,
                         _("“%s” is not an article: no Markdown, HTML or text file."), input.name);
    if (bundle_size(bundle, entry) > LIMIT_ARTICLE_SOURCE)
        return source_too_long(input.name, fault);
    enum status status = entry_open(bundle, entry, &stream, fault);
    if (status)
        return status;
    input.data = stream;
    status = article_parse(&input, bundle, entry, out, fault);
    if (status)
        entry_close(stream);
    else
        (*out)->stream = stream;
    return status;
}

bool article_complete(const struct article *article)
{
    return article->complete;
}

const struct fault *article_fault(const struct article *article)
{
    return article->fault.status ? &article->fault : NULL;
}

struct bundle *article_bundle(const struct article *article)
{
    return article->bundle;
}

uint32_t article_entry(const struct article *article)
{
    return article->entry;
}

const struct block *article_first(const struct article *article)
{
    return article->published.first;
}

const char *article_title(const struct article *article)
{
    return article->title;
}

bool article_titled(const struct article *article)
{
    return article->titled;
}

const char *article_date(const struct article *article)
{
    return source_front(article->source)->date;
}

const char *const *article_tags(const struct article *article)
{
    return (const char *const *)source_front(article->source)->tags;
}

const char *article_language(const struct article *article)
{
    return article->language;
}

enum region article_region(const struct article *article)
{
    return article->region;
}

bool article_vertical(const struct article *article)
{
    return article->vertical;
}

bool article_hanging(const struct article *article)
{
    return article->hanging;
}

bool article_anchor(struct article *article, const char *id, uint64_t *position)
{
    for (;;) {
        const struct anchor_name *anchor = map_find(&article->published.anchors, id, strlen(id));
        if (anchor)
            *position = anchor->at;
        if (anchor || article->complete)
            return anchor != NULL;
        if (article_more(article, NULL) && !article->complete)
            return false;
    }
}
