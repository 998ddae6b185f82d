#include "search/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "search/finder.h"
#include "search/rank.h"

/* Names that one slice looks at. */
#define NAMES 256u

struct scan {
    struct bundle *bundle;
    struct tokenizer *tokenizer;
    struct roll *roll;
    uint32_t *order; /* entries, in the order of the list */
    uint32_t count, room;
    const struct query *query;
    uint32_t next;         /* of `order`: the next name, then the next text */
    struct finder *finder; /* of the text before that, or NULL */
};

static enum status read_order(struct scan *scan)
{
    enum status status = STATUS_OK;
    for (uint32_t entry = roll_next(scan->roll); entry != ENTRY_NONE && !status;
         entry = roll_next(scan->roll)) {
        status = GROW(scan->order, scan->room, scan->count + 1);
        if (!status)
            scan->order[scan->count++] = entry;
    }
    return status;
}

enum status scan_open(struct bundle *bundle, struct publication *publication, struct tokenizer *tokenizer,
                      struct scan **out, struct fault *fault)
{
    struct scan *scan = calloc(1, sizeof *scan);
    *out = scan;
    if (!scan)
        return fault_no_memory(fault);
    scan->bundle = bundle;
    scan->tokenizer = tokenizer;
    enum status status = roll_open(bundle, publication, &scan->roll, fault);
    if (!status && read_order(scan))
        status = fault_no_memory(fault);
    if (status) {
        scan_close(scan);
        *out = NULL;
    }
    return status;
}

void scan_close(struct scan *scan)
{
    if (!scan)
        return;
    finder_close(scan->finder);
    roll_free(scan->roll);
    free(scan->order);
    free(scan);
}

void scan_ask(struct scan *scan, const struct query *query)
{
    finder_close(scan->finder);
    scan->finder = NULL;
    scan->query = query;
    scan->next = 0;
}

/* "pages/Beijing_city.md" gives "Beijing_city", of which the underscore is no letter. */
static enum status rank_name(const struct scan *scan, uint32_t entry, double *rank)
{
    const char *name = bundle_name(scan->bundle, entry), *slash = strrchr(name, '/');
    name = slash ? slash + 1 : name;
    const char *dot = strrchr(name, '.');
    struct buffer stem = {0};
    uint32_t found;
    enum status status = buffer_add(&stem, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
    if (!status)
        status = rank_title(scan->query, scan->tokenizer, stem.data, rank, &found);
    buffer_free(&stem);
    return status;
}

enum status scan_names(struct scan *scan, struct hits *hits, bool *more, struct fault *fault)
{
    for (uint32_t i = 0; i < NAMES && scan->next < scan->count; i++, scan->next++) {
        double rank = 0;
        uint32_t found, entry = scan->order[scan->next];
        if (rank_name(scan, entry, &rank) ||
            rank_title(scan->query, scan->tokenizer, roll_label(scan->roll, entry), &rank, &found))
            return fault_no_memory(fault);
        if (rank > 0)
            hits_add(hits, scan->next, rank);
    }
    *more = scan->next < scan->count;
    if (!*more)
        scan->next = 0;
    return STATUS_OK;
}

/* The text has been looked through. */
static enum status add_text(struct scan *scan, struct hits *hits)
{
    const char *title = scan_title(scan, finder_article(scan->finder));
    double rank = 1;
    uint32_t found;
    enum status status = rank_title(scan->query, scan->tokenizer, title, &rank, &found);
    if (status || (rank < RANK_WORDS && (found | finder_seen(scan->finder)) != query_all(scan->query)))
        return status;
    uint32_t place = hits_add(hits, scan->next - 1, rank);
    if (place == hits->room)
        return STATUS_OK;
    return hits_take(&hits->all[place], scan->finder, scan->order[scan->next - 1], title);
}

static enum status open_next(struct scan *scan, const struct hits *hits, struct fault *fault)
{
    while (!scan->finder && scan->next < scan->count) {
        uint32_t number = scan->next++, entry = scan->order[number];
        if (hits_find(hits, number) < hits->room || !entry_is_article(bundle_kind(scan->bundle, entry)))
            continue;
        enum status status =
            finder_open(scan->bundle, entry, scan->query, scan->tokenizer, &scan->finder, fault);
        if (status == STATUS_NO_MEMORY)
            return status;
        break; /* one a slice, also when it cannot be read */
    }
    return STATUS_OK;
}

enum status scan_texts(struct scan *scan, struct hits *hits, bool *more, struct fault *fault)
{
    bool goes_on = false;
    *more = hits->count < hits->room;
    if (!*more)
        return STATUS_OK;
    enum status status = open_next(scan, hits, fault);
    if (!status && scan->finder)
        status = finder_step(scan->finder, &goes_on, fault);
    if (!status && scan->finder && !goes_on) {
        if (add_text(scan, hits))
            status = fault_no_memory(fault);
        finder_close(scan->finder);
        scan->finder = NULL;
    }
    *more = scan->finder || scan->next < scan->count;
    return status;
}

uint32_t scan_entry(const struct scan *scan, int64_t number)
{
    return scan->order[number];
}

const char *scan_title(const struct scan *scan, const struct article *article)
{
    return roll_title(scan->roll, article);
}
