#include "document/publication.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/messages.h"
#include "document/summary.h"
#include "document/toc.h"

struct publication {
    struct bundle *bundle;
    struct arena *arena;
    struct toc toc;
    uint32_t source; /* the entry that holds the table, or ENTRY_NONE */
    struct summary *summary;
    bool started, complete; /* reading the table */
    struct fault fault;     /* why the table ends early */
    uint32_t home;          /* ENTRY_NONE: not looked for yet */
    char *title;            /* NULL: not looked for yet */
    char *language;
};

enum status publication_open(struct bundle *bundle, struct publication **out, struct fault *fault)
{
    struct publication *publication = calloc(1, sizeof *publication);
    if (!publication)
        return fault_no_memory(fault);
    publication->bundle = bundle;
    publication->home = ENTRY_NONE;
    publication->source = bundle_summary(bundle);
    publication->arena = arena_new(LIMIT_CONTENTS_MEMORY);
    publication->toc = (struct toc){.bundle = bundle, .arena = publication->arena};
    if (!publication->arena) {
        publication_free(publication);
        return fault_no_memory(fault);
    }
    *out = publication;
    return STATUS_OK;
}

void publication_free(struct publication *publication)
{
    if (!publication)
        return;
    summary_free(publication->summary);
    toc_free(&publication->toc);
    arena_free(publication->arena);
    free(publication->title);
    free(publication->language);
    free(publication);
}

static enum status start(struct publication *publication)
{
    publication->started = true;
    if (publication->source == ENTRY_NONE) {
        publication->complete = true;
        return STATUS_OK;
    }
    return summary_open(publication->bundle, publication->source, &publication->summary, &publication->fault);
}

bool publication_more(struct publication *publication)
{
    if (publication->complete)
        return false;
    enum status status = publication->started ? STATUS_OK : start(publication);
    if (!status && !publication->complete)
        status = summary_more(publication->summary, &publication->toc, &publication->complete,
                              &publication->fault);
    publication->complete |= status != STATUS_OK;
    if (publication->complete) {
        summary_free(publication->summary);
        publication->summary = NULL;
    }
    return !publication->complete;
}

uint32_t publication_count(struct publication *publication)
{
    while (!publication->toc.count && publication_more(publication))
        ;
    return publication->toc.count;
}

struct publication_item publication_item(const struct publication *publication, uint32_t index)
{
    return publication->toc.items[index];
}

/* README.md and its like in the folder of the table, as GitBook and docsify have it. */
static uint32_t front_page(const struct publication *publication)
{
    static const char *const names[] = {"README.md", "index.md", "index.html"};
    const char *table = bundle_name(publication->bundle, publication->source), *slash = strrchr(table, '/');
    struct buffer name = {0};
    uint32_t found = ENTRY_NONE;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && found == ENTRY_NONE; i++) {
        name.size = 0;
        if (!buffer_print(&name, "%.*s%s", slash ? (int)(slash + 1 - table) : 0, table, names[i]))
            found = bundle_find(publication->bundle, name.data);
    }
    buffer_free(&name);
    return found;
}

uint32_t publication_home(struct publication *publication)
{
    if (publication->home != ENTRY_NONE)
        return publication->home;
    if (publication->source != ENTRY_NONE)
        publication->home = front_page(publication);
    if (publication->home == ENTRY_NONE) {
        while (!publication->toc.order_count && publication_more(publication))
            ;
        if (publication->toc.order_count)
            publication->home = publication->toc.order[0];
    }
    if (publication->home == ENTRY_NONE)
        publication->home = bundle_home(publication->bundle);
    return publication->home;
}

/* Reads the table until the entry is in the reading order; false: it is not. */
static bool find_place(struct publication *publication, uint32_t entry, uint32_t *place)
{
    do {
        *place = toc_place(&publication->toc, entry);
    } while (*place == UINT32_MAX && publication_more(publication));
    return *place != UINT32_MAX;
}

uint32_t publication_next(struct publication *publication, uint32_t entry, int step)
{
    const struct toc *toc = &publication->toc;
    uint32_t home = publication_home(publication), place;
    if (entry == ENTRY_NONE)
        return ENTRY_NONE;
    if (!find_place(publication, entry, &place))
        return entry == home && step > 0 && toc->order_count ? toc->order[0] : ENTRY_NONE;
    if (step < 0) {
        if (place)
            return toc->order[place - 1];
        return find_place(publication, home, &place) ? ENTRY_NONE : home;
    }
    while (place + 1 >= toc->order_count && publication_more(publication))
        ;
    return place + 1 < toc->order_count ? toc->order[place + 1] : ENTRY_NONE;
}

/* What only the home article says. */
static void ask_home(struct publication *publication)
{
    struct article *article = NULL;
    uint32_t home = publication_home(publication);
    if (home != ENTRY_NONE && !article_open(publication->bundle, home, &article, NULL)) {
        if (!publication->title)
            publication->title = strdup(article_title(article));
        if (!publication->language)
            publication->language = strdup(article_language(article));
        article_close(article);
    }
    if (!publication->title)
        publication->title = strdup(bundle_stem(publication->bundle));
    if (!publication->language)
        publication->language = strdup("und");
}

const char *publication_title(struct publication *publication)
{
    if (!publication->title)
        ask_home(publication);
    return publication->title ? publication->title : bundle_stem(publication->bundle);
}

const char *publication_language(struct publication *publication)
{
    if (!publication->language)
        ask_home(publication);
    return publication->language ? publication->language : "und";
}

const char *publication_date(const struct publication *publication)
{
    (void)publication;
    return NULL;
}

uint32_t publication_cover(const struct publication *publication)
{
    (void)publication;
    return ENTRY_NONE;
}

void publication_findings(struct publication *publication,
                          void (*each)(void *data, const char *name, const char *sentence), void *data)
{
    while (publication_more(publication))
        ;
    if (publication->source == ENTRY_NONE)
        return;
    const char *source = bundle_name(publication->bundle, publication->source);
    if (publication->fault.status)
        each(data, source, publication->fault.sentence);
    for (uint32_t i = 0; i < publication->toc.count; i++) {
        const struct publication_item *item = &publication->toc.items[i];
        struct fault fault;
        if (!item->missing)
            continue;
        fault_set(&fault, STATUS_NOT_FOUND,
                  _("the table of contents leads to “%s”, which is not in the bundle"), item->address);
        each(data, source, fault.sentence);
    }
}
