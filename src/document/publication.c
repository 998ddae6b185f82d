#include "document/publication.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/messages.h"
#include "bundle/home.h"
#include "bundle/manifest.h"
#include "document/guide.h"

struct publication {
    struct bundle *bundle;
    struct guide guide;
    uint32_t home;  /* ENTRY_NONE: not looked for yet */
    uint32_t cover; /* ENTRY_NONE: none, or not looked for yet */
    bool looked;    /* for the cover */
    char *title;    /* of the home article; NULL: not looked for yet */
    char *language;
    char date[16]; /* of the manifest; empty: it says none */
};

static void read_date(struct publication *publication)
{
    time_t date = (time_t)bundle_manifest(publication->bundle)->date;
    struct tm day;
    if (bundle_manifest(publication->bundle)->date != MANIFEST_NO_TIME && gmtime_r(&date, &day))
        strftime(publication->date, sizeof publication->date, "%Y-%m-%d", &day);
}

enum status publication_open(struct bundle *bundle, struct publication **out, struct fault *fault)
{
    struct publication *publication = calloc(1, sizeof *publication);
    if (!publication)
        return fault_no_memory(fault);
    publication->bundle = bundle;
    publication->home = publication->cover = ENTRY_NONE;
    read_date(publication);
    enum status status = guide_open(&publication->guide, bundle, fault);
    if (status)
        publication_free(publication);
    else
        *out = publication;
    return status;
}

void publication_free(struct publication *publication)
{
    if (!publication)
        return;
    guide_free(&publication->guide);
    free(publication->title);
    free(publication->language);
    free(publication);
}

bool publication_more(struct publication *publication)
{
    return guide_more(&publication->guide);
}

uint32_t publication_count(struct publication *publication)
{
    while (!publication->guide.toc.count && publication_more(publication))
        ;
    return publication->guide.toc.count;
}

struct publication_item publication_item(const struct publication *publication, uint32_t index)
{
    return publication->guide.toc.items[index];
}

uint32_t publication_home(struct publication *publication)
{
    const struct toc *toc = &publication->guide.toc;
    if (publication->home != ENTRY_NONE)
        return publication->home;
    const char *wanted = bundle_manifest(publication->bundle)->home;
    uint32_t home = wanted ? bundle_find(publication->bundle, wanted) : ENTRY_NONE;
    if (home != ENTRY_NONE && home == bundle_home(publication->bundle))
        publication->home = home;
    else if (publication->guide.folder) /* beside the table, as GitBook, docsify and MkDocs have it */
        publication->home =
            home_of_folder(publication->bundle, publication->guide.folder, strlen(publication->guide.folder));
    if (publication->home == ENTRY_NONE) {
        while (!toc->order_count && publication_more(publication))
            ;
        if (toc->order_count)
            publication->home = toc->order[0];
    }
    if (publication->home == ENTRY_NONE)
        publication->home = bundle_home(publication->bundle);
    return publication->home;
}

/* Reads the table until the entry is in the reading order; false: it is not. */
static bool find_place(struct publication *publication, uint32_t entry, uint32_t *place)
{
    bool more = true;
    while ((*place = toc_place(&publication->guide.toc, entry)) == UINT32_MAX && more)
        more = publication_more(publication);
    return *place != UINT32_MAX;
}

/* The reading order's first article; ENTRY_NONE: there is no order. */
static uint32_t first(struct publication *publication)
{
    const struct toc *toc = &publication->guide.toc;
    uint32_t home = publication_home(publication), place;
    bool named = find_place(publication, home, &place);
    return !toc->order_count ? ENTRY_NONE : named ? toc->order[0] : home;
}

static uint32_t last(struct publication *publication)
{
    const struct toc *toc = &publication->guide.toc;
    while (publication_more(publication))
        ;
    return toc->order_count ? toc->order[toc->order_count - 1] : ENTRY_NONE;
}

uint32_t publication_next(struct publication *publication, uint32_t entry, int step)
{
    const struct toc *toc = &publication->guide.toc;
    uint32_t place;
    if (entry == ENTRY_NONE)
        return step > 0 ? first(publication) : last(publication);
    if (!find_place(publication, entry, &place))
        return step > 0 && toc->order_count && entry == publication_home(publication) ? toc->order[0]
                                                                                      : ENTRY_NONE;
    if (step < 0) {
        if (place)
            return toc->order[place - 1];
        uint32_t start = first(publication);
        return start == entry ? ENTRY_NONE : start;
    }
    while (place + 1 >= toc->order_count && publication_more(publication))
        ;
    return place + 1 < toc->order_count ? toc->order[place + 1] : ENTRY_NONE;
}

