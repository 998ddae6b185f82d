#include "search/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "search/database.h"
#include "search/rank.h"
#include "search/scan.h"

/* Articles of the index that one slice ranks. */
#define ROWS 256u

struct search {
    struct bundle *bundle;
    struct publication *publication;
    struct tokenizer *tokenizer;
    struct database *database; /* NULL: without an index */
    struct scan *scan;         /* then */
    struct fault fault;        /* why, or what the medium says */
    struct query query;
    struct hits hits;
    bool listing;          /* the index, or the names, have more */
    bool reading;          /* the texts have more */
    struct finder *finder; /* of the article that is being settled */
    int64_t settling;      /* its number */
    uint32_t entry;
};

enum status search_open(struct bundle *bundle, struct publication *publication, struct search **out,
                        struct fault *fault)
{
    struct search *search = calloc(1, sizeof *search);
    enum status status = STATUS_OK;
    *out = NULL;
    if (!search)
        return fault_no_memory(fault);
    search->bundle = bundle;
    search->publication = publication;
    search->tokenizer = tokenizer_new();
    if (!search->tokenizer)
        status = fault_no_memory(fault);
    if (!status && database_open(bundle, search->tokenizer, &search->database, &search->fault))
        status = scan_open(bundle, publication, search->tokenizer, &search->scan, fault);
    if (status)
        search_close(search);
    else
        *out = search;
    return status;
}

static void forget(struct search *search)
{
    finder_close(search->finder);
    search->finder = NULL;
    hits_free(&search->hits);
    search->listing = search->reading = false;
}

void search_close(struct search *search)
{
    if (!search)
        return;
    forget(search);
    query_free(&search->query);
    database_close(search->database);
    scan_close(search->scan);
    tokenizer_free(search->tokenizer);
    free(search);
}

bool search_indexed(const struct search *search)
{
    return search->database;
}

const struct fault *search_fault(const struct search *search)
{
    return search->fault.status ? &search->fault : NULL;
}

static enum status add(void *data, int64_t number, double rank)
{
    struct search *search = data;
    hits_add(&search->hits, number, rank);
    return STATUS_OK;
}

/* Everything from the beginning, and from here on without an index, which there is none of or which turned out to be damaged. When
 * there is no memory for that, the next question begins it again. */
static enum status begin_scan(struct search *search, uint32_t limit, struct fault *fault)
{
    enum status status = STATUS_OK;
    forget(search);
    database_close(search->database);
    search->database = NULL;
    if (!search->scan)
        status = scan_open(search->bundle, search->publication, search->tokenizer, &search->scan, fault);
    if (status)
        return status;
    search->listing = search->reading = true;
    scan_ask(search->scan, &search->query);
    return hits_new(&search->hits, limit) ? fault_no_memory(fault) : STATUS_OK;
}

enum status search_ask(struct search *search, const char *query, uint32_t limit, struct fault *fault)
{
    forget(search);
    query_free(&search->query);
    search->query = (struct query){0};
    enum status status = query_parse(&search->query, search->tokenizer, query);
    if (status == STATUS_NOT_FOUND)
        return fault_set(fault, status, _("There is no letter, character or digit in “%s” to look for."),
                         query);
    limit = limit < 1 ? 1 : limit > SEARCH_MOST ? SEARCH_MOST : limit;
    if (status || hits_new(&search->hits, limit))
        return fault_no_memory(fault);
    if (!search->database)
        return begin_scan(search, limit, fault);
    search->listing = true;
    if (database_ask(search->database, &search->query, limit, add, search, &search->fault))
        return begin_scan(search, limit, fault);
    return STATUS_OK;
}

static enum status list(struct search *search, struct fault *fault)
{
    if (search->scan)
        return scan_names(search->scan, &search->hits, &search->listing, fault);
    if (database_step(search->database, ROWS, add, search, &search->listing, &search->fault))
        return begin_scan(search, search->hits.room, fault);
    return STATUS_OK;
}

/* An index may have an article under several numbers. */
static bool is_settled(const struct search *search, uint32_t entry)
{
    for (uint32_t i = 0; i < search->hits.count; i++)
        if (search->hits.all[i].shown.settled && search->hits.all[i].shown.entry == entry)
            return true;
    return false;
}