/* What only the home article says. An EPUB's is a chapter, whose title is no title of the book. */
static void ask_home(struct publication *publication)
{
    struct article *article = NULL;
    uint32_t home = publication_home(publication);
    if (home != ENTRY_NONE && !article_open(publication->bundle, home, &article, NULL)) {
        if (!publication->title && !publication->guide.epub && article_titled(article))
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
    const char *title = bundle_manifest(publication->bundle)->title;
    if (title)
        return title;
    if (publication->guide.package.title)
        return publication->guide.package.title;
    if (!publication->title)
        ask_home(publication);
    return publication->title ? publication->title : bundle_stem(publication->bundle);
}

const char *publication_language(struct publication *publication)
{
    const char *language = bundle_language(publication->bundle);
    if (language)
        return language;
    if (!publication->language)
        ask_home(publication);
    return publication->language ? publication->language : "und";
}

const char *publication_date(const struct publication *publication)
{
    return *publication->date ? publication->date : publication->guide.package.date;
}

/* The first picture of what is read so far of a page, as it is written; NULL: none. */
static const char *first_picture(const struct article *article)
{
    for (const struct block *block = article_first(article); block; block = article_after(block)) {
        if (block->picture)
            return block->picture->source;
        for (uint32_t i = 0; i < block->text.span_count; i++)
            if (block->text.spans[i].picture)
                return block->text.spans[i].picture->source;
    }
    return NULL;
}

/* A page that shows the cover, instead of the cover. */
static uint32_t cover_of_page(struct publication *publication, uint32_t page)
{
    struct article *article = NULL;
    struct publication_item item = {.entry = ENTRY_NONE};
    if (article_open(publication->bundle, page, &article, NULL))
        return ENTRY_NONE;
    const char *source = first_picture(article);
    if (source && toc_resolve(&publication->guide.toc, page, source, &item))
        item.entry = ENTRY_NONE;
    article_close(article);
    return item.entry;
}

/* A bundle that has no package document to say so may hold a picture of that name. */
static uint32_t cover_by_name(const struct bundle *bundle)
{
    static const char *const names[] = {"cover.png", "cover.jpg", "cover.jpeg", "cover.webp"};
    uint32_t cover = ENTRY_NONE;
    for (size_t i = 0; i < sizeof names / sizeof *names && cover == ENTRY_NONE; i++)
        cover = bundle_find(bundle, names[i]);
    return cover;
}

uint32_t publication_cover(struct publication *publication)
{
    if (publication->looked)
        return publication->cover;
    publication->looked = true;
    uint32_t cover = publication->guide.package.cover;
    if (cover != ENTRY_NONE && entry_is_article(bundle_kind(publication->bundle, cover)))
        cover = cover_of_page(publication, cover);
    if (cover == ENTRY_NONE)
        cover = cover_by_name(publication->bundle);
    if (cover != ENTRY_NONE && bundle_kind(publication->bundle, cover) == ENTRY_PICTURE)
        publication->cover = cover;
    return publication->cover;
}

void publication_findings(struct publication *publication,
                          void (*each)(void *data, const char *name, const char *sentence), void *data)
{
    const struct toc *toc = &publication->guide.toc;
    while (publication_more(publication))
        ;
    for (uint32_t i = 0; i < toc->remark_count; i++)
        each(data, toc->remarks[i].name, toc->remarks[i].sentence);
    /* The links of a table that is an article are looked at there. */
    bool article = publication->guide.entry != ENTRY_NONE &&
                   entry_is_article(bundle_kind(publication->bundle, publication->guide.entry));
    for (uint32_t i = 0; i < toc->count && !article; i++) {
        struct fault fault;
        if (!toc->items[i].missing)
            continue;
        fault_set(&fault, STATUS_NOT_FOUND,
                  _("the table of contents leads to “%s”, which is not in the bundle"),
                  toc->items[i].address);
        each(data, bundle_name(publication->bundle, publication->guide.entry), fault.sentence);
    }
}