/* Finds the article of a hit. What cannot be opened is no hit, but for a bundle on a shelf, which has nothing to be looked through. */
static enum status begin_settling(struct search *search, uint32_t place, struct fault *fault)
{
    struct hit *hit = &search->hits.all[place];
    enum status status = STATUS_OK;
    search->settling = hit->number;
    if (search->scan) {
        search->entry = scan_entry(search->scan, hit->number);
    } else {
        hit->title.size = 0;
        if (database_article(search->database, hit->number, &search->entry, &hit->title, &search->fault))
            return begin_scan(search, search->hits.room, fault);
    }
    if (search->entry != ENTRY_NONE && bundle_kind(search->bundle, search->entry) == ENTRY_BUNDLE) {
        hit->shown.entry = search->entry;
        hit->shown.settled = true;
        return buffer_print(&hit->title, "%s", bundle_name(search->bundle, search->entry))
                   ? fault_no_memory(fault)
                   : STATUS_OK;
    }
    if (search->entry != ENTRY_NONE && !is_settled(search, search->entry))
        status = finder_open(search->bundle, search->entry, &search->query, search->tokenizer,
                             &search->finder, fault);
    if (status == STATUS_NO_MEMORY)
        return status;
    if (!search->finder)
        hits_drop(&search->hits, place);
    return STATUS_OK;
}

/* What the article is called. An index says so only of one that has no title of its own. */
static const char *title_of(const struct search *search, const struct hit *hit, const struct article *article)
{
    if (search->scan)
        return scan_title(search->scan, article);
    return article_titled(article) || !hit->title.size ? article_title(article) : hit->title.data;
}

/* An index that is older than the article, or lies, may name one that has not the words; its names, and those of files, only say what
 * the title may be. */
static enum status look_again(struct search *search, const char *title, bool *there)
{
    double rank = 0;
    uint32_t found;
    enum status status = rank_title(&search->query, search->tokenizer, title, &rank, &found);
    *there = rank >= RANK_WORDS || (found | finder_seen(search->finder)) == query_all(&search->query);
    return status;
}

static enum status settle(struct search *search, struct fault *fault)
{
    bool more, there = false;
    enum status status = finder_step(search->finder, &more, fault);
    if (status || more)
        return status;
    uint32_t place = hits_find(&search->hits, search->settling);
    struct hit *hit = &search->hits.all[place];
    char *title = strdup(title_of(search, hit, finder_article(search->finder)));
    if (!title || look_again(search, title, &there))
        status = fault_no_memory(fault);
    else if (!there)
        hits_drop(&search->hits, place);
    else if (hits_take(hit, search->finder, search->entry, title))
        status = fault_no_memory(fault);
    free(title);
    finder_close(search->finder);
    search->finder = NULL;
    return status;
}

/* The place of the first hit that is not settled, or the number of hits. */
static uint32_t first_unsettled(const struct search *search)
{
    uint32_t place = 0;
    while (place < search->hits.count && search->hits.all[place].shown.settled)
        place++;
    return place;
}

bool search_step(struct search *search, struct fault *fault)
{
    enum status status = STATUS_OK;
    struct fault found = {0}; /* also of articles that are left aside */
    uint32_t place = search->finder || search->listing ? 0 : first_unsettled(search);
    if (search->finder)
        status = settle(search, &found);
    else if (search->listing)
        status = list(search, &found);
    else if (place < search->hits.count)
        status = begin_settling(search, place, &found);
    else if (search->reading)
        status = scan_texts(search->scan, &search->hits, &search->reading, &found);
    if (status) {
        *fault = found;
        forget(search);
        return false;
    }
    if (found.status == STATUS_IO && !search->fault.status)
        search->fault = found;
    return search->finder || search->listing || search->reading ||
           first_unsettled(search) < search->hits.count;
}

uint32_t search_count(const struct search *search)
{
    return search->hits.count;
}

const struct search_hit *search_hit(const struct search *search, uint32_t place)
{
    struct hit *hit = &search->hits.all[place];
    hit->shown.title = hit->title.size ? hit->title.data : "";
    hit->shown.snippet = hit->snippet.text.size ? hit->snippet.text.data : "";
    return &hit->shown;
}
